//! Documents as HTML, made from the very Markdown that is written as Markdown: one content, two formats.

mod fields;
mod nodes;
mod page;
mod search;

use std::fmt::Write as _;

pub(super) use nodes::{Body, Heading, Source, body};
pub(super) use page::{Around, Way, choice, page};
pub(super) use search::Search;

/// A text as HTML, in an element or between the quotes of an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        match sign {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(sign),
        }
    }
    out
}

/// Bytes as a link that holds them itself.
pub(super) fn data_url(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", base64(bytes))
}

/// Bytes in the alphabet of base64.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or_default());
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sign = SIGNS.get((all >> (18 - 6 * place) & 63) as usize).copied().unwrap_or_default();
            out.push(if place > group.len() { '=' } else { char::from(sign) });
        }
    }
    out
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
    fn base64_is_that_of_the_standard() {
        let all = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(all, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn nothing_ends_a_script() {
        assert_eq!(json(&"</script>&"), "\"\\u003c/script\\u003e\\u0026\"");
    }
}
