//! A record that is filled in, and that nobody reads.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "record-never-used",
    code: "D02",
    group: Group::Records,
    severity: Severity::Warning,
    page: include_str!("record_never_used.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    for (symbol, decl, record) in &records.all {
        if records.filled.contains(symbol) && !records.read.contains(symbol) && record.readers.is_empty() {
            let name = decl.label();
            out.push(
                INFO.at(
                    decl.span(),
                    say!("记录 `{name}` 填了却没有人用", "the record `{name}` is filled in and nobody uses it"),
                )
                .help(say!(
                    "写明给谁看（`for 岗位`），或由步骤、例行工作查阅（`reads {name}`）",
                    "say who it is for (`for POST`), or let a step or routine read it (`reads {name}`)"
                )),
            );
        }
    }
}
