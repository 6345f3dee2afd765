//! Clause by clause, where it is met: in the words of the handbooks.

use rustc_hash::FxHashMap;

use super::super::trace::{Trace, TracedClause};
use super::super::view::{Declared, Trail};
use super::{Row, row};
use crate::labels::{Lang, Words, fill};
use crate::model::{Name, Symbol};

/// A row for each clause and each construct that meets it; one for a clause that nothing meets.
pub(super) fn rows(trace: &Trace, lang: Lang, declared: &[Declared]) -> Vec<Row> {
    let mut met: FxHashMap<&(Symbol, Name), Vec<&Trail>> = FxHashMap::default();
    for (clause, place) in declared.iter().flat_map(|file| &file.met) {
        met.entry(clause).or_default().push(place);
    }
    let standards = declared.iter().flat_map(|file| &file.standards);
    let standards: FxHashMap<Symbol, &str> = standards.map(|(symbol, words)| (*symbol, words.as_str())).collect();
    let mut rows = Vec::new();
    for clause in &trace.clauses {
        let standard = standards.get(&clause.of.0).copied().unwrap_or_default();
        match met.get(&clause.of) {
            None => rows.push(cells(standard, clause, None, lang)),
            Some(places) => rows.extend(places.iter().map(|place| cells(standard, clause, Some(place), lang))),
        }
    }
    rows
}

fn cells(standard: &str, clause: &TracedClause, place: Option<&Trail>, lang: Lang) -> Row {
    let w = &Words::of(lang).matrix;
    let state = match &clause.excluded {
        Some(why) => fill(w.excluded, &[why]),
        None if clause.met => w.met.to_owned(),
        None if clause.may => w.not_needed.to_owned(),
        None => w.gap.to_owned(),
    };
    let part = |part: fn(&Trail) -> &String| place.map(|place| part(place).as_str()).unwrap_or_default();
    row([
        standard.into(),
        clause.id.as_str().into(),
        clause.text.as_str().into(),
        if clause.may { w.may } else { w.must }.into(),
        state.into(),
        part(|place| &place.number).into(),
        part(|place| &place.procedure).into(),
        part(|place| &place.words).into(),
    ])
}
