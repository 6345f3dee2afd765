//! A procedure as documents: the handbook, the checklist; and over all of them the index and the posts.
//!
//! The way goes from the model through a [`page`](Page), which knows one procedure in one language, to a view of plain
//! texts and from there through a template to Markdown; HTML, Word and PDF are made of that Markdown. Pure: the same
//! project gives the same bytes.

mod ahead;
#[cfg(any(feature = "office", feature = "pdf"))]
mod blocks;
mod checked;
mod fault;
mod flatten;
mod format;
mod graph;
mod html;
mod images;
mod json;
mod links;
mod make;
mod manuscript;
mod markdown;
mod matrix;
mod mentioned;
mod note;
mod numbers;
mod page;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod phrase;
mod phrases;
mod picture;
mod render;
mod shelf;
mod signs;
mod site;
mod target;
pub mod trace;
mod view;
#[cfg(feature = "office")]
mod word;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::labels::Lang;
use crate::model::{Module, Project};
use crate::source::Image;
use ahead::in_parts;
pub use checked::Checked;
pub use fault::{Fault, TemplateFault};
pub use format::Format;
pub use graph::graph;
pub use images::{Images, NamedImage, named_images};
pub use json::schema;
use make::{Made, Workshop};
use paper::Press;
pub(crate) use phrase::in_sentence;
pub use phrases::Phrases;
pub use render::Templates;
use shelf::Shelf;
use site::Site;

/// What is to be built.
#[derive(Debug, Clone)]
pub struct Request {
    /// In which formats.
    pub formats: Vec<Format>,
    /// In which languages.
    pub languages: DocLangs,
    /// Built in spite of errors: every page says so.
    pub draft_mark: bool,
    /// For whom.
    pub audience: Audience,
    /// What a check came to, for the copy for auditors.
    pub checked: Option<Checked>,
    /// The templates, if they are others than those of the house.
    pub templates: Option<Arc<Templates>>,
    /// Folders with fonts, for PDF; those of the system come after them.
    pub fonts: Vec<PathBuf>,
    /// The images that notes name; one that is not among them is printed as its words.
    pub images: Images,
}

impl Default for Request {
    fn default() -> Self {
        Request {
            formats: vec![Format::Md],
            languages: DocLangs::All,
            draft_mark: false,
            audience: Audience::default(),
            checked: None,
            templates: None,
            fonts: Vec::new(),
            images: Images::default(),
        }
    }
}

/// For whom a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Those who work by it: what is done, by whom, until when.
    Staff,
    /// Those who examine it: also clauses, deviations, what was proved and what the check found.
    #[default]
    Auditor,
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

    fn of_image(path: &str, image: &Image) -> Self {
        Document { path: path.to_owned(), content: image.bytes.to_vec() }
    }

    /// Its text; nothing for a format that is none.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.content).unwrap_or_default()
    }
}

/// Compiles the documents of all named procedures, and what lies over them, one after the other in the order of the
/// files.
///
/// # Errors
/// Those of `write`, a template that does not fit, and what a format cannot hold; nothing more is compiled then.
pub fn build<E: From<Fault>>(
    project: &Project,
    request: &Request,
    mut write: impl FnMut(Document) -> Result<(), E>,
) -> Result<(), E> {
    let wanted = wanted(project, request);
    let with_posts = request.formats.iter().any(|format| format.is_of_documents());
    let shelf = Shelf::of(project, &wanted, with_posts).with_images(&request.images);
    let templates = request.templates.as_deref().unwrap_or_else(|| Templates::built_in());
    let shop = Workshop { project, request, shelf: &shelf, templates, press: Press::of(request) };
    let mut sites: BTreeMap<Lang, Site> = BTreeMap::new();
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    // The other formats hold their images themselves.
    let mut pass = |document: Document| {
        if document.path.ends_with(".md") {
            shown.extend(request.images.shown(&document.path, document.text()));
        }
        write(document)
    };
    let make = |some: &[(&Module, Lang)]| {
        let made: Vec<Result<Made, Fault>> = some.par_iter().map(|(module, lang)| shop.make(module, *lang)).collect();
        shop.press.forget();
        made
    };
    in_parts(&wanted, make, |(_, lang), made| {
        let site = sites.entry(*lang).or_insert_with(|| Site::new(&shop, *lang));
        site.add(made?).into_iter().try_for_each(&mut pass)
    })?;
    if shop.makes(Format::Json) && !wanted.is_empty() {
        pass(Document::of_text(json::SCHEMA.to_owned(), schema()))?;
    }
    let languages: Vec<Lang> = sites.keys().copied().collect();
    for (_, site) in sites {
        let documents = site.documents(&shop, &languages)?;
        let entrance = if languages.len() == 1 { site::entrance(&shop, &languages, &documents)? } else { None };
        documents.into_iter().chain(entrance).try_for_each(&mut pass)?;
    }
    if languages.len() > 1 {
        site::entrance(&shop, &languages, &[])?.into_iter().try_for_each(&mut pass)?;
    }
    let images = shown.into_iter().filter_map(|path| Some((path, request.images.get(path)?)));
    images.map(|(path, image)| Document::of_image(path, image)).try_for_each(write)
}

/// How many procedures a build compiles, each language by itself.
#[must_use]
pub fn count(project: &Project, request: &Request) -> usize {
    wanted(project, request).len()
}

fn wanted<'p>(project: &'p Project, request: &Request) -> Vec<(&'p Module, Lang)> {
    let named = project.modules.iter().filter(|module| module.named && module.file.head.is_some());
    named
        .flat_map(|module| languages(project, module, request.languages).into_iter().map(move |lang| (module, lang)))
        .collect()
}

/// The same documents, all of them in memory; up to the first that cannot be made: who must know why asks
/// [`build`].
#[must_use]
pub fn documents(project: &Project, request: &Request) -> Vec<Document> {
    let mut documents = Vec::new();
    let built = build(project, request, |document| {
        documents.push(document);
        Ok::<(), Fault>(())
    });
    debug_assert!(request.templates.is_some() || !matches!(built, Err(Fault::Template(_))), "{built:?}");
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
