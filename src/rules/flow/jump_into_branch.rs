//! A way into a parallel branch or an each.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "jump-into-branch",
    code: "F10",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("jump_into_branch.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let graph = &view.graph;
        for jump in graph.jumps.iter().filter(|jump| jump.into) {
            let (Some(to), Some(block)) = (graph.node(jump.to), graph.node(jump.block)) else { continue };
            let (name, around) = (to.node.label(), block.node.label());
            out.push(
                INFO.at(
                    jump.at,
                    say!("不能从外面走进 `{around}` 里的 `{name}`", "no way may lead into `{around}`, to `{name}`"),
                )
                .also(to.node.span(), say!("它在这个块里面", "it stands inside the block"))
                .help(say!("走到 `{around}`，由它开始全部分支", "lead to `{around}`, which starts all of it")),
            );
        }
    }
}
