//! A bound of nought, or on a line that lies on no loop.

use crate::flow::{EdgeKind, on_loop};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use petgraph::visit::EdgeRef;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "idle-bound",
    code: "F14",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("idle_bound.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        for edge in graph.points.edge_references() {
            let Some(times) = edge.weight().bound else { continue };
            // A target that nobody knows may lie anywhere.
            if edge.target() == graph.lost {
                continue;
            }
            let (at, kind) = (edge.weight().at, edge.weight().kind);
            if times == Some(0) {
                out.push(
                    INFO.at(at, say!("最多 0 次就是从不", "at most 0 times is never"))
                        .help(say!("写至少 1 次，或去掉这条路", "write at least 1, or take the way out")),
                );
            } else if kind != EdgeKind::Anytime && !on_loop(graph, edge.source(), edge.target()) {
                out.push(
                    INFO.at(
                        at,
                        say!(
                            "这条路不在任何循环上，次数没有意义",
                            "this way lies on no loop, so its bound means nothing"
                        ),
                    )
                    .help(say!("去掉 `at most …`，或改正去处", "take out `at most …`, or mend the target")),
                );
            }
        }
    }
}
