//! Blocks: how branches and items begin, and when they have come together.

use petgraph::visit::EdgeRef;
use rust_decimal::prelude::ToPrimitive;

use super::choose::{Leaving, is_said};
use super::event::Effect;
use super::moves::{Run, Task};
use super::place::{At, Path, Step};
use super::state::{Doing, Fault, Position};
use crate::flow::graph::{EdgeKind, FlowNode, NodeId};
use crate::model::{Branch, Count, Guard, NodeKind, Value};

impl Run<'_, '_> {
    /// Starts the branches of a block: those whose condition holds, else the `otherwise` branch.
    pub(super) fn fork(&mut self, at: &At, said: &[String]) {
        let Some(node) = self.program.node(at).copied() else { return };
        let NodeKind::Parallel { branches, .. } = &node.node.kind else { return };
        let mut taken = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            match &branch.guard {
                Guard::Always => taken.push(index),
                Guard::When(cond) => match self.holds(&at.path, cond) {
                    Some(true) => taken.push(index),
                    Some(false) => {}
                    None => return self.stick(at, Fault::Undecided),
                },
                Guard::Says(text) if is_said(text, said) => taken.push(index),
                Guard::Says(_) | Guard::Otherwise => {}
            }
        }
        let conditional = |branch: &Branch| matches!(branch.guard, Guard::When(_) | Guard::Says(_));
        if !taken.iter().any(|index| branches.get(*index).is_some_and(conditional)) {
            taken.extend(branches.iter().position(|branch| branch.guard == Guard::Otherwise));
        }
        if taken.is_empty() && !branches.is_empty() {
            return self.stick(at, Fault::NotCovered);
        }
        taken.sort_unstable();
        self.doing(at, Doing::Block(taken.len()));
        for index in taken {
            self.effects.push(Effect::Branch(at.clone(), index));
            self.start(at, node, Step::Branch(at.node, index), EdgeKind::Branch(index));
        }
        self.tasks.push_back(Task::Join(at.clone()));
    }

    /// Starts the block once for each item.
    pub(super) fn spread(&mut self, at: &At, items: Vec<String>) {
        let Some(node) = self.program.node(at).copied() else { return };
        let count = items.len();
        self.state.items.insert((at.path.clone(), at.node), items);
        self.doing(at, Doing::Block(count));
        for index in 0..count {
            self.start(at, node, Step::Item(at.node, index), EdgeKind::Branch(0));
        }
        self.tasks.push_back(Task::Join(at.clone()));
    }

    /// Starts one branch or item; an empty one has come to its join at once.
    fn start(&mut self, at: &At, node: FlowNode<'_>, step: Step, by: EdgeKind<'_>) {
        let Some(graph) = self.graph(&at.path) else { return };
        let mut edges = graph.points.edges(node.enter).filter(|edge| edge.weight().kind == by);
        let first = edges.next().and_then(|edge| graph.node_at(edge.target())).map(|(id, _)| id);
        let path = at.path.inner(step);
        match first {
            Some(id) => self.place(&path, id),
            None => drop(self.state.scopes.insert(path, Position { node: at.node, doing: Doing::Arrived })),
        }
    }

    /// Goes on behind a block when enough branches or items have come together.
    pub(super) fn join(&mut self, at: &At) {
        let Some(Position { doing: Doing::Block(taken), .. }) = self.state.scopes.get(&at.path) else { return };
        let Some(node) = self.program.node(at) else { return };
        let count = match &node.node.kind {
            NodeKind::Parallel { join, .. } | NodeKind::Each { join, .. } => join.as_ref(),
            _ => None,
        };
        let needed = self.count(at, count, *taken);
        let depth = at.path.0.len();
        let arrived = |(path, position): &(&Path, &Position)| {
            path.0.len() == depth + 1 && path.is_in(&at.path) && position.doing == Doing::Arrived
        };
        if self.state.scopes.iter().filter(arrived).count() >= needed {
            self.empty(&at.path);
            self.tasks.push_back(Task::Leave(at.clone(), Leaving::default()));
        }
    }

    /// How many of `all` are needed.
    pub(super) fn count(&self, at: &At, count: Option<&Count>, all: usize) -> usize {
        let file = self.graph(&at.path).map_or(self.program.file, |graph| graph.file);
        match count {
            None | Some(Count::All) => all,
            Some(Count::Any) => 1.min(all),
            Some(Count::Number(quantity)) => match self.program.project.value(file, quantity) {
                Some(Value::Number(number)) => number.to_usize().unwrap_or(all).min(all),
                _ => all,
            },
        }
    }

    /// A branch or item has come to the join of its block.
    pub(super) fn arrive_at_join(&mut self, at: &At, block: NodeId) {
        let inside = |step: &Step| matches!(step, Step::Branch(id, _) | Step::Item(id, _) if *id == block);
        let Some(depth) = at.path.0.iter().rposition(inside) else { return self.stick(at, Fault::IntoBlock) };
        let scope = Path(at.path.0.iter().take(depth + 1).copied().collect());
        let outer = Path(at.path.0.iter().take(depth).copied().collect());
        self.empty(&scope);
        self.state.scopes.insert(scope, Position { node: at.node, doing: Doing::Arrived });
        self.tasks.push_back(Task::Join(At::new(&outer, block)));
    }
}

/// Whether a branch is taken if a person says so.
pub(super) fn says(branch: &Branch) -> bool {
    matches!(branch.guard, Guard::Says(_))
}
