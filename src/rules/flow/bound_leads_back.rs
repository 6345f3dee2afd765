//! A then that leads back into the same loop.

use crate::flow::{LoopKind, in_words, loops};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "bound-leads-back",
    code: "F15",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("bound_leads_back.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let graph = &view.graph;
        for circle in loops(graph).into_iter().filter(|circle| circle.kind == LoopKind::ThenLeadsBack) {
            // A line that cannot be read may have been the bound.
            if circle.way.iter().filter_map(|point| graph.node_at(*point)).any(|(_, node)| node.node.broken) {
                continue;
            }
            let words = in_words(graph, &circle.way);
            let way = words.join(" → ");
            let cause = circle
                .way
                .first()
                .and_then(|point| graph.node_at(*point))
                .map_or(circle.back, |(_, node)| node.node.span());
            out.push(
                INFO.at(
                    circle.back,
                    say!(
                        "次数用完之后又回到循环里：{way}",
                        "when the bound is used up, `then` leads back into the loop: {way}"
                    ),
                )
                .path(words)
                .cause(cause)
                .help(say!("`then` 之后写一个循环以外的去处", "let `then` lead out of the loop")),
            );
        }
    }
}
