//! The index of documents.

use serde::Serialize;

use super::super::shelf::Link;
use super::Document;
use crate::labels::{Lang, Words, fill};
use crate::model::Project;

/// The index of the documents in one language.
#[derive(Debug, Serialize)]
pub(in super::super) struct Index {
    w: &'static Words,
    title: String,
    /// Whether the documents were built in spite of errors.
    errors: bool,
    /// The way to the posts, where they have pages.
    posts: Option<String>,
    /// The procedures, folder by folder.
    folders: Vec<Folder>,
}

#[derive(Debug, Serialize)]
struct Folder {
    /// Empty for the outermost.
    name: String,
    rows: Vec<IndexRow>,
}

/// A procedure in the index.
#[derive(Debug, Serialize)]
pub(in super::super) struct IndexRow {
    number: String,
    title: String,
    version: String,
    status: String,
    owner: String,
    link: Link,
}

impl Index {
    /// An empty index.
    pub(in super::super) fn new(project: &Project, lang: Lang, errors: bool, posts: Option<String>) -> Self {
        let w = Words::of(lang);
        let title = library(project, lang).map(|title| fill(w.index.title_of, &[title]));
        let title = title.unwrap_or_else(|| w.index.title.to_owned());
        Index { w, title, errors, posts, folders: Vec::new() }
    }

    /// The title of the library, or what stands for one.
    pub(in super::super) fn title(&self) -> &str {
        &self.title
    }

    /// Adds a procedure.
    pub(in super::super) fn add(&mut self, row: IndexRow) {
        let path = &row.link.handbook;
        let name = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        match self.folders.iter_mut().rev().find(|folder| folder.name == name) {
            Some(folder) => folder.rows.push(row),
            // What lies outermost stands first, under the title itself.
            None if name.is_empty() => self.folders.insert(0, Folder { name, rows: vec![row] }),
            None => self.folders.push(Folder { name, rows: vec![row] }),
        }
    }

    /// Puts the procedures of each folder in the order of their numbers; those without come last.
    pub(in super::super) fn sort(&mut self) {
        for folder in &mut self.folders {
            folder.rows.sort_by(|a, b| (a.number.is_empty(), &a.number).cmp(&(b.number.is_empty(), &b.number)));
        }
    }
}

/// The title of the library. `sop.toml` gives it in one language only; on a page of another it would be a foreign word.
pub(in super::super) fn library(project: &Project, lang: Lang) -> Option<&str> {
    let config = &project.root.config.project;
    let first = config.languages.first().map_or(Some(Lang::Zh), |tag| Lang::of_tag(tag));
    config.title.as_deref().filter(|_| first == Some(lang))
}

impl IndexRow {
    /// The row of a procedure with its documents.
    pub(in super::super) fn of(document: &Document, link: &Link) -> Self {
        let head = &document.head;
        IndexRow {
            number: head.own_number.clone(),
            title: head.title.clone(),
            version: head.version.clone(),
            status: head.status.clone(),
            owner: head.owner.clone(),
            link: link.clone(),
        }
    }
}
