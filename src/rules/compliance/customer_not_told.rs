//! A case that comes by a channel, and may end without anybody having told the customer.

use rustc_hash::FxHashSet;

use super::telling::Telling;
use crate::flow::{Bypass, EdgeKind, FlowNode, Reach, in_words, reachable};
use crate::model::NodeKind;
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;
use petgraph::graph::NodeIndex;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "customer-not-told",
    code: "C09",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("customer_not_told.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let telling = Telling::of(context);
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        let Some(start) = graph.flow.starts.iter().find(|start| !start.via.is_empty()) else { continue };
        // What staff report among themselves has nobody outside who waits.
        if !telling.has_customer(view) {
            continue;
        }
        let tells = |node: &FlowNode<'_>| telling.tells(graph.file, node);
        let first = first_nodes(view);
        let answered = |node: &FlowNode<'_>| !first.contains(&node.enter) || telling.answers(view, node);
        let told: Vec<NodeIndex> = graph
            .iter()
            .filter(|(_, node)| tells(node) && answered(node))
            .map(|(_, node)| if telling.tells_when_failed(graph.file, node) { node.enter } else { node.done })
            .collect();
        let untold = Bypass::of(context.project, graph, &view.values, &told);
        for (_, end) in graph.ends() {
            let Some(way) = untold.way(end.enter) else { continue };
            // Who is on the telephone is told there and then.
            let nodes: Vec<_> = way.iter().filter_map(|point| graph.node_at(*point)).map(|(_, node)| node).collect();
            let at_once = nodes.iter().filter(|node| node.enter != end.enter).all(|node| first.contains(&node.enter));
            if at_once && nodes.iter().any(|node| tells(node)) {
                continue;
            }
            let words = in_words(graph, &way);
            let (name, shown) = (end.node.label(), words.join(" → "));
            out.push(
                INFO.at(
                    end.node.span(),
                    say!(
                        "案件可以走到 `{name}`，而受理之后没有一步告知客户",
                        "a case can end in `{name}`, and no step after the first tells the customer"
                    ),
                )
                .label(say!("这条路：{shown}", "on the way {shown}"))
                .also(start.at.0, say!("案件从这些渠道进来", "cases come by these channels"))
                .path(words)
                .help(say!(
                    "在这条路上加一步告知客户，写明 `via` 渠道",
                    "add a step on that way that tells the customer, with the channel behind `via`"
                )),
            );
        }
    }
}

/// Where a case begins: the enters that are come to before anything is done.
fn first_nodes(view: &FlowView<'_>) -> FxHashSet<NodeIndex> {
    let graph = &view.graph;
    let is_block = |node: &FlowNode<'_>| matches!(node.node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
    let done: FxHashSet<NodeIndex> =
        graph.iter().filter(|(_, node)| !is_block(node)).map(|(_, node)| node.done).collect();
    let passable = |point: NodeIndex| !done.contains(&point);
    let edges = |edge: &crate::flow::Edge<'_>| !edge.kind.interrupts() && edge.kind != EdgeKind::Skip;
    let reached = reachable(graph, graph.start, &Reach { passable: &passable, edges: &edges, ..Reach::default() });
    graph.iter().map(|(_, node)| node.enter).filter(|enter| reached.has(*enter)).collect()
}
