//! An indicator that lacks what makes it one.

use super::indicators;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "indicator-incomplete",
    code: "K06",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("indicator_incomplete.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for indicator in indicators(context) {
        let kpi = indicator.kpi;
        let parts = [
            (kpi.measure.is_none(), "算法", "what it measures", "`measure …`"),
            (kpi.target.is_none(), "目标", "a target", "`target …`"),
            (kpi.every.is_none(), "周期", "a period", "`every …`"),
            (kpi.owner.is_none(), "负责的岗位", "an owner", "`owner …`"),
        ];
        let missing: Vec<_> = parts.into_iter().filter(|(lacks, ..)| *lacks).collect();
        if missing.is_empty() {
            continue;
        }
        let zh: Vec<&str> = missing.iter().map(|(_, zh, ..)| *zh).collect();
        let en: Vec<&str> = missing.iter().map(|(_, _, en, _)| *en).collect();
        let write: Vec<&str> = missing.iter().map(|(.., write)| *write).collect();
        let (name, zh, en) = (indicator.decl.label(), zh.join("、"), en.join(", "));
        let (write_zh, write) = (write.join("、"), write.join(", "));
        out.push(
            INFO.at(indicator.decl.span(), say!("指标 `{name}` 缺少{zh}", "the indicator `{name}` lacks {en}"))
                .help(say!("写上 {write_zh}", "write {write}")),
        );
    }
}
