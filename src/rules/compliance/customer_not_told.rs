//! A case that comes by a channel, and may end without anybody having told the customer.

use std::collections::{HashMap, HashSet};

use crate::flow::{Bypass, EdgeKind, FlowNode, Reach, in_words, reachable};
use crate::model::{Body, Callee, DeclKind, NodeKind, each_flow, each_node};
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;
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
    let telling = telling_files(context);
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        let Some(start) = graph.flow.starts.iter().find(|start| !start.via.is_empty()) else { continue };
        let tells = |node: &FlowNode<'_>| tells(context, &telling, graph.file, node);
        let first = first_nodes(view);
        let told: Vec<NodeIndex> = graph
            .iter()
            .filter(|(_, node)| tells(node) && !first.contains(&node.enter))
            .map(|(_, node)| node.done)
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

/// Whether the customer learns something when a node is done: it uses a channel, informs somebody outside, or calls a
/// procedure that does.
fn tells(context: &Context<'_>, telling: &HashSet<FileId>, file: FileId, node: &FlowNode<'_>) -> bool {
    let called = match &node.node.kind {
        NodeKind::Call { procedure } => {
            context.project.callee(file, procedure).is_none_or(|callee| telling.contains(&callee))
        }
        _ => false,
    };
    called || speaks(context, file, node.node)
}

fn speaks(context: &Context<'_>, file: FileId, node: &crate::model::Node) -> bool {
    let outside = |post| match context.project.find_kind(file, post, DeclKind::Role).map(|(_, decl)| &decl.body) {
        Some(Body::Role(role)) => role.external,
        _ => false,
    };
    !node.work.via.is_empty() || node.work.informs.iter().chain(&node.work.by).any(outside)
}

/// The files of procedures in which something tells the customer, also through what they call.
fn telling_files(context: &Context<'_>) -> HashSet<FileId> {
    let mut callers: HashMap<FileId, Vec<FileId>> = HashMap::new();
    let mut open: Vec<FileId> = Vec::new();
    for module in context.modules() {
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                if speaks(context, module.id, node) {
                    open.push(module.id);
                }
                if let NodeKind::Call { procedure } = &node.kind {
                    match context.project.callee(module.id, procedure) {
                        Some(callee) => callers.entry(callee).or_default().push(module.id),
                        None if *procedure != Callee::Missing => open.push(module.id),
                        None => {}
                    }
                }
            });
        });
        // What is not written yet may tell the customer.
        if module.is_unread() || module.file.flow.as_ref().is_some_and(|flow| flow.unset.is_some() || flow.broken) {
            open.push(module.id);
        }
    }
    let mut telling = HashSet::new();
    while let Some(file) = open.pop() {
        if telling.insert(file) {
            open.extend(callers.get(&file).into_iter().flatten());
        }
    }
    telling
}

/// Where a case begins: the enters that are come to before anything is done.
fn first_nodes(view: &FlowView<'_>) -> HashSet<NodeIndex> {
    let graph = &view.graph;
    let is_block = |node: &FlowNode<'_>| matches!(node.node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
    let done: HashSet<NodeIndex> =
        graph.iter().filter(|(_, node)| !is_block(node)).map(|(_, node)| node.done).collect();
    let passable = |point: NodeIndex| !done.contains(&point);
    let edges = |edge: &crate::flow::Edge<'_>| !edge.kind.interrupts() && edge.kind != EdgeKind::Skip;
    let reached = reachable(graph, graph.start, &Reach { passable: &passable, edges: &edges, ..Reach::default() });
    graph.iter().map(|(_, node)| node.enter).filter(|enter| reached.has(*enter)).collect()
}
