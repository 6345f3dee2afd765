//! What formatting changes, as a unified diff.

use similar::TextDiff;

/// The unified diff from `before` to `after`, under the file's name; empty if nothing differs.
#[must_use]
pub fn diff(name: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().header(name, name).to_string()
}
