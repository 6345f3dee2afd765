//! A record that lists no fields.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "record-without-fields",
    code: "D06",
    group: Group::Records,
    severity: Severity::Warning,
    page: include_str!("record_without_fields.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    for (_, decl, _) in records.all.iter().filter(|(_, _, record)| record.fields.is_empty()) {
        let name = decl.label();
        out.push(
            INFO.at(decl.span(), say!("记录 `{name}` 没有列出字段", "the record `{name}` lists no fields"))
                .help(say!("写 `fields …` 或 `field 名称 \"…\" as …`", "write `fields …` or `field NAME \"…\" as …`")),
        );
    }
}
