//! A row with another number of cells than its header.

use crate::model::FaultKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "ragged-table",
    code: "X04",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("ragged_table.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        for fault in &module.file.faults {
            if let FaultKind::Ragged(has, wants) = fault.kind {
                out.push(
                    INFO.at(
                        fault.at.0,
                        say!(
                            "此行有 {has} 个单元格，表头有 {wants} 个",
                            "this row has {has} cells, its header {wants}"
                        ),
                    )
                    .help(say!("没有时限的单元格写 `-`", "write `-` where there is no limit")),
                );
            }
        }
    }
}
