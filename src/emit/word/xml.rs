//! Texts as XML.

use crate::emit::signs::is_hidden;

/// Escapes a text for an element or attribute.
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
