//! Through whose hands a case goes.

use rustc_hash::FxHashMap;
use std::collections::VecDeque;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::posts::{doers, is_done_by_posts};
use crate::flow::{Edge, EdgeKind, Graph};
use crate::model::Symbol;
use crate::rules::Context;

/// Who has the case in their hands at a point, and whose hands it went through before.
pub(super) type Hands = Vec<Symbol>;

/// For each end, the posts on the way on which a case changes hands least often. Loops and diversions only add to it;
/// what interrupts is left out, and of the branches of a block one is gone.
pub(super) fn straightest(context: &Context<'_>, graph: &Graph<'_>) -> FxHashMap<NodeIndex, Hands> {
    let mut ends: FxHashMap<NodeIndex, Hands> = FxHashMap::default();
    // A point in the hands of a post, with the state that it was reached from.
    let mut states: Vec<(NodeIndex, Option<Symbol>, Option<usize>)> = vec![(graph.start, None, None)];
    let mut done: FxHashMap<(NodeIndex, Option<Symbol>), usize> = FxHashMap::default();
    let mut open: VecDeque<usize> = VecDeque::from([0]);
    while let Some(index) = open.pop_front() {
        let Some((point, holder, _)) = states.get(index).copied() else { break };
        if *done.entry((point, holder)).or_insert(index) != index {
            continue;
        }
        if graph.is_end(point) {
            ends.entry(point).or_insert_with(|| hands(&states, index));
        }
        let mut edges: Vec<_> = graph.points.edges_directed(point, Direction::Outgoing).collect();
        edges.reverse();
        for edge in edges.into_iter().filter(|edge| is_straight(edge.weight())) {
            let node = graph.node_at(point).filter(|_| edge.weight().kind == EdgeKind::Work);
            let able = node.and_then(|(_, node)| {
                let posts = is_done_by_posts(&node.node.kind).then(|| doers(context, graph.file, &node.node.work));
                posts.flatten().filter(|posts| !posts.is_empty())
            });
            let able: Vec<Symbol> = able.into_iter().flatten().map(|post| post.symbol).collect();
            // Where nobody, or a system, does it, the case stays in the hands in which it is.
            if able.is_empty() || holder.is_some_and(|holder| able.contains(&holder)) {
                states.push((edge.target(), holder, Some(index)));
                open.push_front(states.len() - 1);
                continue;
            }
            for post in able {
                states.push((edge.target(), Some(post), Some(index)));
                match holder {
                    Some(_) => open.push_back(states.len() - 1),
                    None => open.push_front(states.len() - 1),
                }
            }
        }
    }
    ends
}

fn is_straight(edge: &Edge<'_>) -> bool {
    !edge.kind.interrupts() && edge.kind != EdgeKind::Exceeded && !edge.guess
}

/// The posts on the way to a state, each once in a row.
fn hands(states: &[(NodeIndex, Option<Symbol>, Option<usize>)], last: usize) -> Hands {
    let mut found: Hands = Vec::new();
    let mut at = Some(last);
    while let Some((_, holder, before)) = at.and_then(|at| states.get(at)) {
        if let Some(holder) = holder
            && found.last() != Some(holder)
        {
            found.push(*holder);
        }
        at = *before;
    }
    found.reverse();
    found
}
