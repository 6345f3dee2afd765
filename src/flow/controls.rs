//! Controls: what must be done before, and what must always follow.
//!
//! Both take one point out and ask what can still be reached, where a join of all branches waits for the branches that
//! are always taken. Plain dominance would read a parallel block as a choice and cry wolf after every one.

use petgraph::graph::NodeIndex;

use super::graph::{EdgeKind, Graph, NodeId};
use super::reach::{Reach, branch_of, reachable};
use crate::model::{Guard, NodeKind};

/// A way by which `second` is entered although `first` is not done; `None` if `first before second` holds.
#[must_use]
pub fn precedes(graph: &Graph<'_>, first: NodeId, second: NodeId) -> Option<Vec<NodeIndex>> {
    let (first, second) = (graph.node(first)?, graph.node(second)?);
    let query = Reach { without: Some(first.done), joins_wait: true, ..Reach::default() };
    let reached = reachable(graph, graph.start, &query);
    reached.has(second.enter).then(|| reached.way(graph, second.enter))
}

/// A way from the end of `first` to an end of the flow that does not pass the end of `second`; `None` if `first leads
/// to second` holds.
#[must_use]
pub fn leads_to(graph: &Graph<'_>, first: NodeId, second: NodeId) -> Option<Vec<NodeIndex>> {
    let (from, target) = (graph.node(first)?, graph.node(second)?);
    let synced = others_synced(graph, first, target.done);
    let edges = |edge: &super::Edge<'_>| edge.kind != EdgeKind::Anytime;
    let query =
        Reach { without: Some(target.done), edges: &edges, joins_wait: true, synced: &synced, ..Reach::default() };
    let reached = reachable(graph, from.done, &query);
    let mut ends = graph.ends().map(|(_, end)| end.enter).chain([graph.lost]);
    let end = ends.find(|end| reached.has(*end))?;
    Some(reached.way(graph, end))
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
