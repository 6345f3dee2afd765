//! A procedure as documents: the handbook, the checklist, the index.
//!
//! The way goes from the model through a [`page`](Page), which knows one procedure in one language, to a view of plain
//! texts and from there through a template to Markdown. Pure: the same project gives the same bytes.

mod flatten;
mod format;
mod graph;
mod make;
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
use std::convert::Infallible;

use rayon::prelude::*;

use crate::labels::Lang;
use crate::model::{Module, Project};
pub use format::Format;
pub use graph::graph;
use make::{Made, make};
pub(crate) use phrase::in_sentence;
pub use phrases::Phrases;
use render::render;
use shelf::Shelf;

/// What is to be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// In which formats.
    pub formats: Vec<Format>,
    /// In which languages.
    pub languages: DocLangs,
    /// Built in spite of errors: every page says so.
    pub draft_mark: bool,
}

impl Default for Request {
    fn default() -> Self {
        Request { formats: vec![Format::Md], languages: DocLangs::All, draft_mark: false }
    }
}

/// The languages of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DocLangs {
    /// Each procedure in its first language.
    First,
    /// One language; procedures that are not written in it have no document.
    One(Lang),
    /// Each procedure in all of its languages.
    #[default]
    All,
}

/// A document as it is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its path below the output folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl Document {
    fn of_text(path: String, text: String) -> Self {
        Document { path, content: text.into_bytes() }
    }

    /// Its text; nothing for a format that is none.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.content).unwrap_or_default()
    }
}

/// So many procedures are compiled at once: the memory of a build does not grow with the library.
const AT_ONCE: usize = 64;

/// Compiles the documents of all named procedures, and what lies over them, one after the other in the order of the
/// files.
///
/// # Errors
/// Those of `write`; nothing more is compiled then.
pub fn build<E>(
    project: &Project,
    request: &Request,
    mut write: impl FnMut(Document) -> Result<(), E>,
) -> Result<(), E> {
    let named = project.modules.iter().filter(|module| module.named && module.file.head.is_some());
    let wanted: Vec<(&Module, Lang)> = named
        .flat_map(|module| languages(project, module, request.languages).into_iter().map(move |lang| (module, lang)))
        .collect();
    let mut shelf = Shelf::of(project);
    wanted.iter().for_each(|(module, lang)| shelf.add(module, *lang));
    let mut indexes: BTreeMap<Lang, view::Index> = BTreeMap::new();
    for some in wanted.chunks(AT_ONCE) {
        let made: Vec<Made> =
            some.par_iter().map(|(module, lang)| make(project, module, *lang, &shelf, request)).collect();
        for ((_, lang), made) in some.iter().zip(made) {
            let index = indexes.entry(*lang).or_insert_with(|| view::Index::new(project, *lang, request.draft_mark));
            index.add(made.row);
            made.documents.into_iter().try_for_each(&mut write)?;
        }
    }
    for (lang, mut index) in indexes {
        index.sort();
        if request.formats.contains(&Format::Md) {
            write(Document::of_text(format!("index.{lang}.md"), render("index.md.j2", &index)))?;
        }
    }
    Ok(())
}

/// The same documents, all of them in memory.
#[must_use]
pub fn documents(project: &Project, request: &Request) -> Vec<Document> {
    let mut documents = Vec::new();
    let Ok(()) = build(project, request, |document| {
        documents.push(document);
        Ok::<(), Infallible>(())
    });
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
