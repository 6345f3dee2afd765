//! A length of time without its unit, or in a unit that its clock cannot count.

use crate::flow::Graph;
use crate::model::{Body, ClockRef, FaultKind, Quantity, Sla, Value, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;
use crate::time::{Duration, Unit};

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
    for view in &context.flows {
        let graph = &view.graph;
        each_node(&graph.flow.nodes, &mut |node| {
            for limit in node.work.limits.iter().filter(|_| !node.broken) {
                let clock = limit.on.as_ref().or(graph.flow.clock.as_ref());
                counted(context, graph, &limit.value, clock, &node.work.by, out);
            }
        });
    }
    for (file, decl) in context.decls() {
        if let Body::Sla(sla) = &decl.body {
            table(context, file, sla, out);
        }
    }
}

fn duration(context: &Context<'_>, file: FileId, quantity: &Quantity) -> Option<Duration> {
    match context.project.value(file, quantity) {
        Some(Value::Duration(duration)) => Some(*duration),
        _ => None,
    }
}

fn counted(
    context: &Context<'_>,
    graph: &Graph<'_>,
    quantity: &Quantity,
    clock: Option<&ClockRef>,
    by: &[crate::model::Ref],
    out: &mut Vec<Finding>,
) {
    let Some(duration) = duration(context, graph.file, quantity) else { return };
    if matches!(duration.unit, Unit::Days | Unit::Weeks) {
        days(context, graph.file, quantity, duration, clock, out);
    } else if duration.unit.is_working() && !matches!(clock, Some(ClockRef::Calendar(_))) {
        let mut calendars: Vec<&ClockRef> = Vec::new();
        for post in by {
            let Some((_, decl)) = context.project.find(graph.file, post).and_then(|(symbol, rest)| {
                rest.is_empty().then(|| context.project.decl(symbol).map(|decl| (symbol, decl)))?
            }) else {
                return;
            };
            match &decl.body {
                Body::Role(role) if decl.broken || role.works.is_none() && role.external => return,
                Body::Role(role) => {
                    calendars.extend(role.works.iter().filter(|works| matches!(works, ClockRef::Calendar(_))))
                }
                _ => {}
            }
        }
        calendars.dedup();
        let message = match calendars.len() {
            1 => return,
            0 => say!("没有工作日历可以计算这个时限", "no calendar counts this limit"),
            _ => say!("执行岗位的工作日历不同", "the posts that do it have different calendars"),
        };
        out.push(
            INFO.at(quantity.span(), message).help(say!(
                "写明日历，例如 `within … on office`",
                "name the calendar, for example `within … on office`"
            )),
        );
    }
}

fn days(
    context: &Context<'_>,
    file: FileId,
    quantity: &Quantity,
    duration: Duration,
    clock: Option<&ClockRef>,
    out: &mut Vec<Finding>,
) {
    let Some(ClockRef::Calendar(calendar)) = clock else { return };
    let Some((_, decl)) = context.project.find_kind(file, calendar, crate::model::DeclKind::Calendar) else { return };
    if matches!(&decl.body, Body::Calendar(calendar) if calendar.always) {
        return;
    }
    let amount = duration.amount;
    let hours = duration.seconds().unwrap_or(0) / 3600;
    let working = if duration.unit == Unit::Weeks { amount * rust_decimal::Decimal::from(5) } else { amount };
    out.push(
        INFO.at(
            quantity.span(),
            say!(
                "日历 `{calendar}` 不是全天开放，“天”有两种读法",
                "on the calendar `{calendar}`, which is not open all day, days can be read in two ways"
            ),
        )
        .help(say!(
            "写 `{working} working days`，或写开放时间 `{hours} working hours`，或加 `on 24x7`",
            "write `{working} working days`, or `{hours} working hours` of open time, or add `on 24x7`"
        )),
    );
}

fn table(context: &Context<'_>, file: FileId, sla: &Sla, out: &mut Vec<Finding>) {
    for cell in sla.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter().flatten()) {
        if let Some(duration) = duration(context, file, cell)
            && matches!(duration.unit, Unit::Days | Unit::Weeks)
        {
            days(context, file, cell, duration, sla.clock.as_ref(), out);
        }
    }
}
