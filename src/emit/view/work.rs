//! Everything that is done, in reading order: the steps of the flow, then the routines and their steps.

use super::super::numbers::Stop;
use super::super::page::Page;
use super::means::names;
use crate::labels::fill;
use crate::model::{Body, Decl, DeclKind, Flow, Node, Routine, Symbol, Work, each_node};

/// Something that is done.
#[derive(Clone, Copy)]
pub(super) struct Task<'t, 'p> {
    pub(super) stop: &'t Stop,
    pub(super) work: &'p Work,
    /// The flow that it stands in, or that it has: a routine.
    pub(super) flow: Option<&'p Flow>,
    /// The step; nothing for a routine.
    pub(super) node: Option<&'p Node>,
    pub(super) routine: Option<&'p Routine>,
}

/// Calls `visit` for every step and routine that has a number.
pub(super) fn each_task<'p>(page: &Page<'p>, visit: &mut dyn FnMut(Task<'_, 'p>)) {
    let file = page.file();
    if let Some(flow) = &file.flow {
        nodes(page, flow, visit);
    }
    for decl in &file.decls {
        let Body::Routine(routine) = &decl.body else { continue };
        let flow = routine.flow.as_ref();
        if let Some(stop) = page.numbers.at(decl.at.0.start) {
            visit(Task { stop, work: &routine.work, flow, node: None, routine: Some(routine) });
        }
        if let Some(flow) = flow {
            nodes(page, flow, visit);
        }
    }
}

/// The same, for who needs no more than the clauses.
pub(super) fn each_work<'p>(page: &Page<'p>, visit: &mut dyn FnMut(&Stop, &'p Work)) {
    each_task(page, &mut |task| visit(task.stop, task.work));
}

fn nodes<'p>(page: &Page<'p>, flow: &'p Flow, visit: &mut dyn FnMut(Task<'_, 'p>)) {
    each_node(&flow.nodes, &mut |node| {
        if let Some(stop) = page.numbers.at(node.at.0.start).filter(|stop| !stop.number.is_empty()) {
            visit(Task { stop, work: &node.work, flow: Some(flow), node: Some(node), routine: None });
        }
    });
}

/// The steps and routines whose clauses are so, by their numbers.
pub(super) fn steps_where<'p>(page: &Page<'p>, is: impl Fn(&'p Work) -> bool) -> String {
    let mut found = Vec::new();
    each_work(page, &mut |stop, work| {
        if is(work) {
            found.push(stop.clone());
        }
    });
    let (routines, steps): (Vec<Stop>, Vec<Stop>) = found.into_iter().partition(|stop| stop.number.starts_with('R'));
    let (s, r) = (&page.w.step, &page.w.reference);
    let steps = numbered(page, &steps, s.number, s.numbers);
    let routines = numbered(page, &routines, r.routine, r.routines);
    let both: Vec<String> = steps.into_iter().chain(routines).collect();
    both.join(page.w.signs.semicolon)
}

/// The steps and routines that fill a record, by their numbers, and the trainings that do, by their titles; where there
/// is none on the page, the routines of the file that declares the record.
pub(super) fn filled_by(page: &Page<'_>, symbol: Symbol) -> String {
    let steps = steps_where(page, |work| names(page, &work.fills, symbol));
    let mut parts: Vec<String> = Some(steps).filter(|steps| !steps.is_empty()).into_iter().collect();
    let declaring = page.project.module(symbol.file).map(|module| module.file.decls.as_slice()).unwrap_or_default();
    let on_page = page.decls(DeclKind::Training).into_iter().chain(page.used_decls(DeclKind::Training));
    let mut trainings: Vec<&Decl> = on_page.map(|(_, decl)| decl).collect();
    let there = declaring.iter().filter(|decl| decl.body.kind() == DeclKind::Training);
    trainings.extend(there.filter(|_| symbol.file != page.module.id));
    let filling = trainings.into_iter().filter(|decl| match &decl.body {
        Body::Training(training) => names(page, &training.fills, symbol),
        _ => false,
    });
    let mut titles: Vec<String> = filling.map(|decl| page.decl_title(decl)).collect();
    titles.dedup();
    let words = &page.w.reference;
    parts.extend(titles.iter().map(|title| fill(words.training, &[title])));
    if parts.is_empty() && symbol.file != page.module.id {
        let routines = declaring.iter().filter(|decl| match &decl.body {
            Body::Routine(routine) => names(page, &routine.work.fills, symbol),
            _ => false,
        });
        parts.extend(routines.map(|decl| fill(words.routine_titled, &[&page.decl_title(decl)])));
    }
    parts.join(page.w.signs.semicolon)
}

fn numbered(page: &Page<'_>, stops: &[Stop], one: &str, many: &str) -> Option<String> {
    let numbers: Vec<String> = stops.iter().map(|stop| page.to_stop(stop, &stop.number)).collect();
    match numbers.as_slice() {
        [] => None,
        [number] => Some(fill(one, &[number])),
        numbers => Some(fill(many, &[&page.list(numbers)])),
    }
}
