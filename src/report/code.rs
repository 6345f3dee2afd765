//! The lines of a file that a finding shows, cut to a width that people can read.
//!
//! miette scans a text from its start for each report, counts columns in bytes and prints lines whole. It is given
//! this small copy of the marked lines instead, which knows the true line and column of every mark.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use super::place::Places;
use crate::source::{Position, SourceText, Span};

/// How wide a shown line may be, in columns of the terminal.
const WIDTH: usize = 140;

/// How much of a cut line is shown before the mark.
const BEFORE: usize = 40;

/// A mark: where it is drawn in the snippet, and where it truly is.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) drawn: Range<usize>,
    pub(super) at: Position,
}

#[derive(Debug)]
struct Line {
    /// Where it begins in the snippet.
    start: usize,
    /// Its number in the file, from 1.
    number: u32,
}

/// The marked lines of one file.
#[derive(Debug)]
pub(super) struct Snippet {
    name: String,
    text: String,
    lines: Vec<Line>,
    marks: Vec<Mark>,
    place: Position,
}

impl Snippet {
    /// The lines of `spans`, which lie in one file; of each the part in its first line is marked. The second list says
    /// for each span where its mark is; `None` where its part of a very long line is not shown.
    pub(super) fn new(places: &Places<'_>, main: Span, others: &[Span]) -> (Snippet, Vec<Option<Mark>>) {
        let source = places.source(main.file);
        let place = places.start(main);
        let mut snippet =
            Snippet { name: clean(source.name()), text: String::new(), lines: Vec::new(), marks: Vec::new(), place };
        let mut marks = vec![None; others.len() + 1];
        if source.text().trim().is_empty() {
            return (snippet, marks);
        }
        let spans: Vec<Span> = std::iter::once(&main).chain(others).map(|span| visible(source, *span)).collect();
        let mut numbers: Vec<u32> = spans.iter().map(|span| source.line(span.start)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            let mut here = spans.iter().enumerate().filter(|(_, span)| source.line(span.start) == number).peekable();
            let Some(focus) = here.peek().map(|(_, span)| span.start as usize) else { continue };
            let shown = snippet.add_line(source, number, focus);
            for (index, span) in here {
                let (start, end) = (span.start as usize, span.end as usize);
                if shown.file.start <= start && start <= shown.file.end {
                    let from = shown.drawn(source, start);
                    // A mark without width would belong to no line: it is drawn under what follows, if only the end
                    // of the line.
                    let next = snippet.text.get(from..).and_then(|text| text.chars().next()).map_or(0, char::len_utf8);
                    let drawn = from..shown.drawn(source, end).max(from + next);
                    let mark = Mark { drawn, at: places.start(*span) };
                    snippet.marks.push(mark.clone());
                    if let Some(slot) = marks.get_mut(index) {
                        *slot = Some(mark);
                    }
                }
            }
        }
        (snippet, marks)
    }

    /// Adds a line, cut around `focus` if it is long.
    fn add_line(&mut self, source: &SourceText, number: u32, focus: usize) -> Piece {
        let line = line_range(source, number);
        let text = source.text().get(line.clone()).unwrap_or("");
        let window = window(text, focus.saturating_sub(line.start));
        self.lines.push(Line { start: self.text.len(), number });
        if window.start > 0 {
            self.text.push('…');
        }
        let snippet = self.text.len();
        self.text.push_str(&clean(text.get(window.clone()).unwrap_or("")));
        if window.end < text.len() {
            self.text.push('…');
        }
        self.text.push('\n');
        Piece { file: line.start + window.start..line.start + window.end, snippet }
    }
}

/// The shown piece of a line.
struct Piece {
    /// Its bytes in the file.
    file: Range<usize>,
    /// Where it begins in the snippet.
    snippet: usize,
}

impl Piece {
    /// Where a byte of the file is drawn in the snippet.
    fn drawn(&self, source: &SourceText, at: usize) -> usize {
        let before = source.text().get(self.file.start..at.min(self.file.end)).unwrap_or("");
        self.snippet + clean(before).len()
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let line_of = |at: usize| self.lines.partition_point(|line| line.start <= at).saturating_sub(1);
        let (first, last) = (line_of(start), line_of(end.saturating_sub(1).max(start)));
        let from = self.lines.get(first).map_or(0, |line| line.start);
        let to = self.lines.get(last + 1).map_or(self.text.len(), |line| line.start);
        let data = self.text.get(from..to).ok_or(MietteError::OutOfBounds)?;
        let number = self.lines.get(first).map_or(self.place.line, |line| line.number);
        let column = self.marks.iter().find(|mark| mark.drawn.start == start).map_or(self.place, |mark| mark.at).column;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (from, data.len()).into(),
            number.saturating_sub(1) as usize,
            column.saturating_sub(1) as usize,
            last + 1 - first,
        )))
    }
}

/// The part of a span that can be marked: what lies in its first line; at the end of the file its last character.
fn visible(source: &SourceText, span: Span) -> Span {
    let text = source.text();
    let written = text.trim_end().len();
    let start = text.floor_char_boundary(span.start as usize);
    let (start, end) = if start >= written {
        (text.floor_char_boundary(written.saturating_sub(1)), written)
    } else {
        let line = line_range(source, source.line(span.start));
        let end = text.floor_char_boundary(span.end as usize).min(line.end).max(start);
        (start, start + text.get(start..end).map_or(0, |part| part.trim_end().len()))
    };
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(span.file, offset(start), offset(end))
}

/// The bytes of a line without its line end.
fn line_range(source: &SourceText, number: u32) -> Range<usize> {
    let (start, end) = (source.line_start(number), source.line_start(number + 1));
    let text = source.slice(start, end);
    start as usize..start as usize + text.trim_end_matches(['\n', '\r']).len()
}

/// The piece of a line around `focus` that fits in [`WIDTH`]; the whole line if it does. Looks no further than that,
/// however long the line is.
fn window(line: &str, focus: usize) -> Range<usize> {
    let focus = line.floor_char_boundary(focus);
    let (before, after) = line.split_at_checked(focus).unwrap_or((line, ""));
    let back = |room: usize| {
        let taken = fitting(before.chars().rev(), room);
        (before.len() - taken.0, taken.1)
    };
    let (_, lead) = back(BEFORE);
    let (ahead, used) = fitting(after.chars(), WIDTH - lead);
    let (start, _) = back((WIDTH - used).max(lead));
    start..focus + ahead
}

/// How many bytes of these characters fit in so many columns, and how many columns those take.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> (usize, usize) {
    let (mut bytes, mut columns) = (0, 0);
    for char in chars {
        // Characters without a width count as one column, or a line of them would have no end.
        let width = char.width().unwrap_or(1).max(1);
        if columns + width > room {
            break;
        }
        bytes += char.len_utf8();
        columns += width;
    }
    (bytes, columns)
}

/// A text that cannot move the cursor, change colours or turn the reading direction of a terminal.
pub(super) fn clean(text: &str) -> String {
    let harmful = |char: char| {
        (char.is_control() && char != '\t') || matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    // A byte order mark takes no room and would only confuse the terminal.
    let shown = text.chars().filter(|char| *char != '\u{FEFF}');
    shown.map(|char| if harmful(char) { char::REPLACEMENT_CHARACTER } else { char }).collect()
}
