//! Everything that is done, in reading order: the steps of the flow, then the routines and their steps.

use super::super::numbers::Stop;
use super::super::page::Page;
use crate::labels::fill;
use crate::model::{Body, Flow, Work, each_node};

/// Calls `visit` for every step and routine that has a number.
pub(super) fn each_work<'p>(page: &Page<'p>, visit: &mut dyn FnMut(&Stop, &'p Work)) {
    let file = page.file();
    if let Some(flow) = &file.flow {
        nodes(page, flow, visit);
    }
    for decl in &file.decls {
        let Body::Routine(routine) = &decl.body else { continue };
        if let Some(stop) = page.numbers.at(decl.at.0.start) {
            visit(stop, &routine.work);
        }
        if let Some(flow) = &routine.flow {
            nodes(page, flow, visit);
        }
    }
}

fn nodes<'p>(page: &Page<'p>, flow: &'p Flow, visit: &mut dyn FnMut(&Stop, &'p Work)) {
    each_node(&flow.nodes, &mut |node| {
        if let Some(stop) = page.numbers.at(node.at.0.start).filter(|stop| !stop.number.is_empty()) {
            visit(stop, &node.work);
        }
    });
}

/// The steps and routines whose clauses are so, by their numbers.
pub(super) fn steps_where<'p>(page: &Page<'p>, is: impl Fn(&'p Work) -> bool) -> String {
    let mut found = Vec::new();
    each_work(page, &mut |stop, work| {
        if is(work) {
            found.push(stop.number.clone());
        }
    });
    let (routines, steps): (Vec<String>, Vec<String>) = found.into_iter().partition(|number| number.starts_with('R'));
    let (s, r) = (&page.w.step, &page.w.reference);
    let steps = numbered(page, &steps, s.number, s.numbers);
    let routines = numbered(page, &routines, r.routine, r.routines);
    let both: Vec<String> = steps.into_iter().chain(routines).collect();
    both.join(page.w.signs.semicolon)
}

fn numbered(page: &Page<'_>, numbers: &[String], one: &str, many: &str) -> Option<String> {
    match numbers {
        [] => None,
        [number] => Some(fill(one, &[number])),
        _ => Some(fill(many, &[&page.list(numbers)])),
    }
}
