//! Texts as XML: for pictures and the parts of Word documents, and of it what HTML has as well.

use super::signs::is_hidden;

/// Escapes a text for an element or attribute. Signs that XML does not have, and those that turn or hide other signs,
/// are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match entity(sign) {
            Some(entity) => out.push_str(entity),
            None if is_hidden(sign) => {}
            None if sign.is_control() => out.push(' '),
            None => out.push(sign),
        }
    }
    out
}

/// What stands for a sign that would be markup, in XML and in HTML.
pub(super) fn entity(sign: char) -> Option<&'static str> {
    match sign {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}
