//! Finding figures, sign by sign.

use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::units::{UnitWord, unit_at};
use super::{Figure, Kind, Sure, numerals};
use crate::rules::lists::list;

/// Words that say that a number counts nothing.
struct Lists {
    counted: Vec<&'static str>,
    counted_in_chinese: Vec<Vec<char>>,
    months: Vec<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |key: &[&str]| list(include_str!("counted.tsv"), key);
    Lists {
        counted: list(&["en", "counted"]),
        counted_in_chinese: list(&["zh", "counted"]).iter().map(|word| word.chars().collect()).collect(),
        months: list(&["en", "month"]),
    }
});

/// Whether a word is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    LISTS.months.contains(&word)
}

pub(super) struct Scan {
    /// The signs in lower case and half width.
    pub(super) signs: Vec<char>,
    /// Which of them were written in lower case or have none: a 4S shop has no seconds.
    small: Vec<bool>,
    /// Where each stands, and the end of the text.
    bytes: Vec<usize>,
    found: Vec<Figure>,
}

impl Scan {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let small = text.chars().map(|sign| !sign.is_uppercase()).collect();
        Self { signs: text.chars().map(plain).collect(), small, bytes, found: Vec::new() }
    }

    pub(super) fn all(mut self) -> Vec<Figure> {
        let mut at = 0;
        while let Some(sign) = self.sign(at) {
            let next = match sign {
                _ if sign.is_ascii_digit() => self.figure(at),
                _ if sign.is_ascii_alphabetic() => self.word(at),
                '半' => self.half(at),
                '每' | '当' | '次' | '年' => self.meant_in_chinese(at),
                _ if numerals::is_chinese(sign) => self.numeral(at),
                _ => at + 1,
            };
            at = next.max(at + 1);
        }
        self.found
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        self.signs.get(at).copied()
    }

    pub(super) fn from(&self, at: usize) -> &[char] {
        self.signs.get(at..).unwrap_or_default()
    }

    pub(super) fn before(&self, at: usize) -> &[char] {
        self.signs.get(..at).unwrap_or_default()
    }

    pub(super) fn starts(&self, at: usize, word: &str) -> bool {
        let mut signs = self.from(at).iter();
        word.chars().all(|sign| signs.next() == Some(&sign))
    }

    pub(super) fn after_blanks(&self, at: usize) -> usize {
        at + self.from(at).iter().take_while(|sign| **sign == ' ').count()
    }

    pub(super) fn push(
        &mut self,
        at: Range<usize>,
        number: Decimal,
        unit: Option<(Kind, Decimal)>,
        sure: Sure,
        in_range: bool,
    ) {
        let (kind, factor) = unit.unwrap_or((Kind::Plain, Decimal::ONE));
        let bytes = |at: usize| self.bytes.get(at).copied().unwrap_or_default();
        let at = bytes(at.start)..bytes(at.end);
        if let Some(amount) = number.checked_mul(factor) {
            self.found.push(Figure { amount, number, kind, sure, in_range, at });
        }
    }

    /// The unit behind a number that ends here, and where it ends: at once, behind blanks, behind a hyphen.
    pub(super) fn unit(&self, end: usize) -> Option<(&'static UnitWord, usize)> {
        let hyphen = self.sign(end) == Some('-') && self.sign(end + 1).is_some_and(|sign| sign.is_ascii_alphabetic());
        let from = if hyphen { end + 1 } else { self.after_blanks(end) };
        let unit = unit_at(self.from(from))?;
        let to = from + unit.spelling.len();
        if unit.spelling == ['s'] && self.small.get(from) == Some(&false) {
            return None;
        }
        // `two second-line engineers` has no seconds.
        let goes_on =
            !hyphen && self.sign(to) == Some('-') && self.sign(to + 1).is_some_and(|sign| sign.is_ascii_alphabetic());
        (!goes_on).then_some((unit, to))
    }

    /// Behind a piece that is no figure, also what hangs on it: `3D`, `17-A`.
    pub(super) fn word_end(&self, at: usize) -> usize {
        let hangs = |sign: &&char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '/' | '.');
        at + self.from(at).iter().take_while(hangs).count()
    }

    /// Whether what stands before says that a number is the number of something.
    pub(super) fn is_counted(&self, start: usize) -> bool {
        let before = self.before(start);
        let blanks = before.iter().rev().take_while(|sign| matches!(sign, ' ' | '.')).count();
        let before = self.before(start - blanks);
        let letters = before.iter().rev().take_while(|sign| sign.is_ascii_alphabetic()).count();
        let word: String = before.iter().skip(before.len() - letters).collect();
        let in_chinese = LISTS.counted_in_chinese.iter().any(|word| before.ends_with(word));
        in_chinese || LISTS.counted.contains(&word.as_str()) || is_month(&word) || before.ends_with(&['#'])
    }

    pub(super) fn next_word(&self, at: usize) -> Option<String> {
        let word: String = self.from(at).iter().take_while(|sign| sign.is_ascii_alphabetic()).collect();
        (!word.is_empty()).then_some(word)
    }
}

/// The sign in lower case and half width; any blank as a blank, but a line stays a line.
fn plain(sign: char) -> char {
    match sign {
        '\n' => '\n',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign).to_ascii_lowercase(),
        _ if sign.is_whitespace() => ' ',
        _ => sign.to_ascii_lowercase(),
    }
}
