//! What the check says of a procedure.

use serde::Serialize;

use super::super::checked::{Checked, Told};
use super::super::page::Page;
use crate::rules::Severity;

/// The results of the check.
#[derive(Debug, Serialize)]
pub(in super::super) struct CheckView {
    /// Whether there was a check.
    given: bool,
    findings: Vec<FindingView>,
}

#[derive(Debug, Serialize)]
struct FindingView {
    level: &'static str,
    code: &'static str,
    line: u32,
    text: String,
}

impl CheckView {
    pub(super) fn of(page: &Page<'_>, checked: Option<&Checked>) -> Self {
        let told = checked.map(|checked| checked.of_file(page.module.id)).unwrap_or_default();
        CheckView { given: checked.is_some(), findings: told.iter().map(|told| finding(page, told)).collect() }
    }
}

fn finding(page: &Page<'_>, told: &Told) -> FindingView {
    let w = &page.w.check;
    let level = match told.severity {
        Severity::Error => w.error,
        Severity::Warning => w.warning,
        Severity::Info => w.info,
    };
    FindingView { level, code: told.code, line: told.line, text: quoted(page, told.message.to(page.lang)) }
}

/// A message with what it names between the quotation marks of a document.
fn quoted(page: &Page<'_>, message: &str) -> String {
    let pieces = message.split('`').enumerate();
    let words = pieces.map(|(index, piece)| if index % 2 == 1 { page.quote(piece) } else { piece.to_owned() });
    page.sentence(&words.collect::<String>())
}
