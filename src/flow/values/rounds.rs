//! Circles gone round again and again: with which values a case has come round, and which ways those still leave it.

use std::collections::VecDeque;

use petgraph::graph::{EdgeIndex, EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use super::Values;
use super::beside::beside;
use super::spread::{Run, State};
use crate::flow::graph::{Edge, Graph};
use crate::flow::reach::branch_of;
use crate::model::{NodeKind, Project};

/// So often the values are looked at once round.
const MOST_ROUNDS: usize = 64;

/// So many states are looked at for a circle that a case can go round.
const MOST_STATES: usize = 4_000;

/// Some edges of a flow, on which cases go round.
pub struct Rounds<'r, 'm> {
    run: Run<'r, 'm>,
    edges: &'r dyn Fn(EdgeReference<'_, Edge<'_>>) -> bool,
}

impl<'r, 'm> Rounds<'r, 'm> {
    /// Looks at the edges for which that holds; `None` where nothing is known about the values on them.
    #[must_use]
    pub fn of(
        project: &'r Project,
        graph: &'r Graph<'m>,
        values: &'r Values<'m>,
        edges: &'r dyn Fn(EdgeReference<'_, Edge<'_>>) -> bool,
    ) -> Option<Self> {
        // Ways that cannot be read, or whose target nobody knows, may bring any values.
        if values.variables.is_empty() || graph.wild || !graph.unresolved.is_empty() {
            return None;
        }
        let (variables, effects, states) = (&values.variables, &values.effects, values.states.clone());
        let beside = beside(project, graph, variables);
        let run = Run { project, graph, variables, effects, beside, states, open: Vec::new(), anytime: false };
        Some(Rounds { run, edges })
    }

    /// The edges that no case goes again and again.
    #[must_use]
    pub fn gone_once(&self) -> FxHashSet<EdgeIndex> {
        self.once(self.edges)
    }

    /// Whoever goes round for ever has come to each point by an edge of a circle: what no such edge brings is taken out,
    /// until nothing changes. Sets only shrink, and stopping early takes out too little.
    fn once(&self, edges: &dyn Fn(EdgeReference<'_, Edge<'_>>) -> bool) -> FxHashSet<EdgeIndex> {
        let graph = self.run.graph;
        let mut here = self.run.states.clone();
        let mut gone = FxHashSet::default();
        for _ in 0..MOST_ROUNDS {
            let mut next: Vec<Option<State>> = vec![None; here.len()];
            gone.clear();
            for point in graph.points.node_indices() {
                let out: Vec<_> = graph.points.edges(point).filter(|edge| edges(*edge)).collect();
                let state = here.get(point.index()).and_then(Option::as_ref).filter(|_| !out.is_empty());
                let choice = state.and_then(|state| self.run.choice(point, state));
                for edge in out {
                    let brought = state.and_then(|state| self.run.gone(point, edge.weight(), state, choice.as_ref()));
                    let brought = brought.and_then(|state| self.brought(point, edge.target(), state));
                    match (brought, next.get_mut(edge.target().index())) {
                        (Some(state), Some(Some(known))) => {
                            known.iter_mut().zip(state).for_each(|(known, atoms)| *known |= atoms);
                        }
                        (Some(state), Some(slot)) => *slot = Some(state),
                        _ => drop(gone.insert(edge.id())),
                    }
                }
            }
            for (next, here) in next.iter_mut().zip(&here) {
                *next = next.take().zip(here.as_ref()).and_then(|(next, here)| both(&next, here));
            }
            if next == here {
                break;
            }
            here = next;
        }
        gone
    }

    /// Whether a case can go round a circle again and again.
    #[must_use]
    pub fn goes_round(&self, way: &[NodeIndex]) -> bool {
        let pairs: FxHashSet<(NodeIndex, NodeIndex)> = way.iter().copied().zip(way.iter().copied().skip(1)).collect();
        let on_way =
            |edge: EdgeReference<'_, Edge<'_>>| pairs.contains(&(edge.source(), edge.target())) && (self.edges)(edge);
        let once = self.once(&on_way);
        pairs.iter().all(|(from, to)| {
            let mut edges = self.run.graph.points.edges_connecting(*from, *to);
            edges.any(|edge| on_way(edge) && !once.contains(&edge.id()))
        })
    }

    /// The shortest circle from a point that a case can go round, and which closes by some edge.
    #[must_use]
    pub fn circle(
        &self,
        start: NodeIndex,
        closes: &dyn Fn(EdgeReference<'_, Edge<'_>>) -> bool,
    ) -> Option<Vec<NodeIndex>> {
        let graph = self.run.graph;
        let first = self.run.state(start)?.clone();
        let mut seen: Vec<(NodeIndex, Option<usize>)> = vec![(start, None)];
        let mut known = FxHashSet::from_iter([(start, first.clone())]);
        let mut open = VecDeque::from([(0_usize, first)]);
        while let Some((at, state)) = open.pop_front() {
            let (point, _) = *seen.get(at)?;
            let choice = self.run.choice(point, &state);
            // petgraph lists edges newest first.
            let mut edges: Vec<_> = graph.points.edges(point).filter(|edge| (self.edges)(*edge)).collect();
            edges.reverse();
            for edge in edges {
                let to = edge.target();
                let brought = self.run.gone(point, edge.weight(), &state, choice.as_ref());
                let brought = brought.and_then(|state| self.brought(point, to, state));
                let brought = brought.zip(self.run.state(to)).and_then(|(state, known)| both(&state, known));
                let Some(state) = brought else { continue };
                if to == start && closes(edge) {
                    let mut way = vec![to];
                    let mut before = Some(at);
                    while let Some((point, from)) = before.and_then(|at| seen.get(at)) {
                        way.push(*point);
                        before = *from;
                    }
                    way.reverse();
                    if self.goes_round(&way) {
                        return Some(way);
                    }
                } else if to != start && known.len() < MOST_STATES && known.insert((to, state.clone())) {
                    open.push_back((seen.len(), state));
                    seen.push((to, Some(at)));
                }
            }
        }
        None
    }

    /// The state with which those who went an edge stand at its target, whatever goes on beside.
    fn brought(&self, from: NodeIndex, to: NodeIndex, mut state: State) -> Option<State> {
        match self.run.graph.node_at(to).filter(|(_, node)| node.done == to && node.enter != from) {
            Some((id, node)) => match &node.node.kind {
                NodeKind::Parallel { branches, .. } => {
                    let own = branch_of(self.run.graph, from, id);
                    for (atoms, variable) in state.iter_mut().zip(self.run.variables) {
                        let others = (0..branches.len()).filter(|branch| own != Some(*branch));
                        if others.into_iter().any(|branch| self.run.sets_in(branches, branch, variable.field)) {
                            *atoms |= variable.domain.all();
                        }
                    }
                }
                NodeKind::Each { .. } => state.clone_from(self.run.state(to)?),
                _ => {}
            },
            None => state = self.run.outside(from, to, state),
        }
        for (atoms, beside) in state.iter_mut().zip(self.run.beside.get(to.index()).into_iter().flatten()) {
            *atoms |= beside;
        }
        Some(state)
    }
}

/// What two states have in common; `None` if they cannot be those of one case.
fn both(one: &[u128], other: &[u128]) -> Option<State> {
    let both: State = one.iter().zip(other).map(|(one, other)| one & other).collect();
    both.iter().all(|atoms| *atoms != 0).then_some(both)
}
