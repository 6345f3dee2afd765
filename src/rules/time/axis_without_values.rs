//! A table of limits names an axis, and no table gives its values.

use crate::model::{Body, Columns, DeclKind};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "axis-without-values",
    code: "T19",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("axis_without_values.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        let Body::Sla(sla) = &decl.body else { continue };
        let category = |reference| context.project.find_kind(file, reference, DeclKind::Category);
        let axes = sla.tables.iter().flat_map(|table| {
            let second = match &table.columns {
                Columns::Values { axis, .. } => Some(axis),
                Columns::Limits(_) => None,
            };
            table.axis.iter().chain(second)
        });
        let given: Vec<_> = axes.map(|axis| category(axis).map(|(symbol, _)| symbol)).collect();
        // A table that cannot be read, or whose category nobody knows, may be the missing one.
        if given.iter().any(Option::is_none) || sla.tables.iter().any(|table| table.broken || table.axis.is_none()) {
            continue;
        }
        for axis in &sla.axes {
            if category(axis).is_none_or(|(symbol, _)| given.contains(&Some(symbol))) {
                continue;
            }
            let name = decl.label();
            out.push(
                INFO.at(
                    axis.span(),
                    say!(
                        "`{name}` 写明按 `{axis}` 定时限，却没有一张表给出数值",
                        "the limits of `{name}` depend on `{axis}`, and no table gives them"
                    ),
                )
                .help(say!(
                    "为 `{axis}` 补一张表，或从 `by` 中去掉它",
                    "add a table for `{axis}`, or take it out of `by`"
                )),
            );
        }
    }
}
