//! A flow with several ends falls into one of them.

use crate::flow::EdgeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use petgraph::Direction;
use petgraph::visit::EdgeRef;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "end-by-fall-through",
    code: "F07",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("end_by_fall_through.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let graph = &view.graph;
        if graph.ends().count() < 2 {
            continue;
        }
        for (_, end) in graph.ends() {
            for edge in graph.points.edges_directed(end.enter, Direction::Incoming) {
                let Some((_, from)) = graph.node_at(edge.source()).filter(|_| edge.weight().kind == EdgeKind::Next)
                else {
                    continue;
                };
                let (name, other) = (end.node.label(), from.node.label());
                out.push(
                    INFO.at(
                        from.node.span(),
                        say!("`{other}` 不写去处就结束于 `{name}`", "`{other}` falls into the end `{name}`"),
                    )
                    .also(end.node.span(), say!("流程有几个结束，这是其中一个", "one of several ends of the flow"))
                    .help(say!("写明 `-> {name}`", "write `-> {name}`")),
                );
            }
        }
    }
}
