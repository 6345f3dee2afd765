//! Ways that pass none of some points: what must be done first, and may be missed.

use rustc_hash::FxHashSet;
use std::cell::OnceCell;

use petgraph::graph::NodeIndex;

use super::graph::{Edge, EdgeKind, Graph};
use super::reach::{Reach, Reached, reachable};
use super::values::{Cases, Follow, Values};
use crate::model::Project;

/// What a case can come to without passing any of some points. What may happen at any time proves nothing and does not
/// count.
pub struct Bypass<'b, 'm> {
    project: &'b Project,
    graph: &'b Graph<'m>,
    values: &'b Values<'m>,
    reached: Reached,
    /// The single cases that go such ways, where they can be followed. A sound flow is decided without them.
    cases: OnceCell<Option<Cases>>,
}

impl<'b, 'm> Bypass<'b, 'm> {
    /// Takes the points out.
    #[must_use]
    pub fn of(project: &'b Project, graph: &'b Graph<'m>, values: &'b Values<'m>, points: &[NodeIndex]) -> Self {
        let points: FxHashSet<NodeIndex> = points.iter().copied().collect();
        let passable = |point: NodeIndex| !points.contains(&point);
        let edges = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime;
        let query = Reach { passable: &passable, edges: &edges, joins_wait: true, ..Reach::default() };
        let reached = reachable(graph, graph.start, &query);
        Bypass { project, graph, values, reached, cases: OnceCell::new() }
    }

    /// A way to a point, from the beginning of the case; `None` if every case that comes there passes one of them.
    #[must_use]
    pub fn way(&self, to: NodeIndex) -> Option<Vec<NodeIndex>> {
        if !self.reached.has(to) {
            return None;
        }
        match self.cases.get_or_init(|| self.follow()) {
            Some(cases) => cases.way(to),
            None => Some(self.reached.way(self.graph, to)),
        }
    }

    fn follow(&self) -> Option<Cases> {
        // Joins that wait for a branch which is taken out are not passed by single cases either.
        let without = self.graph.points.node_indices().filter(|point| !self.reached.has(*point)).collect();
        Cases::follow(self.project, self.graph, self.values, &Follow { without, ..Follow::default() })
    }
}
