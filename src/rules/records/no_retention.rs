//! A record that is filled and for which no time to keep it is given.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "no-retention",
    code: "D03",
    group: Group::Records,
    severity: Severity::Error,
    page: include_str!("no_retention.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    for (symbol, decl, record) in &records.all {
        if records.filled.contains(symbol) && record.kept.is_none() {
            let name = decl.label();
            out.push(
                INFO.at(
                    decl.span(),
                    say!("没有写记录 `{name}` 保存多久", "nothing says how long the record `{name}` is kept"),
                )
                .help(say!("写 `kept 3 years by …`", "write `kept 3 years by …`")),
            );
        }
    }
}
