//! A policy that nothing checks.

use crate::model::Body;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "policy-unchecked",
    code: "C15",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("policy_unchecked.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        let Body::Policy(policy) = &decl.body else { continue };
        if !policy.checked_by.is_empty() {
            continue;
        }
        let name = decl.label();
        out.push(
            INFO.at(decl.span(), say!("没有写守则 `{name}` 由什么来核查", "nothing checks the policy `{name}`")).help(
                say!(
                    "写 `checked by …`：核查它的例行工作、指标、步骤、记录或审批",
                    "write `checked by …`: the routine, indicator, step, record or approval that checks it"
                ),
            ),
        );
    }
}
