//! F: the flow.

pub mod bound_leads_back;
pub mod call_circle;
pub mod call_without_failed;
pub mod case_not_covered;
pub mod choice_of_one;
pub mod empty_block;
pub mod end_by_fall_through;
pub mod entered_by_fall_through;
pub mod flow_too_long;
pub mod idle_bound;
pub mod impossible_join;
pub mod jump_abandons_branches;
pub mod jump_into_branch;
pub mod missing_outcome;
pub mod never_true;
pub mod no_way_to_end;
pub mod nothing_follows;
pub mod otherwise_never;
pub mod overlapping_ways;
pub mod same_trigger;
pub mod unbounded_loop;
pub mod unreachable;
pub mod wait_without_limit;

use crate::flow::{Atom, Choice, FlowNode, NodeId, choices};
use crate::model::{NodeKind, Trigger};
use crate::rules::{Context, FlowView};

/// The nodes at which a case is sorted by conditions or answers, and what can be said about their ways. Nodes that no
/// case comes to, and choices that could not be decided, are left out. In a flow with a piece that cannot be read there
/// may be more cases than are known here, never fewer: what some case does is sure, what no case does is not.
fn chosen<'v, 'p>(
    context: &'v Context<'p>,
    view: &'v FlowView<'p>,
) -> impl Iterator<Item = (NodeId, &'v FlowNode<'p>, Choice)> {
    let graph = &view.graph;
    graph.iter().filter_map(move |(id, node)| {
        let tried = |trigger: &Trigger| matches!(trigger, Trigger::When(_) | Trigger::Says(_));
        let ways = &node.node.work.ways;
        // The lines of a wait are events: the first decides, and none need come.
        if !ways.iter().any(|way| tried(&way.trigger)) || matches!(node.node.kind, NodeKind::Wait { .. }) {
            return None;
        }
        let state = view.values.states.get(node.done.index()).cloned().flatten();
        let state = match state {
            Some(state) => state,
            None if view.values.variables.is_empty() => Vec::new(),
            None => return None,
        };
        let choice = choices(context.project, graph.file, node.node, &view.values.variables, &state);
        choice.decided.then_some((id, node, choice))
    })
}

/// A case in words: `priority = urgent, score = 60`.
fn in_words(view: &FlowView<'_>, case: &[(usize, Atom)]) -> String {
    let word = |(variable, atom): &(usize, Atom)| {
        let name = view.values.variables.get(*variable)?.name;
        Some(match atom {
            Atom::Unset | Atom::Any => return None,
            Atom::Name(value) => format!("{name} = {value}"),
            Atom::YesNo(yes) => format!("{name} = {}", if *yes { "yes" } else { "no" }),
            Atom::Number(number) => format!("{name} = {}", number.normalize()),
        })
    };
    case.iter().filter_map(word).collect::<Vec<_>>().join(", ")
}
