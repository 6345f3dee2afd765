//! Signs that no document shows: those that hide, turn around or cut short what a reader sees.

/// Whether a sign is left out of every document: one without width, one that turns the direction of what follows, or
/// one that is no character. Those that this house marks its own links with are among them.
pub(super) fn is_hidden(sign: char) -> bool {
    matches!(
        sign,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FDD0}'..='\u{FDEF}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FFFE}'
            | '\u{FFFF}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// A text without such signs; control characters become blanks, except the end of a line.
pub(super) fn clean(text: &str) -> String {
    let shown = text.chars().filter(|sign| !is_hidden(*sign));
    shown.map(|sign| if sign.is_control() && sign != '\n' { ' ' } else { sign }).collect()
}

/// The same on one line, for formats that know no markup.
pub(super) fn one_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::{clean, one_line};

    #[test]
    fn nothing_hides_or_turns() {
        assert_eq!(clean("a\u{202E}b\u{200B}\u{1}c\u{FDD0}\n"), "ab c\n");
        assert_eq!(clean("“退款”——R&D €5"), "“退款”——R&D €5");
        assert_eq!(one_line("a\u{202E}b\t\n工"), "ab  工");
    }
}
