//! Rules of conduct, and who is trained in what.

use super::{Cite, Period, Quantity, Ref, Text, Threshold};

/// A rule of conduct.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// The posts that it binds.
    pub applies_to: Vec<Ref>,
    /// What it says, in written order.
    pub says: Vec<(Modal, Text, Vec<Cite>)>,
    /// What checks it.
    pub checked_by: Vec<Ref>,
}

/// How strongly a policy speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the language")]
pub enum Modal {
    Must,
    MustNot,
    Should,
}

/// Who is trained in what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Training {
    /// The posts that are trained.
    pub for_whom: Vec<Ref>,
    /// Who trains them.
    pub by: Vec<Ref>,
    /// Once, before the first step.
    pub once: bool,
    /// How often.
    pub every: Option<Period>,
    /// How long it lasts.
    pub lasts: Option<Quantity>,
    /// What it covers.
    pub covers: Vec<Text>,
    /// Its tests.
    pub tests: Vec<Test>,
    /// The pass mark of the whole.
    pub pass: Option<Threshold>,
    /// How often it may be taken again, and what happens then.
    pub when_failed: Option<(Option<Quantity>, Option<Text>)>,
    /// The records that it fills.
    pub fills: Vec<Ref>,
}

/// A test of a training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What is tested.
    pub title: Text,
    /// Its weight.
    pub weight: Option<Quantity>,
    /// Its pass mark.
    pub pass: Option<Threshold>,
}
