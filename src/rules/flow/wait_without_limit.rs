//! A wait that may last for ever.

use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "wait-without-limit",
    code: "F22",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("wait_without_limit.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (_, node) in view.graph.iter() {
            let NodeKind::Wait { delay: None } = node.node.kind else { continue };
            if node.node.work.limits.is_empty() && !node.node.broken {
                let name = node.node.label();
                out.push(
                    INFO.at(
                        node.node.span(),
                        say!(
                            "等待 `{name}` 没有时限，可能永远等下去",
                            "the wait `{name}` has no limit and may last for ever"
                        ),
                    )
                    .help(say!(
                        "写上 `within …` 和超时之后怎么办",
                        "write `within …`, and what happens when it is late"
                    )),
                );
            }
        }
    }
}
