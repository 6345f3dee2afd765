//! Single cases followed through a flow, where keeping each variable by itself is too coarse.
//!
//! "The field is asked only where the category is urgent, and read only there" is sound, but the sets of the two
//! variables do not know of each other. Here each combination of values is followed by itself, within a limit.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::assigned::assigned;
use super::spread::way_state;
use super::ways::choices;
use super::{Assigned, Atoms, UNSET, Values};
use crate::flow::graph::{EdgeKind, Graph};
use crate::model::{NodeKind, Project, Trigger};

/// More cases than this and nothing is concluded.
const MOST_CASES: usize = 30_000;

/// Whether some single case comes to a point with a variable not set. `None` if that cannot be decided: too many
/// cases, or blocks in the flow that set variables of conditions.
#[must_use]
pub fn comes_unset(
    project: &Project,
    graph: &Graph<'_>,
    values: &Values<'_>,
    at: NodeIndex,
    variable: usize,
) -> Option<bool> {
    let sets = |node: &crate::model::Node| {
        values.variables.iter().any(|known| assigned(project, graph.file, node, known.name).is_some())
    };
    if graph.iter().any(|(_, node)| node.inside.is_some() && sets(node.node)) {
        return None;
    }
    let start: Vec<Atoms> = values.states.get(graph.start.index())?.clone()?;
    let mut seen: HashSet<(NodeIndex, Vec<Atoms>)> = HashSet::new();
    let mut open: Vec<(NodeIndex, Vec<Atoms>)> = singles(&start).into_iter().map(|case| (graph.start, case)).collect();
    while let Some((point, case)) = open.pop() {
        if !seen.insert((point, case.clone())) {
            continue;
        }
        if seen.len() > MOST_CASES {
            return None;
        }
        if point == at && case.get(variable).is_some_and(|atoms| atoms & UNSET != 0) {
            return Some(true);
        }
        for (to, state) in next(project, graph, values, point, &case) {
            open.extend(singles(&state).into_iter().map(|case| (to, case)));
        }
    }
    Some(false)
}

/// Where a case may go from a point, with the states that it may have there.
fn next(
    project: &Project,
    graph: &Graph<'_>,
    values: &Values<'_>,
    point: NodeIndex,
    case: &[Atoms],
) -> Vec<(NodeIndex, Vec<Atoms>)> {
    let node = graph.node_at(point);
    let done = node.filter(|(_, node)| node.done == point && node.enter != point);
    let choice = done.map(|(_, node)| choices(project, graph.file, node.node, &values.variables, case));
    let work = |perhaps: bool| -> Vec<Atoms> {
        let Some((_, node)) = node else { return case.to_vec() };
        let atoms = case.iter().zip(&values.variables).map(|(atoms, variable)| {
            match assigned(project, graph.file, node.node, variable.name) {
                Some(Assigned::Surely) if !perhaps => variable.domain.all(),
                Some(_) => *atoms | variable.domain.all(),
                None => *atoms,
            }
        });
        atoms.collect()
    };
    let mut found = Vec::new();
    for edge in graph.points.edges(point) {
        let state = match (edge.weight().kind, node) {
            // What may happen at any time proves nothing about the written ways.
            (EdgeKind::Anytime, _) => continue,
            (EdgeKind::Work | EdgeKind::When(Trigger::Rejected), _) => Some(work(false)),
            (EdgeKind::Late | EdgeKind::Failed, _) => Some(work(true)),
            (EdgeKind::Sync(_) | EdgeKind::Branch(_) | EdgeKind::Skip, Some((_, node)))
                if matches!(node.node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. }) =>
            {
                Some(case.to_vec())
            }
            (kind, Some((_, node))) => way_state(node, &kind, edge.weight().at, choice.as_ref(), &case.to_vec()),
            (_, None) => Some(case.to_vec()),
        };
        found.extend(state.map(|state| (edge.target(), state)));
    }
    found
}

/// Every combination of single values in a state.
fn singles(state: &[Atoms]) -> Vec<Vec<Atoms>> {
    let mut cases = vec![Vec::with_capacity(state.len())];
    for atoms in state {
        let bits: Vec<Atoms> = (0..128).map(|bit| 1 << bit).filter(|bit| atoms & bit != 0).collect();
        if cases.len() * bits.len() > MOST_CASES {
            // Too many to follow singly: the whole set stands for them, which can only find more.
            cases.iter_mut().for_each(|case| case.push(*atoms));
            continue;
        }
        cases = cases.iter().flat_map(|case| bits.iter().map(move |bit| [case.as_slice(), &[*bit]].concat())).collect();
    }
    cases
}
