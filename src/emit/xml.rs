//! Texts as XML: for pictures and the parts of Word documents.

use super::signs::is_hidden;

/// Escapes a text for an element or attribute. Signs that XML does not have, and those that turn or hide other signs,
/// are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ if is_hidden(sign) => {}
            _ if sign.is_control() => out.push(' '),
            _ => out.push(sign),
        }
    }
    out
}
