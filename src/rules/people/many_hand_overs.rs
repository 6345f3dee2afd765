//! More than five hand-overs between posts on the straight way to an end.

use std::collections::{HashMap, VecDeque};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::posts::{doers, is_done_by_posts};
use crate::flow::{Edge, EdgeKind, Graph};
use crate::model::{NodeKind, Symbol};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// More hand-overs than this are told.
const MOST: usize = 5;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "many-hand-overs",
    code: "R10",
    group: Group::People,
    severity: Severity::Info,
    page: include_str!("many_hand_overs.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        let found = straightest(context, graph);
        // The end to which even the straightest way changes hands most often; of several the first.
        let ends = graph.ends().filter(|(_, end)| matches!(end.node.kind, NodeKind::End { failed: false }));
        let ways = ends.filter_map(|(_, end)| Some((end, found.get(&end.enter)?)));
        let Some((end, hands)) = ways.min_by_key(|(_, hands)| std::cmp::Reverse(hands.len())) else { continue };
        let times = hands.len().saturating_sub(1);
        if times <= MOST {
            continue;
        }
        let names = hands.iter().filter_map(|post| context.project.decl(*post)).map(|post| post.label().to_owned());
        let names: Vec<String> = names.collect();
        let (end, shown) = (end.node.label(), names.join(" → "));
        out.push(
            INFO.at(
                graph.flow.head.0,
                say!(
                    "走到 `{end}`，最少也要换 {times} 次手",
                    "on the straightest way to `{end}` a case changes hands {times} times"
                ),
            )
            .label(say!("依次经手：{shown}", "from hand to hand: {shown}"))
            .path(names)
            .help(say!(
                "让一个岗位多做几步，或用 `consults`、`informs` 代替转手",
                "let one post do more steps in a row, or consult and inform others instead"
            )),
        );
    }
}

/// Who has the case in their hands at a point, and whose hands it went through before.
type Hands = Vec<Symbol>;

/// For each end, the posts on the way on which a case changes hands least often. Loops and diversions only add to it;
/// what interrupts is left out, and of the branches of a block one is gone.
fn straightest(context: &Context<'_>, graph: &Graph<'_>) -> HashMap<NodeIndex, Hands> {
    let mut ends: HashMap<NodeIndex, Hands> = HashMap::new();
    // A point in the hands of a post, with the state that it was reached from.
    let mut states: Vec<(NodeIndex, Option<Symbol>, Option<usize>)> = vec![(graph.start, None, None)];
    let mut done: HashMap<(NodeIndex, Option<Symbol>), usize> = HashMap::new();
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
