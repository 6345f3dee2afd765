//! A record that is filled and for which no time to keep it is given.

use std::cmp::Ordering;

use crate::labels::Say;
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
    let least = context.set_duration(&INFO, "at-least");
    for (symbol, decl, record) in &records.all {
        if !records.filled.contains(symbol) {
            continue;
        }
        let name = decl.label();
        let Some((written, _)) = &record.kept else {
            out.push(
                INFO.at(
                    decl.span(),
                    say!("没有写记录 `{name}` 保存多久", "nothing says how long the record `{name}` is kept"),
                )
                .help(say!("写 `kept 3 years by …`", "write `kept 3 years by …`")),
            );
            continue;
        };
        if context.project.duration(symbol.file, written).is_some_and(|kept| kept.amount.is_zero()) {
            out.push(
                INFO.at(
                    written.at.0,
                    say!("记录 `{name}` 填完就不保存了", "the record `{name}` is kept for no time at all"),
                )
                .help(say!("写 `kept 3 years by …`", "write `kept 3 years by …`")),
            );
        } else if let Some(least) = least
            && let Some(kept) = context.project.duration(symbol.file, written)
            && kept.compare(least) == Some(Ordering::Less)
        {
            let Say { zh: kept_zh, en: kept_en } = kept.say();
            let Say { zh: least_zh, en: least_en } = least.say();
            out.push(
                INFO.at(
                    written.at.0,
                    say!(
                        "记录 `{name}` 只保存 {kept_zh}，本项目要求至少 {least_zh}",
                        "the record `{name}` is kept {kept_en} only; this project asks for {least_en} at least"
                    ),
                )
                .help(say!("写 `kept {least_en} by …` 或更长", "write `kept {least_en} by …` or longer")),
            );
        }
    }
}
