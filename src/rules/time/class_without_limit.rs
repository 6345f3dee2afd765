//! A table misses a value of its category, or has it twice.

use crate::model::{AskType, Body, Columns, Ident, Name, Ref};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "class-without-limit",
    code: "T04",
    group: Group::Time,
    severity: Severity::Error,
    page: include_str!("class_without_limit.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (file, decl) in context.decls() {
        let Body::Sla(sla) = &decl.body else { continue };
        for table in sla.tables.iter().filter(|table| !table.broken) {
            if let Some(axis) = &table.axis {
                let rows: Vec<&Ident> = table.rows.iter().filter_map(|row| row.value.as_ref()).collect();
                axis_is_whole(context, file, axis, &rows, table.head.0, out);
            }
            if let Columns::Values { axis, values, .. } = &table.columns {
                axis_is_whole(context, file, axis, &values.iter().collect::<Vec<_>>(), table.head.0, out);
            }
        }
    }
}

fn axis_is_whole(
    context: &Context<'_>,
    file: FileId,
    axis: &Ref,
    written: &[&Ident],
    head: Span,
    out: &mut Vec<Finding>,
) {
    let Some(values) = context.project.values_of(file, &AskType::Category(axis.clone())) else { return };
    // While a row names something that is no value, it may be the missing one.
    if written.iter().any(|ident| !values.contains(&ident.name)) {
        return;
    }
    let missing: Vec<&Name> =
        values.iter().filter(|value| !written.iter().any(|ident| ident.name == **value)).collect();
    for value in missing {
        out.push(
            INFO.at(
                head,
                say!("表中没有 `{axis}` 的取值 `{value}`", "the table has no line for the value `{value}` of `{axis}`"),
            )
            .help(say!("补上这一行；没有时限写 `-`", "add it; write `-` where there is no limit")),
        );
    }
    for (index, ident) in written.iter().enumerate() {
        if let Some(first) = written.iter().take(index).find(|earlier| earlier.name == ident.name) {
            let value = &ident.name;
            out.push(
                INFO.at(ident.span(), say!("`{value}` 在表中出现两次", "`{value}` stands twice in the table"))
                    .also(first.span(), say!("第一次在这里", "the first time is here"))
                    .help(say!("留下一行", "keep one of them")),
            );
        }
    }
}
