//! What a limit comes to: one figure, or those of a table, each with the clock that counts it.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::flow::Graph;
use crate::model::{
    ClockRef, Columns, Combine, DeclKind, Delay, Ident, Limit, Name, Quantity, Ref, Sla, Symbol, Value,
};
use crate::rules::Context;
use crate::rules::hours::Open;
use crate::rules::people::at_work::own_calendar;
use crate::source::{FileId, Span};
use crate::time::{Duration, Unit};

/// The value of a category for which a figure of a table counts.
pub(in crate::rules) type Case<'p> = (Symbol, &'p Name);

/// One figure of a limit.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Figure<'p> {
    /// For which values; of a plain limit for all.
    pub case: Vec<Case<'p>>,
    /// How long.
    pub length: Duration,
    /// What counts it.
    pub clock: Open,
    /// Where the figure stands.
    pub at: Span,
}

/// The figures of a limit: one for each class of cases that a table tells apart.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Figures<'p> {
    /// The figures.
    pub all: Vec<Figure<'p>>,
    /// The categories of tables that leave some class without a figure: no limit, or a hole.
    pub without: Vec<Vec<Symbol>>,
    /// The table and the file in which it stands.
    pub table: Option<(FileId, &'p Sla)>,
}

impl Figure<'_> {
    /// How many seconds of the clock's time it is; `None` for working days, and for days on a clock that closes.
    pub(in crate::rules) fn seconds(&self) -> Option<i64> {
        match self.length.unit {
            Unit::WorkingHours => self.length.amount.checked_mul(Decimal::from(3600))?.to_i64(),
            Unit::Days | Unit::Weeks if self.clock != Open::Always => None,
            _ => self.length.seconds(),
        }
    }

    /// The order of two lengths on one clock; `None` if the clocks or the ways of counting differ.
    pub(in crate::rules) fn compare(&self, other: &Figure<'_>) -> Option<Ordering> {
        if self.clock != other.clock {
            return None;
        }
        match (self.seconds(), other.seconds()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => self.length.compare(other.length),
        }
    }

    /// Whether there may be a case for which both count.
    pub(in crate::rules) fn meets(&self, other: &Figure<'_>) -> bool {
        self.case.iter().all(|(axis, value)| other.case.iter().all(|(other, known)| axis != other || value == known))
    }
}

/// The figures of a limit; `by` are those who act, whose calendar counts working time where no other is named. Empty
/// where nothing is known: a hole, a name that nobody declares, a piece that cannot be read.
pub(in crate::rules) fn figures<'p>(
    context: &Context<'p>,
    graph: &Graph<'p>,
    limit: &'p Limit,
    by: &[Ref],
) -> Figures<'p> {
    let file = graph.file;
    let flow = graph.flow.clock.as_ref();
    // Where a line of the flow cannot be read, it may have been its clock.
    if graph.flow.broken && flow.is_none() && limit.on.is_none() {
        return Figures { all: Vec::new(), without: Vec::new(), table: None };
    }
    if let Some((symbol, sla, wanted)) = context.project.table_limit(file, &limit.value) {
        let written = limit.on.as_ref().map(|on| (file, on));
        let clock = written.or(sla.clock.as_ref().map(|on| (symbol.file, on))).or(flow.map(|on| (file, on)));
        let broken = context.project.decl(symbol).is_none_or(|decl| decl.broken);
        let cells = if broken { Vec::new() } else { in_tables(context, symbol.file, sla, wanted) };
        let mut found = Figures { all: Vec::new(), without: Vec::new(), table: Some((symbol.file, sla)) };
        for (case, length, at) in cells {
            let clock = length.and_then(|length| counts(context, file, clock, length, by));
            match length.zip(clock) {
                Some((length, clock)) => found.all.push(Figure { case, length, clock, at }),
                None => found.without.push(axes(&case)),
            }
        }
        return found;
    }
    let clock = limit.on.as_ref().or(flow).map(|on| (file, on));
    let plain = match context.project.value(file, &limit.value) {
        Some(Value::Duration(length)) => counts(context, file, clock, *length, by).map(|clock| Figure {
            case: Vec::new(),
            length: *length,
            clock,
            at: limit.value.span(),
        }),
        _ => None,
    };
    Figures { all: plain.into_iter().collect(), without: Vec::new(), table: None }
}

/// What a pure delay comes to.
pub(in crate::rules) fn of_delay<'p>(context: &Context<'p>, file: FileId, delay: &Delay) -> Option<Figures<'p>> {
    let length = context.project.duration(file, &delay.lasts)?;
    let clock = counts(context, file, delay.on.as_ref().map(|on| (file, on)), length, &[])?;
    let figure = Figure { case: Vec::new(), length, clock, at: delay.lasts.span() };
    Some(Figures { all: vec![figure], without: Vec::new(), table: None })
}

/// What counts a length of time: of working units without a calendar that of those who act.
fn counts(
    context: &Context<'_>,
    file: FileId,
    clock: Option<(FileId, &ClockRef)>,
    length: Duration,
    by: &[Ref],
) -> Option<Open> {
    let named = match clock {
        Some((home, clock)) => context.open(home, clock)?,
        None => Open::Always,
    };
    if named == Open::Always && length.unit.is_working() && !matches!(clock, Some((_, ClockRef::Calendar(_)))) {
        return own_calendar(context, file, by);
    }
    Some(named)
}

fn in_tables<'p>(
    context: &Context<'p>,
    file: FileId,
    sla: &'p Sla,
    wanted: &Ident,
) -> Vec<(Vec<Case<'p>>, Option<Duration>, Span)> {
    let category = |axis: &Ref| context.project.find_kind(file, axis, DeclKind::Category).map(|(symbol, _)| symbol);
    let mut found = Vec::new();
    for table in sla.tables.iter().filter(|table| !table.broken) {
        let Some(rows) = table.axis.as_ref().and_then(category) else { continue };
        for row in &table.rows {
            let Some(value) = &row.value else { continue };
            for (index, cell) in row.cells.iter().enumerate() {
                let length = cell.as_ref().and_then(|cell| context.project.duration(file, cell));
                let at = cell.as_ref().map_or(row.at.0, Quantity::span);
                let own = (rows, &value.name);
                match &table.columns {
                    Columns::Limits(names) if names.get(index).is_some_and(|name| name.name == wanted.name) => {
                        found.push((vec![own], length, at));
                    }
                    Columns::Values { limit, axis, values } if limit.name == wanted.name => {
                        if let (Some(columns), Some(second)) = (category(axis), values.get(index)) {
                            found.push((vec![own, (columns, &second.name)], length, at));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

fn axes(case: &[Case<'_>]) -> Vec<Symbol> {
    case.iter().map(|(axis, _)| *axis).collect()
}

impl<'p> Figures<'p> {
    /// The shortest figure that surely counts for some case. `None` where figures cannot be compared, or where nothing
    /// says which of two tables wins.
    pub(in crate::rules) fn shortest(&self) -> Option<&Figure<'p>> {
        self.extreme(Ordering::Less, Combine::Shortest)
    }

    /// A figure that no case exceeds.
    pub(in crate::rules) fn longest(&self) -> Option<&Figure<'p>> {
        self.extreme(Ordering::Greater, Combine::Longest)
    }

    /// Of each set of axes the figure at one end of the order, and of those the last word that `combine` has: where the
    /// tables are combined the other way, only the other end of these is sure.
    fn extreme(&self, wanted: Ordering, same: Combine) -> Option<&Figure<'p>> {
        let mut ends: Vec<(Vec<Symbol>, &Figure<'p>)> = Vec::new();
        for figure in &self.all {
            let axes = axes(&figure.case);
            match ends.iter_mut().find(|(known, _)| *known == axes) {
                None => ends.push((axes, figure)),
                Some((_, end)) => {
                    if figure.compare(end)? == wanted {
                        *end = figure;
                    }
                }
            }
        }
        // Of a class without a figure nobody knows how long it may take.
        if wanted == Ordering::Greater {
            let whole = ends.len();
            ends.retain(|(axes, _)| !self.without.contains(axes));
            let some = self.table.and_then(|(_, sla)| sla.combine) == Some(Combine::Shortest) && !ends.is_empty();
            if ends.len() < whole && !some {
                return None;
            }
        }
        if ends.len() > 1 && self.table.and_then(|(_, sla)| sla.combine).is_none() {
            return None;
        }
        let combine = self.table.and_then(|(_, sla)| sla.combine);
        let wanted = if combine == Some(same) { wanted } else { wanted.reverse() };
        let mut ends = ends.into_iter().map(|(_, end)| end);
        let first = ends.next()?;
        ends.try_fold(first, |best, end| Some(if end.compare(best)? == wanted { end } else { best }))
    }
}
