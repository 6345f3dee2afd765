//! A plain way out of a block leaves other branches unfinished.

use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "jump-abandons-branches",
    code: "F11",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("jump_abandons_branches.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let graph = &view.graph;
        for jump in graph.jumps.iter().filter(|jump| !jump.into && !jump.kind.interrupts()) {
            let (Some(to), Some(block)) = (graph.node(jump.to), graph.node(jump.block)) else { continue };
            let others = match &block.node.kind {
                NodeKind::Parallel { branches, .. } => branches.len() > 1,
                _ => true,
            };
            if !others {
                continue;
            }
            let (name, around) = (to.node.label(), block.node.label());
            out.push(
                INFO.at(
                    jump.at,
                    say!(
                        "从 `{around}` 里直接走到 `{name}`，其他分支就半途而废了",
                        "this way leaves `{around}` for `{name}` and abandons the other branches"
                    ),
                )
                .also(block.node.span(), say!("被离开的块", "the block that is left"))
                .help(say!("写 `-> join`，在块之后再选择去处", "write `-> join`, and choose the way after the block")),
            );
        }
    }
}
