//! Records, their fields, and what is asked.

use super::{Cite, Ident, Quantity, Ref, Text};
use crate::source::Place;

/// A document or form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Its fields.
    pub fields: Vec<Field>,
    /// How long it is kept, and by whom.
    pub kept: Option<(Quantity, Option<Ref>)>,
    /// Whether it holds personal data.
    pub personal: bool,
    /// How records are numbered.
    pub numbered: Option<String>,
    /// Who it is for.
    pub readers: Vec<Ref>,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// Its text.
    pub title: Option<Text>,
    /// Its type, if it is given.
    pub ty: Option<AskType>,
    /// Citations on its line.
    pub cites: Vec<Cite>,
}

/// `ask score "…" as number 0..100 optional`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its name; `None` where it is missing.
    pub ident: Option<Ident>,
    /// Its text.
    pub title: Option<Text>,
    /// Its type, if it is given.
    pub ty: Option<AskType>,
    /// Whether it may be left empty.
    pub optional: bool,
    /// Citations on its line.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub at: Place,
}

/// A value to choose, `repair "维修" en "Repair"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub ident: Ident,
    /// How it reads.
    pub title: Option<Text>,
}

/// The type of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskType {
    /// Yes or no.
    YesNo,
    /// A number, perhaps in a range with so many decimals.
    Number(Option<Range>),
    /// A share.
    Percent,
    /// Money.
    Money,
    /// A length of time.
    Duration,
    /// One of these.
    OneOf(Vec<Choice>),
    /// A value of a category.
    Category(Ref),
    /// A day.
    Date,
    /// Free text.
    Text,
    /// A file.
    File,
    /// Not readable.
    Broken,
}

/// `0..100`; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least value.
    pub least: rust_decimal::Decimal,
    /// The greatest value.
    pub most: rust_decimal::Decimal,
    /// How many decimals the values have.
    pub decimals: u32,
}

impl Range {
    /// Whether a number lies in the range and has no more decimals than it.
    #[must_use]
    pub fn contains(&self, number: rust_decimal::Decimal) -> bool {
        number >= self.least && number <= self.most && number.normalize().scale() <= self.decimals
    }
}
