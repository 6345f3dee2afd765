//! Texts of a procedure as people write them: in any of its languages, or by their number.

use crate::flow::case::{Open, Wanted};
use crate::model::{Name, Text};

/// Whether a text is meant, in any of its languages; blanks around it and line breaks in it do not count.
pub(in crate::cli) fn is(text: &Text, written: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(Name::new).collect::<Vec<_>>();
    let own = std::iter::once(&text.source).chain(text.translations.iter().map(|other| &other.text));
    let written = words(written);
    own.into_iter().any(|own| words(own) == written)
}

/// The text of a list that is meant: written out, else by its number from 1; else what was written, as it is.
pub(super) fn meant(texts: &[&Text], written: &str) -> String {
    let by_number = || texts.get(written.trim().parse::<usize>().ok()?.checked_sub(1)?);
    let found = texts.iter().find(|text| is(text, written)).or_else(by_number);
    found.map_or_else(|| written.trim().to_owned(), |text| text.source.clone())
}

/// The texts among which a person chooses at an open step.
pub(super) fn of<'o, 'm>(open: &'o Open<'m>) -> &'o [&'m Text] {
    match &open.wanted {
        Wanted::Work { says } | Wanted::Event { says } | Wanted::Branches(says) => says,
        Wanted::Approval | Wanted::Items => &[],
    }
}

/// The address of a step as it is compared.
pub(super) fn address(written: &str) -> String {
    Name::new(written.trim()).to_string()
}

/// A reason as it is kept; empty if none is given.
pub(super) fn reason(written: Option<&str>) -> String {
    written.unwrap_or_default().trim().to_owned()
}
