//! A circle that may be gone round for ever.

use crate::flow::{LoopKind, in_words, loops};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unbounded-loop",
    code: "F04",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("unbounded_loop.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let graph = &view.graph;
        for circle in loops(graph).into_iter().filter(|circle| circle.kind == LoopKind::Unbounded) {
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
                INFO.at(circle.back, say!("这里可以无限循环：{way}", "cases may go round here for ever: {way}"))
                    .label(say!("回到前面，没有次数限制", "leads back, without a bound"))
                    .path(words)
                    .cause(cause)
                    .help(say!(
                        "写上次数：`-> … at most 2 times then -> …`",
                        "bound it: `-> … at most 2 times then -> …`"
                    )),
            );
        }
    }
}
