//! From spans to lines and columns.

use std::cell::Cell;
use std::sync::LazyLock;

use crate::labels::Lang;
use crate::model::{Project, Text};
use crate::rules::CONFIG_FILE;
use crate::source::{FileId, Position, SourceText, Span};

static NOWHERE: LazyLock<SourceText> = LazyLock::new(|| SourceText::new("", ""));

/// The files of a project, asked for lines and columns.
///
/// Findings come sorted by place, so the last answer is kept and counting goes on from there: a thousand findings on
/// one line of ten megabytes would otherwise count that line a thousand times.
pub(super) struct Places<'p> {
    project: &'p Project,
    last: Cell<Option<(FileId, Position)>>,
}

impl<'p> Places<'p> {
    pub(super) fn new(project: &'p Project) -> Self {
        Self { project, last: Cell::new(None) }
    }

    /// The text in which a span lies.
    pub(super) fn source(&self, file: FileId) -> &'p SourceText {
        let found = match file {
            CONFIG_FILE => self.project.root.config_text.as_ref(),
            _ => self.project.module(file).map(|module| &module.source),
        };
        found.unwrap_or(&NOWHERE)
    }

    /// Where a span begins.
    pub(super) fn start(&self, span: Span) -> Position {
        self.position(span.file, span.start)
    }

    /// Where a span ends (the character after it).
    pub(super) fn end(&self, span: Span) -> Position {
        self.position(span.file, span.end)
    }

    /// A text of a file in the reader's language, if it has that; else as it was written.
    pub(super) fn words<'t>(&self, file: FileId, text: &'t Text, lang: Lang) -> &'t str {
        let languages = self.project.languages(file);
        text.read(lang.tag(), languages.first().copied().unwrap_or_default())
    }

    fn position(&self, file: FileId, offset: u32) -> Position {
        let source = self.source(file);
        let inside = source.text().floor_char_boundary(offset as usize);
        let offset = u32::try_from(inside).unwrap_or(u32::MAX);
        let line = source.line(offset);
        let near = |(seen, at): &(FileId, Position)| *seen == file && at.line == line && at.offset <= offset;
        let position = match self.last.get().filter(near) {
            Some((_, at)) => {
                let further = source.slice(at.offset, offset).trim_start_matches('\u{FEFF}').chars().count();
                Position { offset, line, column: at.column + u32::try_from(further).unwrap_or(u32::MAX) }
            }
            None => source.position(offset),
        };
        self.last.set(Some((file, position)));
        position
    }
}
