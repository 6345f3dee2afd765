//! A limit, and nothing happens when it is missed.

use crate::flow::{Graph, NodeId, span_covers};
use crate::model::Limit;
use crate::rules::people::nobody_above;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "limit-without-consequence",
    code: "T03",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("limit_without_consequence.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    nobody_above::check(context, out);
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        if !graph.flow.late.is_empty() {
            continue;
        }
        for (id, node) in graph.iter().filter(|(_, node)| !node.node.broken) {
            for limit in node.node.work.limits.iter().filter(|limit| limit.late.is_empty()) {
                if spanned_with_consequence(graph, id, limit) {
                    continue;
                }
                let name = node.node.label();
                out.push(
                    INFO.at(
                        limit.at.0,
                        say!("`{name}` 超过时限时什么也不会发生", "nothing happens when `{name}` misses its limit"),
                    )
                    .help(say!(
                        "写上 `when late …`，或在流程开头写默认的 `when late …`",
                        "write `when late …` here, or as a default at the top of the flow"
                    )),
                );
            }
        }
    }
}

/// Whether another limit that spans this one has a consequence.
pub(in crate::rules) fn spanned_with_consequence(graph: &Graph<'_>, at: NodeId, own: &Limit) -> bool {
    let around = graph.around(at).into_iter().any(|inside| {
        graph.node(inside.block).is_some_and(|block| block.node.work.limits.iter().any(|limit| !limit.late.is_empty()))
    });
    around
        || graph.iter().any(|(home, node)| {
            let mut limits =
                node.node.work.limits.iter().filter(|limit| !limit.late.is_empty() && !std::ptr::eq(*limit, own));
            limits.any(|limit| limit.from.is_some() && span_covers(graph, limit, home, at))
        })
}
