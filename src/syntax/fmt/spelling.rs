//! How one leaf is spelled: ASCII signs, the canonical keyword or unit, straight quotes.

use std::borrow::Cow;

use super::strings;
use crate::labels::Lang;
use crate::syntax::keywords::{self, Class};
use crate::syntax::{Kind, Node};

/// A leaf as it is written, and the kind as which it will be read again.
#[derive(Debug, Clone)]
pub(super) struct Spelled<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) kind: Kind,
}

impl<'t> Spelled<'t> {
    fn new(leaf: Node<'t>, text: impl Into<Cow<'t, str>>) -> Self {
        Self { text: text.into(), kind: leaf.kind() }
    }

    /// The leaf byte for byte.
    pub(super) fn copied(leaf: Node<'t>) -> Self {
        Self::new(leaf, leaf.text())
    }

    /// The leaf as its author wrote it; only line ends become `\n`.
    pub(super) fn as_written(leaf: Node<'t>) -> Self {
        Self::new(leaf, strings::line_ends(leaf.text()))
    }
}

/// The leaf in its one form. `before` is the leaf before it, `clause` the indent of its clause in columns.
pub(super) fn plain<'t>(leaf: Node<'t>, before: Option<Node<'t>>, clause: usize) -> Spelled<'t> {
    if let Some(sign) = sign(leaf.kind()) {
        return Spelled::new(leaf, sign);
    }
    match leaf.kind() {
        Kind::cmp => Spelled::new(leaf, comparison(leaf.text())),
        Kind::number | Kind::date | Kind::month_day | Kind::clock_time => Spelled::new(leaf, digits(leaf.text())),
        Kind::comment => Spelled::new(leaf, comment(leaf.text())),
        Kind::s_cq | Kind::s_jq => match strings::straight(leaf.text()) {
            Some(text) => Spelled { text: text.into(), kind: Kind::s_dq },
            None => Spelled::as_written(leaf),
        },
        Kind::s_block => Spelled::new(leaf, strings::indented(leaf.text(), clause + 2)),
        kind => match keywords::of(kind) {
            Some(word) => Spelled::new(leaf, word.spelling(language(leaf), after_one(before))),
            None => Spelled::as_written(leaf),
        },
    }
}

/// What a leaf says, whichever way it is written: ASCII signs and digits, keywords and units in English.
#[must_use]
pub fn one_form(leaf: Node<'_>) -> String {
    match keywords::of(leaf.kind()) {
        Some(word) => word.en.to_owned(),
        None => plain(leaf, None, 0).text.into_owned(),
    }
}

/// The leaf with its keyword or unit in `lang`; every other leaf as it was written, byte for byte.
pub(super) fn swapped<'t>(leaf: Node<'t>, before: Option<Node<'t>>, lang: Lang) -> Spelled<'t> {
    let after_hole = before.is_some_and(|leaf| leaf.kind() == Kind::hole);
    match keywords::of(leaf.kind()) {
        // A hole quotes its source: it keeps the unit that it was written with.
        Some(word) if !(word.class == Class::Unit && after_hole) => {
            Spelled::new(leaf, word.spelling(lang, after_one(before)))
        }
        _ => Spelled::copied(leaf),
    }
}

/// The language in which a keyword or unit is written. No Chinese spelling begins with an ASCII character.
fn language(leaf: Node<'_>) -> Lang {
    if leaf.text().starts_with(|first: char| first.is_ascii()) { Lang::En } else { Lang::Zh }
}

/// Whether the leaf before is the number 1, after which an English unit has no plural.
fn after_one(before: Option<Node<'_>>) -> bool {
    before.is_some_and(|leaf| leaf.kind() == Kind::number && digits(leaf.text()) == "1")
}

/// The one form of a sign.
fn sign(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::lbrace => "{",
        Kind::rbrace => "}",
        Kind::lparen => "(",
        Kind::rparen => ")",
        Kind::comma => ",",
        Kind::arrow => "->",
        Kind::eq => "=",
        Kind::bar => "|",
        Kind::dot => ".",
        Kind::dots => "..",
        Kind::dash | Kind::dash_cell => "-",
        Kind::colon => ":",
        Kind::end_bar => "",
        Kind::slash => "/",
        Kind::percent_sign => "%",
        Kind::always => "24x7",
        _ => return None,
    })
}

fn comparison(text: &str) -> &'static str {
    let or_equal = text.chars().count() > 1 || text.contains(['≥', '≤']);
    match text.chars().next() {
        Some('>' | '＞' | '≥') if or_equal => ">=",
        Some('>' | '＞') => ">",
        Some('<' | '＜' | '≤') if or_equal => "<=",
        Some('<' | '＜') => "<",
        _ => "=",
    }
}

/// Full-width digits and the signs inside numbers and times of day.
fn digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let ascii = |sign| match sign {
        '．' => '.',
        '：' => ':',
        '０'..='９' => char::from_u32(sign as u32 - '０' as u32 + '0' as u32).unwrap_or(sign),
        _ => sign,
    };
    text.chars().map(ascii).collect::<String>().into()
}

/// A comment without trailing blanks, and with an ASCII sign.
fn comment(text: &str) -> Cow<'_, str> {
    let text = text.trim_end();
    match text.strip_prefix('＃') {
        Some(rest) => format!("#{rest}").into(),
        None => text.into(),
    }
}
