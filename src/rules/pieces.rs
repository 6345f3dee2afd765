//! Texts language by language, with the places of their words.

use std::ops::Range;

use super::Context;
use crate::labels::Lang;
use crate::model::{Module, Project, Text, TextUse};
use crate::source::Span;

/// A text in one of its languages.
pub(super) struct Piece<'p> {
    /// The tag of its language.
    pub tag: &'p str,
    /// What it says.
    pub text: &'p str,
    /// Where it stands, with its quotes.
    pub at: Span,
    /// How it is written there.
    written: &'p str,
}

impl Piece<'_> {
    /// Its language, if the rules know words of it.
    pub fn lang(&self) -> Option<Lang> {
        Lang::of_tag(self.tag)
    }

    /// The place of a part of it (bytes of `text`); the whole where that cannot be told.
    pub fn place(&self, part: Range<usize>) -> Span {
        let quote = self.written.chars().next().map_or(0, char::len_utf8);
        let word = self.text.get(part.clone()).unwrap_or("");
        let straight = quote + part.start;
        // A block text loses its indent, so that its words stand elsewhere than they are counted.
        let found = match self.written.get(straight..) {
            Some(rest) if rest.starts_with(word) => Some(straight),
            _ => self.written.find(word),
        };
        let Some(from) = found.filter(|_| !word.is_empty()) else { return self.at };
        let bytes = |count: usize| u32::try_from(count).unwrap_or(0);
        let start = self.at.start + bytes(from);
        Span::new(self.at.file, start, start + bytes(word.len()))
    }
}

/// Calls `visit` for every text of the project with its languages, the source first.
pub(super) fn each_text<'p>(context: &Context<'p>, mut visit: impl FnMut(&'p Module, &TextUse<'p>, &[Piece<'p>])) {
    for ((module, texts), pieces) in context.modules().zip(&context.texts).zip(&context.pieces) {
        for (used, pieces) in texts.iter().zip(pieces) {
            visit(module, used, pieces);
        }
    }
}

/// The languages of all texts of a file, in the order of the texts.
pub(super) fn pieces_of<'p>(project: &'p Project, module: &'p Module, texts: &[TextUse<'p>]) -> Vec<Vec<Piece<'p>>> {
    let first = project.languages_asked(module.id).and_then(|languages| languages.first().copied());
    texts.iter().map(|used| pieces(module, used.text, first)).collect()
}

/// The languages of a text whose file begins with `first`; where nobody says that, its script does.
fn pieces<'p>(module: &'p Module, text: &'p Text, first: Option<&'p str>) -> Vec<Piece<'p>> {
    let own = if text.source.contains(is_han) { "zh" } else { "en" };
    let mut bounds: Vec<(&str, &str, u32)> = vec![(first.unwrap_or(own), &text.source, text.at.0.start)];
    let translations = text.translations.iter();
    bounds.extend(translations.map(|other| (other.lang.as_str(), other.text.as_str(), other.lang_at.0.end)));
    let ends = text.translations.iter().map(|other| other.lang_at.0.start).chain([text.at.0.end]);
    let piece = |((tag, text, start), end): ((&'p str, &'p str, u32), u32)| {
        let written = module.source.slice(start, end);
        let blank = u32::try_from(written.len() - written.trim_start().len()).unwrap_or(0);
        let written = written.trim();
        let start = start + blank;
        let end = start + u32::try_from(written.len()).unwrap_or(0);
        Piece { tag, text, at: Span::new(module.id, start, end), written }
    };
    bounds.into_iter().zip(ends).map(piece).collect()
}

/// Whether a sign is a Chinese character.
pub(super) fn is_han(sign: char) -> bool {
    matches!(sign, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '々' | '〇')
}
