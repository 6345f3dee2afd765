//! One limit with another value in another file.

use std::cmp::Ordering;

use indexmap::IndexMap;

use super::{Copies, copies};
use crate::labels::Say;
use crate::model::{Body, Columns, DeclKind, Name, ParamValue, Quantity, Sla};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};
use crate::time::Duration;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "limit-differs",
    code: "P03",
    group: Group::Project,
    severity: Severity::Warning,
    page: include_str!("limit_differs.md"),
};

/// A limit of a table: its name, and the category values that it is for.
type Key<'p> = (&'p Name, Vec<&'p Name>);

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for Copies { first, later } in copies(context, DeclKind::Param) {
        let (Some(there), Some(here)) =
            (lasting(context, first.0, &first.1.body), lasting(context, later.0, &later.1.body))
        else {
            continue;
        };
        out.extend(tell(later.1.label(), here, there));
    }
    for Copies { first, later } in copies(context, DeclKind::Sla) {
        let (Body::Sla(one), Body::Sla(other)) = (&first.1.body, &later.1.body) else { continue };
        let known = cells(context, first.0, one);
        for ((limit, values), here) in cells(context, later.0, other) {
            let words = values.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(", ");
            let name = format!("{}.{limit} ({words})", later.1.label());
            let there = known.get(&(limit, values));
            out.extend(there.and_then(|there| tell(&name, here, *there)));
        }
    }
}

fn tell(name: &str, (here, at): (Duration, Span), (there, first): (Duration, Span)) -> Option<Finding> {
    // Lengths of different kinds are told by mixed-units.
    here.compare(there).filter(|order| *order != Ordering::Equal)?;
    let (Say { zh: here_zh, en: here_en }, Say { zh: there_zh, en: there_en }) = (here.say(), there.say());
    Some(
        INFO.at(
            at,
            say!(
                "时限 `{name}` 在这里是 {here_zh}，另一个文件里是 {there_zh}",
                "the limit `{name}` is {here_en} here, and {there_en} in another file"
            ),
        )
        .also(first, say!("另一处在这里", "the other file"))
        .help(say!(
            "写成一样，或放进共享文件，由两处引用",
            "make them the same, or put the limit into a shared file that both use"
        )),
    )
}

fn lasting(context: &Context<'_>, file: FileId, body: &Body) -> Option<(Duration, Span)> {
    match body {
        Body::Param(param) => match &param.value {
            ParamValue::Set(quantity) => length(context, file, quantity),
            ParamValue::Unset(_) => None,
        },
        _ => None,
    }
}

fn length(context: &Context<'_>, file: FileId, quantity: &Quantity) -> Option<(Duration, Span)> {
    Some((context.project.duration(file, quantity)?, quantity.span()))
}

/// The limits of a table that are lengths of time.
fn cells<'p>(context: &Context<'p>, file: FileId, sla: &'p Sla) -> IndexMap<Key<'p>, (Duration, Span)> {
    let mut found = IndexMap::new();
    for table in sla.tables.iter().filter(|table| !table.broken) {
        for row in &table.rows {
            let Some(value) = row.value.as_ref() else { continue };
            for (column, cell) in row.cells.iter().enumerate() {
                let key = match &table.columns {
                    Columns::Limits(limits) => limits.get(column).map(|limit| (&limit.name, vec![&value.name])),
                    Columns::Values { limit, values, .. } => {
                        values.get(column).map(|other| (&limit.name, vec![&value.name, &other.name]))
                    }
                };
                let lasts = cell.as_ref().and_then(|cell| length(context, file, cell));
                if let Some((key, lasts)) = key.zip(lasts) {
                    found.entry(key).or_insert(lasts);
                }
            }
        }
    }
    found
}
