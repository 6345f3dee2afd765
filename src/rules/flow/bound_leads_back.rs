//! A then that leads back into the same loop.

use crate::flow::LoopKind;
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
    for circle in super::circles(context, LoopKind::ThenLeadsBack) {
        let way = circle.words.join(" → ");
        out.push(
            INFO.at(
                circle.back,
                say!(
                    "次数用完之后又回到循环里：{way}",
                    "when the bound is used up, `then` leads back into the loop: {way}"
                ),
            )
            .path(circle.words)
            .cause(circle.cause)
            .help(say!("`then` 之后写一个循环以外的去处", "let `then` lead out of the loop")),
        );
    }
}
