//! What the templates are fed with: plain texts in the language of the page, in the order in which they are read.

mod answers;
mod check;
mod common;
mod conduct;
mod constructs;
mod courses;
mod declared;
mod drawn;
mod flow;
mod head;
mod held;
mod index;
mod levels;
mod matrices;
mod means;
mod open;
mod params;
mod people;
mod post;
mod records;
mod references;
mod step;
mod terms;
mod work;

use serde::Serialize;

use super::Audience;
use super::checked::Checked;
use super::flatten::{Paragraph, paragraphs};
use super::manuscript::Facts;
use super::page::Page;
use crate::labels::{Words, fill};
use crate::model::Text;

use check::CheckView;
pub(super) use common::Fact;
use common::NoteView;
pub(super) use conduct::control_words;
use conduct::{ControlView, PolicyView, RoutineView, TrainingView};
pub(super) use constructs::each_cite;
use courses::CourseView;
pub(super) use declared::{Declared, Trail};
pub(super) use drawn::Drawn;
use flow::FlowView;
pub(super) use flow::{join_words, start_words};
use head::HeadView;
pub(super) use index::library;
pub(super) use index::{Index, IndexRow};
use levels::{KpiView, LevelView};
pub(super) use matrices::Part;
use means::MeansView;
use open::OpenView;
use params::ParamView;
use people::PeopleView;
pub(super) use people::{Column, column, letters, people};
pub(super) use post::{Post, PostRow, Posts, rows};
use records::RecordView;
use references::{DeviationView, StandardView};
pub(super) use step::{anchors, box_text, kind, node_facts, work_facts};
use terms::{CategoryView, TermView};

/// Everything that handbook and checklist of one procedure say in one language.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    /// The words of the language.
    #[serde(serialize_with = "super::render::words")]
    w: &'static Words,
    /// Whether it is the copy for those who work by it.
    staff: bool,
    pub(super) head: HeadView,
    /// The title of the checklist.
    pub(super) title: String,
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
    picture: Option<Drawn>,
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
    check: CheckView,
}

impl Document {
    /// The view of a page's procedure.
    pub(super) fn of(page: &Page<'_>, errors: bool, checked: Option<&Checked>) -> Self {
        let head = page.file().head.as_ref();
        let text = |text: Option<&Text>| text.map(|text| paragraphs(&page.raw(text))).unwrap_or_default();
        let flow = page.file().flow.as_ref();
        let mut notes = head.map(|head| common::notes(page, &head.common)).unwrap_or_default();
        notes.extend(common::notes(page, &page.file().common));
        let heading = HeadView::of(page, errors);
        let staff = page.audience == Audience::Staff;
        Document {
            w: page.w,
            title: fill(page.w.checklist.title, &[&heading.title]),
            staff,
            head: heading,
            notes_of_all: notes,
            purpose: text(head.and_then(|head| head.purpose.as_ref())),
            scope: text(head.and_then(|head| head.scope.as_ref())),
            terms: terms::terms(page),
            categories: terms::categories(page),
            people: PeopleView::of(page),
            means: MeansView::of(page),
            picture: flow.and_then(|flow| Drawn::of(page, flow, page.procedure_title(page.module.id))),
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
            controls: for_auditors(staff, || conduct::controls(page, checked)),
            references: for_auditors(staff, || references::standards(page)),
            deviations: for_auditors(staff, || references::deviations(page)),
            open: for_auditors(staff, || open::points(page)),
            check: CheckView::of(page, checked),
        }
    }

    /// What stands at the end of each of its pages.
    pub(super) fn foot(&self, page: &Page<'_>) -> Vec<String> {
        let head = &self.head;
        let words = &page.w.head;
        let labelled = |label: &str, value: &str| format!("{label}{}{value}", page.w.signs.colon);
        let mut foot = vec![
            labelled(words.number, &head.number),
            labelled(words.version, &head.version),
            labelled(words.status, &head.status),
            head::copy(page).to_owned(),
        ];
        let source = head::source(page);
        foot.extend((!source.is_empty()).then(|| labelled(page.w.copy.source, &source)));
        foot
    }

    /// What every page says of a printed document with this title.
    pub(super) fn facts<'f>(&'f self, title: &'f str) -> Facts<'f> {
        let head = &self.head;
        Facts {
            title,
            number: &head.own_number,
            version: &head.version,
            status: &head.status,
            owner: &head.owner,
            effective: &head.effective,
            dated: head.dated,
            marks: &head.marks,
            watermark: head.watermark,
        }
    }

    /// The pictures of the procedure: that of its flow, and those of its routines.
    pub(super) fn pictures(&self) -> impl Iterator<Item = &Drawn> {
        self.picture.iter().chain(self.routines.iter().filter_map(|routine| routine.picture.as_ref()))
    }
}

/// What only the copy for auditors tells; in the other the heading says where it is.
fn for_auditors<T>(staff: bool, make: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if staff { Vec::new() } else { make() }
}
