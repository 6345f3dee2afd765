//! Spreads the values over the graph until nothing changes any more.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::assigned::{Assigned, FieldHere, sets};
use super::beside::beside;
use super::calls::never_falls;
use super::domain::Variable;
use super::effects::Effects;
use super::eval::Case;
use super::ways::{Choice, choices, each_case, read_by, too_many, widen};
use super::{Atoms, UNSET};
use crate::flow::graph::{Edge, EdgeKind, FlowNode, Graph, NodeId};
use crate::flow::reach::branch_of;
use crate::model::{Branch, Count, Guard, NodeKind, Project, Trigger, Value};

pub(super) type State = Vec<Atoms>;

/// How a case comes into a flow, as its values are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct From {
    /// Whether callers have set whatever is shared, as long as the flow cannot begin otherwise.
    pub callers: bool,
    /// Whether what may happen at any time counts.
    pub anytime: bool,
}

/// The states of all points, from the beginning of the flow.
#[must_use]
pub(super) fn spread(
    project: &Project,
    graph: &Graph<'_>,
    (variables, effects): (&[Variable<'_>], &Effects),
    from: From,
) -> Vec<Option<State>> {
    let beside = beside(project, graph, variables);
    let states = vec![None; graph.points.node_count()];
    let mut run = Run { project, graph, variables, effects, beside, states, open: Vec::new(), anytime: from.anytime };
    let called = from.callers && is_called(project, graph);
    let start = variables.iter().map(|variable| match variable.field.home {
        // That callers set what is used is asked of them, at their calls.
        Some(_) if called && !graph.flow.starts.is_empty() => variable.domain.all() | UNSET,
        Some(_) if called => variable.domain.all(),
        _ => UNSET,
    });
    let start = start.collect();
    run.reach(graph.start, start);
    // Sets only grow, and each point can grow once for each atom: the bound is never met by a correct spread.
    let mut steps = graph.points.node_count().max(1) * variables.iter().map(|v| v.domain.len() + 1).sum::<usize>() * 4;
    while let Some(point) = run.open.pop() {
        run.leave(point);
        steps = steps.saturating_sub(1);
        if steps == 0 {
            break;
        }
    }
    run.states
}

/// Whether calls lead into a flow: it is that of a procedure which another one calls.
#[must_use]
pub fn is_called(project: &Project, graph: &Graph<'_>) -> bool {
    let own = project.module(graph.file).and_then(|module| module.file.flow.as_ref());
    project.is_called(graph.file) && own.is_some_and(|own| own.at.0 == graph.flow.at.0)
}

pub(super) struct Run<'r, 'm> {
    pub(super) project: &'r Project,
    pub(super) graph: &'r Graph<'m>,
    pub(super) variables: &'r [Variable<'m>],
    pub(super) effects: &'r Effects,
    /// For each point what branches that run beside it may set at any moment.
    pub(super) beside: Vec<State>,
    pub(super) states: Vec<Option<State>>,
    pub(super) open: Vec<NodeIndex>,
    pub(super) anytime: bool,
}

impl Run<'_, '_> {
    /// Adds a state to a point; if that changes it, its ways are looked at again.
    fn reach(&mut self, point: NodeIndex, mut state: State) {
        for (atoms, beside) in state.iter_mut().zip(self.beside.get(point.index()).into_iter().flatten()) {
            *atoms |= beside;
        }
        let Some(slot) = self.states.get_mut(point.index()) else { return };
        let changed = match slot {
            Some(known) => {
                let mut changed = false;
                for (known, atoms) in known.iter_mut().zip(state) {
                    changed |= atoms & !*known != 0;
                    *known |= atoms;
                }
                changed
            }
            None => {
                *slot = Some(state);
                true
            }
        };
        if changed && !self.open.contains(&point) {
            self.open.push(point);
        }
    }

    fn leave(&mut self, point: NodeIndex) {
        let Some(state) = self.states.get(point.index()).cloned().flatten() else { return };
        let choice = self.choice(point, &state);
        let edges: Vec<_> = self.graph.points.edges(point).map(|edge| (edge.target(), *edge.weight())).collect();
        for (to, edge) in edges {
            if let Some(next) = self.gone(point, &edge, &state, choice.as_ref()) {
                self.arrive(point, to, next);
            }
        }
    }

    /// Which ways the cases at a point take, where a node is done.
    pub(super) fn choice(&self, point: NodeIndex, state: &State) -> Option<Choice> {
        let node = self.graph.node_at(point);
        let done = node.filter(|(_, node)| node.done == point && node.enter != point);
        done.map(|(_, node)| choices(self.project, self.graph.file, node.node, self.variables, state))
    }

    /// The state of the cases that go an edge; `None` if none does.
    pub(super) fn gone(
        &self,
        point: NodeIndex,
        edge: &Edge<'_>,
        state: &State,
        choice: Option<&Choice>,
    ) -> Option<State> {
        let node = self.graph.node_at(point);
        match (edge.kind, node) {
            _ if edge.idle => None,
            (_, Some((_, node))) if never_falls(self.project, self.graph.file, node.node, edge) => None,
            (EdgeKind::Work, Some((id, _))) => Some(self.worked(id, state)),
            (EdgeKind::Branch(branch), Some((_, node))) => self.branch_state(node, branch, state),
            (EdgeKind::Anytime, _) if !self.anytime => None,
            // It may happen when nothing more is set than at the beginning, and when everything is.
            (EdgeKind::Anytime, _) => {
                Some(state.iter().zip(self.variables).map(|(atoms, known)| atoms | known.domain.all()).collect())
            }
            (EdgeKind::Late, Some((id, node))) => Some(self.interrupted(id, node, state)),
            (_, Some((id, node))) if of_rejection(node, edge) => Some(self.worked(id, state)),
            (EdgeKind::Failed | EdgeKind::Exceeded, Some((id, node))) if point == node.enter => {
                self.effects.undone(id, edge, self.interrupted(id, node, state))
            }
            (kind, Some((id, node))) => {
                way_state(node, &kind, edge.at, choice, state).and_then(|state| self.effects.on_way(id, edge, state))
            }
            (_, None) => Some(state.clone()),
        }
    }

    /// Brings a state to a point; at a join it waits for the other branches.
    fn arrive(&mut self, from: NodeIndex, to: NodeIndex, state: State) {
        let joining = self.graph.node_at(to).filter(|(_, node)| node.done == to && node.enter != from);
        match joining {
            Some((id, node)) => match &node.node.kind {
                NodeKind::Parallel { branches, join, .. } if branch_of(self.graph, from, id).is_some() => {
                    if let Some(state) = self.joined(id, node, branches, join.as_ref(), (from, state)) {
                        self.reach(to, state);
                    }
                }
                // What is asked for an item is not seen outside: behind the block stands what stood before it.
                NodeKind::Each { .. } => {}
                _ => self.reach(to, state),
            },
            None => {
                let state = self.outside(from, to, state);
                self.reach(to, state);
            }
        }
    }

    /// What stays of a state on a way out of an item: what was asked for the item is not seen outside.
    pub(super) fn outside(&self, from: NodeIndex, to: NodeIndex, mut state: State) -> State {
        let around = |point| self.graph.node_at(point).map(|(id, _)| self.graph.around(id)).unwrap_or_default();
        let there = around(to);
        let left = around(from).into_iter().filter(|inside| !there.contains(inside));
        let each = left.filter_map(|inside| self.graph.node(inside.block)).find_map(|block| match &block.node.kind {
            NodeKind::Each { nodes, .. } => Some((block, nodes)),
            _ => None,
        });
        let Some((block, nodes)) = each else { return state };
        let Some(before) = self.state(block.enter) else { return state };
        for ((atoms, before), variable) in state.iter_mut().zip(before).zip(self.variables) {
            if sets(self.project, self.graph.file, nodes, variable.field) {
                *atoms = *before;
            }
        }
        state
    }

    /// The state behind a join: each variable as the branches left it that may have set it.
    fn joined(
        &self,
        id: NodeId,
        node: &FlowNode<'_>,
        branches: &[Branch],
        join: Option<&Count>,
        arriving: (NodeIndex, State),
    ) -> Option<State> {
        let mut leaving: Vec<(usize, State)> = vec![(branch_of(self.graph, arriving.0, id)?, arriving.1)];
        for point in self.graph.points.neighbors_directed(node.done, petgraph::Direction::Incoming) {
            if let (Some(branch), Some(state)) = (branch_of(self.graph, point, id), self.state(point)) {
                leaving.push((branch, state.clone()));
            }
        }
        let all = match join {
            Some(Count::Number(number)) => match self.project.value(self.graph.file, number) {
                Some(Value::Number(number)) => *number >= branches.len().into(),
                _ => false,
            },
            join => matches!(join, Some(Count::All)),
        };
        let always = |index: usize| branches.get(index).is_some_and(|branch| branch.guard == Guard::Always);
        let arrived = |index: usize| leaving.iter().any(|(branch, _)| *branch == index);
        if all && !(0..branches.len()).filter(|index| always(*index)).all(arrived) {
            return None;
        }
        let before = self.state(node.enter)?;
        let mut joined = Vec::with_capacity(self.variables.len());
        for (index, variable) in self.variables.iter().enumerate() {
            let setting: Vec<usize> =
                (0..branches.len()).filter(|branch| self.sets_in(branches, *branch, variable.field)).collect();
            let of = |branch: usize| {
                leaving.iter().filter(move |(known, _)| *known == branch).filter_map(move |(_, state)| state.get(index))
            };
            let mut atoms = setting.iter().flat_map(|branch| of(*branch)).fold(0, |sum, atoms| sum | atoms);
            if setting.is_empty() {
                atoms = before.get(index).copied().unwrap_or(UNSET);
            } else if !all {
                // The branches that came to the join say whether it is set; one that was cut off may have set it too.
                atoms = leaving.iter().filter_map(|(_, state)| state.get(index)).fold(0, |sum, atoms| sum | atoms);
                atoms |= variable.domain.all();
            }
            if all && !setting.is_empty() && self.passes_by(branches, &setting, before) {
                atoms |= before.get(index).copied().unwrap_or(UNSET);
            }
            let surely = |branch: &usize| always(*branch) && of(*branch).all(|atoms| atoms & UNSET == 0);
            if all && setting.iter().any(surely) {
                atoms &= !UNSET;
            }
            joined.push(atoms);
        }
        Some(joined)
    }

    pub(super) fn state(&self, point: NodeIndex) -> Option<&State> {
        self.states.get(point.index()).and_then(Option::as_ref)
    }

    pub(super) fn sets_in(&self, branches: &[Branch], branch: usize, variable: FieldHere<'_>) -> bool {
        branches.get(branch).is_some_and(|branch| sets(self.project, self.graph.file, &branch.nodes, variable))
    }

    /// Whether some case takes branches of a block, but none of some of them.
    fn passes_by(&self, branches: &[Branch], some: &[usize], state: &State) -> bool {
        let mut read = Vec::new();
        for branch in branches {
            if let Guard::When(cond) = &branch.guard {
                read_by(cond, self.variables, &mut read);
            }
        }
        if too_many(&read, state) {
            return true;
        }
        let mut found = false;
        each_case(&read, state, &mut vec![None; self.variables.len()], 0, &mut |now| {
            let case = Case { project: self.project, file: self.graph.file, variables: self.variables, bits: now };
            // Whether each branch may be taken, and whether it may be left out.
            let guard = |guard: &Guard| match guard {
                Guard::Always => (true, false),
                Guard::Says(_) | Guard::Otherwise => (true, true),
                Guard::When(cond) => (case.holds(cond) != Some(false), case.holds(cond) != Some(true)),
            };
            let conditional = branches.iter().filter(|branch| matches!(branch.guard, Guard::When(_) | Guard::Says(_)));
            let (may, must): (Vec<bool>, Vec<bool>) = conditional.map(|branch| guard(&branch.guard)).unzip();
            let (some_holds, none_holds) = (may.contains(&true), !must.contains(&false));
            let taken = |(index, branch): (usize, &Branch)| {
                let (mut may, mut may_not) = guard(&branch.guard);
                if branch.guard == Guard::Otherwise {
                    (may, may_not) = (none_holds, some_holds);
                }
                if some.contains(&index) { may_not } else { may }
            };
            let (inside, other): (Vec<_>, Vec<_>) =
                branches.iter().enumerate().partition(|(index, _)| some.contains(index));
            found |= inside.into_iter().all(taken) && other.into_iter().any(taken);
        });
        found
    }

    /// The state after the work of a node.
    fn worked(&self, node: NodeId, state: &State) -> State {
        self.assigning(node, state, |before, all, assigned| match assigned {
            Assigned::Surely => all,
            Assigned::Perhaps => before | all,
        })
    }

    /// The state when a node is interrupted: what it asks may be answered or not.
    fn interrupted(&self, id: NodeId, node: &FlowNode<'_>, state: &State) -> State {
        let mut next = self.assigning(id, state, |before, all, _| before | all);
        // So may what the branches of a block ask.
        if let NodeKind::Parallel { branches, .. } = &node.node.kind {
            for (atoms, variable) in next.iter_mut().zip(self.variables) {
                if (0..branches.len()).any(|branch| self.sets_in(branches, branch, variable.field)) {
                    *atoms |= variable.domain.all();
                }
            }
        }
        next
    }

    fn assigning(&self, node: NodeId, state: &State, change: fn(Atoms, Atoms, Assigned) -> Atoms) -> State {
        let assigned = self.effects.assigned(node);
        let atoms = state.iter().zip(self.variables).zip(assigned).map(|((atoms, variable), assigned)| {
            assigned.map_or(*atoms, |assigned| change(*atoms, variable.domain.all(), assigned))
        });
        atoms.collect()
    }

    /// The state in a branch; `None` if it is never taken.
    fn branch_state(&self, node: &FlowNode<'_>, branch: usize, state: &State) -> Option<State> {
        let NodeKind::Parallel { branches, .. } = &node.node.kind else { return Some(state.clone()) };
        let conds: Vec<_> = branches
            .iter()
            .filter_map(|branch| match &branch.guard {
                Guard::When(cond) => Some(cond),
                _ => None,
            })
            .collect();
        let guard = &branches.get(branch)?.guard;
        let mut read = Vec::new();
        match guard {
            // What a person answers says nothing about the fields.
            Guard::Always | Guard::Says(_) => return Some(state.clone()),
            Guard::When(cond) => read_by(cond, self.variables, &mut read),
            Guard::Otherwise => conds.iter().for_each(|cond| read_by(cond, self.variables, &mut read)),
        }
        let mut taken = None;
        let mut now = vec![None; self.variables.len()];
        each_case(&read, state, &mut now, 0, &mut |now| {
            let case = Case { project: self.project, file: self.graph.file, variables: self.variables, bits: now };
            let holds = match guard {
                Guard::When(cond) => case.holds(cond) != Some(false),
                _ => conds.iter().all(|cond| case.holds(cond) != Some(true)),
            };
            if holds {
                widen(Some(&mut taken), state, now);
            }
        });
        taken
    }
}

/// Whether an edge is a rejection, or what comes when its bound is used up: it leaves from the enter of the approval, but
/// who rejects has answered what is asked there.
pub(super) fn of_rejection(node: &FlowNode<'_>, edge: &Edge<'_>) -> bool {
    let is_it = |way: &crate::model::Way| way.at.0 == edge.at && way.trigger == Trigger::Rejected;
    matches!(edge.kind, EdgeKind::When(_) | EdgeKind::Exceeded) && node.node.work.ways.iter().any(is_it)
}

/// The state on a way of a node: that of the cases that take it.
pub(super) fn way_state(
    node: &FlowNode<'_>,
    kind: &EdgeKind<'_>,
    at: crate::source::Span,
    choice: Option<&Choice>,
    state: &State,
) -> Option<State> {
    let Some(choice) = choice else { return Some(state.clone()) };
    match kind {
        EdgeKind::Go | EdgeKind::When(_) | EdgeKind::Otherwise | EdgeKind::Exceeded | EdgeKind::Sync(_) => {
            let way = node.node.work.ways.iter().position(|way| way.at.0 == at);
            match way.and_then(|way| node.node.work.ways.get(way).map(|written| (way, written))) {
                Some((index, written)) if is_tried(&written.trigger) => choice.states.get(index).cloned().flatten(),
                _ => Some(state.clone()),
            }
        }
        _ => Some(state.clone()),
    }
}

/// Whether a way is tried by its condition; outcomes of approvals and calls are not.
fn is_tried(trigger: &Trigger) -> bool {
    matches!(trigger, Trigger::When(_) | Trigger::Says(_) | Trigger::Otherwise | Trigger::Always)
}
