//! What one procedure gives to the matrices over all of them.

use super::super::matrix::{Cell, Row};
use super::super::page::Page;
use super::common::Fact;
use super::flow::{Entry, FlowView};
use super::levels::LevelView;
use super::step::StepView;
use super::work::filled_by;
use super::{Document, RecordView};
use crate::labels::{Words, fill};
use crate::model::{DeclKind, Symbol};

/// The rows of one procedure.
#[derive(Debug, Default)]
pub(in super::super) struct Part {
    /// The posts of its matrix of responsibilities.
    pub(in super::super) posts: Vec<String>,
    /// Each step with what each post is to it.
    pub(in super::super) raci: Vec<(Row, Vec<String>)>,
    pub(in super::super) levels: Vec<Row>,
    pub(in super::super) indicators: Vec<Row>,
    pub(in super::super) records: Vec<Row>,
    /// Its records, each with the place where it is filled.
    pub(in super::super) filled: Vec<(Symbol, Option<String>)>,
}

impl Part {
    /// The rows of a page and its view.
    pub(in super::super) fn of(page: &Page<'_>, view: &Document, errors: bool) -> Part {
        let head = &view.head;
        let status = match errors {
            true => fill(page.w.matrix.with_errors, &[&head.status]),
            false => head.status.clone(),
        };
        let own: [Cell; 3] = [head.number.as_str().into(), head.title.as_str().into(), status.into()];
        let with = |cells: Vec<Cell>| -> Row {
            let all = own.iter().cloned().chain(cells).enumerate();
            all.filter(|(_, cell)| *cell != Cell::Text(String::new())).collect()
        };
        let raci = view.people.rows.iter().filter_map(|cells| {
            let (step, letters) = cells.split_first()?;
            Some((with(vec![step.as_str().into()]), letters.to_vec()))
        });
        let filled = page.decls(DeclKind::Record).into_iter().map(|(symbol, _)| {
            let places = Some(filled_by(page, symbol)).filter(|places| !places.is_empty());
            (symbol, places.map(|places| format!("{}{}{places}", head.number, page.w.signs.colon)))
        });
        let mut levels = Vec::new();
        flow_limits(&view.flow_of_case, view, &mut levels);
        for routine in &view.routines {
            step_limits(&routine.step, view, &mut levels);
            routine.flow.iter().for_each(|flow| flow_limits(flow, view, &mut levels));
        }
        view.levels.iter().for_each(|level| table_limits(page, level, &mut levels));
        Part {
            posts: view.people.header.iter().skip(1).cloned().collect(),
            raci: raci.collect(),
            levels: levels.into_iter().map(&with).collect(),
            indicators: view.indicators.iter().map(|kpi| with(indicator(page.w, &kpi.title, &kpi.facts))).collect(),
            records: view.records.iter().map(|record| with(record_cells(page, record))).collect(),
            filled: filled.collect(),
        }
    }
}

/// The limits of all steps of a flow.
fn flow_limits(flow: &FlowView, view: &Document, out: &mut Vec<Vec<Cell>>) {
    for entry in &flow.entries {
        if let Entry::Step(step) = entry {
            step_limits(step, view, out);
        }
    }
}

fn step_limits(step: &StepView, view: &Document, out: &mut Vec<Vec<Cell>>) {
    for limit in &step.limits {
        out.push(vec![
            format!("{} {}", step.number, step.title).into(),
            "".into(),
            step.limit_label.into(),
            limit.text.as_str().into(),
            step.by.as_str().into(),
            limit.consequences.join(view.w.signs.semicolon).into(),
            limit.counted.as_str().into(),
            step.cites.as_str().into(),
        ]);
    }
}

/// A row for each cell of the tables.
fn table_limits(page: &Page<'_>, level: &LevelView, out: &mut Vec<Vec<Cell>>) {
    let (w, colon) = (&page.w.level, page.w.signs.colon);
    let counted = level.facts.iter().filter(|fact| fact.label != page.w.step.cites);
    let counted: Vec<String> = counted.map(|fact| format!("{}{colon}{}", fact.label, fact.value)).collect();
    let counted = counted.join(page.w.signs.semicolon);
    for table in &level.tables {
        let cited = table.header.last().is_some_and(|title| title == page.w.step.cites);
        let columns = table.header.len() - usize::from(cited);
        let corner = table.header.first().map(String::as_str).unwrap_or_default();
        for cells in &table.rows {
            let value = cells.first().map(String::as_str).unwrap_or_default();
            let row_cites = cells.get(columns).map(String::as_str).unwrap_or_default();
            let all_cites = if row_cites.is_empty() { value_of(&level.facts, page.w.step.cites) } else { row_cites };
            for (title, time) in table.header.iter().zip(cells).take(columns).skip(1) {
                let (case, limit) = match table.across {
                    true if table.caption.is_empty() => (format!("{value} / {title}"), level.title.clone()),
                    true => (format!("{value} / {title}"), table.caption.clone()),
                    false => (value.to_owned(), title.clone()),
                };
                let no_limit = time == w.no_limit || time.is_empty();
                out.push(vec![
                    level.title.as_str().into(),
                    format!("{corner}{colon}{case}").into(),
                    limit.into(),
                    if no_limit { w.no_limit } else { time }.into(),
                    "".into(),
                    "".into(),
                    counted.as_str().into(),
                    all_cites.into(),
                ]);
            }
        }
    }
}

/// The value behind a label; empty where there is none.
fn value_of<'f>(facts: &'f [Fact], label: &str) -> &'f str {
    facts.iter().find(|fact| fact.label == label).map(|fact| fact.value.as_str()).unwrap_or_default()
}

fn indicator(w: &Words, title: &str, facts: &[Fact]) -> Vec<Cell> {
    let k = &w.kpi;
    let before = [k.measure, k.target, k.grades, k.warn];
    let after = [k.every, k.owner, k.source, k.when_missed, w.step.cites];
    let text = |label: &str| Cell::from(value_of(facts, label));
    let mut cells = vec![Cell::from(title)];
    cells.extend(before.map(text));
    cells.push(Cell::figure(value_of(facts, k.weight)));
    cells.extend(after.map(text));
    cells
}

fn record_cells(page: &Page<'_>, record: &RecordView) -> Vec<Cell> {
    let (r, facts) = (&page.w.record, &record.facts);
    let fields: Vec<String> = record.fields.iter().map(|field| field.title.clone()).collect();
    let mut cells = vec![Cell::from(record.title.as_str()), page.list(&fields).into()];
    let labels = [r.numbered, r.filled_in, r.read_in, r.kept, r.personal, r.readers, page.w.step.cites];
    cells.extend(labels.map(|label| Cell::from(value_of(facts, label))));
    cells
}
