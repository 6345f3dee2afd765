//! The limits of nodes as figures that an indicator can be held against.

use std::cmp::Ordering;

use crate::model::{ClockRef, Columns, Combine, Limit, Name, Sla, Symbol, Table, Value};
use crate::rules::Context;
use crate::source::FileId;
use crate::time::Duration;

/// The longest time that a limit gives to any case; `None` where a case has no limit or a figure is not known.
pub(super) fn longest(context: &Context<'_>, file: FileId, limit: &Limit) -> Option<Duration> {
    if let Some((symbol, sla, name)) = context.project.table_limit(file, &limit.value) {
        return of_tables(context, symbol, sla, &name.name);
    }
    match context.project.value(file, &limit.value)? {
        Value::Duration(duration) => Some(*duration),
        _ => None,
    }
}

fn of_tables(context: &Context<'_>, symbol: Symbol, sla: &Sla, name: &Name) -> Option<Duration> {
    let mut most = sla.tables.iter().filter_map(|table| Some(of_table(context, symbol, table, column(table, name)?)));
    match sla.combine {
        // The shorter one counts: a table without a figure for some case leaves it to the others.
        Some(Combine::Shortest) => most.flatten().reduce(|a, b| if less(a, b) { a } else { b }),
        Some(Combine::Longest) => most.try_fold(None, |longest: Option<Duration>, next| {
            let next = next?;
            Some(Some(longest.filter(|longest| less(next, *longest)).unwrap_or(next)))
        })?,
        // Two tables without a word which wins: nobody knows.
        None => most.next().filter(|_| most.next().is_none())?,
    }
}

/// Which cells of a table are about a limit: a column, or all.
enum Cells {
    One(usize),
    All,
}

fn column(table: &Table, name: &Name) -> Option<Cells> {
    match &table.columns {
        Columns::Limits(names) => names.iter().position(|known| known.name == *name).map(Cells::One),
        Columns::Values { limit, .. } => (limit.name == *name).then_some(Cells::All),
    }
}

fn of_table(context: &Context<'_>, symbol: Symbol, table: &Table, cells: Cells) -> Option<Duration> {
    let mut longest: Option<Duration> = None;
    for row in &table.rows {
        let here = match cells {
            Cells::One(column) => row.cells.get(column..=column)?,
            Cells::All => row.cells.as_slice(),
        };
        for cell in here {
            let figure = context.project.duration(symbol.file, cell.as_ref()?)?;
            match longest.map(|longest| figure.compare(longest)) {
                Some(Some(Ordering::Less | Ordering::Equal)) => {}
                // Figures that do not compare say nothing together.
                Some(None) => return None,
                Some(Some(Ordering::Greater)) | None => longest = Some(figure),
            }
        }
    }
    longest.filter(|_| !table.broken)
}

fn less(a: Duration, b: Duration) -> bool {
    a.compare(b) == Some(Ordering::Less)
}

/// The clock of a limit.
pub(super) fn clock<'p>(
    context: &Context<'p>,
    file: FileId,
    flow: &'p crate::model::Flow,
    limit: &'p Limit,
) -> &'p ClockRef {
    static ALWAYS: ClockRef = ClockRef::Always;
    let table = context.project.table_limit(file, &limit.value).and_then(|(_, sla, _)| sla.clock.as_ref());
    limit.on.as_ref().or(table).or(flow.clock.as_ref()).unwrap_or(&ALWAYS)
}
