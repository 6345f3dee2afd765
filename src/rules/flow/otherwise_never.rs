//! An otherwise that no case can reach.

use super::chosen;
use crate::model::Trigger;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "otherwise-never",
    code: "F13",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("otherwise_never.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        for (_, node, _) in chosen(context, view).filter(|(_, _, choice)| choice.otherwise_never) {
            let Some(way) = node.node.work.ways.iter().find(|way| way.trigger == Trigger::Otherwise) else { continue };
            out.push(
                INFO.at(
                    way.at.0,
                    say!(
                        "前面的条件已经覆盖所有情况，这个 `otherwise` 永远走不到",
                        "the lines above cover every case, so no case takes this `otherwise`"
                    ),
                )
                .help(say!("删掉它，或把前面一条并入它", "take it out, or let it stand for one of the lines above")),
            );
        }
    }
}
