//! In a ranked category the higher value gets the longer time.

use std::cmp::Ordering;

use crate::model::{AskType, Body, Columns, DeclKind, Name, Ref, Row, Table};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};
use crate::time::Duration;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "slower-for-more-serious",
    code: "T06",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("slower_for_more_serious.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        let Body::Sla(sla) = &decl.body else { continue };
        for table in sla.tables.iter().filter(|table| !table.broken) {
            match &table.columns {
                Columns::Limits(names) => {
                    for (column, limit) in names.iter().enumerate() {
                        let cells = down(context, file, table, column);
                        out.extend(slower(context, file, table.axis.as_ref(), &cells, &limit.name));
                    }
                }
                Columns::Values { limit, axis, values } => {
                    let by_row = (0..values.len()).find_map(|column| {
                        slower(context, file, table.axis.as_ref(), &down(context, file, table, column), &limit.name)
                    });
                    let by_column = || {
                        let along = |row: &Row| {
                            let cells = values.iter().zip(&row.cells).filter_map(|(value, cell)| {
                                let cell = cell.as_ref()?;
                                Some((&value.name, context.project.duration(file, cell)?, cell.span()))
                            });
                            slower(context, file, Some(axis), &cells.collect::<Vec<_>>(), &limit.name)
                        };
                        table.rows.iter().find_map(along)
                    };
                    out.extend(by_row.or_else(by_column));
                }
            }
        }
    }
}

/// A value of a category, its limit and where that stands.
type Cell<'p> = (&'p Name, Duration, Span);

/// The cells of one column.
fn down<'p>(context: &Context<'p>, file: FileId, table: &'p Table, column: usize) -> Vec<Cell<'p>> {
    let cell = |row: &'p Row| {
        let cell = row.cells.get(column)?.as_ref()?;
        Some((&row.value.as_ref()?.name, context.project.duration(file, cell)?, cell.span()))
    };
    table.rows.iter().filter_map(cell).collect()
}

/// The highest value that gets a longer time than one below it.
fn slower(
    context: &Context<'_>,
    file: FileId,
    axis: Option<&Ref>,
    cells: &[Cell<'_>],
    limit: &Name,
) -> Option<Finding> {
    let axis = axis?;
    let (_, decl) = context.project.find_kind(file, axis, DeclKind::Category)?;
    if !matches!(&decl.body, Body::Category(category) if category.ranked) {
        return None;
    }
    let order = context.project.values_of(file, &AskType::Category(axis.clone()))?;
    let mut ranked: Vec<&Cell<'_>> =
        order.iter().filter_map(|value| cells.iter().find(|(known, ..)| *known == value)).collect();
    // From the lowest up, the shortest time of all below is enough to compare with.
    ranked.reverse();
    let mut least: Option<&Cell<'_>> = None;
    let mut found = None;
    for cell in ranked {
        match least.map(|least| (least, cell.1.compare(least.1))) {
            None => least = Some(cell),
            Some((lower, Some(Ordering::Greater))) => found = Some((cell, lower)),
            Some((_, Some(Ordering::Less))) => least = Some(cell),
            // What cannot be compared says nothing about the rest either.
            Some((_, None)) => return None,
            Some((_, Some(Ordering::Equal))) => {}
        }
    }
    let ((higher, long, at), (lower, short, other)) = found?;
    let (long, short) = (long.say(), short.say());
    let (long_zh, short_zh, long, short) = (long.zh, short.zh, long.en, short.en);
    let finding = INFO.at(
        *at,
        say!(
            "`{higher}` 比 `{lower}` 级别高，`{limit}` 的时限却更长：{long_zh}，后者 {short_zh}",
            "`{higher}` ranks above `{lower}`, but its limit `{limit}` is longer: {long} against {short}"
        ),
    );
    Some(finding.also(*other, say!("级别较低的时限", "the limit of the lower one")).help(say!(
        "检查数字是否写反；确实如此的，写 `accept slower-for-more-serious because …` 说明理由",
        "check whether the figures were swapped; if it is meant so, give the reason: `accept slower-for-more-serious because …`"
    )))
}
