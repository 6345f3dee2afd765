//! Limits that are missed. When they are due is a question of calendars; here the caller says that one is late.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::place::{At, Path, Step};
use super::program::Program;
use super::state::{Clock, Doing, Stamp, State};
use super::tables;
use crate::flow::graph::{EdgeKind, FlowNode, Graph, NodeId};
use crate::flow::reach::{Reach, reachable};
use crate::model::{Action, LateLine, Limit, NodeKind, Side};

/// A late line that may come now.
#[derive(Debug, Clone)]
pub struct LateNow<'m> {
    /// The node that is limited; it need not have been entered.
    pub at: At,
    /// Which of its limits, from 0.
    pub limit: usize,
    /// Which line of the limit, from 0.
    pub index: usize,
    /// The limit.
    pub within: &'m Limit,
    /// The line.
    pub line: &'m LateLine,
    /// What started the clock.
    pub since: Stamp,
}

/// The late lines that may come now, in the order of scopes, nodes and lines.
#[must_use]
pub fn late_now<'m>(program: &Program<'m>, state: &State) -> Vec<LateNow<'m>> {
    let mut found = Vec::new();
    if state.outcome.is_some() {
        return found;
    }
    for path in homes(program, state) {
        let Some(graph) = program.graph(&path) else { continue };
        for (id, node) in graph.iter() {
            if !belongs(graph, &path, id) {
                continue;
            }
            for (number, limit) in node.node.work.limits.iter().enumerate() {
                let Some(since) = running(program, state, &path, (id, node), limit) else { continue };
                for (index, line) in lines(graph, limit).iter().enumerate() {
                    let clock = state.clocks.get(&(path.clone(), id, number)).filter(|clock| clock.started == since);
                    let fired = clock.and_then(|clock| clock.fired.get(index)).copied().unwrap_or(0);
                    if fired == 0 || line.every.is_some() {
                        let at = At { path: open_path(state, &path, id), node: id };
                        found.push(LateNow { at, limit: number, index, within: limit, line, since });
                    }
                }
            }
        }
    }
    found
}

/// The late lines of a limit: its own, else those of the flow.
pub(super) fn lines<'m>(graph: &Graph<'m>, limit: &'m Limit) -> &'m [LateLine] {
    if limit.late.is_empty() { &graph.flow.late } else { &limit.late }
}

/// Every open flow and item.
fn homes(program: &Program<'_>, state: &State) -> Vec<Path> {
    let mut homes: Vec<Path> = state.began.keys().cloned().collect();
    for ((path, node), items) in &state.items {
        let is_open =
            |index: &usize| state.scopes.keys().any(|open| open.is_in(&path.inner(Step::Item(*node, *index))));
        homes.extend((0..items.len()).filter(is_open).map(|index| path.inner(Step::Item(*node, index))));
    }
    homes.retain(|home| program.graph(home).is_some());
    homes.sort();
    homes.dedup();
    homes
}

/// Whether a node is one of this home: not inside an `each` whose items are homes of their own.
fn belongs(graph: &Graph<'_>, home: &Path, id: NodeId) -> bool {
    let each = |block: NodeId| graph.node(block).is_some_and(|node| matches!(node.node.kind, NodeKind::Each { .. }));
    let around: Vec<NodeId> = graph.around(id).into_iter().map(|inside| inside.block).filter(|id| each(*id)).collect();
    let flow = home.flow();
    let inner: Vec<NodeId> = home
        .0
        .iter()
        .skip(flow.0.len())
        .filter_map(|step| match step {
            Step::Item(node, _) => Some(*node),
            _ => None,
        })
        .collect();
    around == inner
}

/// The scope in which a node of a home is open, else the home itself.
pub(super) fn open_path(state: &State, home: &Path, id: NodeId) -> Path {
    let here = |(path, position): &(&Path, &super::state::Position)| path.home() == *home && position.node == id;
    state.scopes.iter().find(here).map_or_else(|| home.clone(), |(path, _)| path.clone())
}

/// What started the clock of a limit, if it still runs: its node is not done since, and can still be entered; and the
/// category of the case has a limit.
pub(super) fn running(
    program: &Program<'_>,
    state: &State,
    home: &Path,
    (id, node): (NodeId, &FlowNode<'_>),
    limit: &Limit,
) -> Option<Stamp> {
    let graph = program.graph(home)?;
    let mark = |home: &Path, id: NodeId| state.marks.get(&(home.clone(), id));
    let since = match &limit.from {
        None => mark(home, id)?.entered?,
        Some(point) => match &point.node {
            None => *state.began.get(&home.flow())?,
            Some(ident) => {
                let (from, _) = graph.named(&ident.name)?;
                let mark = home.homes().find_map(|home| mark(&home, from))?;
                match point.side {
                    Side::Start => mark.entered?,
                    Side::End => mark.done?,
                }
            }
        },
    };
    let done = mark(home, id).and_then(|mark| mark.done);
    if done.is_some_and(|done| done >= since) {
        return None;
    }
    if tables::unlimited(program, state, home, graph.file, limit) {
        return None;
    }
    let open = state.scopes.iter().any(|(path, position)| {
        path.home() == *home && position.node == id && !matches!(position.doing, Doing::Arrived | Doing::Stuck(_))
    });
    (open || (limit.from.is_some() && comes(state, graph, home, node))).then_some(since)
}

/// Whether a node of a home can still be entered from where its flow stands. An item that has come to its join does not
/// come back: if the block is entered again, its items are others.
fn comes(state: &State, graph: &Graph<'_>, home: &Path, node: &FlowNode<'_>) -> bool {
    let flow = home.flow();
    let item = home.out().filter(|_| *home != flow).map(|(_, step)| step);
    let inside = |point: NodeIndex| match item {
        Some(Step::Item(block, _)) => {
            graph.node_at(point).is_some_and(|(id, _)| graph.around(id).iter().any(|inside| inside.block == block))
        }
        _ => true,
    };
    let query = Reach { passable: &inside, ..Reach::default() };
    let own = |path: &Path| path.flow() == flow && path.is_in(home);
    state.scopes.iter().filter(|(path, _)| own(path)).any(|(_, position)| {
        let Some(here) = graph.node(position.node) else { return false };
        if matches!(position.doing, Doing::Arrived | Doing::Stuck(_)) {
            return false;
        }
        here.enter != node.enter
            && onward(graph, here).any(|from| inside(from) && reachable(graph, from, &query).has(node.enter))
    })
}

/// Where a node that is open may go on. What is inside a block stands at places of its own.
fn onward<'g>(graph: &'g Graph<'_>, here: &FlowNode<'_>) -> impl Iterator<Item = NodeIndex> + use<'g> {
    let away = |kind: EdgeKind<'_>| !matches!(kind, EdgeKind::Branch(_) | EdgeKind::Skip | EdgeKind::Sync(_));
    let interrupted = graph.points.edges(here.enter).filter(move |edge| away(edge.weight().kind));
    interrupted.map(|edge| edge.target()).chain([here.done])
}

impl State {
    /// Notes that a late line fired; what acts on the node itself waits if the node is not open.
    pub(super) fn fire(&mut self, home: &Path, late: &LateNow<'_>, waits: bool) {
        let clock = self.clocks.entry((home.clone(), late.at.node, late.limit)).or_insert_with(|| Clock {
            started: late.since,
            fired: Vec::new(),
            pending: Vec::new(),
        });
        if clock.started != late.since {
            *clock = Clock { started: late.since, fired: Vec::new(), pending: Vec::new() };
        }
        if clock.fired.len() <= late.index {
            clock.fired.resize(late.index + 1, 0);
        }
        clock.fired.iter_mut().skip(late.index).take(1).for_each(|fired| *fired += 1);
        if waits {
            clock.pending.push(late.index);
        }
    }
}

/// Whether an action acts on the node itself, not only on people.
pub(super) fn acts_on_node(line: &LateLine) -> bool {
    line.actions.iter().any(|action| matches!(action, Action::HandOver(_) | Action::Go(_)))
}
