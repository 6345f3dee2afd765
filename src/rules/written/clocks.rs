//! Limits and delays whose unit their clock cannot count: `days` on opening hours, working units without a calendar.

use rust_decimal::Decimal;

use super::posts::uncounted;
use super::unit_missing::INFO;
use crate::model::{Body, ClockRef, Columns, DeclKind, Node, NodeKind, Quantity, Ref, Sla, Work, each_node};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::FileId;
use crate::time::{Duration, Unit};

/// Looks at every limit and delay.
pub(super) fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let (file, flow) = (view.graph.file, view.graph.flow);
        each_node(&flow.nodes, &mut |node| {
            if !node.broken {
                // Where a line of the flow cannot be read, it may have been its clock.
                let by = if flow.broken && flow.clock.is_none() { None } else { doers(node) };
                limits(context, file, &node.work, flow.clock.as_ref(), by.as_deref(), out);
                delay(context, file, node, out);
            }
        });
    }
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        match &decl.body {
            Body::Sla(sla) => cells(context, file, sla, out),
            Body::Routine(routine) => {
                let by: Vec<&Ref> = routine.work.by.iter().collect();
                let by = (!by.is_empty()).then_some(by.as_slice());
                limits(context, file, &routine.work, None, by, out);
            }
            _ => {}
        }
    }
}

/// Who does a node; of a block that names nobody those who work inside it. `None` where somebody is still missing.
fn doers(node: &Node) -> Option<Vec<&Ref>> {
    let mut by: Vec<&Ref> = node.work.by.iter().collect();
    if by.is_empty() {
        node.blocks().for_each(|block| each_node(block, &mut |inner| by.extend(&inner.work.by)));
    }
    let nobody_needed = matches!(node.kind, NodeKind::Wait { .. } | NodeKind::Call { .. });
    (nobody_needed || !by.is_empty()).then_some(by)
}

fn limits(
    context: &Context<'_>,
    file: FileId,
    work: &Work,
    default: Option<&ClockRef>,
    by: Option<&[&Ref]>,
    out: &mut Vec<Finding>,
) {
    for limit in &work.limits {
        let quantity = &limit.value;
        let clock = limit.on.as_ref().or(default);
        if let Some(duration) = context.project.duration(file, quantity) {
            days(context, file, quantity, duration, clock, out);
            if duration.unit.is_working() && !is_calendar(clock) {
                let written = context.text(quantity.span());
                let help = |calendar: &str| {
                    say!(
                        "写明日历，例如 `within {written} on {calendar}`",
                        "name the calendar, for example `within {written} on {calendar}`"
                    )
                };
                uncounted(context, file, quantity, by, help, out);
            }
        } else if let Some((symbol, sla, column)) = context.project.table_limit(file, quantity)
            && context.project.decl(symbol).is_some_and(|decl| !decl.broken)
            && !is_calendar(limit.on.as_ref().or(sla.clock.as_ref()).or(default))
            && column_of(sla, column).any(|cell| {
                context.project.duration(symbol.file, cell).is_some_and(|duration| duration.unit.is_working())
            })
        {
            let help = |calendar: &str| {
                say!("在时限表里写 `clock {calendar}`", "write the clock in the table, for example `clock {calendar}`")
            };
            uncounted(context, file, quantity, by, help, out);
        }
    }
}

/// A pure delay runs all the time unless it says `on`, and nobody does it.
fn delay(context: &Context<'_>, file: FileId, node: &Node, out: &mut Vec<Finding>) {
    let NodeKind::Wait { delay: Some(delay) } = &node.kind else { return };
    let Some(duration) = context.project.duration(file, &delay.lasts) else { return };
    days(context, file, &delay.lasts, duration, delay.on.as_ref(), out);
    if duration.unit.is_working() && !is_calendar(delay.on.as_ref()) {
        let written = context.text(delay.lasts.span());
        let help = |calendar: &str| {
            say!(
                "写明日历，例如 `for {written} on {calendar}`",
                "name the calendar, for example `for {written} on {calendar}`"
            )
        };
        uncounted(context, file, &delay.lasts, Some(&[]), help, out);
    }
}

fn is_calendar(clock: Option<&ClockRef>) -> bool {
    matches!(clock, Some(ClockRef::Calendar(_)))
}

/// The cells of one limit of a table.
fn column_of<'s>(sla: &'s Sla, name: &'s crate::model::Ident) -> impl Iterator<Item = &'s Quantity> {
    sla.tables.iter().flat_map(move |table| {
        let wanted = |index: usize| match &table.columns {
            Columns::Limits(names) => names.get(index).is_some_and(|known| known.name == name.name),
            Columns::Values { limit, .. } => limit.name == name.name,
        };
        let cells = table.rows.iter().flat_map(|row| row.cells.iter().enumerate());
        cells.filter(move |(index, _)| wanted(*index)).filter_map(|(_, cell)| cell.as_ref()).collect::<Vec<_>>()
    })
}

/// `days` and `weeks` on a clock with opening hours can be read in two ways.
fn days(
    context: &Context<'_>,
    file: FileId,
    quantity: &Quantity,
    duration: Duration,
    clock: Option<&ClockRef>,
    out: &mut Vec<Finding>,
) {
    let Some(ClockRef::Calendar(calendar)) = clock else { return };
    let Some((_, decl)) = context.project.find_kind(file, calendar, DeclKind::Calendar) else { return };
    let always = matches!(&decl.body, Body::Calendar(calendar) if calendar.always);
    if always || !matches!(duration.unit, Unit::Days | Unit::Weeks) {
        return;
    }
    let amount = duration.amount;
    let hours = duration.seconds().unwrap_or(0) / 3600;
    let working = if duration.unit == Unit::Weeks { amount * Decimal::from(5) } else { amount };
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

fn cells(context: &Context<'_>, file: FileId, sla: &Sla, out: &mut Vec<Finding>) {
    for cell in sla.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter().flatten()) {
        if let Some(duration) = context.project.duration(file, cell) {
            days(context, file, cell, duration, sla.clock.as_ref(), out);
        }
    }
}
