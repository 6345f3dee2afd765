//! Which nodes a limit spans.

use petgraph::graph::NodeIndex;

use super::graph::{Graph, NodeId};
use super::reach::{Reach, reachable};
use super::values::{Assigned, FieldHere, assigned};
use crate::model::{Limit, Name, Point, Project, Side};

/// The point of the graph where a clock starts; `None` if the name is no node of this flow.
#[must_use]
pub fn point_of(graph: &Graph<'_>, point: &Point) -> Option<NodeIndex> {
    let Some(ident) = &point.node else { return Some(graph.start) };
    let (_, node) = graph.named(&ident.name)?;
    Some(match point.side {
        Side::Start => node.enter,
        Side::End => node.done,
    })
}

/// Whether a point is passed on every way to the enter of a node.
#[must_use]
pub fn surely_started(graph: &Graph<'_>, point: NodeIndex, at: NodeId) -> bool {
    let Some(node) = graph.node(at) else { return true };
    if point == graph.start || point == node.enter {
        return true;
    }
    let query = Reach { without: Some(point), joins_wait: true, ..Reach::default() };
    !reachable(graph, graph.start, &query).has(node.enter)
}

/// Whether the clock of a limit, which stands at `home`, surely runs while `at` is worked on: it has started on every
/// way there, and `home` is still to come.
#[must_use]
pub fn span_covers(graph: &Graph<'_>, limit: &Limit, home: NodeId, at: NodeId) -> bool {
    let Some(from) = limit.from.as_ref().and_then(|point| point_of(graph, point)) else { return home == at };
    let (Some(home_node), Some(node)) = (graph.node(home), graph.node(at)) else { return false };
    if home == at {
        return true;
    }
    let before_home = Reach { without: Some(home_node.done), ..Reach::default() };
    reachable(graph, graph.start, &before_home).has(node.enter)
        && reachable(graph, node.done, &Reach::default()).has(home_node.enter)
        && surely_started(graph, from, at)
}

/// Whether something sets a field or category on every way to a point: without the nodes that surely set it, the point
/// cannot be reached.
#[must_use]
pub fn surely_set(project: &Project, graph: &Graph<'_>, name: &Name, at: NodeIndex) -> bool {
    let field = FieldHere::of(project, graph.file, name);
    let sets = |point: NodeIndex| {
        graph.node_at(point).is_some_and(|(_, node)| {
            node.done == point && assigned(project, graph.file, node.node, field) == Some(Assigned::Surely)
        })
    };
    if sets(at) {
        return true;
    }
    let setters: Vec<NodeIndex> = graph.points.node_indices().filter(|point| sets(*point)).collect();
    surely_set_by(graph, &setters, at)
}

/// Whether every way to a point passes one of some points.
#[must_use]
pub fn surely_set_by(graph: &Graph<'_>, setters: &[NodeIndex], at: NodeIndex) -> bool {
    let passable = |point: NodeIndex| !setters.contains(&point);
    let query = Reach { passable: &passable, joins_wait: true, ..Reach::default() };
    !reachable(graph, graph.start, &query).has(at)
}
