//! Conditions over fields and categories.

use super::{Cmp, Ident, Project, Quantity, Ref, Value};
use crate::source::{FileId, Place};

/// A condition as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cond {
    /// One of them holds.
    Any(Vec<Cond>),
    /// All of them hold.
    All(Vec<Cond>),
    /// A field has, or has not, one of some values.
    Is(Is),
    /// A field compares with a value.
    Compare(Compare),
    /// Not readable.
    Broken,
}

/// `priority is urgent, high`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Is {
    /// The field or category.
    pub field: Ref,
    /// Whether it says `is not`.
    pub not: bool,
    /// The values.
    pub values: Vec<Literal>,
    /// Where it stands.
    pub at: Place,
}

/// `score >= 90`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compare {
    /// The field.
    pub field: Ref,
    /// The sign.
    pub cmp: Cmp,
    /// The value.
    pub value: Quantity,
    /// Where it stands.
    pub at: Place,
}

/// A value that a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// Yes.
    Yes(Place),
    /// No.
    No(Place),
    /// A value of a category or of a choice.
    Name(Ident),
    /// A text.
    Text(String, Place),
    /// A number and such.
    Quantity(Quantity),
}

impl Literal {
    /// Where it stands.
    #[must_use]
    pub fn at(&self) -> Place {
        match self {
            Literal::Yes(at) | Literal::No(at) | Literal::Text(_, at) => *at,
            Literal::Name(name) => name.at,
            Literal::Quantity(quantity) => quantity.at,
        }
    }

    /// The value that it is in a file, by itself or as the parameter that it names; `None` for what is no such value.
    #[must_use]
    pub fn value<'p>(&'p self, project: &'p Project, file: FileId) -> Option<&'p Value> {
        match self {
            Literal::Quantity(quantity) => project.value(file, quantity),
            Literal::Name(ident) => {
                let reference = Ref { parts: vec![ident.clone()], at: ident.at };
                project.param(file, &reference)
            }
            Literal::Yes(_) | Literal::No(_) | Literal::Text(..) => None,
        }
    }

    /// The text that it is in a file, by itself or as a parameter.
    #[must_use]
    pub fn text<'p>(&'p self, project: &'p Project, file: FileId) -> Option<&'p String> {
        match self {
            Literal::Text(text, _) => Some(text),
            _ => match self.value(project, file)? {
                Value::Text(text) => Some(&text.source),
                _ => None,
            },
        }
    }
}

impl Cond {
    /// Calls `visit` for every field that the condition reads.
    pub fn fields<'c>(&'c self, visit: &mut impl FnMut(&'c Ref)) {
        match self {
            Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| part.fields(visit)),
            Cond::Is(is) => visit(&is.field),
            Cond::Compare(compare) => visit(&compare.field),
            Cond::Broken => {}
        }
    }

    /// Whether a part of it could not be read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        match self {
            Cond::Any(parts) | Cond::All(parts) => parts.iter().any(Cond::is_broken),
            Cond::Compare(compare) => compare.value.value == Value::Broken,
            Cond::Is(_) => false,
            Cond::Broken => true,
        }
    }
}
