//! A record of cases without a number of its own.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "record-without-number",
    code: "D08",
    group: Group::Records,
    severity: Severity::Info,
    page: include_str!("record_without_number.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    for (symbol, decl, record) in &records.all {
        if records.of_cases.contains(symbol) && record.numbered.is_none() {
            let name = decl.label();
            out.push(
                INFO.at(
                    decl.span(),
                    say!("案件的记录 `{name}` 没有编号规则", "the record `{name}` of cases has no number of its own"),
                )
                .help(say!("写 `numbered \"TS-{{year}}-{{n}}\"`", "write `numbered \"TS-{{year}}-{{n}}\"`")),
            );
        }
    }
}
