//! One limit in hours of the day here, in working time there.

use rustc_hash::FxHashMap;

use crate::model::{Body, ClockRef, Columns, Ident, Name, Quantity, Sla};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;
use crate::time::Duration;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "mixed-units",
    code: "T17",
    group: Group::Time,
    severity: Severity::Info,
    page: include_str!("mixed_units.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        let Body::Sla(sla) = &decl.body else { continue };
        // On a calendar hours count working time too: short limits in hours and long ones in days are one measure.
        if matches!(sla.clock, Some(ClockRef::Calendar(_))) {
            continue;
        }
        let mut first: FxHashMap<&Name, (Duration, &Quantity, bool)> = FxHashMap::default();
        for (limit, length, cell) in cells(context, file, sla) {
            let (before, at, told) = first.entry(&limit.name).or_insert((length, cell, false));
            if *told || before.unit.is_working() == length.unit.is_working() {
                continue;
            }
            *told = true;
            let (one, other, name) = (before.say(), length.say(), &limit.name);
            let (one_zh, other_zh, one, other) = (one.zh, other.zh, one.en, other.en);
            out.push(
                INFO.at(
                    cell.span(),
                    say!(
                        "`{name}` 的时限一处写 {one_zh}，一处写 {other_zh}，两种算法不好比较",
                        "`{name}` is {one} in one place and {other} in another: the two cannot be compared"
                    ),
                )
                .also(at.span(), say!("另一处", "the other place"))
                .help(say!(
                    "用一种单位，例如都写工作日，或都写小时",
                    "use one unit for all, for example working days, or hours"
                )),
            );
        }
    }
}

/// The cells of all tables, each with the limit that it gives.
fn cells<'p>(
    context: &Context<'p>,
    file: FileId,
    sla: &'p Sla,
) -> impl Iterator<Item = (&'p Ident, Duration, &'p Quantity)> {
    sla.tables.iter().flat_map(move |table| {
        let of = |index: usize| match &table.columns {
            Columns::Limits(names) => names.get(index),
            Columns::Values { limit, .. } => Some(limit),
        };
        let cells = table.rows.iter().flat_map(|row| row.cells.iter().enumerate());
        let known = cells.filter_map(move |(index, cell)| {
            let cell = cell.as_ref()?;
            Some((of(index)?, context.project.duration(file, cell)?, cell))
        });
        known.collect::<Vec<_>>()
    })
}
