//! The shortest way to one of several points, as a sum of what its nodes last.

use petgraph::algo::astar;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeFiltered, EdgeRef};

use super::graph::{Edge, Graph, NodeId};
use super::longest::worked_on;

/// The shortest way from the start to a point that is a goal, by the edges that count, with its length in the unit of
/// `weight`: how long a node lasts that is worked on, not below zero. Of parallel branches it goes one. `None` if no way
/// leads there.
#[must_use]
pub fn shortest(
    graph: &Graph<'_>,
    is_goal: impl Fn(NodeIndex) -> bool,
    edges: &dyn Fn(&Edge<'_>) -> bool,
    weight: impl Fn(NodeId) -> i64,
) -> Option<(i64, Vec<NodeIndex>)> {
    let counted = EdgeFiltered::from_fn(&graph.points, |edge| edges(edge.weight()));
    let lasts = |edge: petgraph::graph::EdgeIndex| worked_on(graph, edge).map_or(0, &weight).max(0);
    astar(&counted, graph.start, is_goal, |edge| lasts(edge.id()), |_| 0)
}
