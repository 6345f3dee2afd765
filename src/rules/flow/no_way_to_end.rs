//! A dead end or endless circle.

use crate::flow::in_words;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "no-way-to-end",
    code: "F02",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("no_way_to_end.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let graph = &view.graph;
        for circle in &view.dead_circles {
            if !circle.iter().any(|point| view.reached.has(*point)) {
                continue;
            }
            let Some((_, node)) = circle.first().and_then(|point| graph.node_at(*point)) else { continue };
            let words = in_words(graph, circle);
            let (name, way) = (node.node.label(), words.join(" → "));
            out.push(
                INFO.at(node.node.span(), say!("从 `{name}` 走不到任何结束", "from `{name}` no way leads to an end"))
                    .label(say!("{way}", "{way}"))
                    .path(words)
                    .help(say!("给其中一个步骤写一条出去的路", "write a way out of one of them")),
            );
        }
    }
}
