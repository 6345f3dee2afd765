//! Controls: what must be done before, and what must always follow.
//!
//! Both take one point out and ask what can still be reached, where a join of all branches waits for the branches that
//! are always taken. Plain dominance would read a parallel block as a choice and cry wolf after every one.

use petgraph::graph::NodeIndex;

use super::graph::{EdgeKind, Graph, NodeId};
use super::reach::{Reach, branch_of, reachable};
use super::values::{Atoms, Cases, Follow, Values};
use crate::model::{Guard, NodeKind, Project};

/// A control between two nodes of a flow.
#[derive(Clone, Copy)]
pub struct Control<'c, 'm> {
    /// The project.
    pub project: &'c Project,
    /// The flow.
    pub graph: &'c Graph<'m>,
    /// What fields can be where in it.
    pub values: &'c Values<'m>,
    /// The first node.
    pub first: NodeId,
    /// The second.
    pub second: NodeId,
}

/// A way by which the second is entered although the first is not done; `None` if `first before second` holds.
#[must_use]
pub fn precedes(control: Control<'_, '_>) -> Option<Vec<NodeIndex>> {
    let Control { project, graph, values, .. } = control;
    let (first, second) = (graph.node(control.first)?, graph.node(control.second)?);
    let query = Reach { without: Some(first.done), joins_wait: true, ..Reach::default() };
    let reached = reachable(graph, graph.start, &query);
    if !reached.has(second.enter) {
        return None;
    }
    // The ways are there; a case must also be able to go one of them.
    let follow = Follow { without: vec![first.done], anytime: true, ..Follow::default() };
    match Cases::follow(project, graph, values, &follow) {
        Some(cases) => cases.way(second.enter),
        None => Some(reached.way(graph, second.enter)),
    }
}

/// A way from the end of the first to an end of the flow that does not pass the end of the second; `None` if `first
/// leads to second` holds.
#[must_use]
pub fn leads_to(control: Control<'_, '_>) -> Option<Vec<NodeIndex>> {
    let Control { project, graph, values, .. } = control;
    let (from, target) = (graph.node(control.first)?, graph.node(control.second)?);
    let synced = others_synced(graph, control.first, target.done);
    let edges = |edge: &super::Edge<'_>| edge.kind != EdgeKind::Anytime;
    let query =
        Reach { without: Some(target.done), edges: &edges, joins_wait: true, synced: &synced, ..Reach::default() };
    let reached = reachable(graph, from.done, &query);
    // That a target names no node is told by itself.
    let lost = graph.unresolved.is_empty().then_some(graph.lost);
    let ends: Vec<NodeIndex> = graph.ends().map(|(_, end)| end.enter).chain(lost).collect();
    let end = *ends.iter().find(|end| reached.has(**end))?;
    let coarse = reached.way(graph, end);
    let here = |cases: Cases| -> Vec<(NodeIndex, Vec<Atoms>)> {
        cases.at(from.done).map(|case| (from.done, case.to_vec())).collect()
    };
    let Some(here) = Cases::follow(project, graph, values, &Follow::default()).map(here) else { return Some(coarse) };
    if here.is_empty() {
        return Some(coarse);
    }
    match Cases::follow(project, graph, values, &Follow { from: here, without: vec![target.done], ..Follow::default() })
    {
        Some(cases) => ends.iter().filter(|end| reached.has(**end)).find_map(|end| cases.way(*end)),
        None => Some(coarse),
    }
}

/// The branches beside `from` that come to their joins without passing `without`: they run while `from` does.
fn others_synced(graph: &Graph<'_>, from: NodeId, without: NodeIndex) -> Vec<(NodeId, usize)> {
    let mut synced = Vec::new();
    for inside in graph.around(from) {
        let Some(block) = graph.node(inside.block) else { continue };
        let NodeKind::Parallel { branches, .. } = &block.node.kind else { continue };
        let query = Reach { without: Some(without), joins_wait: true, ..Reach::default() };
        for (branch, _) in branches
            .iter()
            .enumerate()
            .filter(|(index, branch)| *index != inside.branch && branch.guard == Guard::Always)
        {
            let reached = reachable(graph, block.enter, &query);
            let mut before = graph.points.neighbors_directed(block.done, petgraph::Direction::Incoming);
            if before.any(|point| reached.has(point) && branch_of(graph, point, inside.block) == Some(branch)) {
                synced.push((inside.block, branch));
            }
        }
    }
    synced
}
