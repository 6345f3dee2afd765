//! Shared fields and categories that a called procedure uses, and its callers have not surely set.

use rustc_hash::{FxHashMap, FxHashSet};

use super::used_before_set::{INFO, axes, each_read, how};
use crate::flow::{FlowNode, Unset, Values, is_called, unset};
use crate::labels::Say;
use crate::model::{Name, NodeKind, Project};
use crate::rules::{Context, Finding, FlowView};
use crate::say;
use crate::source::{FileId, Span};
use petgraph::graph::NodeIndex;

/// More fields than this and nothing is asked of the callers of a procedure.
const MOST_FIELDS: usize = 64;

/// What a procedure uses without setting it: its callers must have.
struct Need<'p> {
    name: &'p Name,
    /// The shared file that declares it.
    home: FileId,
    /// Where it is used.
    used: Span,
    /// Whether some call comes with a value.
    met: bool,
    /// The calls that may come without: their places, and how.
    missed: Vec<(Span, Unset)>,
}

/// Looks for calls that come without what the procedure uses.
pub(super) fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut needs: Vec<Need<'_>> = Vec::new();
    let mut of: FxHashMap<FileId, Vec<usize>> = FxHashMap::default();
    for view in callees_first(context) {
        let graph = &view.graph;
        let left_to_callers = is_called(context.project, graph) && graph.flow.starts.is_empty();
        let calls: Vec<(&FlowNode<'_>, &[usize])> = graph
            .iter()
            .filter_map(|(_, node)| Some((node, of.get(&callee(context.project, view, node)?)?.as_slice())))
            .collect();
        let uses = if left_to_callers { uses(context.project, view) } else { Vec::new() };
        let mut fields: Vec<(&Name, FileId)> = uses.iter().map(|(name, home, ..)| (*name, *home)).collect();
        let wanted = calls.iter().flat_map(|(_, wanted)| *wanted).filter_map(|need| needs.get(*need));
        fields.extend(wanted.map(|need| (need.name, need.home)));
        if fields.is_empty() {
            continue;
        }
        let values = Values::unprepared(context.project, graph, &fields);
        let index = |name: &Name, home: FileId| {
            values.variables.iter().position(|known| known.name == name && known.field.home == Some(home))
        };
        let without =
            |name: &Name, home: FileId, at: NodeIndex| unset(context.project, graph, &values, at, index(name, home)?);
        // What is left to the callers, once a field: setting it there mends every use.
        let mut left: Vec<usize> = Vec::new();
        let mut known: FxHashSet<(&Name, FileId)> = FxHashSet::default();
        let calls: Vec<(&FlowNode<'_>, Vec<usize>)> = calls.into_iter().map(|(node, of)| (node, of.to_vec())).collect();
        for (name, home, used, at) in uses {
            if !known.contains(&(name, home)) && without(name, home, at).is_some() {
                known.insert((name, home));
                left.push(needs.len());
                needs.push(Need { name, home, used, met: false, missed: Vec::new() });
            }
        }
        for (node, wanted) in calls {
            for number in wanted {
                let Some(need) = needs.get_mut(number) else { continue };
                match without(need.name, need.home, node.enter) {
                    None => need.met |= values.comes_to(node.enter),
                    Some(_) if left_to_callers => {
                        if known.insert((need.name, need.home)) {
                            left.push(number);
                        }
                    }
                    Some(unset) => need.missed.push((node.node.span(), unset)),
                }
            }
        }
        if left_to_callers && left.len() <= MOST_FIELDS {
            of.insert(graph.file, left);
        }
    }
    needs.into_iter().for_each(|need| tell(context, need, out));
}

/// The flows, those of called procedures before those that call them; flows that could not be read are left out.
pub(super) fn callees_first<'c, 'p>(context: &'c Context<'p>) -> Vec<&'c FlowView<'p>> {
    let views: Vec<&FlowView<'_>> = context.flows.iter().filter(|view| !view.graph.wild).collect();
    let own: FxHashMap<FileId, usize> = (0..)
        .zip(&views)
        .filter(|(_, view)| view.routine.is_none())
        .map(|(index, view)| (view.graph.file, index))
        .collect();
    let mut order = Vec::new();
    let mut seen = vec![false; views.len()];
    let mut open: Vec<(usize, bool)> = (0..views.len()).rev().map(|index| (index, false)).collect();
    while let Some((index, done)) = open.pop() {
        let (Some(view), Some(seen)) = (views.get(index), seen.get_mut(index)) else { continue };
        if done {
            order.push(*view);
        } else if !std::mem::replace(seen, true) {
            open.push((index, true));
            let called = view.graph.iter().filter_map(|(_, node)| own.get(&callee(context.project, view, node)?));
            open.extend(called.map(|index| (*index, false)));
        }
    }
    order
}

pub(super) fn callee(project: &Project, view: &FlowView<'_>, node: &FlowNode<'_>) -> Option<FileId> {
    match &node.node.kind {
        NodeKind::Call { procedure } => project.callee(view.graph.file, procedure),
        _ => None,
    }
}

/// What a flow uses that is shared: its name, the file that declares it, where it is used, and at which point.
fn uses<'p>(project: &'p Project, view: &FlowView<'p>) -> Vec<(&'p Name, FileId, Span, NodeIndex)> {
    let file = view.graph.file;
    let mut found = Vec::new();
    for (_, node) in view.graph.iter() {
        each_read(node, &mut |field, at| {
            let variable = view.values.index(field).and_then(|index| view.values.variables.get(index));
            if let Some(home) = variable.and_then(|variable| variable.field.home) {
                found.push((field.last(), home, field.span(), at));
            }
        });
        for axis in axes(project, file, node.node) {
            if project.shared_home(file, axis.axis.last()) == Some(axis.home) {
                found.push((axis.axis.last(), axis.home, axis.limit, node.done));
            }
        }
    }
    found
}

/// Where every call comes without it, the procedure asks for what nobody has; else the calls are at fault that do.
fn tell(context: &Context<'_>, need: Need<'_>, out: &mut Vec<Finding>) {
    let Need { name, home, used, met, missed } = need;
    let own = |call: Span| {
        let asks = context.project.scope_of(call.file).is_some_and(|scope| scope.asks.contains_key(name));
        asks && context.project.shared_home(call.file, name) != Some(home)
    };
    let help = match missed.iter().any(|(call, _)| own(*call)) {
        true => say!(
            "调用方所问的 `{name}` 只属于它自己；在那一步写 `fills`，填同一份共用记录，两边才是同一个字段",
            "the `{name}` that the caller asks is its own: `fills` the same shared record there, and both mean one field"
        ),
        false => say!(
            "在调用之前的每条路上用 `ask`（不带 optional）或 `sets` 确定它，或者在被调用的规程里先确定",
            "ask it (without `optional`) or `sets` it on every way before the call, or first in the procedure that is called"
        ),
    };
    if met {
        let procedure = context.project.module(used.file).and_then(|module| module.file.procedure());
        let called = procedure.map_or_else(String::new, |ident| ident.name.to_string());
        for (call, unset) in missed {
            let message = say!(
                "这里调用后，`{called}` 要用 `{name}`，而此时不一定已有值",
                "`{called}` uses `{name}`, which is not surely set when it is called here"
            );
            let finding = INFO.at(call, message).also(used, say!("在这里要用", "it is used here"));
            out.push(how(finding, unset).help(help.clone()));
        }
        return;
    }
    let mut missed = missed.into_iter();
    let Some((call, unset)) = missed.next() else { return };
    let message = say!(
        "这里要用 `{name}`，而调用本规程时不一定已有值",
        "`{name}` is not surely set when this procedure is called"
    );
    let mut finding = INFO.at(used, message).also(call, from_here(&unset));
    if let Unset::Anytime(_) = unset {
        finding = how(finding, unset);
    }
    out.push(missed.take(2).fold(finding, |finding, (call, unset)| finding.also(call, from_here(&unset))).help(help));
}

/// How a call comes without a value.
fn from_here(unset: &Unset) -> Say {
    match unset {
        Unset::Way(way) if way.len() > 1 => {
            let shown = way.join(" → ");
            say!("从这里调用，经 {shown} 到这里时没有值", "called here, not set on the way {shown}")
        }
        _ => say!("从这里调用", "called here"),
    }
}
