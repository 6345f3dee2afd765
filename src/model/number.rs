//! Numbers of documents and versions, as people compare them.

use unicode_normalization::UnicodeNormalization;

/// The comparable form of a number: two numbers that differ by width, case, blanks or the form of a dash are one.
#[must_use]
pub fn same_number(written: &str) -> String {
    let plain = written.nfkc().filter(|sign| !sign.is_whitespace());
    plain.map(|sign| if is_dash(sign) { '-' } else { sign }).flat_map(char::to_uppercase).collect()
}

/// Whether a number, or a part of it, is still open: `CS-SOP-XX`, `待定`.
#[must_use]
pub fn is_open_number(written: &str) -> bool {
    let number = same_number(written);
    let holes = ["XX", "××", "__", "??", "待定", "TBD", "..", "…"];
    number.is_empty() || holes.iter().any(|hole| number.contains(hole))
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_people_read_them() {
        assert_eq!(same_number("ＣＳ－SOP—017 "), same_number("cs-sop-017"));
        assert_ne!(same_number("CS-SOP-017"), same_number("CS-SOP-17"));
    }

    #[test]
    fn open_numbers_are_known() {
        assert!(["CS-SOP-xx", "CS-××", "待定", " ", "SOP-????"].iter().all(|number| is_open_number(number)));
        assert!(!is_open_number("AX-SOP-01"));
    }
}
