//! A value that its category, field or parameter cannot have.

use crate::model::{
    AskType, Body, Columns, Cond, Expect, FaultKind, FieldOf, Guard, Is, Literal, Measure, Name, NodeKind, Trigger,
    Value, each_flow, each_node, nearest,
};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unknown-value",
    code: "N05",
    group: Group::Names,
    severity: Severity::Error,
    page: include_str!("unknown_value.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        for fault in &module.file.faults {
            if let FaultKind::WrongType(expect) = fault.kind {
                out.push(wrong_type(fault.at.0, expect));
            }
        }
        let mut conds: Vec<&Cond> = Vec::new();
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                conds.extend(node.work.ways.iter().filter_map(|way| match &way.trigger {
                    Trigger::When(cond) => Some(cond),
                    _ => None,
                }));
                if let NodeKind::Parallel { branches, .. } = &node.kind {
                    conds.extend(branches.iter().filter_map(|branch| match &branch.guard {
                        Guard::When(cond) => Some(cond),
                        _ => None,
                    }));
                }
            });
        });
        for decl in &module.file.decls {
            match &decl.body {
                Body::Sla(sla) => sla.tables.iter().for_each(|table| rows(context, module.id, table, out)),
                Body::Kpi(kpi) => match kpi.measure.as_ref().map(|(measure, _)| measure) {
                    Some(Measure::Share { of, among }) => conds.extend(of.condition.iter().chain(&among.condition)),
                    Some(Measure::Count(set)) => conds.extend(&set.condition),
                    _ => {}
                },
                _ => {}
            }
        }
        conds.into_iter().for_each(|cond| condition(context, module.id, cond, out));
    }
    super::limits(context, &mut |file, quantity| {
        let found = context.project.value(file, quantity);
        let fits = matches!(found, None | Some(Value::Duration(_) | Value::Hole(_) | Value::Broken | Value::Name(_)));
        if !fits && matches!(quantity.value, Value::Name(_)) {
            out.push(wrong_type(quantity.span(), Expect::Duration));
        }
    });
}

fn wrong_type(at: Span, expect: Expect) -> Finding {
    let (zh, en, example) = match expect {
        Expect::Duration => ("时长", "a length of time", "24h"),
        Expect::Number => ("数字", "a number", "6"),
        Expect::Percent => ("百分比", "a share", "80%"),
        Expect::Date => ("日期", "a day", "2026-03-01"),
    };
    INFO.at(at, say!("这里应当是{zh}", "{en} belongs here"))
        .help(say!("写成例如 `{example}`", "write for example `{example}`"))
}

fn condition(context: &Context<'_>, file: FileId, cond: &Cond, out: &mut Vec<Finding>) {
    match cond {
        Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| condition(context, file, part, out)),
        Cond::Is(is) => {
            if let Some(field) = context.project.field(file, &is.field) {
                is.values.iter().for_each(|value| compared(context, file, is, &field, value, out));
            }
        }
        Cond::Compare(compare) => {
            let Some(field) = context.project.field(file, &compare.field) else { return };
            let closed = matches!(field.ty, AskType::YesNo | AskType::OneOf(_) | AskType::Category(_));
            let name = &compare.field;
            let sign = compare.cmp.sign();
            if closed && compare.cmp != crate::model::Cmp::Equal {
                out.push(
                    INFO.at(
                        compare.at.0,
                        say!(
                            "`{name}` 的取值不能用 `{sign}` 比较",
                            "the values of `{name}` cannot be compared with `{sign}`"
                        ),
                    )
                    .also(field.at, say!("取值在这里定义", "its values are defined here"))
                    .help(say!("写 `is` 和一个取值", "write `is` and a value")),
                );
            } else if let AskType::Number(Some(range)) = field.ty
                && let Some(Value::Number(number)) = context.project.value(file, &compare.value)
                && (*number < range.least || *number > range.most)
            {
                let (least, most) = (range.least, range.most);
                out.push(
                    INFO.at(
                        compare.value.span(),
                        say!("`{name}` 只能取 {least} 到 {most}", "`{name}` lies between {least} and {most}"),
                    )
                    .also(field.at, say!("范围在这里定义", "its range is defined here")),
                );
            }
        }
        Cond::Broken => {}
    }
}

fn compared(context: &Context<'_>, file: FileId, is: &Is, field: &FieldOf, value: &Literal, out: &mut Vec<Finding>) {
    let name = &is.field;
    let at = value.at().0;
    match (&field.ty, value) {
        (AskType::YesNo, Literal::Yes(_) | Literal::No(_)) => {}
        (AskType::YesNo, _) => {
            let text = context.text(at);
            out.push(
                INFO.at(
                    at,
                    say!("`{name}` 只能是 `yes` 或 `no`，不能是 `{text}`", "`{name}` is `yes` or `no`, never `{text}`"),
                )
                .also(field.at, say!("在这里定义", "it is defined here")),
            );
        }
        (AskType::OneOf(_) | AskType::Category(_), _) => {
            let Some(values) = context.project.values_of(file, &field.ty) else { return };
            let written = match value {
                Literal::Name(ident) => ident.name.clone(),
                Literal::Text(text, _) => Name::new(text),
                _ => Name::new(context.text(at)),
            };
            if !values.contains(&written) {
                out.push(
                    no_such_value(at, &name.to_string(), &written, &values)
                        .also(field.at, say!("取值在这里定义", "its values are defined here")),
                );
            }
        }
        (
            AskType::Number(_) | AskType::Percent | AskType::Money | AskType::Duration,
            Literal::Yes(_) | Literal::No(_) | Literal::Text(..),
        ) => {
            let text = context.text(at);
            out.push(
                INFO.at(at, say!("`{name}` 是数值，不能是 `{text}`", "`{name}` is a figure, never `{text}`"))
                    .also(field.at, say!("在这里定义", "it is defined here")),
            );
        }
        _ => {}
    }
}

fn no_such_value(at: Span, what: &str, written: &Name, values: &[Name]) -> Finding {
    let list: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    let (zh, en) = (list.join("、"), list.join(", "));
    let finding = INFO.at(at, say!("`{what}` 没有取值 `{written}`", "`{what}` has no value `{written}`"));
    match nearest(written.as_str(), values.iter().map(|value| (value.as_str(), value))) {
        Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
        None => finding.help(say!("取值有：{zh}", "its values are {en}")),
    }
}

/// The rows and columns of a table must be values of its categories.
fn rows(context: &Context<'_>, file: FileId, table: &crate::model::Table, out: &mut Vec<Finding>) {
    let values = |axis: &crate::model::Ref| {
        context.project.values_of(file, &AskType::Category(axis.clone())).map(|values| (axis.to_string(), values))
    };
    if let Some((axis, values)) = table.axis.as_ref().and_then(values) {
        for ident in table.rows.iter().filter_map(|row| row.value.as_ref()) {
            if !values.contains(&ident.name) {
                out.push(no_such_value(ident.span(), &axis, &ident.name, &values));
            }
        }
    }
    if let Columns::Values { axis, values: columns, .. } = &table.columns
        && let Some((axis, values)) = values(axis)
    {
        for ident in columns.iter().filter(|ident| !values.contains(&ident.name)) {
            out.push(no_such_value(ident.span(), &axis, &ident.name, &values));
        }
    }
}
