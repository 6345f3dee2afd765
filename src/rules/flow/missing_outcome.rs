//! An approval without its approved or rejected way, or with a limit and no line for being late.

use crate::model::{NodeKind, Trigger};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "missing-outcome",
    code: "F25",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("missing_outcome.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (_, node) in view.graph.iter() {
            if !matches!(node.node.kind, NodeKind::Approval { .. }) || node.node.broken {
                continue;
            }
            let work = &node.node.work;
            let name = node.node.label();
            let has = |trigger: &Trigger| work.ways.iter().any(|way| way.trigger == *trigger);
            for (trigger, line) in [(Trigger::Approved, "when approved"), (Trigger::Rejected, "when rejected")] {
                if !has(&trigger) {
                    out.push(
                        INFO.at(
                            node.node.span(),
                            say!("审批 `{name}` 缺 `{line} -> …`", "the approval `{name}` has no `{line} -> …`"),
                        )
                        .help(say!("写明这个结果之后去哪里", "say where the case goes then")),
                    );
                }
            }
            let silent = work.limits.iter().find(|limit| limit.late.is_empty());
            if let Some(limit) = silent.filter(|_| view.graph.flow.late.is_empty()) {
                out.push(
                    INFO.at(
                        limit.at.0,
                        say!(
                            "审批 `{name}` 有时限，却没有写超时怎么办",
                            "the approval `{name}` has a limit, and nothing says what happens when it is late"
                        ),
                    )
                    .help(say!("写上 `when late …`", "write `when late …`")),
                );
            }
        }
    }
}
