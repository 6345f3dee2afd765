//! A flow that nobody can take in at a glance.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "flow-too-long",
    code: "F21",
    group: Group::Flow,
    severity: Severity::Info,
    page: include_str!("flow_too_long.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let graph = &view.graph;
        let count = graph.nodes.len();
        let at = graph.flow.head.0;
        if count > MOST_NODES {
            out.push(
                INFO.at(
                    at,
                    say!(
                        "流程有 {count} 个步骤，超过 {MOST_NODES} 个",
                        "the flow has {count} steps, more than {MOST_NODES}"
                    ),
                )
                .help(say!(
                    "把一段拆成单独的规程，用 `call` 调用",
                    "make a procedure of a part of it, and `call` that"
                )),
            );
        }
        let deepest = graph.iter().map(|(id, node)| (graph.around(id).len(), node)).max_by_key(|(depth, _)| *depth);
        if let Some((depth, node)) = deepest.filter(|(depth, _)| *depth > MOST_DEEP) {
            out.push(
                INFO.at(
                    node.node.span(),
                    say!(
                        "这里嵌套了 {depth} 层并行或逐项，超过 {MOST_DEEP} 层",
                        "{depth} blocks stand inside one another here, more than {MOST_DEEP}"
                    ),
                )
                .cause(at)
                .help(say!("把里面的块拆成单独的规程", "make a procedure of the inner block")),
            );
        }
    }
}

/// Nodes that people take in at a glance.
const MOST_NODES: usize = 40;
/// Blocks inside one another that people still follow.
const MOST_DEEP: usize = 3;
