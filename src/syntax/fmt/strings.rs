//! Texts: their quotes, and the indent of block texts.

use std::borrow::Cow;

/// The text with `\n` at its line ends. A lone `\r` inside a text is no line end of the text and stays.
pub(super) fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { text.into() }
}

/// A text in other quotes with straight ones, unless the text itself holds one.
pub(super) fn straight(text: &str) -> Option<String> {
    let mut inner = text.chars();
    inner.next();
    inner.next_back();
    let inner = inner.as_str();
    (!inner.contains('"')).then(|| format!("\"{inner}\""))
}

/// A block text moved as a whole, so that its least indent is `indent`, if that leaves its value alone.
pub(super) fn indented(text: &str, indent: usize) -> Cow<'_, str> {
    let text = line_ends(text);
    match moved(&text, indent) {
        Some(moved) => moved.into(),
        None => text,
    }
}

fn moved(text: &str, indent: usize) -> Option<String> {
    let inner = text.strip_prefix(FENCE)?.strip_suffix(FENCE)?;
    let (first, rest) = inner.split_once('\n')?;
    if !first.trim().is_empty() {
        return None;
    }
    let lines: Vec<&str> = rest.split('\n').collect();
    let least = least_indent(&lines)?;
    let margin = " ".repeat(indent);
    let mut moved = String::from(FENCE);
    for (at, line) in lines.iter().enumerate() {
        moved.push('\n');
        let closing = at + 1 == lines.len();
        let line = line.get(least..).unwrap_or("");
        if closing || !line.is_empty() {
            moved.push_str(&margin);
            moved.push_str(line);
        }
    }
    moved.push_str(FENCE);
    Some(moved)
}

const FENCE: &str = "\"\"\"";

/// The least indent of the non-blank lines and of the closing line, in bytes. `None` if a line is indented with
/// anything but blanks and tabs: then it is not plain which columns belong to the indent.
fn least_indent(lines: &[&str]) -> Option<usize> {
    let mut least = usize::MAX;
    for (at, line) in lines.iter().enumerate() {
        let closing = at + 1 == lines.len();
        if line.trim().is_empty() && !closing {
            if !line.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
                return None;
            }
            continue;
        }
        let text = line.trim_start_matches([' ', '\t']);
        if text.starts_with(char::is_whitespace) {
            return None;
        }
        least = least.min(line.len() - text.len());
    }
    Some(least)
}
