//! Documents as HTML, made from the very Markdown that is written as Markdown: one content, two formats.

mod fields;
mod nodes;
mod page;
mod search;

use std::fmt::Write as _;

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::xml::entity;
pub(super) use nodes::{Body, Heading, Source, body};
pub(super) use page::{Around, Way, choice, page};
pub(super) use search::Search;

/// A text as HTML, in an element or between the quotes of an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        match entity(sign) {
            Some(entity) => out.push_str(entity),
            None => out.push(sign),
        }
    }
    out
}

/// Bytes as a link that holds them itself.
pub(super) fn data_url(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", BASE64_STANDARD.encode(bytes))
}

/// A text as a string of JavaScript inside a page: nothing in it ends the script.
fn json(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    text.chars().fold(String::with_capacity(text.len()), |mut out, sign| {
        match sign {
            // Writing to a string cannot fail.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => drop(write!(out, "\\u{:04x}", u32::from(sign))),
            _ => out.push(sign),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_script() {
        assert_eq!(json(&"</script>&"), "\"\\u003c/script\\u003e\\u0026\"");
    }
}
