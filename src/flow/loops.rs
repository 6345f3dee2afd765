//! Circles: those without a bound, those whose bound leads back, those that cannot be left.

use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

use super::graph::{Edge, EdgeKind, Graph};
use super::knots::{Endless, circle_through, knots};
use super::longest::leads_back;
use super::reach::{Reach, reachable, reaches_end};
use super::values::Values;
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

/// The circles that may be gone round for ever, one for each knot of the graph, in reading order. Lines that no case
/// takes make none.
#[must_use]
pub fn loops(graph: &Graph<'_>, values: &Values<'_>) -> Vec<Loop> {
    let dead = values.dead_lines(graph);
    let is_shown = |edge: &Edge<'_>| !edge.guess && !edge.into && !dead.contains(&edge.at);
    let free = |edge: &Edge<'_>| edge.bound.is_none() && edge.kind != EdgeKind::Anytime && is_shown(edge);
    let without_then = |edge: &Edge<'_>| free(edge) && edge.kind != EdgeKind::Exceeded;
    let mut found = Vec::new();
    let endless = Endless::of(graph, &without_then);
    for knot in &endless.knots {
        if let Some(way) = endless.circle(graph, knot) {
            found.push(closed(graph, LoopKind::Unbounded, way, &without_then));
        }
    }
    let endless = Endless::of(graph, &free);
    for knot in &endless.knots {
        let inside = |edge: &EdgeReference<'_, Edge<'_>>| {
            edge.weight().kind == EdgeKind::Exceeded
                && endless.counts(edge.weight())
                && knot.has(edge.source())
                && knot.has(edge.target())
        };
        let mut lines = graph.points.edge_references().filter(inside);
        let back = lines.clone().find(|edge| leads_back(graph, edge.source(), edge.target()));
        let then = back.or_else(|| lines.next());
        if let Some(then) = then
            && let Some(way) = endless.circle_through(graph, knot, (then.source(), then.target()))
        {
            found.push(Loop { kind: LoopKind::ThenLeadsBack, way, back: then.weight().at });
        }
    }
    found
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
        if !knot.points().all(dead) {
            continue;
        }
        let leaves = knot
            .points()
            .any(|point| graph.points.edges(point).any(|edge| counts(edge.weight()) && !knot.has(edge.target())));
        if !leaves && let Some(way) = circle_through(graph, &knot, &counts) {
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
