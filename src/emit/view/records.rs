//! Records and forms.

use serde::Serialize;

use super::super::page::Page;
use super::common::{Fact, NoteView, cites, facts, notes};
use super::means::names;
use super::work::{filled_by, steps_where};
use crate::labels::fill;
use crate::model::{Body, Decl, DeclKind, Symbol};

/// A record with its fields.
#[derive(Debug, Serialize)]
pub(in super::super) struct RecordView {
    pub(super) title: String,
    pub(super) facts: Vec<Fact>,
    pub(super) fields: Vec<FieldView>,
    notes: Vec<NoteView>,
}

#[derive(Debug, Serialize)]
pub(super) struct FieldView {
    pub(super) title: String,
    content: String,
}

/// The records of the procedure.
pub(super) fn records(page: &Page<'_>) -> Vec<RecordView> {
    page.decls(DeclKind::Record).into_iter().filter_map(|(symbol, decl)| record(page, symbol, decl)).collect()
}

/// How records are numbered, with the places of the pattern in the page's language.
fn numbering(page: &Page<'_>, pattern: &str) -> String {
    let w = &page.w.record;
    let places = [("{year}", w.year), ("{month}", w.month), ("{day}", w.day), ("{n}", w.count)];
    places.iter().fold(pattern.to_owned(), |text, (place, word)| text.replace(place, &format!("{{{word}}}")))
}

fn record(page: &Page<'_>, symbol: Symbol, decl: &Decl) -> Option<RecordView> {
    let Body::Record(record) = &decl.body else { return None };
    let w = &page.w.record;
    let kept = record.kept.as_ref().map(|(time, by)| {
        let time = page.quantity(time);
        by.as_ref().map_or(time.clone(), |by| fill(w.kept_by, &[&time, &page.post(&page.title(by))]))
    });
    let field_cites = record.fields.iter().flat_map(|field| &field.cites);
    let personal = if record.personal { page.w.value.yes } else { page.w.value.no };
    Some(RecordView {
        title: page.decl_title(decl),
        facts: facts([
            (w.numbered, record.numbered.as_deref().map(|pattern| numbering(page, pattern)).unwrap_or_default()),
            (w.kept, kept.unwrap_or_else(|| page.w.blank.missing.to_owned())),
            (w.personal, personal.to_owned()),
            (w.readers, page.title_list(&record.readers)),
            (w.filled_in, filled_by(page, symbol)),
            (w.read_in, steps_where(page, |work| names(page, &work.reads, symbol))),
            (page.w.step.cites, cites(page, decl.common.cites.iter().chain(field_cites))),
        ]),
        fields: record
            .fields
            .iter()
            .map(|field| FieldView {
                title: page.field_title(field),
                content: page.type_words(&page.field_type(field)),
            })
            .collect(),
        notes: notes(page, &decl.common),
    })
}
