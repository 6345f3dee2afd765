//! What holds beside the flow: rules of conduct, routines, trainings, controls.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::checked::{Checked, Verdict};
use super::super::page::Page;
use super::super::phrase::FlowOf;
use super::common::{Fact, NoteView, cites, facts, notes};
use super::drawn::Drawn;
use super::flow::FlowView;
use super::step::StepView;
use crate::labels::fill;
use crate::model::{
    Body, Control, ControlKind, Decl, DeclKind, Ident, Modal, Point, Policy, Routine, RoutineStart, Training, Value,
    each_flow, each_node,
};

/// A rule of conduct.
#[derive(Debug, Serialize)]
pub(in super::super) struct PolicyView {
    title: String,
    says: Vec<String>,
    facts: Vec<Fact>,
    notes: Vec<NoteView>,
}

/// Periodic work.
#[derive(Debug, Serialize)]
pub(in super::super) struct RoutineView {
    title: String,
    when: String,
    /// Its own clauses.
    pub(super) step: StepView,
    /// Its own flow, if it has one.
    pub(super) flow: Option<FlowView>,
    pub(in super::super) picture: Option<Drawn>,
}

/// A training.
#[derive(Debug, Serialize)]
pub(in super::super) struct TrainingView {
    title: String,
    facts: Vec<Fact>,
    covers: Vec<String>,
    tests: Vec<TestView>,
    notes: Vec<NoteView>,
}

#[derive(Debug, Serialize)]
struct TestView {
    title: String,
    weight: String,
    pass: String,
}

/// A control in words.
#[derive(Debug, Serialize)]
pub(in super::super) struct ControlView {
    text: String,
    because: String,
    /// What the check says of it.
    result: &'static str,
    cites: String,
    notes: Vec<NoteView>,
}

/// The rules of conduct: those of the procedure, and those of used files that bind one of its posts.
pub(super) fn policies(page: &Page<'_>) -> Vec<PolicyView> {
    let own = page.decls(DeclKind::Policy);
    let used = page.used_decls(DeclKind::Policy).into_iter().filter(|(_, decl)| match &decl.body {
        Body::Policy(policy) => policy.applies_to.is_empty() || page.speaks_of(&policy.applies_to),
        _ => false,
    });
    own.into_iter().chain(used).filter_map(|(_, decl)| policy(page, decl)).collect()
}

fn policy(page: &Page<'_>, decl: &Decl) -> Option<PolicyView> {
    let Body::Policy(policy) = &decl.body else { return None };
    let w = &page.w.conduct;
    let lines = policy.says.iter().flat_map(|(_, _, cites)| cites);
    Some(PolicyView {
        title: page.decl_title(decl),
        says: said(page, policy),
        facts: facts([
            (w.applies, page.title_list(&policy.applies_to)),
            (w.checked, page.work_list(&policy.checked_by)),
            (page.w.step.cites, cites(page, decl.common.cites.iter().chain(lines))),
        ]),
        notes: notes(page, &decl.common),
    })
}

/// What a rule of conduct says, line by line.
pub(super) fn said(page: &Page<'_>, policy: &Policy) -> Vec<String> {
    let w = &page.w.conduct;
    let line = |modal: &Modal, text| {
        let pattern = match modal {
            Modal::Must => w.must,
            Modal::MustNot => w.must_not,
            Modal::Should => w.should,
        };
        fill(pattern, &[&page.text(text)])
    };
    policy.says.iter().map(|(modal, text, _)| line(modal, text)).collect()
}

/// The routines of the procedure itself.
pub(super) fn routines(page: &Page<'_>) -> Vec<RoutineView> {
    let own = page.file().decls.iter();
    own.filter_map(|decl| match &decl.body {
        Body::Routine(routine) => Some(routine_view(page, decl, routine)),
        _ => None,
    })
    .collect()
}

/// Whether a routine of the procedure has a flow of its own.
pub(super) fn has_flow(page: &Page<'_>) -> bool {
    page.file().decls.iter().any(|decl| matches!(&decl.body, Body::Routine(routine) if routine.flow.is_some()))
}

fn routine_view(page: &Page<'_>, decl: &Decl, routine: &Routine) -> RoutineView {
    let stop = page.numbers.at(decl.at.0.start);
    let flow = routine.flow.as_ref();
    let mut step = StepView::of(page, &routine.work, flow.map(FlowOf::from).unwrap_or_default(), 0);
    step.number = stop.map(|stop| stop.number.clone()).unwrap_or_default();
    step.title = page.decl_title(decl);
    // With a flow of its own it is done step by step.
    step.block = flow.is_some_and(|flow| !flow.nodes.is_empty());
    RoutineView {
        title: fill(page.w.routine.heading, &[&step.number, &page.decl_title(decl)]),
        when: routine_when(page, routine),
        step,
        flow: flow.map(|flow| FlowView::of(page, flow, 1)),
        picture: flow.and_then(|flow| Drawn::of(page, flow, page.decl_title(decl))),
    }
}

/// When a routine runs, in words.
pub(super) fn routine_when(page: &Page<'_>, routine: &Routine) -> String {
    let w = &page.w.routine;
    let every = page.period(&routine.every);
    let from = routine.from.as_ref().map(|from| match from {
        RoutineStart::Event(text) => fill(w.from_event, &[&page.text(text)]),
        RoutineStart::After(point) => fill(w.from_end, &[&ended(page, point)]),
    });
    let lasts = routine.lasts.as_ref().map(|lasts| fill(w.lasts, &[&page.quantity(lasts)]));
    let parts: Vec<String> = std::iter::once(every).chain(from).chain(lasts).collect();
    parts.join(page.w.signs.comma)
}

/// The end of another procedure, in words.
fn ended(page: &Page<'_>, point: &Point) -> String {
    let Some(node) = &point.node else { return String::new() };
    let procedure = page.procedure_by_name(&node.name);
    let title = procedure.map_or_else(|| node.name.to_string(), |id| page.procedure(id));
    match (&point.other, procedure) {
        (Some(end), Some(id)) => fill(page.w.way.after_ended, &[&title, &page.end_of(id, &end.name)]),
        _ => fill(page.w.way.after_end, &[&title]),
    }
}

/// The trainings of the procedure, and those of used files for one of its posts.
pub(super) fn trainings(page: &Page<'_>) -> Vec<TrainingView> {
    let own = page.decls(DeclKind::Training);
    let used = page.used_decls(DeclKind::Training).into_iter().filter(|(_, decl)| match &decl.body {
        Body::Training(training) => page.speaks_of(&training.for_whom),
        _ => false,
    });
    let all = own.into_iter().chain(used);
    all.filter_map(|(_, decl)| match &decl.body {
        Body::Training(training) => Some(training_view(page, decl, training)),
        _ => None,
    })
    .collect()
}

/// When a training is held.
pub(super) fn training_when(page: &Page<'_>, training: &Training) -> String {
    let w = &page.w.conduct;
    let every = training.every.as_ref().map(|every| page.period(every));
    match (training.once, every) {
        (true, Some(every)) => fill(w.once_and_every, &[&every]),
        (true, None) => w.once.to_owned(),
        (false, every) => every.unwrap_or_default(),
    }
}

fn training_view(page: &Page<'_>, decl: &Decl, training: &Training) -> TrainingView {
    let w = &page.w.conduct;
    let failed = training.when_failed.as_ref().map(|(times, then)| {
        let times = times.as_ref().map(|times| match &times.value {
            Value::Number(number) if *number == Decimal::ONE => w.retake_once.to_owned(),
            _ => fill(w.retake, &[&page.quantity(times)]),
        });
        let then = then.as_ref().map(|then| fill(w.then, &[&page.text(then)]));
        times.into_iter().chain(then).collect::<Vec<_>>().join(page.w.signs.comma)
    });
    let tests = training.tests.iter().map(|test| TestView {
        title: page.text(&test.title),
        weight: test.weight.as_ref().map(|weight| page.quantity(weight)).unwrap_or_default(),
        pass: test.pass.as_ref().map(|pass| page.threshold(pass)).unwrap_or_default(),
    });
    TrainingView {
        title: page.decl_title(decl),
        facts: facts([
            (w.for_whom, page.title_list(&training.for_whom)),
            (w.by, page.title_list(&training.by)),
            (w.when, training_when(page, training)),
            (w.lasts, training.lasts.as_ref().map(|lasts| page.quantity(lasts)).unwrap_or_default()),
            (w.pass_all, training.pass.as_ref().map(|pass| page.threshold(pass)).unwrap_or_default()),
            (w.failed, failed.unwrap_or_default()),
            (w.fills, page.title_list(&training.fills)),
            (page.w.step.cites, cites(page, &decl.common.cites)),
        ]),
        covers: training.covers.iter().map(|text| page.text(text)).collect(),
        tests: tests.collect(),
        notes: notes(page, &decl.common),
    }
}

/// The controls in words.
pub(super) fn controls(page: &Page<'_>, checked: Option<&Checked>) -> Vec<ControlView> {
    page.file().controls.iter().map(|control| control_view(page, control, checked)).collect()
}

/// What may happen at any time in the flow of a step: it takes a case away from what must follow.
fn anytime(page: &Page<'_>, step: &Ident) -> Option<String> {
    let mut found = Vec::new();
    each_flow(page.file(), &mut |flow| {
        let mut has = false;
        each_node(&flow.nodes, &mut |node| has |= node.ident.as_ref().is_some_and(|ident| ident.name == step.name));
        if has {
            found.extend(flow.anytime.iter().map(|anytime| page.quote(&page.text(&anytime.when))));
        }
    });
    if found.is_empty() { None } else { Some(page.list_with(&found, page.w.signs.or)) }
}

fn control_view(page: &Page<'_>, control: &Control, checked: Option<&Checked>) -> ControlView {
    ControlView {
        text: control_words(page, control),
        because: control.because.as_ref().map(|why| page.text(why)).unwrap_or_default(),
        result: checked.map_or("", |checked| verdict(page, checked.verdict(control))),
        cites: cites(page, &control.common.cites),
        notes: notes(page, &control.common),
    }
}

/// What a control asks for, in words.
pub(in super::super) fn control_words(page: &Page<'_>, control: &Control) -> String {
    let w = &page.w.control;
    let step = |ident: &Ident| page.step(&ident.name);
    let text = match &control.kind {
        ControlKind::Before(first, second) => fill(w.before, &[&step(first), &step(second)]),
        ControlKind::LeadsTo(first, second) => match anytime(page, first) {
            None => fill(w.leads, &[&step(first), &step(second)]),
            Some(events) => fill(w.leads_unless, &[&step(first), &step(second), &events]),
        },
        ControlKind::DifferentPeople(all) => {
            fill(w.different, &[&page.list_with(&all.iter().map(step).collect::<Vec<_>>(), page.w.signs.and)])
        }
        ControlKind::Broken(_) => page.w.blank.unreadable.to_owned(),
    };
    page.sentence(&text)
}

fn verdict(page: &Page<'_>, verdict: Verdict) -> &'static str {
    let w = &page.w.check;
    match verdict {
        Verdict::Proved => w.proved,
        Verdict::Possible => w.possible,
        Verdict::Refuted => w.refuted,
        Verdict::Accepted => w.deviation,
        Verdict::Unproved => w.unproved,
    }
}
