//! What the templates are fed with: plain texts in the language of the page, in the order in which they are read.

mod answers;
mod common;
mod conduct;
mod constructs;
mod flow;
mod head;
mod index;
mod levels;
mod means;
mod open;
mod people;
mod records;
mod references;
mod step;
mod work;

use serde::Serialize;

use super::flatten::{Paragraph, paragraphs};
use super::mermaid;
use super::page::Page;
use crate::labels::{Words, fill};
use crate::model::{Body, DeclKind, Text};

use common::{Fact, NoteView};
use conduct::{ControlView, PolicyView, RoutineView, TrainingView};
use flow::FlowView;
pub(super) use flow::{join_words, start_words};
use head::HeadView;
pub(super) use index::Index;
use levels::{KpiView, LevelView};
use means::MeansView;
use open::OpenView;
use people::PeopleView;
use records::RecordView;
use references::{DeviationView, StandardView};

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
    terms: Vec<Term>,
    people: PeopleView,
    means: MeansView,
    /// The flow as a Mermaid flowchart.
    picture: Option<String>,
    flow_of_case: FlowView,
    levels: Vec<LevelView>,
    indicators: Vec<KpiView>,
    records: Vec<RecordView>,
    conduct: Vec<PolicyView>,
    routines: Vec<RoutineView>,
    trainings: Vec<TrainingView>,
    controls: Vec<ControlView>,
    references: Vec<StandardView>,
    deviations: Vec<DeviationView>,
    open: Vec<OpenView>,
}

/// An entry of the glossary.
#[derive(Debug, Serialize)]
struct Term {
    name: String,
    means: Vec<Paragraph>,
    facts: Vec<Fact>,
    notes: Vec<NoteView>,
}

impl Document {
    /// The view of a page's procedure.
    pub(super) fn of(page: &Page<'_>, errors: bool) -> Self {
        let head = page.file().head.as_ref();
        let text = |text: Option<&Text>| text.map(|text| paragraphs(&page.raw(text))).unwrap_or_default();
        let flow = page.file().flow.as_ref();
        let heading = HeadView::of(page, errors);
        Document {
            w: page.w,
            title: fill(page.w.checklist.title, &[&heading.title]),
            head: heading,
            notes_of_all: head.map(|head| common::notes(page, &head.common)).unwrap_or_default(),
            purpose: text(head.and_then(|head| head.purpose.as_ref())),
            scope: text(head.and_then(|head| head.scope.as_ref())),
            terms: terms(page),
            people: PeopleView::of(page),
            means: MeansView::of(page),
            picture: flow.and_then(|flow| mermaid::flowchart(page, flow)),
            flow_of_case: flow.map(|flow| FlowView::of(page, flow, 0)).unwrap_or_default(),
            levels: levels::levels(page),
            indicators: levels::indicators(page),
            records: records::records(page),
            conduct: conduct::policies(page),
            routines: conduct::routines(page),
            trainings: conduct::trainings(page),
            controls: conduct::controls(page),
            references: references::standards(page),
            deviations: references::deviations(page),
            open: open::points(page),
        }
    }
}

/// The glossary: terms are not named by the flow, so those of the used files count as well.
fn terms(page: &Page<'_>) -> Vec<Term> {
    let own = page.decls(DeclKind::Term);
    let used = page.used_decls(DeclKind::Term);
    own.into_iter()
        .chain(used)
        .filter_map(|(_, decl)| {
            let Body::Term(means) = &decl.body else { return None };
            Some(Term {
                name: page.decl_title(decl),
                means: paragraphs(&page.raw(means)),
                facts: common::facts([(page.w.step.cites, common::cites(page, &decl.common.cites))]),
                notes: common::notes(page, &decl.common),
            })
        })
        .collect()
}
