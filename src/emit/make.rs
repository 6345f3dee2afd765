//! The documents of one procedure in one language, in all formats that are asked for.

use super::page::Page;
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
