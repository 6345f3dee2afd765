//! A procedure as documents: the handbook, the checklist, the index.
//!
//! The way goes from the model through a [`page`](Page), which knows one procedure in one language, to a view of plain
//! texts and from there through a template to Markdown. Pure: the same project gives the same bytes.

mod flatten;
mod graph;
mod markdown;
mod mentioned;
mod numbers;
mod page;
mod phrase;
mod phrases;
mod picture;
mod render;
mod shelf;
pub mod trace;
mod view;

use std::collections::BTreeMap;

use crate::labels::Lang;
use crate::model::{Module, Project};
pub use graph::{Format, graph};
use page::Page;
pub(crate) use phrase::in_sentence;
pub use phrases::Phrases;
use render::render;
use shelf::{Link, Shelf};

/// What is to be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// In which languages.
    pub languages: DocLangs,
    /// Built in spite of errors: every page says so.
    pub draft_mark: bool,
}

/// The languages of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DocLangs {
    /// Each procedure in its first language.
    #[default]
    First,
    /// One language; procedures that are not written in it have no document.
    One(Lang),
    /// Each procedure in all of its languages.
    All,
}

/// A document as it is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its path below the output folder, with `/`.
    pub path: String,
    /// Its text.
    pub content: String,
}

/// Compiles the documents of all named procedures, and an index for each language.
#[must_use]
pub fn build(project: &Project, request: &Request) -> Vec<Document> {
    let named = project.modules.iter().filter(|module| module.named && module.file.head.is_some());
    let wanted: Vec<(&Module, Lang)> = named
        .flat_map(|module| languages(project, module, request.languages).into_iter().map(move |lang| (module, lang)))
        .collect();
    let mut shelf = Shelf::of(project);
    wanted.iter().for_each(|(module, lang)| shelf.add(module, *lang));
    let mut documents = Vec::new();
    let mut indexes: BTreeMap<Lang, view::Index> = BTreeMap::new();
    for (module, lang) in wanted {
        let view = view::Document::of(&Page::new(project, module, lang, &shelf), request.draft_mark);
        let link = Link::of(module, lang);
        let index = indexes.entry(lang).or_insert_with(|| view::Index::new(project, lang, request.draft_mark));
        index.add(&view, &link);
        documents.push(Document { path: link.handbook, content: render("handbook.md.j2", &view) });
        documents.push(Document { path: link.checklist, content: render("checklist.md.j2", &view) });
    }
    for (lang, index) in indexes {
        documents.push(Document { path: format!("index.{lang}.md"), content: render("index.md.j2", &index) });
    }
    documents
}

/// The languages in which a procedure is documented: those of its own that we have words for.
fn languages(project: &Project, module: &Module, asked: DocLangs) -> Vec<Lang> {
    let mut own: Vec<Lang> = Vec::new();
    for lang in project.languages(module.id).into_iter().filter_map(Lang::of_tag) {
        if !own.contains(&lang) {
            own.push(lang);
        }
    }
    match asked {
        DocLangs::All => own,
        DocLangs::One(lang) => own.into_iter().filter(|own| *own == lang).collect(),
        DocLangs::First => own.into_iter().take(1).collect(),
    }
}
