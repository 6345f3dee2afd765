//! Links inside plain texts.
//!
//! The texts of a view are plain, yet a phrase may name a step that the reader wants to go to. Such a name is enclosed
//! in signs that are no characters and stand in no text of a user, see [`is_hidden`](super::signs::is_hidden); what
//! prints the text makes a link of it.

use std::borrow::Cow;

const OPEN: char = '\u{FDD0}';
const BETWEEN: char = '\u{FDD1}';
const CLOSE: char = '\u{FDD2}';

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Text(&'t str),
    Link { text: &'t str, target: &'t str },
}

/// A text that leads to `target`: a path, a `#` and an anchor, or both.
pub(super) fn linked(text: &str, target: &str) -> String {
    format!("{OPEN}{target}{BETWEEN}{text}{CLOSE}")
}

/// The pieces of a text in their order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let link = after.split_once(CLOSE).and_then(|(inside, tail)| Some((inside.split_once(BETWEEN)?, tail)));
        let Some(((target, text), tail)) = link else { break };
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        found.push(Piece::Link { text, target });
        rest = tail;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

/// The text alone.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let words = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Link { text, .. } => text,
    });
    Cow::Owned(words.collect())
}

/// Changes the first piece of the words that a reader sees, and leaves its link.
pub(super) fn at_beginning(text: &str, change: impl Fn(&str) -> String) -> String {
    match text.strip_prefix(OPEN).and_then(|inside| inside.split_once(BETWEEN)) {
        Some((target, rest)) => format!("{OPEN}{target}{BETWEEN}{}", change(rest)),
        None => change(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_in_a_text_is_found_again() {
        let text = format!("go to {} now", linked("step 5", "#step-5"));
        let expected = [Piece::Text("go to "), Piece::Link { text: "step 5", target: "#step-5" }, Piece::Text(" now")];
        assert_eq!(pieces(&text), expected);
        assert_eq!(plain(&text), "go to step 5 now");
        assert_eq!(plain(&at_beginning(&linked("step", "#a"), str::to_uppercase)), "STEP");
    }

    #[test]
    fn a_mark_alone_is_text() {
        assert_eq!(pieces("a\u{FDD0}b"), [Piece::Text("a\u{FDD0}b")]);
    }
}
