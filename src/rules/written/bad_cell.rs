//! A table cell that is no length of time.

use crate::model::{Named, Wanted};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "bad-cell",
    code: "X03",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("bad_cell.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for mark in &context.marks {
        let in_cell = mark.parent.kind() == Kind::cell;
        if in_cell && matches!(mark.node.kind(), Kind::bad_cell | Kind::bad_value) {
            let text = mark.node.text().trim();
            out.push(
                INFO.at(mark.span(), say!("单元格 `{text}` 不是时长", "the cell `{text}` is no length of time")).help(
                    say!(
                        "写成例如 `24h`、`2 working days`，没有时限写 `-`",
                        "write for example `24h` or `2 working days`; `-` where there is no limit"
                    ),
                ),
            );
        }
    }
    // A word that no parameter bears is told here, not as an unknown name.
    for (module, usages) in context.modules().zip(&context.usages) {
        for usage in usages.iter().filter(|usage| usage.wanted == Wanted::Cell) {
            let Named::Ref(reference) = usage.what else { continue };
            if context.project.find(module.id, reference).is_some()
                || context.is_mentioned(module.id, reference.first())
            {
                continue;
            }
            out.push(
                INFO.at(
                    reference.span(),
                    say!("单元格 `{reference}` 不是时长", "the cell `{reference}` is no length of time"),
                )
                .help(say!(
                    "写成例如 `24h`，或声明同名的参数",
                    "write for example `24h`, or declare a parameter of that name"
                )),
            );
        }
    }
}
