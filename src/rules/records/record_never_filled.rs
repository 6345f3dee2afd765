//! A record that nothing fills.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "record-never-filled",
    code: "D01",
    group: Group::Records,
    severity: Severity::Warning,
    page: include_str!("record_never_filled.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    // A procedure that is known by its title only may be the one that fills it.
    if context.modules().any(|module| module.file.flow.as_ref().is_some_and(|flow| flow.unset.is_some())) {
        return;
    }
    for (symbol, decl, _) in &records.all {
        if !records.filled.contains(symbol) {
            let name = decl.label();
            out.push(
                INFO.at(decl.span(), say!("没有步骤填写记录 `{name}`", "no step fills the record `{name}`")).help(
                    say!(
                        "在填写它的步骤里写 `fills {name}`，或删掉它",
                        "write `fills {name}` at the step that fills it, or take it out"
                    ),
                ),
            );
        }
    }
}
