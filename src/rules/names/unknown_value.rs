//! A value that its category, field or parameter cannot have.

use super::{compared, measures};
use crate::model::{
    AskType, Body, Columns, Cond, Expect, FaultKind, Guard, Measure, Name, NodeKind, Trigger, Value, each_flow,
    each_node, nearest,
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
                    Some(
                        Measure::Count(set)
                        | Measure::Time { among: Some(set), .. }
                        | Measure::Field { among: Some(set), .. },
                    ) => conds.extend(&set.condition),
                    _ => {}
                },
                _ => {}
            }
        }
        measures::tell(context, module.id, &conds, out);
        conds.into_iter().for_each(|cond| compared::condition(context, module.id, cond, out));
    }
    measures::between(context, out);
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

pub(super) fn no_such_value(context: &Context<'_>, at: Span, what: &str, written: &Name, values: &[Name]) -> Finding {
    let list: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    let (zh, en) = (list.join("、"), list.join(", "));
    let finding = INFO.at(at, say!("`{what}` 没有取值 `{written}`", "`{what}` has no value `{written}`"));
    if context.project.is_listed(at.file, written.as_str()) {
        return finding.help(say!(
            "`{written}` 写在文字后面是译文的语言代码；取值的名称多用几个字母",
            "`{written}` behind a text is the language of its translation: give the value a longer name"
        ));
    }
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
                out.push(no_such_value(context, ident.span(), &axis, &ident.name, &values));
            }
        }
    }
    if let Columns::Values { axis, values: columns, .. } = &table.columns
        && let Some((axis, values)) = values(axis)
    {
        for ident in columns.iter().filter(|ident| !values.contains(&ident.name)) {
            out.push(no_such_value(context, ident.span(), &axis, &ident.name, &values));
        }
    }
}
