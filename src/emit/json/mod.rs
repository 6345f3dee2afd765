//! A procedure as JSON, for programs that build on it: one document a procedure, all languages in it, and the schema
//! that it keeps to.

mod cited;
mod declared;
mod declared_shape;
mod flow;
mod flow_shape;
mod maker;
mod shape;

use schemars::generate::SchemaSettings;

use super::make::Workshop;
use super::page::Page;
use super::shelf::EMPTY;
use super::{Document, Fault};
use crate::labels::Lang;
use crate::model::{Body, Module};
use crate::say;
use crate::source::relative;
use declared::Works;
use maker::Maker;
use shape::Procedure;

/// The version of the shape.
const VERSION: u32 = 1;

/// Where the schema lies in an output folder.
pub(super) const SCHEMA: &str = "procedure.schema.json";

/// The schema (draft 2020-12) of a compiled procedure.
#[must_use]
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    // A schema is plain data; it can always be written.
    serde_json::to_string_pretty(&generator.into_root_schema_for::<Procedure>()).unwrap_or_default() + "\n"
}

/// The compiled procedure at a path; `None` for a shared file, or without a language.
///
/// # Errors
/// What cannot be written as JSON.
pub(super) fn document(
    shop: &Workshop<'_>,
    module: &Module,
    languages: &[Lang],
    path: String,
) -> Result<Option<Document>, Fault> {
    // What programs read leads nowhere, and is the same for all readers.
    let pages: Vec<Page<'_>> = languages.iter().map(|lang| Page::new(shop.project, module, *lang, &EMPTY)).collect();
    let (checked, errors) = (shop.request.checked.as_ref(), shop.request.draft_mark);
    let (Some(maker), Some(head)) = (Maker::new(&pages, checked), module.file.head.as_ref()) else { return Ok(None) };
    let procedure = procedure(&maker, head, errors, relative(&path, SCHEMA));
    let text = serde_json::to_string_pretty(&procedure)
        .map_err(|error| Fault::Format(say!("无法生成 `{path}`：{error}", "`{path}` cannot be made: {error}")))?;
    Ok(Some(Document::of_text(path, text + "\n")))
}

fn procedure(maker: &Maker<'_, '_>, head: &crate::model::Head, errors: bool, schema: String) -> Procedure {
    let (page, file) = (maker.page, maker.page.file());
    let mut works = Works::of(maker);
    let routines = file.decls.iter().filter_map(|decl| match &decl.body {
        Body::Routine(routine) => Some(flow::routine(maker, decl, routine)),
        _ => None,
    });
    let notes = head.common.notes.iter().chain(&file.common.notes);
    Procedure {
        schema,
        version: VERSION,
        id: head.ident.as_ref().map(|ident| ident.name.to_string()).unwrap_or_default(),
        file: page.module.path.clone(),
        errors,
        head: declared::head(maker, head),
        posts: declared::posts(maker, &mut works),
        systems: declared::systems(maker, &mut works),
        channels: declared::channels(maker),
        calendars: declared::calendars(maker),
        categories: declared::categories(maker),
        parameters: declared::parameters(maker),
        flow: file.flow.as_ref().map(|flow| flow::flow(maker, flow)),
        routines: routines.collect(),
        service_levels: declared::service_levels(maker),
        indicators: declared::indicators(maker),
        records: declared::records(maker, &mut works),
        controls: cited::controls(maker),
        standards: cited::standards(maker),
        notes: notes.map(|note| maker.text(note)).collect(),
        cites: maker.cites(head.common.cites.iter().chain(&file.common.cites)),
    }
}
