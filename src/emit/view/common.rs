//! What many sections share: labelled facts, notes, citations.

use serde::Serialize;

use super::super::Audience;
use super::super::page::Page;
use super::super::shelf::Link;
use crate::labels::fill;
use crate::model::{Body, Cite, Clause, Common, Decl, DeclKind, Standard, Text, Work};

/// A labelled value.
#[derive(Debug, Serialize)]
pub(in super::super) struct Fact {
    pub(super) label: &'static str,
    pub(super) value: String,
    /// The documents of the procedure that the value names.
    link: Option<Link>,
}

impl Fact {
    /// A value that names another procedure.
    pub(super) fn linked(label: &'static str, value: String, link: Option<Link>) -> Self {
        Fact { label, value, link }
    }
}

impl Fact {
    /// Label and value.
    pub(in super::super) fn parts(self) -> (&'static str, String) {
        (self.label, self.value)
    }
}

/// The facts that have a value.
pub(super) fn facts(all: impl IntoIterator<Item = (&'static str, String)>) -> Vec<Fact> {
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| Fact { label, value, link: None })
        .collect()
}

/// A remark of the author.
#[derive(Debug, Serialize)]
pub(in super::super) struct NoteView {
    /// Whether it is Markdown: a block text.
    markdown: bool,
    text: String,
}

/// The remarks of a construct.
pub(super) fn notes(page: &Page<'_>, common: &Common) -> Vec<NoteView> {
    notes_in(page, common, None)
}

/// The remarks of a construct as they stand in this document; without one, in those of the procedure.
pub(super) fn notes_in(page: &Page<'_>, common: &Common, document: Option<&str>) -> Vec<NoteView> {
    let note = |note: &Text| match page.is_block(note) {
        true => NoteView { markdown: true, text: page.note(note, document) },
        false => NoteView { markdown: false, text: page.text(note) },
    };
    common.notes.iter().map(note).collect()
}

/// Citations in words, one piece a standard.
pub(super) fn cites<'c>(page: &Page<'_>, cites: impl IntoIterator<Item = &'c Cite>) -> String {
    let mut found: Vec<(StandardName, Option<&Decl>, Vec<String>)> = Vec::new();
    // Who works by a copy has no use for the clauses; who examines it has.
    for cite in cites.into_iter().filter(|_| page.audience == Audience::Auditor) {
        let standard = page.project.find_kind(cite.standard.span().file, &cite.standard, DeclKind::Standard);
        let unknown = || StandardName::Number(cite.standard.to_string());
        let name = standard.map_or_else(unknown, |(_, decl)| standard_name(page, decl));
        let at = found.iter().position(|(known, ..)| *known == name).unwrap_or_else(|| {
            found.push((name, standard.map(|(_, decl)| decl), Vec::new()));
            found.len() - 1
        });
        if let Some((_, _, clauses)) = found.get_mut(at) {
            for clause in &cite.clauses {
                let id = clause.name.to_string();
                if !clauses.contains(&id) {
                    clauses.push(id);
                }
            }
        }
    }
    let words = found.into_iter().map(|(name, decl, mut clauses)| {
        clauses.sort_by_key(|id| position(decl, id));
        let (w, one) = (&page.w.reference, clauses.len() == 1);
        let (name, pattern) = match name {
            StandardName::Number(name) => (name, if one { w.one_clause } else { w.clauses }),
            StandardName::Title(name) => (name, if one { w.one_clause_titled } else { w.clauses_titled }),
        };
        fill(pattern, &[&name, &page.list(&clauses)])
    });
    words.collect::<Vec<_>>().join(page.w.signs.semicolon)
}

/// The place of a clause in its standard; what is not there comes last.
fn position(decl: Option<&Decl>, id: &str) -> usize {
    let Some(Body::Standard(standard)) = decl.map(|decl| &decl.body) else { return usize::MAX };
    let is_it = |clause: &Clause| clause.id.as_ref().is_some_and(|known| known.name.as_str() == id);
    standard.clauses.iter().position(is_it).unwrap_or(usize::MAX)
}

/// What a standard is called in a sentence.
#[derive(PartialEq, Eq)]
enum StandardName {
    Number(String),
    Title(String),
}

/// A standard by its number, else by its title.
fn standard_name(page: &Page<'_>, decl: &Decl) -> StandardName {
    match &decl.body {
        Body::Standard(Standard { number: Some((number, _)), .. }) => StandardName::Number(number.clone()),
        _ => StandardName::Title(fill(page.w.signs.book, &[&page.decl_title(decl)])),
    }
}

/// All citations of a step: its own, and those on its lines.
pub(super) fn work_cites(work: &Work) -> Vec<&Cite> {
    let limits = work.limits.iter().flat_map(|limit| {
        let warns = limit.warns.iter().flat_map(|warn| &warn.cites);
        limit.cites.iter().chain(warns).chain(limit.late.iter().flat_map(|line| &line.cites))
    });
    let asks = work.asks().flat_map(|ask| &ask.cites);
    let ways = work.ways.iter().flat_map(|way| &way.cites);
    work.common.cites.iter().chain(limits).chain(asks).chain(ways).collect()
}
