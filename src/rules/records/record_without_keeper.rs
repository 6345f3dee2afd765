//! A record with a time to keep it and nobody who keeps it.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "record-without-keeper",
    code: "D10",
    group: Group::Records,
    severity: Severity::Info,
    page: include_str!("record_without_keeper.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    for (symbol, decl, record) in &records.all {
        let Some((lasts, None)) = &record.kept else { continue };
        if records.filled.contains(symbol) && !decl.broken {
            let name = decl.label();
            out.push(
                INFO.at(lasts.at.0, say!("没有写记录 `{name}` 由谁保管", "nothing says who keeps the record `{name}`"))
                    .help(say!("写上岗位：`kept … by …`", "name the post: `kept … by …`")),
            );
        }
    }
}
