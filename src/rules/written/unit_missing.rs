//! A length of time without its unit, or in a unit that its clock cannot count.

use crate::model::FaultKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unit-missing",
    code: "X06",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("unit_missing.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        for fault in &module.file.faults {
            let (message, help) = match fault.kind {
                FaultKind::UnitMissing => (
                    say!("数字后面缺单位", "the number has no unit"),
                    say!(
                        "写上单位，例如 `24h`、`30 min`、`2 working days`",
                        "write the unit, for example `24h`, `30 min` or `2 working days`"
                    ),
                ),
                FaultKind::MinutesOrMonths => (
                    say!("`m` 是分钟还是月？", "`m`: minutes or months?"),
                    say!("写 `min` 或 `months`", "write `min` or `months`"),
                ),
                FaultKind::CalendarUnit => (
                    say!("时限不能用月或年计算", "a limit cannot be counted in months or years"),
                    say!("写成天、工作日或小时", "write days, working days or hours"),
                ),
                _ => continue,
            };
            out.push(INFO.at(fault.at.0, message).help(help));
        }
    }
    super::clocks::check(context, out);
}
