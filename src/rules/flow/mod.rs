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
mod never_fails;
pub mod never_true;
pub mod no_way_to_end;
pub mod nothing_follows;
pub mod otherwise_never;
pub mod overlapping_ways;
pub mod same_trigger;
pub mod unbounded_loop;
pub mod unreachable;
pub mod wait_without_limit;

use std::cell::OnceCell;

use petgraph::graph::NodeIndex;

use crate::flow::{
    Atom, Branching, Cases, Choice, Edge, EdgeKind, FlowNode, Follow, Loop, LoopKind, NodeId, Reach, reachable,
};
use crate::model::{Branch, NodeKind, Project};
use crate::rules::{Context, FlowView};
use crate::source::Span;

/// The nodes at which a case is sorted, and what can be said about their ways. In a flow with a piece that cannot be
/// read there may be more cases than are known here, never fewer: what some case does is sure, what no case does is
/// not.
fn chosen<'v, 'p>(view: &'v FlowView<'p>) -> impl Iterator<Item = (NodeId, &'v FlowNode<'p>, &'v Choice)> {
    view.values.choices.iter().filter_map(|(id, choice)| Some((*id, view.graph.node(*id)?, choice)))
}

/// The same for the blocks whose branches have conditions.
fn branched<'v, 'p>(view: &'v FlowView<'p>) -> impl Iterator<Item = (&'v FlowNode<'p>, &'p [Branch], &'v Branching)> {
    view.values.branchings.iter().filter_map(|(id, branching)| {
        let node = view.graph.node(*id)?;
        let NodeKind::Parallel { branches, .. } = &node.node.kind else { return None };
        Some((node, branches.as_slice(), branching))
    })
}

/// A circle that may be gone round for ever, as findings show it.
struct Circle {
    /// The line that leads back.
    back: Span,
    /// The way round, in names.
    words: Vec<String>,
    /// The node that it is about.
    cause: Span,
}

/// The circles of one kind in all flows. A line that cannot be read may have been the bound: then nothing is said.
fn circles(context: &Context<'_>, kind: LoopKind) -> impl Iterator<Item = Circle> {
    context.flows.iter().flat_map(move |view| {
        let graph = &view.graph;
        let broken = |point: &NodeIndex| graph.node_at(*point).is_some_and(|(_, node)| node.node.broken);
        let sure = move |circle: &&Loop| circle.kind == kind && !circle.way.iter().any(broken);
        view.loops.iter().filter(sure).map(move |circle| {
            let first = circle.way.first().and_then(|point| graph.node_at(*point));
            let cause = first.map_or(circle.back, |(_, node)| node.node.span());
            Circle { back: circle.back, words: crate::flow::in_words(graph, &circle.way), cause }
        })
    })
}

/// The ways of the cases of one flow, as findings name them.
struct Traces<'v, 'p> {
    project: &'p Project,
    view: &'v FlowView<'p>,
    /// The single cases, followed when a way is asked for: the plainest ways come first, and those on which branches wait
    /// for each other.
    cases: [OnceCell<Option<Cases>>; 4],
}

impl<'v, 'p> Traces<'v, 'p> {
    fn of(project: &'p Project, view: &'v FlowView<'p>) -> Self {
        Self { project, view, cases: Default::default() }
    }

    /// The shortest way to a point, in names, of a case that has these values there. Where single cases cannot be
    /// followed, along points that some case comes to.
    fn to(&self, to: NodeIndex, case: &[(usize, Atom)]) -> Vec<String> {
        let (graph, values) = (&self.view.graph, &self.view.values);
        let kinds = [(true, true), (true, false), (false, true), (false, false)];
        let mut all = kinds.iter().zip(&self.cases).filter_map(|((joining, plainly), known)| {
            let follow = Follow { loosely: true, plainly: *plainly, joining: *joining, ..Follow::default() };
            known.get_or_init(|| Cases::follow(self.project, graph, values, &follow)).as_ref()
        });
        let way = |cases: &Cases| cases.way_of(to, &|state| values.fits(state, case));
        if let Some(way) = all.find_map(way) {
            return crate::flow::in_words(graph, &way);
        }
        let comes = |point: NodeIndex| values.variables.is_empty() || values.comes_to(point);
        let edges = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime;
        let written = reachable(graph, graph.start, &Reach { passable: &comes, edges: &edges, ..Reach::default() });
        let reached = if written.has(to) { &written } else { &self.view.reached };
        if reached.has(to) { crate::flow::in_words(graph, &reached.way(graph, to)) } else { Vec::new() }
    }
}

/// A case in words: `priority = urgent, score = 60`.
fn in_words(view: &FlowView<'_>, case: &[(usize, Atom)]) -> String {
    let word = |(variable, atom): &(usize, Atom)| {
        let variable = view.values.variables.get(*variable)?;
        let name = variable.name;
        Some(match atom {
            Atom::Unset | Atom::Any => return None,
            Atom::Name(value) => format!("{name} = {value}"),
            Atom::YesNo(yes) => format!("{name} = {}", if *yes { "yes" } else { "no" }),
            Atom::Text(text) => format!("{name} = \"{text}\""),
            Atom::OtherText => format!("{name} = \"…\""),
            Atom::Number(number) => format!("{name} = {}", variable.measure.in_words(*number)),
        })
    };
    case.iter().filter_map(word).collect::<Vec<_>>().join(", ")
}
