//! Knots: sets of points that all lead to each other. A case can go round in a knot for ever, but for late lines that come
//! once for each start of their clock.
//!
//! Kosaraju's algorithm, because petgraph's other one recurses.

use rustc_hash::FxHashSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef};

use super::graph::{Edge, Graph, NodeId};
use super::reach::{Reach, reachable};
use crate::model::{NodeKind, Side};
use crate::source::Span;

/// Points that all lead to each other, in order.
pub(super) struct Knot(Vec<NodeIndex>);

impl Knot {
    pub(super) fn has(&self, point: NodeIndex) -> bool {
        self.0.binary_search(&point).is_ok()
    }

    pub(super) fn points(&self) -> impl Iterator<Item = NodeIndex> {
        self.0.iter().copied()
    }
}

/// The knots of the graph by the edges that count, in reading order.
pub(super) fn knots(graph: &Graph<'_>, edges: &dyn Fn(&Edge<'_>) -> bool) -> Vec<Knot> {
    let filtered = EdgeFiltered::from_fn(&graph.points, |edge| edges(edge.weight()));
    let mut knots: Vec<Vec<NodeIndex>> = kosaraju_scc(&filtered)
        .into_iter()
        .filter(|knot| {
            // Every node has two points, so a circle has at least two; a single point can only lead to itself.
            knot.len() > 1
                || knot
                    .first()
                    .is_some_and(|point| graph.points.edges_connecting(*point, *point).any(|edge| edges(edge.weight())))
        })
        .collect();
    for knot in &mut knots {
        knot.sort_unstable();
    }
    knots.sort_unstable();
    knots.into_iter().map(Knot).collect()
}

/// The shortest circle inside a knot through its first point.
pub(super) fn circle_through(
    graph: &Graph<'_>,
    knot: &Knot,
    edges: &dyn Fn(&Edge<'_>) -> bool,
) -> Option<Vec<NodeIndex>> {
    let first = *knot.0.first()?;
    let reached = reachable(graph, first, &Reach { edges, ..Reach::default() });
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

/// After so many rounds of taking out late lines that come once, the others are taken out as well.
const MOST_ROUNDS: usize = 8;

/// The knots in which a case can go round for ever.
///
/// A late line whose clock runs from another point than its own node comes once for each start of that point. It is gone
/// for ever only where the point is passed for ever as well. So such lines are taken out of knots that do not hold the
/// point; that may part a knot, and the parts are looked at again.
pub(super) struct Endless<'e> {
    /// The knots, in reading order.
    pub(super) knots: Vec<Knot>,
    /// The knots without any late line that comes once, in reading order.
    plain: Vec<Knot>,
    edges: &'e dyn Fn(&Edge<'_>) -> bool,
    /// The clocks, by where their beginning is written, whose late lines are taken out.
    out: FxHashSet<Span>,
}

impl<'e> Endless<'e> {
    pub(super) fn of(graph: &Graph<'_>, edges: &'e dyn Fn(&Edge<'_>) -> bool) -> Self {
        let mut found = Self { knots: Vec::new(), plain: Vec::new(), edges, out: FxHashSet::default() };
        for round in 0.. {
            found.knots = knots(graph, &|edge| found.counts(edge));
            let mut stops = FxHashSet::default();
            for knot in &found.knots {
                for edge in once(graph, knot).filter(|edge| found.counts(edge.weight())) {
                    let goes_on =
                        restarts(graph, edge.source(), edge.weight()).into_iter().any(|point| knot.has(point));
                    if !goes_on || round >= MOST_ROUNDS {
                        stops.extend(edge.weight().once.map(|point| point.at.0));
                    }
                }
            }
            if stops.is_empty() {
                break;
            }
            found.out.extend(stops);
        }
        found.plain = knots(graph, &|edge| edges(edge) && edge.once.is_none());
        found
    }

    /// Whether an edge may be gone again and again.
    pub(super) fn counts(&self, edge: &Edge<'_>) -> bool {
        (self.edges)(edge) && edge.once.is_none_or(|point| !self.out.contains(&point.at.0))
    }

    /// Whether an edge lies in a knot, and may be gone again and again.
    pub(super) fn is_in(&self, knot: &Knot, edge: EdgeReference<'_, Edge<'_>>) -> bool {
        self.counts(edge.weight()) && knot.has(edge.source()) && knot.has(edge.target())
    }

    /// A circle of a knot: one without late lines that come once, if there is any.
    pub(super) fn circle(&self, graph: &Graph<'_>, knot: &Knot) -> Option<Vec<NodeIndex>> {
        let inside = |edge: &Edge<'_>| self.counts(edge);
        let Some(late) = once(graph, knot).find(|edge| inside(edge.weight())) else {
            return circle_through(graph, knot, &inside);
        };
        let plain = |edge: &Edge<'_>| self.counts(edge) && edge.once.is_none();
        let begins = |point: NodeIndex| self.plain.binary_search_by_key(&Some(&point), |part| part.0.first()).ok();
        match knot.points().find_map(begins).and_then(|part| self.plain.get(part)) {
            Some(part) => circle_through(graph, part, &plain),
            None => self.circle_through(graph, knot, (late.source(), late.target())),
        }
    }

    /// The shortest circle inside a knot through an edge, past a point where the clock of each late line on it that comes
    /// once starts anew.
    pub(super) fn circle_through(
        &self,
        graph: &Graph<'_>,
        knot: &Knot,
        (from, to): (NodeIndex, NodeIndex),
    ) -> Option<Vec<NodeIndex>> {
        let edges = |edge: &Edge<'_>| self.counts(edge);
        let passable = |point: NodeIndex| knot.has(point);
        let query = Reach { edges: &edges, passable: &passable, ..Reach::default() };
        let reached = reachable(graph, to, &query);
        if !reached.has(from) {
            return None;
        }
        let mut way = reached.way(graph, from);
        way.push(to);
        let missing = late_on(graph, &way, &edges).find_map(|(source, edge)| {
            let points = restarts(graph, source, &edge);
            let passed = points.iter().any(|point| way.contains(point));
            points.into_iter().find(|point| !passed && knot.has(*point))
        });
        let Some(point) = missing else { return Some(way) };
        let mut way = reached.way(graph, point);
        way.extend(reachable(graph, point, &query).way(graph, from).into_iter().skip(1));
        way.push(to);
        Some(way)
    }
}

type EdgeOf<'g, 'm> = EdgeReference<'g, Edge<'m>>;

/// The ways inside a knot that may be gone once for each start of their clock.
fn once<'g, 'm>(graph: &'g Graph<'m>, knot: &'g Knot) -> impl Iterator<Item = EdgeOf<'g, 'm>> + use<'g, 'm> {
    let edges = knot.points().flat_map(|point| graph.points.edges(point));
    edges.filter(|edge| edge.weight().once.is_some() && knot.has(edge.target()))
}

/// The ways of a circle that may be gone once for each start of their clock, each with where it leaves.
fn late_on<'g, 'm>(
    graph: &'g Graph<'m>,
    way: &'g [NodeIndex],
    edges: &'g dyn Fn(&Edge<'_>) -> bool,
) -> impl Iterator<Item = (NodeIndex, Edge<'m>)> + use<'g, 'm> {
    way.windows(2).filter_map(move |pair| {
        let [from, to] = pair else { return None };
        let mut all = graph.points.edges_connecting(*from, *to).filter(|edge| edges(edge.weight()));
        let first = *all.next()?.weight();
        let only = first.once.is_some() && all.all(|edge| edge.weight().once.is_some());
        only.then_some((*from, first))
    })
}

/// Where the clock of a late line that comes once starts anew: at the point that it names, and where an `each` around it
/// is entered, because items that begin again begin with fresh clocks. Nowhere, if the point cannot be seen from there:
/// then the clock never starts.
pub(super) fn restarts(graph: &Graph<'_>, source: NodeIndex, edge: &Edge<'_>) -> Vec<NodeIndex> {
    let Some(((id, _), point)) = graph.node_at(source).zip(edge.once) else { return Vec::new() };
    let items = items_around(graph, id);
    let mut points: Vec<NodeIndex> = items.iter().filter_map(|each| graph.node(*each)).map(|node| node.enter).collect();
    if let Some(ident) = &point.node {
        let Some((from, node)) = graph.named(&ident.name) else { return Vec::new() };
        // What is done inside an item is not seen outside it; and what is done no longer waits.
        if !items.starts_with(&items_around(graph, from)) || (from == id && point.side == Side::End) {
            return Vec::new();
        }
        points.push(if point.side == Side::Start { node.enter } else { node.done });
    }
    points
}

/// The `each` blocks around a node, from the outside in.
fn items_around(graph: &Graph<'_>, id: NodeId) -> Vec<NodeId> {
    let is_each =
        |block: &NodeId| graph.node(*block).is_some_and(|node| matches!(node.node.kind, NodeKind::Each { .. }));
    graph.around(id).into_iter().map(|inside| inside.block).filter(is_each).collect()
}
