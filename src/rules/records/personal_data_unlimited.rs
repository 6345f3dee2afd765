//! Personal data that is kept without an end.

use std::cmp::Ordering;

use crate::labels::Say;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "personal-data-unlimited",
    code: "D04",
    group: Group::Records,
    severity: Severity::Warning,
    page: include_str!("personal_data_unlimited.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(records) = &context.records else { return };
    let most = context.set_duration(&INFO, "at-most");
    for (symbol, decl, record) in &records.all {
        if record.personal && record.kept.is_none() {
            let name = decl.label();
            out.push(
                INFO.at(
                    decl.span(),
                    say!(
                        "记录 `{name}` 含个人信息，却没有保存期限",
                        "the record `{name}` holds personal data and is kept without an end"
                    ),
                )
                .help(say!(
                    "写 `kept 2 years by …`：到期由谁删除",
                    "write `kept 2 years by …`: when it is deleted, and by whom"
                )),
            );
        }
        if record.personal
            && let Some((written, _)) = &record.kept
            && let Some(most) = most
            && let Some(kept) = context.project.duration(symbol.file, written)
            && kept.compare(most) == Some(Ordering::Greater)
        {
            let Say { zh: kept_zh, en: kept_en } = kept.say();
            let Say { zh: most_zh, en: most_en } = most.say();
            let name = decl.label();
            out.push(
                INFO.at(
                    written.at.0,
                    say!(
                        "记录 `{name}` 含个人信息，保存 {kept_zh}，本项目最多允许 {most_zh}",
                        "the record `{name}` holds personal data and is kept {kept_en}; this project allows {most_en} at most"
                    ),
                )
                .help(say!("写 `kept {most_en} by …` 或更短", "write `kept {most_en} by …` or shorter")),
            );
        }
    }
}
