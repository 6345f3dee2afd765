//! One flow as one picture.

use super::Format;
use super::page::Page;
use super::picture::{dot, draw, mermaid, svg};
use super::shelf::EMPTY;
use crate::labels::Lang;
use crate::model::{Decl, Module, Project};

/// The flow of a procedure, or of one of its routines, as a picture. `None` where there is no flow to draw, or for a
/// format that is none of pictures.
#[must_use]
pub fn graph(project: &Project, module: &Module, routine: Option<&Decl>, lang: Lang, format: Format) -> Option<String> {
    let page = Page::new(project, module, lang, &EMPTY);
    let flow = match routine.map(|routine| (&routine.body, routine)) {
        Some((crate::model::Body::Routine(routine), _)) => routine.flow.as_ref(),
        Some(_) => None,
        None => module.file.flow.as_ref(),
    };
    let picture = draw(&page, flow?)?;
    match format {
        Format::Svg => {
            let title = routine.map_or_else(|| page.procedure_title(module.id), |routine| page.decl_title(routine));
            Some(svg::print(&picture, &title))
        }
        Format::Mermaid => Some(mermaid::print(&picture) + "\n"),
        Format::Dot => Some(dot::print(&picture)),
        _ => None,
    }
}
