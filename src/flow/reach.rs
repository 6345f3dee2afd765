//! Which points can be reached, from where, and by which way.

use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::graph::{Edge, EdgeKind, Graph, NodeId};
use crate::model::{Count, Guard, NodeKind, Value};

/// A question about reachability.
pub struct Reach<'q> {
    /// A point that is taken out: it is never reached.
    pub without: Option<NodeIndex>,
    /// Which points may be reached at all.
    pub passable: &'q dyn Fn(NodeIndex) -> bool,
    /// Which edges count.
    pub edges: &'q dyn Fn(&Edge<'_>) -> bool,
    /// Whether a join of all branches waits for each branch that is always taken. Otherwise one branch is enough.
    pub joins_wait: bool,
    /// Branches that are known to come to their join.
    pub synced: &'q [(NodeId, usize)],
}

impl Default for Reach<'_> {
    fn default() -> Self {
        Self { without: None, passable: &|_| true, edges: &|_| true, joins_wait: false, synced: &[] }
    }
}

/// What was reached, each point with the edge by which it was first reached.
#[derive(Debug, Clone)]
pub struct Reached {
    seen: Vec<bool>,
    by: Vec<Option<EdgeIndex>>,
}

impl Reached {
    /// Whether a point was reached.
    #[must_use]
    pub fn has(&self, point: NodeIndex) -> bool {
        self.seen.get(point.index()).copied().unwrap_or(false)
    }

    /// The points on the way to `to`, from the start of the search.
    #[must_use]
    pub fn way(&self, graph: &Graph<'_>, to: NodeIndex) -> Vec<NodeIndex> {
        let mut way = vec![to];
        let mut at = to;
        while let Some(edge) = self.by.get(at.index()).copied().flatten() {
            let Some((from, _)) = graph.points.edge_endpoints(edge) else { break };
            way.push(from);
            at = from;
        }
        way.reverse();
        way
    }
}

/// Everything that can be reached from a point, breadth first: ways are as short as possible. Idle lines lead nowhere.
#[must_use]
pub fn reachable(graph: &Graph<'_>, from: NodeIndex, query: &Reach<'_>) -> Reached {
    let count = graph.points.node_count();
    let mut reached = Reached { seen: vec![false; count], by: vec![None; count] };
    let mut synced: Vec<(NodeId, usize)> = query.synced.to_vec();
    let mut queue = std::collections::VecDeque::new();
    if query.without != Some(from) {
        visit(&mut reached, from, None);
        queue.push_back(from);
    }
    while let Some(point) = queue.pop_front() {
        // petgraph lists edges newest first; written order gives the way that people would name.
        let mut edges: Vec<_> = graph.points.edges(point).collect();
        edges.reverse();
        for edge in edges {
            let to = edge.target();
            if edge.weight().idle {
                continue;
            }
            if query.without == Some(to) || !(query.passable)(to) || reached.has(to) || !(query.edges)(edge.weight()) {
                continue;
            }
            if query.joins_wait && !join_is_ready(graph, point, to, &mut synced) {
                continue;
            }
            visit(&mut reached, to, Some(edge.id()));
            queue.push_back(to);
        }
    }
    reached
}

fn visit(reached: &mut Reached, point: NodeIndex, by: Option<EdgeIndex>) {
    if let (Some(seen), Some(edge)) = (reached.seen.get_mut(point.index()), reached.by.get_mut(point.index())) {
        *seen = true;
        *edge = by;
    }
}

/// Whether a way from `from` to `to` may be gone: if `to` is a join, whether enough branches have come to it.
fn join_is_ready(graph: &Graph<'_>, from: NodeIndex, to: NodeIndex, synced: &mut Vec<(NodeId, usize)>) -> bool {
    let Some((block, node)) = graph.node_at(to).filter(|(_, node)| node.done == to) else { return true };
    let NodeKind::Parallel { branches, join, .. } = &node.node.kind else { return true };
    let Some(branch) = branch_of(graph, from, block) else { return true };
    if !synced.contains(&(block, branch)) {
        synced.push((block, branch));
    }
    let always: Vec<usize> = branches
        .iter()
        .enumerate()
        .filter(|(_, branch)| branch.guard == Guard::Always)
        .map(|(index, _)| index)
        .collect();
    let there = synced.iter().filter(|(known, _)| *known == block).count();
    match join {
        Some(Count::All) => always.iter().all(|index| synced.contains(&(block, *index))),
        Some(Count::Number(number)) => match &number.value {
            Value::Number(needed) => rust_decimal::Decimal::from(there) >= (*needed).min(always.len().max(1).into()),
            _ => true,
        },
        Some(Count::Any) | None => true,
    }
}

/// The branch of `block` in which a point lies, directly or deeper; the fork itself stands for no branch.
#[must_use]
pub fn branch_of(graph: &Graph<'_>, point: NodeIndex, block: NodeId) -> Option<usize> {
    let (id, _) = graph.node_at(point)?;
    graph.around(id).into_iter().find(|inside| inside.block == block).map(|inside| inside.branch)
}

/// For every point, whether an end can be reached from it. `anytime` lines promise nothing and do not count. A way into
/// a block is told by itself; it counts as a way to an end, so that one mistake is told once.
#[must_use]
pub fn reaches_end(graph: &Graph<'_>) -> Vec<bool> {
    let mut reaches = vec![false; graph.points.node_count()];
    let mut open: Vec<NodeIndex> = graph.points.node_indices().filter(|point| graph.is_end(*point)).collect();
    open.extend(graph.points.edge_references().filter(|edge| edge.weight().into).map(|edge| edge.source()));
    while let Some(point) = open.pop() {
        let Some(known) = reaches.get_mut(point.index()) else { continue };
        if std::mem::replace(known, true) {
            continue;
        }
        let before = graph.points.edges_directed(point, Direction::Incoming);
        let counts = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime && !edge.idle;
        open.extend(before.filter(|edge| counts(edge.weight())).map(|edge| edge.source()));
    }
    reaches
}
