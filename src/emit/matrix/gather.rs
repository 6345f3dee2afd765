//! The rows of all matrices, gathered procedure by procedure.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::super::Audience;
use super::super::trace::{Trace, Wanted, trace};
use super::super::view::{Declared, Part};
use super::trace::rows as traced;
use super::{Cell, Matrix, Row, row};
use crate::labels::{Lang, Words, fill};
use crate::model::{Project, Symbol};

/// The matrices of one language in the making.
#[derive(Debug, Default)]
pub(in super::super) struct Matrices {
    /// The column of each post, by its title: procedures that declare a post of the same title mean the same one.
    posts: FxHashMap<String, usize>,
    titles: Vec<String>,
    raci: Vec<Row>,
    levels: Vec<Row>,
    indicators: Vec<Row>,
    records: Vec<Row>,
    /// Records with the places where they are filled.
    filled: BTreeMap<Symbol, Vec<String>>,
}

/// The columns of the matrix of responsibilities before those of the posts.
const BEFORE_POSTS: usize = 4;

impl Matrices {
    /// Adds what one procedure says.
    pub(in super::super) fn add(&mut self, part: Part) {
        let columns: Vec<usize> = part.posts.into_iter().map(|title| self.column(title)).collect();
        for (mut row, letters) in part.raci {
            let letters = columns.iter().zip(letters).filter(|(_, letters)| !letters.is_empty());
            let mut cells: BTreeMap<usize, String> = BTreeMap::new();
            for (column, letters) in letters {
                // Two posts of one procedure may have one title.
                cells.entry(*column).and_modify(|known| *known = format!("{known}, {letters}")).or_insert(letters);
            }
            row.extend(cells.into_iter().map(|(column, letters)| (column, Cell::from(letters))));
            self.raci.push(row);
        }
        self.levels.extend(part.levels);
        self.indicators.extend(part.indicators);
        self.records.extend(part.records);
        for (symbol, place) in part.filled {
            self.filled.entry(symbol).or_default().extend(place);
        }
    }

    fn column(&mut self, title: String) -> usize {
        let next = BEFORE_POSTS + self.titles.len();
        let column = *self.posts.entry(title.clone()).or_insert(next);
        if column == next {
            self.titles.push(title);
        }
        column
    }

    /// All matrices, also those in which nothing stands: a sheet that is missing looks like a lost one.
    pub(in super::super) fn finish(self, project: &Project, lang: Lang, audience: Audience) -> [Matrix; 6] {
        let w = Words::of(lang);
        let (m, head, step, kpi, record) = (&w.matrix, &w.head, &w.step, &w.kpi, &w.record);
        let of_procedure = [head.number, m.procedure, head.status];
        let titled = |titles: &[&str]| -> Vec<String> {
            of_procedure.iter().chain(titles).map(|title| (*title).to_owned()).collect()
        };
        let mut raci = titled(&[w.people.raci_step]);
        raci.extend(self.titles);
        let declared = declared(project, lang, audience);
        let clauses = match audience {
            Audience::Auditor => clauses(&trace(project, &Wanted { standard: None, lang }), lang, &declared),
            Audience::Staff => {
                let elsewhere = vec![row([w.copy.elsewhere.into()])];
                Matrix { rows: elsewhere, ..clauses(&Trace::default(), lang, &[]) }
            }
        };
        let own = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>();
        [
            Matrix { name: "raci", title: w.people.raci, header: raci, fixed: 4, narrow: Some(4), rows: self.raci },
            Matrix {
                name: "levels",
                title: w.section.levels,
                header: titled(&[m.about, m.case, m.limit, m.time, m.doer, m.late, m.counted, step.cites]),
                fixed: 4,
                narrow: None,
                rows: self.levels,
            },
            Matrix {
                name: "indicators",
                title: w.section.indicators,
                header: titled(&[
                    m.indicator,
                    kpi.measure,
                    kpi.target,
                    kpi.grades,
                    kpi.warn,
                    kpi.weight,
                    kpi.every,
                    kpi.owner,
                    kpi.source,
                    kpi.when_missed,
                    step.cites,
                ]),
                fixed: 4,
                narrow: None,
                rows: self.indicators,
            },
            Matrix {
                name: "records",
                title: w.section.records,
                header: titled(&[
                    m.record,
                    m.fields,
                    record.numbered,
                    record.filled_in,
                    record.read_in,
                    record.kept,
                    record.personal,
                    record.readers,
                    step.cites,
                ]),
                fixed: 4,
                narrow: None,
                rows: self.records,
            },
            clauses,
            Matrix {
                name: "retention",
                title: m.retention,
                header: own(&[m.record, m.kept_by, m.held_in, m.kept, m.runs_from, record.personal, step.cites]),
                fixed: 1,
                narrow: None,
                rows: retention(&self.filled, &declared, w),
            },
        ]
    }
}

/// What the files of a project declare.
pub(super) fn declared(project: &Project, lang: Lang, audience: Audience) -> Vec<Declared> {
    project.modules.par_iter().map(|module| Declared::of(project, module, lang, audience)).collect()
}

/// The matrix of clauses.
pub(super) fn clauses(trace: &Trace, lang: Lang, declared: &[Declared]) -> Matrix {
    let w = Words::of(lang);
    let m = &w.matrix;
    let duty = format!("{}/{}", m.must, m.may);
    let header =
        [m.standard, w.reference.clause, m.text, &duty, m.state, w.head.number, m.procedure, w.reference.met_by];
    Matrix {
        name: "trace",
        title: m.trace,
        header: header.map(str::to_owned).to_vec(),
        fixed: 2,
        narrow: None,
        rows: traced(trace, lang, declared),
    }
}

/// A row for each record that a procedure of the build speaks of.
fn retention(filled: &BTreeMap<Symbol, Vec<String>>, declared: &[Declared], w: &Words) -> Vec<Row> {
    let mut held: FxHashMap<Symbol, Vec<&str>> = FxHashMap::default();
    for (record, system) in declared.iter().flat_map(|file| &file.held) {
        held.entry(*record).or_default().push(system);
    }
    let kept = declared.iter().flat_map(|file| &file.kept);
    let rows = kept.filter_map(|(symbol, kept)| {
        let places = filled.get(symbol)?;
        let from = match places.is_empty() {
            true => w.blank.missing.to_owned(),
            false => fill(w.matrix.filled, &[&places.join(w.signs.semicolon)]),
        };
        let systems = held.get(symbol).map(|systems| systems.join(w.signs.list));
        Some(row([
            kept.title.as_str().into(),
            kept.by.as_str().into(),
            systems.unwrap_or_else(|| w.blank.missing.to_owned()).into(),
            kept.time.as_str().into(),
            from.into(),
            kept.personal.into(),
            kept.cites.as_str().into(),
        ]))
    });
    rows.collect()
}
