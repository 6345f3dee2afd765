//! One field compared in two measures: nobody knows what one currency is worth in another, or how many hours a working
//! day has.

use rustc_hash::{FxHashMap, FxHashSet};

use super::unknown_value::INFO;
use super::unset_calls::{callee, callees_first};
use crate::flow::Measure;
use crate::labels::Say;
use crate::model::{AskType, Cond, Guard, Name, NodeKind, Ref, Trigger, Value};
use crate::rules::{Context, Finding, FlowView};
use crate::say;
use crate::source::{FileId, Span};

/// A comparison of a field with an amount.
struct Compared<'p> {
    field: &'p Ref,
    measure: Measure,
    at: Span,
}

/// Tells each comparison of a file that measures a field in something else than the first one with the same field.
pub(super) fn tell<'p>(context: &Context<'p>, file: FileId, conds: &[&'p Cond], out: &mut Vec<Finding>) {
    let mut first: FxHashMap<&Name, Compared<'p>> = FxHashMap::default();
    for cond in conds {
        each(context, file, cond, &mut |found| match first.get(found.field.last()) {
            None => drop(first.insert(found.field.last(), found)),
            Some(known) if known.measure != found.measure => out.push(finding(&found, known)),
            Some(_) => {}
        });
    }
}

/// The same between a procedure and those that it calls: a shared field has one value in all of them.
pub(super) fn between<'p>(context: &Context<'p>, out: &mut Vec<Finding>) {
    type Known<'p> = FxHashMap<(FileId, &'p Name), Compared<'p>>;
    let mut of: FxHashMap<FileId, Known<'p>> = FxHashMap::default();
    let mut told: FxHashSet<Span> = FxHashSet::default();
    for view in callees_first(context) {
        let file = view.graph.file;
        let mut known: Known<'p> = FxHashMap::default();
        conditions(view, &mut |cond| {
            each(context, file, cond, &mut |found| {
                if let Some(home) = context.project.shared_home(file, found.field.last()) {
                    known.entry((home, found.field.last())).or_insert(found);
                }
            });
        });
        for (_, node) in view.graph.iter() {
            let Some(called) = callee(context.project, view, node).and_then(|callee| of.get(&callee)) else { continue };
            let mut called: Vec<_> = called.iter().collect();
            called.sort_by_key(|(_, found)| found.at);
            for (slot, found) in called {
                match known.get(slot) {
                    Some(other) if other.measure != found.measure => {
                        if told.insert(found.at) {
                            out.push(finding(found, other));
                        }
                    }
                    Some(_) => {}
                    None => {
                        let Compared { field, measure, at } = found;
                        known.insert(*slot, Compared { field, measure: measure.clone(), at: *at });
                    }
                }
            }
        }
        if view.routine.is_none() {
            of.insert(file, known);
        }
    }
}

fn finding(found: &Compared<'_>, known: &Compared<'_>) -> Finding {
    let field = found.field;
    let (Say { zh: before, en: first }, Say { zh: here, en: then }) = (known.measure.say(), found.measure.say());
    let help = match found.measure {
        Measure::Time(_) => say!(
            "都用可以互相比较的单位：一个工作日有几小时、一个月有几天，只有日历才知道",
            "use units that can be compared: how many hours a working day has, or days a month, only a calendar says"
        ),
        _ => say!("都用同一种货币", "use one currency for both"),
    };
    let message = say!(
        "`{field}` 别处以“{before}”为单位比较，这里却以“{here}”为单位",
        "`{field}` is compared in {first} elsewhere, and in {then} here"
    );
    INFO.at(found.at, message).also(known.at, say!("这里以“{before}”为单位", "here in {first}")).help(help)
}

fn conditions<'p>(view: &FlowView<'p>, visit: &mut impl FnMut(&'p Cond)) {
    for (_, node) in view.graph.iter() {
        for way in &node.node.work.ways {
            if let Trigger::When(cond) = &way.trigger {
                visit(cond);
            }
        }
        if let NodeKind::Parallel { branches, .. } = &node.node.kind {
            for branch in branches {
                if let Guard::When(cond) = &branch.guard {
                    visit(cond);
                }
            }
        }
    }
}

/// Calls `visit` for every comparison with an amount of money or a length of time.
fn each<'p>(context: &Context<'p>, file: FileId, cond: &'p Cond, visit: &mut impl FnMut(Compared<'p>)) {
    let project = context.project;
    let mut compared = |field: &'p Ref, value: Option<&Value>, at: Span| {
        let ty = project.field(file, field).map(|field| field.ty);
        let measure = value.and_then(Measure::of).filter(|measure| {
            matches!(
                (&ty, measure),
                (Some(AskType::Money), Measure::Money(_)) | (Some(AskType::Duration), Measure::Time(_))
            )
        });
        if let Some(measure) = measure {
            visit(Compared { field, measure, at });
        }
    };
    match cond {
        Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| each(context, file, part, visit)),
        Cond::Compare(compare) => {
            compared(&compare.field, project.value(file, &compare.value), compare.value.span());
        }
        Cond::Is(is) => {
            is.values.iter().for_each(|value| compared(&is.field, value.value(project, file), value.at().0));
        }
        Cond::Broken => {}
    }
}
