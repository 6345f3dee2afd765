//! How a case moves: nodes are left by their ways and entered, blocks fork and join, calls begin and end.

use std::collections::VecDeque;

use jiff::Timestamp;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::blocks::says;
use super::choose::{Choice, Leaving};
use super::clocks;
use super::event::Effect;
use super::place::{At, Path, Step};
use super::program::Program;
use super::state::{Doing, Fault, Outcome, Position, Stamp, State, Work};
use crate::flow::graph::{Edge, EdgeKind, FlowNode, Graph, NodeId, PointAt};
use crate::model::{Action, Body, LateLine, NodeKind, Party, Symbol, Trigger};
use crate::source::{FileId, Span};

/// After so many moves by itself a case goes round for ever.
const MOST_MOVES: usize = 2_000;

/// More calls inside each other than this are a procedure that calls itself.
const DEEPEST_CALL: usize = 64;

pub(super) enum Task {
    Enter(At),
    Leave(At, Leaving),
    Join(At),
}

/// A case while one event works on it.
pub(super) struct Run<'r, 'm> {
    pub program: &'r Program<'m>,
    pub state: State,
    pub effects: Vec<Effect>,
    pub moment: Timestamp,
    pub(super) tasks: VecDeque<Task>,
}

impl<'r, 'm> Run<'r, 'm> {
    pub(super) fn new(program: &'r Program<'m>, state: State, moment: Timestamp) -> Self {
        Self { program, state, effects: Vec::new(), moment, tasks: VecDeque::new() }
    }

    pub(super) fn graph(&self, path: &Path) -> Option<&'r Graph<'m>> {
        self.program.graph(path)
    }

    pub(super) fn stamp(&mut self) -> Stamp {
        self.state.stamps += 1;
        Stamp { order: self.state.stamps, moment: self.moment }
    }

    /// Moves on until somebody must act.
    pub(super) fn settle(&mut self) {
        let mut moves = 0;
        while let Some(task) = self.tasks.pop_front() {
            if self.state.outcome.is_some() {
                self.tasks.clear();
                return;
            }
            moves += 1;
            let at = match &task {
                Task::Enter(at) | Task::Leave(at, _) | Task::Join(at) => at.clone(),
            };
            // A way that left a block may have taken the node away meanwhile.
            if self.state.scopes.get(&at.path).is_none_or(|position| position.node != at.node) {
                continue;
            }
            if moves > MOST_MOVES {
                self.stick(&at, Fault::Endless);
                self.tasks.clear();
                return;
            }
            match task {
                Task::Enter(at) => self.enter(&at),
                Task::Leave(at, leaving) => self.leave(&at, &leaving),
                Task::Join(at) => self.join(&at),
            }
        }
    }

    /// Begins the flow of a scope.
    pub(super) fn begin(&mut self, path: &Path, caller: &At) {
        let stamp = self.stamp();
        self.state.began.insert(path.clone(), stamp);
        let Some(graph) = self.graph(path) else { return };
        let mut edges = graph.points.edges(graph.start).filter(|edge| edge.weight().kind == EdgeKind::Next);
        match edges.next().and_then(|edge| graph.node_at(edge.target())) {
            Some((id, _)) => self.place(path, id),
            None => self.stick(caller, Fault::NothingFollows),
        }
    }

    /// Puts a scope at a node; what was open inside it is given up.
    pub(super) fn place(&mut self, path: &Path, id: NodeId) {
        self.empty(path);
        self.forget(path, id);
        self.state.scopes.insert(path.clone(), Position { node: id, doing: Doing::Work(Work::default()) });
        self.tasks.push_back(Task::Enter(At::new(path, id)));
    }

    /// Gives up everything inside a scope.
    pub(super) fn empty(&mut self, path: &Path) {
        let inner: Vec<Path> =
            self.state.scopes.keys().filter(|open| open.is_in(path) && *open != path).cloned().collect();
        for open in inner {
            if let Some(position) = self.state.scopes.remove(&open)
                && matches!(position.doing, Doing::Work(_))
            {
                self.effects.push(Effect::GivenUp(At::new(&open, position.node)));
            }
        }
    }

    /// Forgets what an earlier round left in the items, or in the procedure, of a node that is entered again.
    fn forget(&mut self, path: &Path, id: NodeId) {
        let depth = path.0.len();
        let inside = |key: &Path| {
            key.is_in(path) && matches!(key.0.get(depth), Some(Step::Item(node, _) | Step::Call(node)) if *node == id)
        };
        self.state.values.retain(|(key, _), _| !inside(key));
        self.state.marks.retain(|(key, _), _| !inside(key));
        self.state.taken.retain(|(key, ..), _| !inside(key));
        self.state.clocks.retain(|(key, ..), _| !inside(key));
        self.state.began.retain(|key, _| !inside(key));
        self.state.fired.retain(|(key, _)| !inside(key));
        self.state.handed.retain(|(key, node), _| !(inside(key) || (key == path && *node == id)));
        self.state.items.retain(|(key, node), _| !(inside(key) || (key == path && *node == id)));
    }

    /// The case cannot go on here.
    pub(super) fn stick(&mut self, at: &At, fault: Fault) {
        let position = Position { node: at.node, doing: Doing::Stuck(fault) };
        self.state.scopes.insert(at.path.clone(), position);
        self.effects.push(Effect::Stuck(at.clone(), fault));
    }

    fn enter(&mut self, at: &At) {
        let Some(graph) = self.graph(&at.path) else { return };
        let Some(node) = graph.node(at.node).copied() else { return };
        let stamp = self.stamp();
        self.state.marks.entry((at.path.home(), at.node)).or_default().entered = Some(stamp);
        self.effects.push(Effect::Entered(at.clone()));
        match &node.node.kind {
            NodeKind::End { failed } => return self.end(at, node, *failed, stamp),
            NodeKind::Parallel { branches, .. } if !branches.iter().any(says) => self.fork(at, &[]),
            NodeKind::Call { .. } if self.program.has_flow(graph, at.node) => self.call(at),
            _ => {}
        }
        self.late_already(at, graph, node);
    }

    /// What a limit that was missed before the node was entered does now.
    fn late_already(&mut self, at: &At, graph: &'r Graph<'m>, node: FlowNode<'m>) {
        let home = at.path.home();
        let mut due = Vec::new();
        for (number, limit) in node.node.work.limits.iter().enumerate() {
            let since = clocks::running(self.program, &self.state, &home, (at.node, &node), limit);
            let Some(clock) = self.state.clocks.get_mut(&(home.clone(), at.node, number)) else { continue };
            let pending = std::mem::take(&mut clock.pending);
            if since == Some(clock.started) {
                due.extend(pending.into_iter().filter_map(|index| clocks::lines(graph, limit).get(index)));
            }
        }
        for line in due {
            self.act_late(at, line);
            // The first way that leads away is gone; the node is not there for the others any more.
            if line.actions.iter().any(|action| matches!(action, Action::Go(_))) {
                return;
            }
        }
    }

    /// Does what a late line does to its own node.
    pub(super) fn act_late(&mut self, at: &At, line: &'m LateLine) {
        let Some((graph, node)) = self.graph(&at.path).and_then(|graph| Some((graph, graph.node(at.node)?))) else {
            return;
        };
        for action in &line.actions {
            match action {
                Action::HandOver(party) => {
                    if let Some(post) = self.post(at, graph.file, node, party) {
                        self.hand_over(at, post);
                    }
                }
                Action::Go(_) => return self.go(at, node.enter, line.at.0),
                Action::Notify(..) | Action::Broken => {}
            }
        }
    }

    /// Gives the answer of one of several approvers to another post.
    pub(super) fn hand_over_seat(&mut self, at: &At, seat: Symbol, post: Symbol) {
        if let Some(work) = self.state.work_mut(&at.path) {
            work.seats.insert(seat, post);
        }
        self.effects.push(Effect::HandedOver(at.clone(), post));
    }

    /// Gives open work to another post.
    pub(super) fn hand_over(&mut self, at: &At, post: Symbol) {
        if let Some(work) = self.state.work_mut(&at.path) {
            work.handed_to = Some(post);
            work.seats.clear();
            // One post decides from here on, also if it has answered before as one of several.
            work.votes.clear();
        } else {
            self.state.handed.insert((at.path.clone(), at.node), post);
        }
        self.effects.push(Effect::HandedOver(at.clone(), post));
    }

    /// The post that a late line names; the superior of who does the work now: behind a hand-over, of who has it. The
    /// work of who has no superior stays where it is.
    fn post(&self, at: &At, file: FileId, node: &FlowNode<'_>, party: &Party) -> Option<Symbol> {
        let find = |file: FileId, reference| self.program.project.find(file, reference).map(|(symbol, _)| symbol);
        let above = |doer: Symbol| match &self.program.project.decl(doer)?.body {
            Body::Role(role) => find(doer.file, role.reports_to.first()?),
            _ => None,
        };
        match (party, self.state.handed_to(at)) {
            (Party::Post(reference), _) => find(file, reference),
            (Party::Superior(_), Some(has)) => above(has),
            (Party::Superior(_), None) => node.node.work.by.iter().find_map(|by| above(find(file, by)?)),
        }
    }

    fn end(&mut self, at: &At, node: FlowNode<'_>, failed: bool, stamp: Stamp) {
        let flow = at.path.flow();
        let Some((caller, Step::Call(call))) = flow.out() else {
            self.state.scopes.remove(&at.path);
            self.empty(&Path::default());
            self.state.scopes.clear();
            self.state.outcome = Some(Outcome { end: at.node, failed, at: stamp });
            self.effects.push(Effect::Ended(at.node));
            return;
        };
        self.state.scopes.remove(&at.path);
        self.empty(&caller);
        let at_call = At::new(&caller, call);
        self.effects.push(Effect::CallEnded(at_call.clone(), at.node));
        let ended = Some((node.node.label().to_owned(), failed));
        self.tasks.push_back(Task::Leave(at_call, Leaving { ended, ..Leaving::default() }));
    }

    fn call(&mut self, at: &At) {
        let calls = at.path.0.iter().filter(|step| matches!(step, Step::Call(_))).count();
        if calls >= DEEPEST_CALL {
            return self.stick(at, Fault::Endless);
        }
        self.doing(at, Doing::Called);
        self.begin(&at.path.inner(Step::Call(at.node)), at);
    }

    pub(super) fn doing(&mut self, at: &At, doing: Doing) {
        self.state.scopes.insert(at.path.clone(), Position { node: at.node, doing });
    }

    /// Leaves a node by the way that its lines name.
    pub(super) fn leave(&mut self, at: &At, leaving: &Leaving) {
        let Some(node) = self.program.node(at).copied() else { return };
        let choice = self.choose(at, leaving);
        if matches!(choice, Choice::Ask) && !leaving.asked {
            return self.doing(at, Doing::Chosen(leaving.ended.clone()));
        }
        let trigger = match choice {
            Choice::Line(line) => node.node.work.ways.iter().find(|way| way.at.0 == line).map(|way| &way.trigger),
            _ => None,
        };
        let from_enter = matches!(trigger, Some(Trigger::Rejected | Trigger::Failed));
        if !from_enter && leaving.approved != Some(false) {
            let stamp = self.stamp();
            let mark = self.state.marks.entry((at.path.home(), at.node)).or_default();
            mark.done = Some(stamp);
            if !leaving.by.is_empty() {
                mark.by.clone_from(&leaving.by);
            }
            self.effects.push(Effect::Done(at.clone()));
        }
        // What is decided is not open any more, so a way that leaves a block does not give it up.
        self.state.scopes.remove(&at.path);
        match choice {
            Choice::Line(line) => self.go(at, if from_enter { node.enter } else { node.done }, line),
            Choice::Falls => self.go(at, node.done, node.node.span()),
            Choice::Ask => self.stick(at, Fault::NotCovered),
            Choice::Stuck(fault) => self.stick(at, fault),
        }
    }

    /// Goes the way of a line from a point; where its bound is used up, the way behind `then`.
    pub(super) fn go(&mut self, at: &At, from: NodeIndex, line: Span) {
        let Some(graph) = self.graph(&at.path) else { return };
        let mut edges: Vec<_> = graph.points.edges(from).filter(|edge| edge.weight().at == line).collect();
        // petgraph lists edges newest first.
        edges.reverse();
        let is_then = |edge: &Edge<'_>| edge.kind == EdgeKind::Exceeded;
        let Some(way) = edges.iter().find(|edge| !is_then(edge.weight())) else {
            return self.stick(at, Fault::NothingFollows);
        };
        let mut target = way.target();
        match way.weight().bound {
            None => self.effects.push(Effect::Went(at.clone(), line)),
            Some(None) => return self.stick(at, Fault::OpenBound),
            Some(Some(most)) => {
                let home = counted_in(graph, &at.path, target);
                let taken = self.state.taken.entry((home, at.node, line.start)).or_default();
                if *taken < most {
                    *taken += 1;
                    self.effects.push(Effect::Went(at.clone(), line));
                } else {
                    let Some(then) = edges.iter().find(|edge| is_then(edge.weight())) else {
                        return self.stick(at, Fault::NothingFollows);
                    };
                    target = then.target();
                    self.effects.push(Effect::BoundUsedUp(at.clone(), line));
                }
            }
        }
        self.arrive(at, graph, target);
    }

    fn arrive(&mut self, at: &At, graph: &Graph<'_>, target: NodeIndex) {
        let PointAt::Node(id, _) = graph.at(target) else { return self.stick(at, Fault::NoTarget) };
        let Some(node) = graph.node(id) else { return self.stick(at, Fault::NoTarget) };
        if target != node.enter {
            return self.arrive_at_join(at, id);
        }
        let flow = at.path.flow();
        let around = graph.around(id);
        let inner = at.path.0.get(flow.0.len()..).unwrap_or_default();
        let fits = around.len() <= inner.len()
            && around.iter().zip(inner).all(|(wanted, step)| match step {
                Step::Branch(block, branch) => wanted.block == *block && wanted.branch == *branch,
                Step::Item(block, _) => wanted.block == *block,
                Step::Call(_) => false,
            });
        if !fits {
            return self.stick(at, Fault::IntoBlock);
        }
        let scope = Path(at.path.0.iter().take(flow.0.len() + around.len()).copied().collect());
        self.place(&scope, id);
    }

    /// Something that may happen at any time leads away from wherever a flow stands.
    pub(super) fn anytime(&mut self, flow: &Path, line: Span) {
        let (Some(graph), Some(position)) = (self.graph(flow), self.state.scopes.get(flow)) else { return };
        let at = At::new(flow, position.node);
        if matches!(position.doing, Doing::Work(_)) {
            self.effects.push(Effect::GivenUp(at.clone()));
        }
        self.go(&at, graph.start, line);
    }
}

/// The scope in which a bounded way is counted: that of the circle which it bounds. A way that leaves an item goes round
/// outside it; counted in the item it would begin anew with the items of each round, and never be used up.
fn counted_in(graph: &Graph<'_>, path: &Path, target: NodeIndex) -> Path {
    let around = graph.node_at(target).map_or(0, |(id, _)| graph.around(id).len());
    let depth = path.flow().0.len() + around;
    Path(path.0.iter().take(depth).copied().collect()).home()
}
