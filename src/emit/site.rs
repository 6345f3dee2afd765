//! What lies over all procedures of a language: the index, the posts, the search.

use std::collections::BTreeMap;

use super::html::{self, Around, Search, Source, Way};
use super::make::{Made, Workshop, as_html};
use super::render::TemplateFault;
use super::shelf::{index_path, posts_path};
use super::{Audience, Document, Format, view};
use crate::labels::{Lang, Words};
use crate::source::relative;

/// What is gathered while the procedures of a language are compiled.
pub(super) struct Site {
    lang: Lang,
    index: view::Index,
    posts: view::Posts,
    search: Search,
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
        }
    }

    /// Takes what was made of a procedure, and gives its documents back.
    pub(super) fn add(&mut self, made: Made) -> Vec<Document> {
        self.index.add(made.row);
        made.posts.into_iter().for_each(|row| self.posts.add(row));
        if let Some((title, path, headings)) = made.found {
            let document = self.search.document(&title, &path, Words::of(self.lang).page.handbook);
            self.search.places(document, headings);
        }
        made.documents
    }

    /// The documents over all of them. `languages` are those of the build.
    pub(super) fn documents(mut self, shop: &Workshop<'_>, languages: &[Lang]) -> Result<Vec<Document>, TemplateFault> {
        let mut documents = Vec::new();
        if !shop.makes(Format::Md) && !shop.makes(Format::Html) {
            return Ok(documents);
        }
        let lang = self.lang;
        if shop.shelf.has_posts(lang) {
            let text = shop.templates.render("posts.md.j2", &self.posts)?;
            let title = Words::of(lang).post.title;
            self.write(shop, &posts_path(lang), title, text, Vec::new(), None, &mut documents)?;
            for post in self.posts.each() {
                let text = shop.templates.render("post.md.j2", post)?;
                self.write(shop, &post.path, &post.heading, text, Vec::new(), None, &mut documents)?;
                self.search.document(&post.title, &as_html(&post.path), Words::of(lang).post.post);
            }
        }
        let others = languages.iter().filter(|other| **other != lang);
        let others: Vec<(Lang, String)> = others.map(|other| (*other, as_html(&index_path(*other)))).collect();
        self.index.sort();
        let text = shop.templates.render("index.md.j2", &self.index)?;
        let search = Some(self.search.json());
        let title = self.index.title().to_owned();
        self.write(shop, &index_path(lang), &title, text, others, search, &mut documents)?;
        Ok(documents)
    }

    /// One of them, in the formats that are asked for.
    #[allow(clippy::too_many_arguments, reason = "each is another part of a page")]
    fn write(
        &self,
        shop: &Workshop<'_>,
        path: &str,
        title: &str,
        markdown: String,
        languages: Vec<(Lang, String)>,
        search: Option<String>,
        documents: &mut Vec<Document>,
    ) -> Result<(), TemplateFault> {
        if shop.makes(Format::Html) {
            let w = Words::of(self.lang);
            let pictures = BTreeMap::new();
            let source = Source { markdown: &markdown, path, shelf: shop.shelf, w, fields: false, pictures: &pictures };
            let body = html::body(&source);
            let mut ways = shop.ways(self.lang, path);
            ways.extend(languages.into_iter().map(|(lang, path)| Way::to_language(lang, path)));
            let copy = match shop.request.audience {
                Audience::Staff => w.copy.staff,
                Audience::Auditor => w.copy.auditor,
            };
            let library = self.index.title().to_owned();
            let foot = vec![library.clone(), copy.to_owned()];
            let around = Around { lang: self.lang, title: title.to_owned(), head: vec![library], ways, foot, search };
            documents.push(Document::of_text(as_html(path), html::page(shop.templates, &around, &body)?));
        }
        if shop.makes(Format::Md) {
            documents.push(Document::of_text(path.to_owned(), markdown));
        }
        Ok(())
    }
}

/// The page that a reader opens first: the index of the only language, or the choice of one.
pub(super) fn entrance(
    shop: &Workshop<'_>,
    sites: &[Lang],
    documents: &[Document],
) -> Result<Option<Document>, TemplateFault> {
    let path = "index.html".to_owned();
    let Some(first) = sites.first().filter(|_| shop.makes(Format::Html)) else { return Ok(None) };
    if let [only] = sites {
        let there = as_html(&index_path(*only));
        let same = documents.iter().find(|document| document.path == there);
        return Ok(same.map(|same| Document { path, content: same.content.clone() }));
    }
    let title = shop.project.root.config.project.title.clone();
    let title = title.unwrap_or_else(|| Words::of(*first).index.title.to_owned());
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
