//! The documents of one procedure in one language, in all formats that are asked for.

use std::collections::BTreeMap;

use super::html::{self, Around, Heading, Source, Way};
use super::manuscript::Manuscript;
use super::page::Page;
use super::paper::Press;
use super::picture::svg;
use super::render::{Templates, shown};
use super::shelf::{Link, Shelf, index_path, posts_path};
use super::{Document, Fault, Format, Request, graph, json, languages, view};
use crate::labels::Lang;
use crate::model::{Module, Project};
use crate::source::relative;

/// What all documents of a build are made with.
pub(super) struct Workshop<'b> {
    pub(super) project: &'b Project,
    pub(super) request: &'b Request,
    pub(super) shelf: &'b Shelf,
    pub(super) templates: &'b Templates,
    pub(super) press: Press,
}

/// What was made of a procedure.
pub(super) struct Made {
    pub(super) documents: Vec<Document>,
    /// Its row in the index.
    pub(super) row: view::IndexRow,
    /// Its rows in the matrices.
    pub(super) part: view::Part,
    /// What its posts do.
    pub(super) posts: Vec<view::PostRow>,
    /// What can be found in it: title and path of its page, and the headings.
    pub(super) found: Option<(String, String, Vec<Heading>)>,
}

impl Workshop<'_> {
    /// Whether a format is asked for.
    pub(super) fn makes(&self, format: Format) -> bool {
        self.request.formats.contains(&format)
    }

    /// Whether documents are asked for that are read from the first line to the last.
    pub(super) fn makes_documents(&self) -> bool {
        self.request.formats.iter().any(|format| format.is_of_documents())
    }

    /// Compiles a procedure.
    ///
    /// # Errors
    /// A template that does not fit, and what a format cannot hold.
    pub(super) fn make(&self, module: &Module, lang: Lang) -> Result<Made, Fault> {
        let request = self.request;
        let page = Page::new(self.project, module, lang, self.shelf).read_by(request.audience);
        let anchors = view::anchors(&page);
        let page = page.with_links(anchors);
        let view = view::Document::of(&page, request.draft_mark, request.checked.as_ref());
        let link = Link::of(module, lang);
        let mut made = Made {
            documents: Vec::new(),
            row: view::IndexRow::of(&view, &link),
            part: match request.formats.iter().any(|format| format.is_of_matrices()) {
                true => view::Part::of(&page, &view, request.draft_mark),
                false => view::Part::default(),
            },
            posts: view::rows(&page, self.shelf, &link),
            found: None,
        };
        if self.makes_documents() {
            let read = shown(&view);
            let handbook = self.templates.render("handbook.md.j2", &read)?;
            let checklist = self.templates.render("checklist.md.j2", &read)?;
            let pictures: Vec<&view::Drawn> = view.pictures().collect();
            let both = [(&link.handbook, &handbook, &view.head.title), (&link.checklist, &checklist, &view.title)];
            for (path, markdown, title) in both {
                let (facts, pictures, shelf) = (view.facts(title), pictures.as_slice(), self.shelf);
                made.documents.extend(self.print(&Manuscript { path, markdown, facts, pictures, shelf, lang })?);
            }
            if self.makes(Format::Html) {
                self.pages(&page, &view, &link, (&handbook, &checklist), &mut made)?;
            }
        }
        if self.makes(Format::Json) {
            // One document holds all languages; it is made with the first.
            let all = languages(self.project, module, request.languages);
            if all.first() == Some(&lang) {
                made.documents.extend(json::document(self, module, &all, link.stem(lang, Format::Json.ending()))?);
            }
        }
        for format in &request.formats {
            if matches!(format, Format::Svg | Format::Mermaid | Format::Dot) {
                let picture = graph(self.project, module, None, lang, *format);
                let path = link.beside(lang, format.ending());
                made.documents.extend(picture.map(|picture| Document::of_text(path, picture)));
            }
        }
        Ok(made)
    }

    /// The pages for a browser.
    fn pages(
        &self,
        page: &Page<'_>,
        view: &view::Document,
        link: &Link,
        (handbook, checklist): (&str, &str),
        made: &mut Made,
    ) -> Result<(), Fault> {
        let pictures = view.pictures().enumerate().map(|(index, drawn)| {
            let title = crate::labels::fill(page.w.page.picture, &[&drawn.title]);
            (drawn.mermaid.trim_end(), svg::inline(&drawn.picture, &title, &format!("_arrow{index}")))
        });
        let pictures: BTreeMap<&str, String> = pictures.collect();
        let words = &page.w.page;
        let both = [
            (&link.handbook, handbook, &view.head.title, words.checklist, &link.checklist),
            (&link.checklist, checklist, &view.title, words.handbook, &link.handbook),
        ];
        for (path, markdown, title, other, there) in both {
            let fields = path == &link.checklist;
            let body =
                html::body(&Source { markdown, path, shelf: self.shelf, w: page.w, fields, pictures: &pictures });
            let mut ways = self.ways(page.lang, path);
            ways.push(Way::to(other, relative(&as_html(path), &as_html(there))));
            for lang in self.shelf.languages(page.module.id).into_iter().filter(|lang| *lang != page.lang) {
                let there = Link::of(page.module, lang);
                let there = as_html(if fields { &there.checklist } else { &there.handbook });
                ways.push(Way::to_language(lang, relative(&as_html(path), &there)));
            }
            let head = &view.head;
            let facts = [&head.number, &head.version, &head.status, &head.effective];
            let facts = facts.into_iter().filter(|fact| !fact.is_empty()).cloned().collect();
            let around = Around {
                lang: page.lang,
                title: title.clone(),
                head: facts,
                ways,
                foot: view.foot(page),
                search: None,
            };
            let text = html::page(self.templates, &around, &body)?;
            made.documents.push(Document::of_text(as_html(path), text));
            if !fields {
                made.found = Some((title.clone(), as_html(path), body.headings));
            }
        }
        Ok(())
    }

    /// The ways from a document to what lies over all of them.
    pub(super) fn ways(&self, lang: Lang, path: &str) -> Vec<Way> {
        let words = &crate::labels::Words::of(lang).page;
        let to = |label, there: String| Way::to(label, relative(&as_html(path), &as_html(&there)));
        let mut ways = vec![to(words.index, index_path(lang))];
        if self.shelf.has_posts(lang) {
            ways.push(to(words.posts, posts_path(lang)));
        }
        ways
    }
}

/// The path of the page that is made of a document in Markdown.
pub(super) fn as_html(path: &str) -> String {
    Format::Html.instead(path)
}
