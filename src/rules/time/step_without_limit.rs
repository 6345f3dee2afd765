//! A step without a limit of its own or one that spans it.

use crate::flow::span_covers;
use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "step-without-limit",
    code: "T02",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("step_without_limit.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        let spans: Vec<_> = graph
            .iter()
            .flat_map(|(home, node)| {
                node.node.work.limits.iter().filter(|limit| limit.from.is_some()).map(move |limit| (home, limit))
            })
            .collect();
        for (id, node) in graph.iter() {
            let counts = matches!(
                node.node.kind,
                NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. } | NodeKind::Call { .. }
            );
            if !counts || !node.node.work.limits.is_empty() || node.node.broken {
                continue;
            }
            // A limit on a block around it spans it as well.
            let around = graph
                .around(id)
                .iter()
                .any(|inside| graph.node(inside.block).is_some_and(|block| !block.node.work.limits.is_empty()));
            if around || spans.iter().any(|(home, limit)| span_covers(graph, limit, *home, id)) {
                continue;
            }
            let name = node.node.label();
            out.push(INFO.at(node.node.span(), say!("`{name}` 没有时限", "`{name}` has no limit")).help(say!(
                "写上 `within …`，或在后面用 `within … from {name}` 覆盖它",
                "write `within …`, or span it by a later `within … from {name}`"
            )));
        }
    }
}
