//! The documents of one procedure in one language, in all formats that are asked for.

use super::page::Page;
#[cfg(feature = "office")]
use super::picture::Picture;
use super::render::render;
use super::shelf::{Link, Shelf};
use super::{Document, Fault, Format, Request, graph, json, languages, view};
use crate::labels::Lang;
use crate::model::{Module, Project};

/// What was made of a procedure.
pub(super) struct Made {
    pub(super) documents: Vec<Document>,
    /// Its row in the index.
    pub(super) row: view::IndexRow,
    /// Its rows in the matrices.
    pub(super) part: view::Part,
}

/// Compiles a procedure.
///
/// # Errors
/// What a format cannot hold.
pub(super) fn make(
    project: &Project,
    module: &Module,
    lang: Lang,
    shelf: &Shelf,
    request: &Request,
    press: &Press,
) -> Result<Made, Fault> {
    let page = Page::new(project, module, lang, shelf);
    let view = view::Document::of(&page, request.draft_mark);
    let link = Link::of(module, lang);
    let row = view::IndexRow::of(&view, &link);
    let part = match request.formats.iter().any(|format| format.is_of_matrices()) {
        true => view::Part::of(&page, &view, request.draft_mark),
        false => view::Part::default(),
    };
    let mut documents = Vec::new();
    for format in &request.formats {
        match format {
            Format::Md => {
                documents.push(Document::of_text(link.handbook.clone(), render("handbook.md.j2", &view)));
                documents.push(Document::of_text(link.checklist.clone(), render("checklist.md.j2", &view)));
            }
            Format::Docx => documents.extend(word(&page, &view, &link)?),
            Format::Pdf => documents.extend(press.print(&page, &view, &link)?),
            Format::Json => {
                // One document holds all languages; it is made with the first.
                let all = languages(project, module, request.languages);
                if all.first() == Some(&lang) {
                    let path = link.stem(lang, "json");
                    documents.extend(json::document(project, module, &all, shelf, request.draft_mark, path)?);
                }
            }
            // They lie over all procedures.
            Format::Csv | Format::Xlsx => {}
            Format::Svg | Format::Mermaid | Format::Dot => {
                let ending = match format {
                    Format::Mermaid => "mmd",
                    format => format.name(),
                };
                let picture = graph(project, module, None, lang, *format);
                documents.extend(picture.map(|picture| Document::of_text(link.beside(lang, ending), picture)));
            }
        }
    }
    Ok(Made { documents, row, part })
}

/// Handbook and checklist for Word.
#[cfg(feature = "office")]
fn word(page: &Page<'_>, view: &view::Document, link: &Link) -> Result<Vec<Document>, Fault> {
    let pictures = view::pictures(page);
    let print = |template: &str, path: &str, title: &str, pictures: &[Picture]| {
        let facts = view.facts(title);
        let content = super::word::print(&render(template, view), &facts, pictures, page.lang)?;
        Ok(Document { path: format!("{}docx", path.strip_suffix("md").unwrap_or(path)), content })
    };
    Ok(vec![
        print("handbook.md.j2", &link.handbook, view.title_of_handbook(), &pictures)?,
        print("checklist.md.j2", &link.checklist, view.title_of_checklist(), &[])?,
    ])
}

#[cfg(not(feature = "office"))]
fn word(_: &Page<'_>, _: &view::Document, _: &Link) -> Result<Vec<Document>, Fault> {
    Err(Fault(crate::say!("这个程序编译时没有带 `office`", "this program was built without `office`")))
}

/// What PDF is made with, for a whole build.
pub(super) struct Press {
    #[cfg(feature = "pdf")]
    own: Option<super::pdf::Press>,
}

#[cfg(feature = "pdf")]
impl Press {
    /// Looks for fonts, if there is something to print.
    pub(super) fn of(request: &Request) -> Press {
        Press { own: request.formats.contains(&Format::Pdf).then(|| super::pdf::Press::new(&request.fonts)) }
    }

    /// Lets go of what was kept of documents that are done.
    pub(super) fn forget(&self) {
        if self.own.is_some() {
            super::pdf::forget();
        }
    }

    /// Handbook and checklist.
    fn print(&self, page: &Page<'_>, view: &view::Document, link: &Link) -> Result<Vec<Document>, Fault> {
        let Some(press) = &self.own else { return Ok(Vec::new()) };
        let drawn = view::pictures(page);
        let drawn = drawn.iter().map(|picture| sized(super::picture::svg::print(picture, view.title_of_handbook())));
        let pictures: Vec<(String, f64, f64)> = drawn.collect();
        let print = |template: &str, path: &str, title: &str, pictures: &[(String, f64, f64)]| {
            let path = format!("{}pdf", path.strip_suffix("md").unwrap_or(path));
            let content = press.print(&path, &render(template, view), &view.facts(title), pictures, page.lang)?;
            Ok(Document { path, content })
        };
        Ok(vec![
            print("handbook.md.j2", &link.handbook, view.title_of_handbook(), &pictures)?,
            print("checklist.md.j2", &link.checklist, view.title_of_checklist(), &[])?,
        ])
    }
}

/// An image with its width and height, as it says them itself.
#[cfg(feature = "pdf")]
fn sized(svg: String) -> (String, f64, f64) {
    let frame = svg.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split_once('"')).map(|(frame, _)| frame);
    let (width, height) = frame.and_then(|frame| frame.split_once(' ')).unwrap_or_default();
    let number = |text: &str| text.parse().unwrap_or(1.0);
    let (width, height) = (number(width), number(height));
    (svg, width, height)
}

#[cfg(not(feature = "pdf"))]
impl Press {
    pub(super) fn of(_: &Request) -> Press {
        Press {}
    }

    pub(super) fn forget(&self) {}

    #[allow(clippy::unused_self, reason = "with the feature it has fonts")]
    fn print(&self, _: &Page<'_>, _: &view::Document, _: &Link) -> Result<Vec<Document>, Fault> {
        Err(Fault(crate::say!("这个程序编译时没有带 `pdf`", "this program was built without `pdf`")))
    }
}
