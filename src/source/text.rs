//! The text of a file with its line index.

use std::sync::Arc;

/// A position as people and editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Byte offset from the beginning of the file.
    pub offset: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The text of one file, its name as it is shown, and where its lines begin.
#[derive(Debug, Clone)]
pub struct SourceText {
    name: Arc<str>,
    text: Arc<str>,
    lines: Arc<[u32]>,
}

impl SourceText {
    /// Takes a text under a name; the line index is made once. A line ends at `\n`, `\r\n` or a lone `\r`.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let bytes = text.as_bytes();
        let mut lines = vec![0_u32];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                lines.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { name: name.into(), text, lines: lines.into() }
    }

    /// The name as it is shown: relative to the project's root, with `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text between two offsets; empty if they lie outside or inside a character.
    #[must_use]
    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The line (from 1) in which `offset` lies.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.lines.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// How many lines there are.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// Where line `line` (from 1) begins; the end of the text if there is no such line.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        (line as usize).checked_sub(1).and_then(|i| self.lines.get(i)).copied().unwrap_or(end)
    }

    /// Line and column of a byte offset. Columns count characters; a byte order mark is none.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line(offset);
        let before = self.slice(self.line_start(line), offset).trim_start_matches('\u{FEFF}');
        let column = u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX);
        Position { offset, line, column }
    }
}
