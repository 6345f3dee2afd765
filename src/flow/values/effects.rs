//! What each node of a flow does to its variables, and where each is still read: looked at once for a flow.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use rustc_hash::FxHashMap;

use super::assigned::{Assigned, assigned, surely_behind};
use super::domain::Variable;
use super::ends::Called;
use super::ways::read_by;
use super::{Atoms, UNSET};
use crate::flow::graph::{Edge, EdgeKind, Graph, NodeId};
use crate::model::{Guard, NodeKind, Project, Trigger};
use crate::source::Span;

/// By node and by point, for each variable.
#[derive(Debug, Default)]
pub(super) struct Effects {
    assigned: Vec<Vec<Option<Assigned>>>,
    /// For calls: what is known of the variables where they go on by a line, by its place, and where by none.
    behind: FxHashMap<(NodeId, Option<Span>), Vec<Behind>>,
    read: Vec<Vec<bool>>,
}

/// What is known of a variable behind a call.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Behind {
    /// Whether the called procedure has surely set it.
    sure: bool,
    /// What it can be.
    left: Atoms,
}

impl Effects {
    /// Looks at a flow.
    pub(super) fn of(project: &Project, graph: &Graph<'_>, variables: &[Variable<'_>]) -> Effects {
        Effects::within(project, graph, variables, &mut Called::default())
    }

    /// The same while the ends of called procedures are looked at.
    pub(super) fn within<'p>(
        project: &'p Project,
        graph: &Graph<'_>,
        variables: &[Variable<'_>],
        called: &mut Called<'p>,
    ) -> Effects {
        if variables.is_empty() {
            return Effects::default();
        }
        let of = |variable: &Variable<'_>, node| assigned(project, graph.file, node, variable.field);
        let nodes = graph.nodes.iter().map(|node| variables.iter().map(|known| of(known, node.node)).collect());
        let assigned: Vec<Vec<_>> = nodes.collect();
        let behind = behind(project, graph, variables, &assigned, called);
        Effects { read: read(graph, variables, &assigned), assigned, behind }
    }

    /// A state as it is on a way from where a node is done: behind a call, as the called procedure left it at the ends
    /// that lead here. `None` for cases that do not come this way.
    pub(super) fn on_way(&self, node: NodeId, edge: &Edge<'_>, state: Vec<Atoms>) -> Option<Vec<Atoms>> {
        let line = self.behind.get(&(node, Some(edge.at)));
        left(line.or_else(|| self.behind.get(&(node, None))), state)
    }

    /// The same for what leads away before a node is done: behind a call that failed.
    pub(super) fn undone(&self, node: NodeId, edge: &Edge<'_>, state: Vec<Atoms>) -> Option<Vec<Atoms>> {
        left(self.behind.get(&(node, Some(edge.at))), state)
    }

    /// What the work of a node does to each variable.
    pub(super) fn assigned(&self, node: NodeId) -> &[Option<Assigned>] {
        self.assigned.get(node.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether a condition at a point, or on some way behind it, reads the value that a variable has there.
    pub(super) fn is_read_after(&self, point: NodeIndex, variable: usize) -> bool {
        self.read.get(point.index()).and_then(|read| read.get(variable)).is_none_or(|read| *read)
    }
}

fn left(behind: Option<&Vec<Behind>>, mut state: Vec<Atoms>) -> Option<Vec<Atoms>> {
    let Some(behind) = behind else { return Some(state) };
    for (atoms, known) in state.iter_mut().zip(behind) {
        *atoms &= if known.sure { known.left & !UNSET } else { known.left };
    }
    state.iter().all(|atoms| *atoms != 0).then_some(state)
}

fn behind<'p>(
    project: &'p Project,
    graph: &Graph<'_>,
    variables: &[Variable<'_>],
    assigned: &[Vec<Option<Assigned>>],
    called: &mut Called<'p>,
) -> FxHashMap<(NodeId, Option<Span>), Vec<Behind>> {
    let mut found = FxHashMap::default();
    for ((id, node), assigned) in graph.iter().zip(assigned) {
        if !matches!(node.node.kind, NodeKind::Call { .. }) {
            continue;
        }
        let ends = called.of(project, graph.file, node.node).filter(|ends| !ends.disturbed(project, graph, id));
        let lines = node.node.work.ways.iter().enumerate().map(|(index, way)| (Some(index), Some(way.at.0)));
        for (line, at) in lines.chain([(None, None)]) {
            let trigger = line.and_then(|line| node.node.work.ways.get(line)).map(|way| &way.trigger);
            let of = |(variable, assigned): (&Variable<'_>, &Option<Assigned>)| Behind {
                sure: match assigned {
                    None => false,
                    Some(Assigned::Surely) if trigger != Some(&Trigger::Failed) => true,
                    Some(_) => surely_behind(project, graph.file, node.node, line, variable.field),
                },
                left: ends.as_ref().map_or(Atoms::MAX, |ends| ends.left(node.node, line, variable)),
            };
            found.insert((id, at), variables.iter().zip(assigned).map(of).collect());
        }
    }
    found
}

/// For each point the variables whose values there are read later: backwards along the edges, until nothing changes.
fn read(graph: &Graph<'_>, variables: &[Variable<'_>], assigned: &[Vec<Option<Assigned>>]) -> Vec<Vec<bool>> {
    let mut read: Vec<Vec<bool>> = vec![vec![false; variables.len()]; graph.points.node_count()];
    let anytime = graph.points.edges(graph.start).filter(|edge| edge.weight().kind == EdgeKind::Anytime);
    let anytime: Vec<NodeIndex> = anytime.map(|edge| edge.target()).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for point in graph.points.node_indices().rev() {
            let mut now = here(graph, variables, point);
            let node = graph.node_at(point);
            let mut add = |to: NodeIndex, kept: &dyn Fn(usize) -> bool| {
                for (index, (now, later)) in now.iter_mut().zip(read.get(to.index()).into_iter().flatten()).enumerate()
                {
                    *now |= later & kept(index);
                }
            };
            for edge in graph.points.edges(point) {
                let work = node.filter(|_| edge.weight().kind == EdgeKind::Work);
                let set = work.and_then(|(id, _)| assigned.get(id.0 as usize));
                add(edge.target(), &|index| {
                    set.and_then(|set| set.get(index)).is_none_or(|set| *set != Some(Assigned::Surely))
                });
            }
            // What may happen at any time happens while somebody works.
            if node.is_some_and(|(_, node)| node.enter == point && node.done != point) {
                anytime.iter().for_each(|to| add(*to, &|_| true));
            }
            if let Some(known) = read.get_mut(point.index()).filter(|known| **known != now) {
                *known = now;
                changed = true;
            }
        }
    }
    read
}

/// The variables that conditions at a point read.
fn here(graph: &Graph<'_>, variables: &[Variable<'_>], point: NodeIndex) -> Vec<bool> {
    let mut found = Vec::new();
    if let Some((_, node)) = graph.node_at(point) {
        for way in &node.node.work.ways {
            if let Trigger::When(cond) = &way.trigger {
                read_by(cond, variables, &mut found);
            }
        }
        if let NodeKind::Parallel { branches, .. } = &node.node.kind {
            for branch in branches {
                if let Guard::When(cond) = &branch.guard {
                    read_by(cond, variables, &mut found);
                }
            }
        }
    }
    (0..variables.len()).map(|index| found.contains(&index)).collect()
}
