//! Service levels and indicators.

use serde::Serialize;

use super::super::page::Page;
use super::common::{Fact, NoteView, cites, facts, notes};
use super::work::each_work;
use crate::labels::fill;
use crate::model::{Body, Columns, Combine, Decl, DeclKind, Quantity, Sla, Table};

/// Limits by category.
#[derive(Debug, Serialize)]
pub(in super::super) struct LevelView {
    pub(super) title: String,
    pub(super) facts: Vec<Fact>,
    pub(super) tables: Vec<TableView>,
    notes: Vec<NoteView>,
}

#[derive(Debug, Serialize)]
pub(super) struct TableView {
    /// Whether its columns are the values of a second category, all for one limit.
    pub(super) across: bool,
    /// The limit of a table by two categories.
    pub(super) caption: String,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// An indicator.
#[derive(Debug, Serialize)]
pub(in super::super) struct KpiView {
    pub(super) title: String,
    pub(super) facts: Vec<Fact>,
    notes: Vec<NoteView>,
}

/// How limits count unless they say otherwise; empty where there are none.
pub(super) fn usual(page: &Page<'_>) -> String {
    let mut any = !page.decls(DeclKind::Sla).is_empty();
    each_work(page, &mut |_, work| any |= !work.limits.is_empty());
    if any { fill(page.w.time.usual, &[&page.usual_clock()]) } else { String::new() }
}

/// The tables of limits.
pub(super) fn levels(page: &Page<'_>) -> Vec<LevelView> {
    page.decls(DeclKind::Sla).into_iter().filter_map(|(_, decl)| level(page, decl)).collect()
}

fn level(page: &Page<'_>, decl: &Decl) -> Option<LevelView> {
    let Body::Sla(sla) = &decl.body else { return None };
    let w = &page.w.level;
    let flow_clock = page.file().flow.as_ref().and_then(|flow| flow.clock.as_ref());
    let combine = sla.combine.map(|combine| match combine {
        Combine::Shortest => w.shortest,
        Combine::Longest => w.longest,
    });
    Some(LevelView {
        title: page.decl_title(decl),
        facts: facts([
            (w.clock, page.unusual_clock(sla.clock.as_ref().or(flow_clock)).concat()),
            (w.paused, page.title_list(&sla.paused)),
            (w.combine, combine.unwrap_or_default().to_owned()),
            (w.axes_without, axes_without(page, sla)),
            (page.w.step.cites, cites(page, &decl.common.cites)),
        ]),
        tables: sla.tables.iter().map(|table| table_view(page, decl, table)).collect(),
        notes: notes(page, &decl.common),
    })
}

/// Categories that are listed as axes and have no table.
fn axes_without(page: &Page<'_>, sla: &Sla) -> String {
    let in_table = |name: &crate::model::Name| {
        sla.tables.iter().any(|table| {
            let columns = match &table.columns {
                Columns::Values { axis, .. } => Some(axis),
                Columns::Limits(_) => None,
            };
            table.axis.iter().chain(columns).any(|axis| axis.last() == name)
        })
    };
    let without = sla.axes.iter().filter(|axis| !in_table(axis.last()));
    page.list(&without.map(|axis| page.title(axis)).collect::<Vec<_>>())
}

fn table_view(page: &Page<'_>, decl: &Decl, table: &Table) -> TableView {
    let w = &page.w.level;
    let axis = table.axis.as_ref().map(|axis| page.title(axis)).unwrap_or_default();
    let (caption, corner, count) = match &table.columns {
        Columns::Limits(limits) => (String::new(), axis, limits.len()),
        Columns::Values { limit, axis: across, values } => {
            let corner = format!("{axis} / {}", page.title(across));
            let title = page.limit_title(decl, limit);
            // What the heading says already needs no second line.
            let caption = if title == page.decl_title(decl) { String::new() } else { fill(w.limit, &[&title]) };
            (caption, corner, values.len())
        }
    };
    let columns: Vec<String> = (0..count).map(|index| column(page, decl, &table.columns, index)).collect();
    let cited = table.rows.iter().any(|row| !row.cites.is_empty());
    let cell =
        |cell: &Option<Quantity>| cell.as_ref().map_or_else(|| w.no_limit.to_owned(), |limit| page.quantity(limit));
    let rows = table.rows.iter().map(|row| {
        let value = row.value.as_ref().map(|value| {
            let title = table.axis.as_ref().and_then(|axis| page.category_value(axis, value));
            title.unwrap_or_else(|| value.name.to_string())
        });
        let mut cells = vec![value.unwrap_or_default()];
        cells.extend(row.cells.iter().map(cell));
        // A row with too few cells must not shift the column of the clauses.
        cells.resize(columns.len() + 1, String::new());
        cells.extend(cited.then(|| cites(page, &row.cites)));
        cells
    });
    let rows = rows.collect();
    let mut header = vec![corner];
    header.extend(columns.iter().cloned());
    header.extend(cited.then(|| page.w.step.cites.to_owned()));
    TableView { across: matches!(table.columns, Columns::Values { .. }), caption, header, rows }
}

/// The title of a column.
pub(super) fn column(page: &Page<'_>, decl: &Decl, columns: &Columns, index: usize) -> String {
    let title = match columns {
        Columns::Limits(limits) => limits.get(index).map(|limit| page.limit_title(decl, limit)),
        Columns::Values { axis, values, .. } => {
            values.get(index).map(|value| page.category_value(axis, value).unwrap_or_else(|| value.name.to_string()))
        }
    };
    title.unwrap_or_default()
}

/// The indicators.
pub(super) fn indicators(page: &Page<'_>) -> Vec<KpiView> {
    page.decls(DeclKind::Kpi).into_iter().filter_map(|(_, decl)| indicator(page, decl)).collect()
}

fn indicator(page: &Page<'_>, decl: &Decl) -> Option<KpiView> {
    let Body::Kpi(kpi) = &decl.body else { return None };
    let w = &page.w.kpi;
    let missing = || page.w.blank.missing.to_owned();
    let grades =
        kpi.grades.iter().map(|(title, threshold)| format!("{} {}", page.text(title), page.threshold(threshold)));
    let grades = grades.collect::<Vec<_>>().join(page.w.signs.semicolon);
    let all_cites = decl.common.cites.iter().chain(&kpi.cites);
    Some(KpiView {
        title: page.decl_title(decl),
        facts: facts([
            (w.measure, kpi.measure.as_ref().map_or_else(missing, |(measure, _)| page.measure(measure))),
            (w.target, kpi.target.as_ref().map_or_else(missing, |target| page.threshold(target))),
            (w.grades, grades),
            (w.warn, kpi.warn.as_ref().map(|warn| page.threshold(warn)).unwrap_or_default()),
            (w.weight, kpi.weight.as_ref().map(|weight| page.quantity(weight)).unwrap_or_default()),
            (w.every, kpi.every.as_ref().map_or_else(missing, |every| page.period(every))),
            (w.owner, kpi.owner.as_ref().map_or_else(missing, |owner| page.title(owner))),
            (w.source, kpi.source.as_ref().map(|source| page.text(source)).unwrap_or_default()),
            (w.when_missed, page.work_list(&kpi.when_missed)),
            (page.w.step.cites, cites(page, all_cites)),
        ]),
        notes: notes(page, &decl.common),
    })
}
