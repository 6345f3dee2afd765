//! What the templates are fed with: plain texts in the language of the page, in the order in which they are read.

mod answers;
mod common;
mod conduct;
mod constructs;
mod courses;
mod declared;
mod flow;
mod head;
mod index;
mod levels;
mod matrices;
mod means;
mod open;
mod params;
mod people;
mod records;
mod references;
mod step;
mod terms;
mod work;

use serde::Serialize;

use super::flatten::{Paragraph, paragraphs};
use super::page::Page;
use super::picture;
use crate::labels::{Words, fill};
use crate::model::Text;

pub(super) use common::Fact;
use common::NoteView;
pub(super) use conduct::control_words;
use conduct::{ControlView, PolicyView, RoutineView, TrainingView};
pub(super) use constructs::each_cite;
use courses::CourseView;
pub(super) use declared::{Declared, Trail};
use flow::FlowView;
pub(super) use flow::{join_words, start_words};
use head::HeadView;
#[cfg(feature = "office")]
pub(super) use index::library;
pub(super) use index::{Index, IndexRow};
use levels::{KpiView, LevelView};
pub(super) use matrices::Part;
use means::MeansView;
use open::OpenView;
use params::ParamView;
use people::PeopleView;
pub(super) use people::{Column, column, letters, people};
use records::RecordView;
use references::{DeviationView, StandardView};
pub(super) use step::{box_text, kind, node_facts, work_facts};
use terms::{CategoryView, TermView};

/// Everything that handbook and checklist of one procedure say in one language.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    /// The words of the language.
    w: &'static Words,
    head: HeadView,
    /// The title of the checklist.
    title: String,
    /// Notes on the whole.
    notes_of_all: Vec<NoteView>,
    purpose: Vec<Paragraph>,
    scope: Vec<Paragraph>,
    terms: Vec<TermView>,
    categories: Vec<CategoryView>,
    people: PeopleView,
    means: MeansView,
    /// Whether all there is of a flow stands in routines.
    in_routines: bool,
    /// The flow as a Mermaid flowchart.
    picture: Option<String>,
    flow_of_case: FlowView,
    /// How limits count unless they say otherwise.
    usual_limit: String,
    levels: Vec<LevelView>,
    params: Vec<ParamView>,
    indicators: Vec<KpiView>,
    records: Vec<RecordView>,
    conduct: Vec<PolicyView>,
    routines: Vec<RoutineView>,
    trainings: Vec<TrainingView>,
    courses: Vec<CourseView>,
    controls: Vec<ControlView>,
    references: Vec<StandardView>,
    deviations: Vec<DeviationView>,
    open: Vec<OpenView>,
}

impl Document {
    /// The view of a page's procedure.
    pub(super) fn of(page: &Page<'_>, errors: bool) -> Self {
        let head = page.file().head.as_ref();
        let text = |text: Option<&Text>| text.map(|text| paragraphs(&page.raw(text))).unwrap_or_default();
        let flow = page.file().flow.as_ref();
        let mut notes = head.map(|head| common::notes(page, &head.common)).unwrap_or_default();
        notes.extend(common::notes(page, &page.file().common));
        let heading = HeadView::of(page, errors);
        Document {
            w: page.w,
            title: fill(page.w.checklist.title, &[&heading.title]),
            head: heading,
            notes_of_all: notes,
            purpose: text(head.and_then(|head| head.purpose.as_ref())),
            scope: text(head.and_then(|head| head.scope.as_ref())),
            terms: terms::terms(page),
            categories: terms::categories(page),
            people: PeopleView::of(page),
            means: MeansView::of(page),
            picture: flow.and_then(|flow| picture::draw(page, flow)).map(|drawn| picture::mermaid::print(&drawn)),
            in_routines: flow.is_none() && conduct::has_flow(page),
            flow_of_case: flow.map(|flow| FlowView::of(page, flow, 0)).unwrap_or_default(),
            usual_limit: levels::usual(page),
            levels: levels::levels(page),
            params: params::params(page),
            indicators: levels::indicators(page),
            records: records::records(page),
            conduct: conduct::policies(page),
            routines: conduct::routines(page),
            trainings: conduct::trainings(page),
            courses: courses::courses(page),
            controls: conduct::controls(page),
            references: references::standards(page),
            deviations: references::deviations(page),
            open: open::points(page),
        }
    }
}

#[cfg(any(feature = "office", feature = "pdf"))]
impl Document {
    pub(super) fn title_of_handbook(&self) -> &str {
        &self.head.title
    }

    pub(super) fn title_of_checklist(&self) -> &str {
        &self.title
    }

    /// What every page of a document with this title says.
    pub(super) fn facts<'f>(&'f self, title: &'f str) -> super::facts::Facts<'f> {
        let head = &self.head;
        super::facts::Facts {
            title,
            number: &head.own_number,
            version: &head.version,
            status: &head.status,
            owner: &head.owner,
            effective: &head.effective,
            marks: &head.marks,
            watermark: head.watermark,
        }
    }
}

/// The pictures of a handbook, in the order in which they stand: of the flow, then of the routines.
#[cfg(any(feature = "office", feature = "pdf"))]
pub(super) fn pictures(page: &Page<'_>) -> Vec<picture::Picture> {
    let mut found = Vec::new();
    crate::model::each_flow(page.file(), &mut |flow| found.extend(picture::draw(page, flow)));
    found
}
