//! A text as one line of plain signs, for formats that know no markup.

/// The text without signs that control a device, turn the direction of writing, or cannot be seen.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|sign| !is_hidden(*sign)).map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// Whether a sign takes no place and may hide or turn others; signs that no XML may hold are among them.
pub(super) fn is_hidden(sign: char) -> bool {
    matches!(sign,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_turns_or_hides_other_signs() {
        assert_eq!(plain("a\u{202E}b\u{200B}\tc\u{1}\n工"), "ab c  工");
    }
}
