//! Rules of the catalogue that turned out undecidable without guessing. Their names and codes stay reserved, and their
//! pages say why.

use super::{Group, RuleInfo, Severity};

/// Every retired rule.
pub const RETIRED: &[&RuleInfo] = &[&RuleInfo {
    name: "channel-closed",
    code: "T12",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("channel_closed.md"),
}];

/// A retired rule by its name or code.
#[must_use]
pub fn find_retired(word: &str) -> Option<&'static RuleInfo> {
    RETIRED.iter().copied().find(|info| info.name == word || info.code.eq_ignore_ascii_case(word))
}
