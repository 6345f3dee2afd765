//! What a rule is, and the list of all of them.

use super::context::Context;
use super::finding::{Finding, Severity};
use crate::labels::Say;
use crate::source::Span;

/// The group of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the groups are those of the catalogue")]
pub enum Group {
    Written,
    Names,
    Flow,
    Time,
    People,
    Indicators,
    Records,
    Compliance,
    Wording,
    Languages,
    Project,
}

impl Group {
    /// The group's name in JSON and on pages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Group::Written => "written",
            Group::Names => "names",
            Group::Flow => "flow",
            Group::Time => "time",
            Group::People => "people",
            Group::Indicators => "indicators",
            Group::Records => "records",
            Group::Compliance => "compliance",
            Group::Wording => "wording",
            Group::Languages => "languages",
            Group::Project => "project",
        }
    }
}

/// What a rule is: its name, which people read and write, its code, its default weight, its page.
#[derive(Debug)]
pub struct RuleInfo {
    /// The name.
    pub name: &'static str,
    /// The short alias.
    pub code: &'static str,
    /// The group.
    pub group: Group,
    /// The default severity.
    pub severity: Severity,
    /// The page: what it finds, why it matters, one wrong and one right example, settings.
    pub page: &'static str,
}

impl RuleInfo {
    /// A finding of this rule at a place.
    #[must_use]
    pub fn at(&'static self, at: Span, message: Say) -> Finding {
        Finding::new(self, at, message)
    }
}

/// A rule looks at everything and adds what it finds.
pub type Check = fn(&Context<'_>, &mut Vec<Finding>);
