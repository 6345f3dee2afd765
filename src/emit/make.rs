//! The documents of one procedure in one language, in all formats that are asked for.

use super::page::Page;
use super::render::render;
use super::shelf::{Link, Shelf};
use super::{Document, Format, Request, graph, view};
use crate::labels::Lang;
use crate::model::{Module, Project};

/// What was made of a procedure.
pub(super) struct Made {
    pub(super) documents: Vec<Document>,
    /// Its row in the index.
    pub(super) row: view::IndexRow,
}

/// Compiles a procedure.
pub(super) fn make(project: &Project, module: &Module, lang: Lang, shelf: &Shelf, request: &Request) -> Made {
    let view = view::Document::of(&Page::new(project, module, lang, shelf), request.draft_mark);
    let link = Link::of(module, lang);
    let row = view::IndexRow::of(&view, &link);
    let mut documents = Vec::new();
    for format in &request.formats {
        match format {
            Format::Md => {
                documents.push(Document::of_text(link.handbook.clone(), render("handbook.md.j2", &view)));
                documents.push(Document::of_text(link.checklist.clone(), render("checklist.md.j2", &view)));
            }
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
    Made { documents, row }
}
