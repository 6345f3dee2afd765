//! Personal data that is kept without an end.

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
    for (_, decl, record) in &records.all {
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
    }
}
