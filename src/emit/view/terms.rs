//! The glossary, and the classes that cases fall in.

use serde::Serialize;

use super::super::flatten::{Paragraph, paragraphs};
use super::super::page::Page;
use super::common::{Fact, NoteView, cites, facts, notes};
use crate::model::{Body, Category, Decl, DeclKind};

/// An entry of the glossary.
#[derive(Debug, Serialize)]
pub(in super::super) struct TermView {
    name: String,
    means: Vec<Paragraph>,
    facts: Vec<Fact>,
    notes: Vec<NoteView>,
}

/// A closed set that cases fall in. Its notes say how to tell its values apart.
#[derive(Debug, Serialize)]
pub(in super::super) struct CategoryView {
    title: String,
    facts: Vec<Fact>,
    notes: Vec<NoteView>,
}

/// The glossary: terms are not named by the flow, so those of the used files count as well.
pub(super) fn terms(page: &Page<'_>) -> Vec<TermView> {
    let own = page.decls(DeclKind::Term);
    let all = own.into_iter().chain(page.used_decls(DeclKind::Term));
    all.filter_map(|(_, decl)| {
        let Body::Term(means) = &decl.body else { return None };
        Some(TermView {
            name: page.decl_title(decl),
            means: paragraphs(&page.raw(means)),
            facts: facts([(page.w.step.cites, cites(page, &decl.common.cites))]),
            notes: notes(page, &decl.common),
        })
    })
    .collect()
}

/// The classes that the procedure speaks of.
pub(super) fn categories(page: &Page<'_>) -> Vec<CategoryView> {
    let all = page.decls(DeclKind::Category).into_iter();
    all.filter_map(|(_, decl)| match &decl.body {
        Body::Category(category) => Some(category_view(page, decl, category)),
        _ => None,
    })
    .collect()
}

fn category_view(page: &Page<'_>, decl: &Decl, category: &Category) -> CategoryView {
    let w = &page.w.term;
    let values: Vec<String> = category.values.iter().map(|value| page.text(&value.title)).collect();
    let label = if category.ranked { w.ranked_values } else { w.values };
    let lines = category.values.iter().flat_map(|value| &value.cites);
    CategoryView {
        title: page.decl_title(decl),
        facts: facts([
            (w.of, category.of.as_ref().map(|of| page.text(of)).unwrap_or_default()),
            (label, page.list(&values)),
            (page.w.step.cites, cites(page, decl.common.cites.iter().chain(lines))),
        ]),
        notes: notes(page, &decl.common),
    }
}
