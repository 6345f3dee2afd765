//! Circles: those without a bound, those whose bound leads back, those that cannot be left.
//!
//! Kosaraju's algorithm, because petgraph's other one recurses.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeFiltered, EdgeRef};

use super::graph::{Edge, EdgeKind, Graph};
use super::reach::{Reach, reachable, reaches_end};
use crate::source::Span;

/// What is wrong with a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopKind {
    /// No line on it is bounded.
    Unbounded,
    /// Its bound leads back into it.
    ThenLeadsBack,
}

/// A circle that may be gone round for ever.
#[derive(Debug, Clone)]
pub struct Loop {
    /// What is wrong with it.
    pub kind: LoopKind,
    /// Its points in order; the first one again at the end.
    pub way: Vec<NodeIndex>,
    /// The line that leads back.
    pub back: Span,
}

/// The circles that may be gone round for ever, one for each knot of the graph, in reading order.
#[must_use]
pub fn loops(graph: &Graph<'_>) -> Vec<Loop> {
    let free = |edge: &Edge<'_>| edge.bound.is_none() && edge.kind != EdgeKind::Anytime && !edge.guess;
    let without_then = |edge: &Edge<'_>| free(edge) && edge.kind != EdgeKind::Exceeded;
    let mut found = Vec::new();
    for knot in knots(graph, &without_then) {
        if let Some(way) = circle_through(graph, &knot, &without_then, None) {
            found.push(closed(graph, LoopKind::Unbounded, way, &without_then));
        }
    }
    for knot in knots(graph, &free) {
        let inside = |point: NodeIndex| knot.contains(&point);
        let then = graph
            .points
            .edge_references()
            .find(|edge| edge.weight().kind == EdgeKind::Exceeded && inside(edge.source()) && inside(edge.target()));
        if let Some(then) = then
            && let Some(way) = circle_through(graph, &knot, &free, Some((then.source(), then.target())))
        {
            found.push(Loop { kind: LoopKind::ThenLeadsBack, way, back: then.weight().at });
        }
    }
    found
}

/// The knots of the graph: sets of points that all lead to each other by the edges that count.
fn knots(graph: &Graph<'_>, edges: &dyn Fn(&Edge<'_>) -> bool) -> Vec<Vec<NodeIndex>> {
    let filtered = EdgeFiltered::from_fn(&graph.points, |edge| edges(edge.weight()));
    let mut knots: Vec<Vec<NodeIndex>> = kosaraju_scc(&filtered)
        .into_iter()
        .filter(|knot| {
            // Every node has two points, so a circle has at least two; a single point can only lead to itself.
            knot.len() > 1 || knot.first().is_some_and(|point| graph.points.contains_edge(*point, *point))
        })
        .collect();
    for knot in &mut knots {
        knot.sort_unstable();
    }
    knots.sort_unstable();
    knots
}

/// The shortest circle inside a knot through its first point, or through a given edge.
fn circle_through(
    graph: &Graph<'_>,
    knot: &[NodeIndex],
    edges: &dyn Fn(&Edge<'_>) -> bool,
    through: Option<(NodeIndex, NodeIndex)>,
) -> Option<Vec<NodeIndex>> {
    let query = Reach { edges, ..Reach::default() };
    if let Some((from, to)) = through {
        let reached = reachable(graph, to, &query);
        let mut way = reached.way(graph, from);
        way.push(to);
        return reached.has(from).then_some(way);
    }
    let first = *knot.first()?;
    let reached = reachable(graph, first, &query);
    let mut before: Vec<NodeIndex> = graph
        .points
        .edges_directed(first, petgraph::Direction::Incoming)
        .filter(|edge| edges(edge.weight()) && reached.has(edge.source()))
        .map(|edge| edge.source())
        .collect();
    before.sort_unstable();
    let mut ways: Vec<Vec<NodeIndex>> = before.into_iter().map(|point| reached.way(graph, point)).collect();
    ways.sort_by_key(Vec::len);
    let mut way = ways.into_iter().next()?;
    way.push(first);
    Some(way)
}

/// A circle with the line that leads back to its first point.
fn closed(graph: &Graph<'_>, kind: LoopKind, way: Vec<NodeIndex>, edges: &dyn Fn(&Edge<'_>) -> bool) -> Loop {
    let back = way
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] if to <= from => {
                graph.points.edges_connecting(*from, *to).find(|edge| edges(edge.weight())).map(|edge| edge.weight().at)
            }
            _ => None,
        })
        .next_back();
    let back = back.or_else(|| way.first().and_then(|point| graph.node_at(*point)).map(|(_, node)| node.node.span()));
    Loop { kind, way, back: back.unwrap_or_default() }
}

/// The circles that cannot be left: the last knots that a case can come to and from which no end is reached. Each is
/// one way round.
#[must_use]
pub fn dead_circles(graph: &Graph<'_>) -> Vec<Vec<NodeIndex>> {
    let ends = reaches_end(graph);
    let dead = |point: NodeIndex| !ends.get(point.index()).copied().unwrap_or(true);
    let counts = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime;
    let mut found = Vec::new();
    for knot in knots(graph, &counts) {
        if !knot.iter().all(|point| dead(*point)) {
            continue;
        }
        let leaves = knot.iter().any(|point| {
            graph.points.edges(*point).any(|edge| counts(edge.weight()) && knot.binary_search(&edge.target()).is_err())
        });
        if !leaves && let Some(way) = circle_through(graph, &knot, &counts, None) {
            found.push(way);
        }
    }
    found
}

/// Whether an edge from `from` to `to` lies on a circle.
#[must_use]
pub fn on_loop(graph: &Graph<'_>, from: NodeIndex, to: NodeIndex) -> bool {
    let edges = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime;
    reachable(graph, to, &Reach { edges: &edges, ..Reach::default() }).has(from)
}
