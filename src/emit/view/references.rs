//! Standards with the clauses that are met here, and deviations that were accepted.

use serde::Serialize;

use super::super::page::Page;
use super::common::{Fact, NoteView, facts, notes};
use super::constructs::{Label, constructs, listed};
use crate::labels::fill;
use crate::model::{Body, Clause, DeclKind, Name, Standard, Symbol};
use crate::rules::catalogue;

/// A standard that the procedure answers to.
#[derive(Debug, Serialize)]
pub(in super::super) struct StandardView {
    title: String,
    facts: Vec<Fact>,
    clauses: Vec<ClauseView>,
    /// Clauses that do not apply, with the reasons.
    excluded: Vec<ClauseView>,
    notes: Vec<NoteView>,
}

#[derive(Debug, Serialize)]
struct ClauseView {
    id: String,
    text: String,
    /// Where it is met, or why it does not apply.
    about: String,
}

/// A deviation that was declared with its reason.
#[derive(Debug, Serialize)]
pub(in super::super) struct DeviationView {
    rule: String,
    about: String,
    because: String,
    until: String,
}

/// The standards that are cited, each with its clauses in the standard's own order.
pub(super) fn standards(page: &Page<'_>) -> Vec<StandardView> {
    let mut met: Vec<(Symbol, Name, Vec<Label>)> = Vec::new();
    for construct in constructs(page) {
        for cite in construct.cites {
            let file = cite.standard.span().file;
            let Some((symbol, _)) = page.project.find_kind(file, &cite.standard, DeclKind::Standard) else { continue };
            for clause in &cite.clauses {
                let known = met.iter().position(|(known, id, _)| *known == symbol && *id == clause.name);
                let at = known.unwrap_or_else(|| {
                    met.push((symbol, clause.name.clone(), Vec::new()));
                    met.len() - 1
                });
                if let Some((_, _, places)) = met.get_mut(at)
                    && !places.contains(&construct.label)
                {
                    places.push(construct.label.clone());
                }
            }
        }
    }
    let mut symbols: Vec<Symbol> = met.iter().map(|(symbol, ..)| *symbol).collect();
    symbols.sort_unstable();
    symbols.dedup();
    symbols.into_iter().filter_map(|symbol| standard(page, symbol, &met)).collect()
}

fn standard(page: &Page<'_>, symbol: Symbol, met: &[(Symbol, Name, Vec<Label>)]) -> Option<StandardView> {
    let decl = page.project.decl(symbol)?;
    let Body::Standard(standard) = &decl.body else { return None };
    let mut clauses: Vec<(usize, ClauseView)> = Vec::new();
    for (_, id, places) in met.iter().filter(|(of, ..)| *of == symbol) {
        let at = position(standard, id);
        let clause = at.and_then(|at| standard.clauses.get(at));
        let view = ClauseView { id: id.to_string(), text: text(page, clause), about: listed(page, places) };
        clauses.push((at.unwrap_or(usize::MAX), view));
    }
    clauses.sort_by_key(|(at, _)| *at);
    let excluded = standard.clauses.iter().filter_map(|clause| {
        let why = clause.excluded.as_ref()?;
        let id = clause.id.as_ref().map(|id| id.name.to_string()).unwrap_or_default();
        Some(ClauseView { id, text: text(page, Some(clause)), about: page.text(why) })
    });
    Some(StandardView {
        title: page.decl_title(decl),
        facts: facts([
            (page.w.reference.number, standard.number.as_ref().map(|(number, _)| number.clone()).unwrap_or_default()),
            (page.w.reference.edition, standard.edition.clone().unwrap_or_default()),
        ]),
        clauses: clauses.into_iter().map(|(_, view)| view).collect(),
        excluded: excluded.collect(),
        notes: notes(page, &decl.common),
    })
}

fn position(standard: &Standard, id: &Name) -> Option<usize> {
    standard.clauses.iter().position(|clause| clause.id.as_ref().is_some_and(|known| known.name == *id))
}

fn text(page: &Page<'_>, clause: Option<&Clause>) -> String {
    clause.and_then(|clause| clause.text.as_ref()).map(|text| page.text(text)).unwrap_or_default()
}

/// What a rule says, with its code; a reader of the document knows neither its name nor the program.
fn rule_words(page: &Page<'_>, rule: &str) -> String {
    let known = catalogue::entry(rule).and_then(|(name, code)| Some((catalogue::summary(name)?, code)));
    match known {
        Some((says, code)) => format!("{}{}", page.sentence(says.to(page.lang)), fill(page.w.signs.paren, &[code])),
        None => rule.to_owned(),
    }
}

/// The deviations that the procedure, and what it uses, declare.
pub(super) fn deviations(page: &Page<'_>) -> Vec<DeviationView> {
    let mut found = Vec::new();
    for construct in constructs(page) {
        for accept in &construct.common.accepts {
            found.push(DeviationView {
                rule: accept.rule.as_ref().map(|(rule, _)| rule_words(page, rule)).unwrap_or_default(),
                about: construct.label.words(),
                because: accept.because.as_ref().map(|why| page.text(why)).unwrap_or_default(),
                until: accept.until.map(|date| date.to_string()).unwrap_or_default(),
            });
        }
    }
    found
}
