//! Texts of several lines: as one line, or as paragraphs and items of a list.

use serde::Serialize;

/// A paragraph of a text, or an item of a list in it.
#[derive(Debug, Serialize)]
pub(super) struct Paragraph {
    /// Whether it is an item of a list.
    pub(super) item: bool,
    /// Its text, on one line.
    pub(super) text: String,
}

/// Joins the lines of a text.
pub(super) fn flatten(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        push_line(&mut out, line);
    }
    out
}

/// The paragraphs and list items of a text. Other markup in it stays what it is: text.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            open = false;
            continue;
        }
        let item = item(line);
        match (item, found.last_mut()) {
            (None, Some(last)) if open => push_line(&mut last.text, line),
            _ => found.push(Paragraph { item: item.is_some(), text: item.unwrap_or(line).to_owned() }),
        }
        open = true;
    }
    found
}

/// What stands behind the sign of a list item.
fn item(line: &str) -> Option<&str> {
    ["- ", "* ", "+ ", "• "].iter().find_map(|sign| line.strip_prefix(sign)).map(str::trim)
}

/// Adds a line. Chinese has no blank between words, so a line break there is nothing.
fn push_line(out: &mut String, line: &str) {
    let joins = |sign: Option<char>| sign.is_some_and(|sign| sign >= '\u{2E80}');
    let blank = !(out.is_empty() || joins(out.chars().last()) || joins(line.chars().next()));
    if blank {
        out.push(' ');
    }
    out.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_the_language_does() {
        assert_eq!(flatten("a\n  b\n\nc"), "a b c");
        assert_eq!(flatten("投诉\n登记"), "投诉登记");
    }

    #[test]
    fn items_keep_their_wrapped_lines() {
        let found = paragraphs("Intro\ngoes on\n- one\n  two\n\n- three");
        let texts: Vec<(bool, &str)> = found.iter().map(|part| (part.item, part.text.as_str())).collect();
        assert_eq!(texts, [(false, "Intro goes on"), (true, "one two"), (true, "three")]);
    }
}
