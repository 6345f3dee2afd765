//! The index of documents.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::shelf::Link;
use super::Document;
use crate::labels::{Lang, Words, fill};
use crate::model::Project;

/// The index of the documents in one language.
#[derive(Debug, Serialize)]
pub(in super::super) struct Index {
    #[serde(serialize_with = "super::super::render::words")]
    w: &'static Words,
    title: String,
    /// Whether the documents were built in spite of errors.
    errors: bool,
    /// The way to the posts, where they have pages.
    posts: Option<String>,
    /// The procedures, folder by folder.
    folders: Vec<Folder>,
    /// What folders are called that have a title in this language.
    #[serde(skip)]
    titles: BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
struct Folder {
    /// Its title, or its path where it has none; empty for the outermost.
    name: String,
    #[serde(skip)]
    path: String,
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
        let titles = project.root.config.folders.iter().filter_map(|(path, title)| {
            Some((path.clone(), title.read(lang.tag(), first_language(project))?.to_owned()))
        });
        Index { w, title, errors, posts, folders: Vec::new(), titles: titles.collect() }
    }

    /// The title of the library, or what stands for one.
    pub(in super::super) fn title(&self) -> &str {
        &self.title
    }

    /// Adds a procedure.
    pub(in super::super) fn add(&mut self, row: IndexRow) {
        let path = row.link.handbook.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        if let Some(folder) = self.folders.iter_mut().rev().find(|folder| folder.path == path) {
            return folder.rows.push(row);
        }
        let name = self.titles.get(&path).unwrap_or(&path).clone();
        // What lies outermost stands first, under the title itself.
        let at = if path.is_empty() { 0 } else { self.folders.len() };
        self.folders.insert(at, Folder { name, path, rows: vec![row] });
    }

    /// Puts the procedures of each folder in the order of their numbers; those without come last.
    pub(in super::super) fn sort(&mut self) {
        for folder in &mut self.folders {
            folder.rows.sort_by(|a, b| (a.number.is_empty(), &a.number).cmp(&(b.number.is_empty(), &b.number)));
        }
    }
}

/// The title of the library, where it has one in this language.
pub(in super::super) fn library(project: &Project, lang: Lang) -> Option<&str> {
    project.root.config.project.title.as_ref()?.read(lang.tag(), first_language(project))
}

fn first_language(project: &Project) -> &str {
    project.root.config.project.languages.first().map_or(Lang::Zh.tag(), String::as_str)
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
