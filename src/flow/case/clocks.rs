//! Limits that come due: a share of the time is used, or the limit is missed. When that is so is a question of calendars;
//! here the caller says that it is so.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::holes::is_hole;
use super::place::{At, Path, Step};
use super::program::Program;
use super::state::{Clock, Doing, DueId, Stamp, State};
use super::tables;
use crate::flow::graph::{EdgeKind, FlowNode, Graph, NodeId};
use crate::flow::reach::{Reach, reachable};
use crate::model::{Action, LateLine, Limit, NodeKind, Quantity, Side, Warn};
use crate::source::Span;

/// A line of a limit whose clock runs.
#[derive(Debug, Clone)]
pub struct Due<'m> {
    /// The node that is limited; it need not have been entered.
    pub at: At,
    /// Which of its limits, from 0.
    pub limit: usize,
    /// The limit.
    pub within: &'m Limit,
    /// Which of its lines.
    pub id: DueId,
    /// The line.
    pub line: DueLine<'m>,
    /// What started the clock.
    pub since: Stamp,
    /// When the line last fired since then.
    pub fired: Option<Stamp>,
}

/// A line of a limit.
#[derive(Debug, Clone, Copy)]
pub enum DueLine<'m> {
    /// A share of the time is used.
    Warning(&'m Warn, &'m Quantity),
    /// The limit is missed.
    Late(&'m LateLine),
}

impl Due<'_> {
    /// Where the line stands.
    #[must_use]
    pub fn line_at(&self) -> Span {
        match self.line {
            DueLine::Warning(warn, _) => warn.at.0,
            DueLine::Late(late) => late.at.0,
        }
    }

    /// What the line does.
    pub fn actions(&self) -> &[Action] {
        match self.line {
            DueLine::Warning(warn, _) => warn.notify.as_slice(),
            DueLine::Late(late) => &late.actions,
        }
    }
}

/// The lines that may come due now, in the order of scopes, nodes, limits and lines. A warning comes before the limit is
/// missed, or not at all.
#[must_use]
pub fn due_now<'m>(program: &Program<'m>, state: &State) -> Vec<Due<'m>> {
    let mut found = lines_now(program, state);
    found.retain(|due| match due.line {
        DueLine::Warning(..) => due.fired.is_none() && !is_missed(state, due),
        DueLine::Late(late) => due.fired.is_none() || late.every.is_some(),
    });
    found
}

/// The lines that have fired, and whose clock still runs.
#[must_use]
pub fn fired_now<'m>(program: &Program<'m>, state: &State) -> Vec<Due<'m>> {
    let mut found = lines_now(program, state);
    found.retain(|due| due.fired.is_some());
    found
}

fn is_missed(state: &State, due: &Due<'_>) -> bool {
    let clock =
        state.clocks.get(&(due.at.path.home(), due.at.node, due.limit)).filter(|clock| clock.started == due.since);
    clock.is_some_and(|clock| clock.fired.keys().any(|id| matches!(id, DueId::Late(_))))
}

/// The lines of all limits whose clocks run.
fn lines_now<'m>(program: &Program<'m>, state: &State) -> Vec<Due<'m>> {
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
                let clock = state.clocks.get(&(path.clone(), id, number)).filter(|clock| clock.started == since);
                let open = |value: &Quantity| is_hole(program.project, graph.file, value);
                let shares = limit.warns.iter().flat_map(|warn| warn.shares.iter().map(move |share| (warn, share)));
                let warnings = (0..)
                    .zip(shares)
                    .map(|(index, (warn, share))| (DueId::Warning(index), DueLine::Warning(warn, share)));
                let late =
                    (0..).zip(lines(graph, limit)).map(|(index, line)| (DueId::Late(index), DueLine::Late(line)));
                let is_set = |line: &DueLine<'_>| match line {
                    DueLine::Warning(_, share) => !open(share),
                    DueLine::Late(late) => !late.after.as_ref().is_some_and(open),
                };
                let set = warnings.chain(late).filter(|(_, line)| is_set(line));
                found.extend(set.map(|(line_id, line)| Due {
                    at: At { path: open_path(state, &path, id), node: id },
                    limit: number,
                    within: limit,
                    id: line_id,
                    line,
                    since,
                    fired: clock.and_then(|clock| clock.fired.get(&line_id)).copied(),
                }));
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
    // What is still open never comes due.
    if is_hole(program.project, graph.file, &limit.value) {
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
    /// Notes that a line fired; a late line that acts on the node itself waits if the node is not open.
    pub(super) fn fire(&mut self, due: &Due<'_>, now: Stamp, waits: bool) {
        let new = || Clock { started: due.since, fired: BTreeMap::new(), pending: Vec::new() };
        let clock = self.clocks.entry((due.at.path.home(), due.at.node, due.limit)).or_insert_with(new);
        if clock.started != due.since {
            *clock = new();
        }
        clock.fired.insert(due.id, now);
        if let (true, DueId::Late(index)) = (waits, due.id) {
            clock.pending.push(index);
        }
    }
}

/// Whether an action acts on the node itself, not only on people.
pub(super) fn acts_on_node(due: &Due<'_>) -> bool {
    due.actions().iter().any(|action| matches!(action, Action::HandOver(_) | Action::Go(_)))
}
