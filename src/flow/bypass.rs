//! Ways that pass none of some points: what must be done first, and may be missed.

use petgraph::graph::NodeIndex;

use super::graph::{Edge, EdgeKind, Graph};
use super::reach::{Reach, Reached, reachable};
use super::values::{Cases, Follow, Values};
use crate::model::Project;

/// What a case can come to without passing any of some points. What may happen at any time proves nothing and does not
/// count.
pub struct Bypass<'g, 'm> {
    graph: &'g Graph<'m>,
    reached: Reached,
    /// The single cases that go such ways, where they can be followed.
    cases: Option<Cases>,
}

impl<'g, 'm> Bypass<'g, 'm> {
    /// Takes the points out.
    #[must_use]
    pub fn of(project: &Project, graph: &'g Graph<'m>, values: &Values<'m>, points: &[NodeIndex]) -> Self {
        let reached = coarse(graph, graph.start, points);
        // Joins that wait for a branch which is taken out are not passed by single cases either.
        let without = graph.points.node_indices().filter(|point| !reached.has(*point)).collect();
        let cases = Cases::follow(project, graph, values, &Follow { without, ..Follow::default() });
        Bypass { graph, reached, cases }
    }

    /// A way to a point, from the beginning of the case; `None` if every case that comes there passes one of them.
    #[must_use]
    pub fn way(&self, to: NodeIndex) -> Option<Vec<NodeIndex>> {
        if !self.reached.has(to) {
            return None;
        }
        match &self.cases {
            Some(cases) => cases.way(to),
            None => Some(self.reached.way(self.graph, to)),
        }
    }
}

/// What can be reached from a point without some others.
fn coarse(graph: &Graph<'_>, from: NodeIndex, points: &[NodeIndex]) -> Reached {
    let passable = |point: NodeIndex| !points.contains(&point);
    let edges = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime;
    reachable(graph, from, &Reach { passable: &passable, edges: &edges, joins_wait: true, ..Reach::default() })
}
