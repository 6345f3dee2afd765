//! Plain text as Markdown: nothing of a text becomes markup of its own.

use comrak::{Anchorizer, Options};

use super::links::{Piece, pieces};
use super::note::harmless;
use super::signs::{clean, is_hidden};

/// The sign for a box to tick. Only the templates set one; in a text of a user the next sign says that it is none.
pub(super) const BOX: char = '☐';

/// Stands behind a box that is no more than a sign of a text.
pub(super) const NO_BOX: char = '\u{FE0E}';

/// What stands for a value to write down.
pub(super) const BLANK: &str = "______";

/// What separates fields on one line.
pub(super) const WIDE_BLANK: char = '\u{2003}';

/// How Markdown is read, whoever wrote it.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.cjk_friendly_emphasis = true;
    options
}

/// Escapes a text for one line of Markdown: a paragraph, an item, a heading, a cell of a table. The links that phrases
/// set become links.
pub(super) fn escape(text: &str) -> String {
    let parts = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => escape_text(text),
        Piece::Link { text, target } => format!("[{}]({})", escape_text(text), link(target)),
    });
    parts.collect()
}

fn escape_text(text: &str) -> String {
    let marker = marker(text);
    let mut out = String::with_capacity(text.len() + 8);
    for (at, sign) in text.char_indices() {
        match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' => {
                out.push('\\');
                out.push(sign);
            }
            // Not every reader of Markdown knows `\<`.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if is_entity(text.get(at..).unwrap_or_default()) => out.push_str("&amp;"),
            _ if sign.is_control() => out.push(' '),
            _ if is_hidden(sign) => {}
            BOX => out.extend([BOX, NO_BOX]),
            WIDE_BLANK => out.push(' '),
            _ => {
                if marker == Some(at) {
                    out.push('\\');
                }
                out.push(sign);
            }
        }
    }
    out
}

/// The sign that would begin a list, a rule or the line under a heading, because it stands at the beginning.
fn marker(text: &str) -> Option<usize> {
    let begin = text.trim_start();
    let blank = text.len() - begin.len();
    if begin.starts_with(['+', '-', '=']) {
        return Some(blank);
    }
    let digits = begin.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = begin.get(digits..).unwrap_or_default().chars();
    let lists = digits > 0 && matches!(rest.next(), Some('.' | ')')) && rest.next().is_none_or(char::is_whitespace);
    lists.then_some(blank + digits)
}

/// Whether a text that begins with `&` would read as one other sign, such as `&lt;`.
fn is_entity(text: &str) -> bool {
    let Some((name, _)) = text.strip_prefix('&').and_then(|rest| rest.split_once(';')) else { return false };
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() <= 32 && name.chars().all(|sign| sign.is_ascii_alphanumeric())
}

/// A Markdown text of the author inside a quotation, so that no heading, list or open fence of it reaches beyond. Raw
/// HTML becomes text.
pub(super) fn quotation(markdown: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut code = false;
    for line in harmless(&clean(markdown)).lines().map(str::trim_end) {
        let text = line.trim_start();
        code ^= text.starts_with("```") || text.starts_with("~~~");
        match lines.last_mut() {
            // Chinese has no blank between words, and a line break would be read as one.
            Some(last)
                if !code
                    && !last.starts_with("> #")
                    && is_wide(last.chars().last())
                    && is_wide(text.chars().next()) =>
            {
                last.push_str(&text.replace('<', "&lt;"));
            }
            _ if line.is_empty() => lines.push(">".to_owned()),
            _ => lines.push(format!("> {}", line.replace('<', "&lt;"))),
        }
    }
    lines.join("\n")
}

/// Whether a sign is of a script that is written without blanks.
pub(super) fn is_wide(sign: Option<char>) -> bool {
    sign.is_some_and(|sign| sign >= '\u{2E80}')
}

/// The target of a link between two documents, with the place in it behind the last `#`.
pub(super) fn link(target: &str) -> String {
    match target.rsplit_once('#') {
        Some((path, anchor)) => format!("{}#{}", encoded(path), encoded(anchor)),
        None => encoded(target),
    }
}

/// A path as the target of a link or an image.
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for sign in path.chars() {
        match sign {
            // What ends a target, begins HTML or is already the sign of an escape.
            ' ' | '(' | ')' | '<' | '>' | '"' | '\\' | '%' | '#' | '?' | '[' | ']' | '|' | '`' | ':' => {
                out.push_str(&format!("%{:02X}", u32::from(sign)));
            }
            _ if sign.is_ascii_control() => out.push_str(&format!("%{:02X}", u32::from(sign))),
            _ => out.push(sign),
        }
    }
    out
}

/// The anchor of a heading, as readers of Markdown make it; a second heading of the same words would get another.
pub(super) fn slug(heading: &str) -> String {
    Anchorizer::new().anchorize(&clean(heading))
}

#[cfg(test)]
mod tests {
    use super::super::links::linked;
    use super::*;

    #[test]
    fn a_link_leads_nowhere_else() {
        let text = format!("to {}", linked("[step]", "a (1).md#step-1"));
        assert_eq!(escape(&text), "to [\\[step\\]](a%20%281%29.md#step-1)");
        assert_eq!(escape(&linked("x", "javascript:alert(1)")), "[x](javascript%3Aalert%281%29)");
    }

    #[test]
    fn signs_of_markdown_are_text() {
        assert_eq!(escape("a|b `c` *d* [e](f)"), "a\\|b \\`c\\` \\*d\\* \\[e\\](f)");
        assert_eq!(escape("<script>&lt; R&D"), "&lt;script&gt;&amp;lt; R&D");
    }

    #[test]
    fn nothing_begins_a_list_or_heading() {
        assert_eq!(escape("# a"), "\\# a");
        assert_eq!(escape("- a - b"), "\\- a - b");
        assert_eq!(escape("1. a"), "1\\. a");
        assert_eq!(escape("2.1"), "2.1");
    }

    #[test]
    fn a_quotation_holds_everything_of_a_note() {
        assert_eq!(quotation("# x\n\n```\n<b>"), "> # x\n>\n> ```\n> &lt;b>");
        assert_eq!(quotation("来源\n  规定\n\n- 一\n- 二"), "> 来源规定\n>\n> - 一\n> - 二");
    }
}
