//! What lies over all procedures of a language: the index, the posts, the search, the matrices.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::html::{self, Around, Search, Source, Way};
use super::make::{Made, Workshop, as_html};
use super::manuscript::{Facts, Manuscript};
use super::matrix::Matrices;
use super::shelf::{index_path, posts_path};
use super::{Audience, Document, Fault, Format, view};
use crate::labels::{Lang, Words};
use crate::source::relative;

/// What is gathered while the procedures of a language are compiled.
pub(super) struct Site {
    lang: Lang,
    index: view::Index,
    posts: view::Posts,
    search: Search,
    matrices: Matrices,
}

/// A document over all procedures.
struct Sheet<'s> {
    /// Its path in Markdown.
    path: &'s str,
    title: &'s str,
    markdown: String,
    /// The same in other languages.
    languages: Vec<(Lang, String)>,
    /// What its page searches.
    search: Option<String>,
}

impl<'s> Sheet<'s> {
    /// One in this language alone.
    fn of(path: &'s str, title: &'s str, markdown: String) -> Self {
        Sheet { path, title, markdown, languages: Vec::new(), search: None }
    }
}

impl Site {
    /// Nothing gathered yet.
    pub(super) fn new(shop: &Workshop<'_>, lang: Lang) -> Self {
        let posts = shop.shelf.has_posts(lang).then(|| posts_path(lang));
        let words = &Words::of(lang).page;
        Site {
            lang,
            index: view::Index::new(shop.project, lang, shop.request.draft_mark, posts),
            posts: view::Posts::new(lang, shop.request.draft_mark),
            search: Search::new([words.hits, words.one_hit, words.no_hits]),
            matrices: Matrices::default(),
        }
    }

    /// Takes what was made of a procedure, and gives its documents back.
    pub(super) fn add(&mut self, made: Made) -> Vec<Document> {
        self.index.add(made.row);
        made.posts.into_iter().for_each(|row| self.posts.add(row));
        self.matrices.add(made.part);
        if let Some((title, path, headings)) = made.found {
            let document = self.search.document(&title, &path, Words::of(self.lang).page.handbook);
            self.search.places(document, headings);
        }
        made.documents
    }

    /// The documents over all of them. `languages` are those of the build.
    ///
    /// # Errors
    /// A template that does not fit, and what a format cannot hold.
    pub(super) fn documents(mut self, shop: &Workshop<'_>, languages: &[Lang]) -> Result<Vec<Document>, Fault> {
        let mut documents = Vec::new();
        if shop.makes_documents() {
            if shop.shelf.has_posts(self.lang) {
                documents.extend(self.posts_and_pages(shop)?);
            }
            documents.extend(self.contents(shop, languages)?);
        }
        documents.extend(self.matrices.print(shop, self.lang)?);
        Ok(documents)
    }

    /// The list of posts, and the page of each.
    fn posts_and_pages(&mut self, shop: &Workshop<'_>) -> Result<Vec<Document>, Fault> {
        let words = &Words::of(self.lang).post;
        let list = shop.templates.render("posts.md.j2", &self.posts)?;
        let mut documents = self.write(shop, Sheet::of(&posts_path(self.lang), words.title, list))?;
        let page = |post: &view::Post| {
            let text = shop.templates.render("post.md.j2", post)?;
            self.write(shop, Sheet::of(&post.path, &post.heading, text))
        };
        let pages: Vec<Result<Vec<Document>, Fault>> = self.posts.each().par_iter().map(page).collect();
        for page in pages {
            documents.extend(page?);
        }
        for post in self.posts.each() {
            self.search.document(&post.title, &as_html(&post.path), words.post);
        }
        Ok(documents)
    }

    /// The index, by which all others are found.
    fn contents(&mut self, shop: &Workshop<'_>, languages: &[Lang]) -> Result<Vec<Document>, Fault> {
        let others = languages.iter().filter(|other| **other != self.lang);
        let languages = others.map(|other| (*other, as_html(&index_path(*other)))).collect();
        self.index.sort();
        let markdown = shop.templates.render("index.md.j2", &self.index)?;
        let (path, search) = (index_path(self.lang), Some(self.search.json()));
        self.write(shop, Sheet { path: &path, title: self.index.title(), markdown, languages, search })
    }

    /// One of them, in the formats that are asked for.
    fn write(&self, shop: &Workshop<'_>, sheet: Sheet<'_>) -> Result<Vec<Document>, Fault> {
        let Sheet { path, title, markdown, languages, search } = sheet;
        let w = Words::of(self.lang);
        let mark = [w.head.errors_mark];
        let facts = match shop.request.draft_mark {
            true => Facts { title, marks: &mark, watermark: w.head.draft, ..Facts::default() },
            false => Facts { title, ..Facts::default() },
        };
        let (markdown, shelf, lang) = (markdown.as_str(), shop.shelf, self.lang);
        let mut documents = shop.print(&Manuscript { path, markdown, facts, pictures: &[], shelf, lang })?;
        if shop.makes(Format::Html) {
            let body = html::body(&Source { markdown, path, shelf, w, fields: false, pictures: &BTreeMap::new() });
            let mut ways = shop.ways(lang, path);
            ways.extend(languages.into_iter().map(|(lang, path)| Way::to_language(lang, path)));
            let copy = match shop.request.audience {
                Audience::Staff => w.copy.staff,
                Audience::Auditor => w.copy.auditor,
            };
            let library = self.index.title().to_owned();
            let foot = vec![library.clone(), copy.to_owned()];
            let around = Around { lang, title: title.to_owned(), head: vec![library], ways, foot, search };
            documents.push(Document::of_text(as_html(path), html::page(shop.templates, &around, &body)?));
        }
        Ok(documents)
    }
}

/// The page that a reader opens first: the index of the only language, or the choice of one.
pub(super) fn entrance(shop: &Workshop<'_>, sites: &[Lang], documents: &[Document]) -> Result<Option<Document>, Fault> {
    let path = "index.html".to_owned();
    let Some(first) = sites.first().filter(|_| shop.makes(Format::Html)) else { return Ok(None) };
    if let [only] = sites {
        let there = as_html(&index_path(*only));
        let same = documents.iter().find(|document| document.path == there);
        return Ok(same.map(|same| Document { path, content: same.content.clone() }));
    }
    let title = shop.project.root.config.project.title.as_ref().and_then(|title| title.any());
    let title = title.unwrap_or(Words::of(*first).index.title).to_owned();
    let ways = sites.iter().map(|lang| Way::to_language(*lang, relative(&path, &as_html(&index_path(*lang)))));
    let around = Around {
        lang: *first,
        title: title.clone(),
        head: vec![title.clone()],
        ways: Vec::new(),
        foot: Vec::new(),
        search: None,
    };
    let body = html::choice(&title, &ways.collect::<Vec<_>>());
    Ok(Some(Document::of_text(path, html::page(shop.templates, &around, &body)?)))
}
