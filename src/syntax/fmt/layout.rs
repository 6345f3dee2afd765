//! What stands before each leaf: nothing, blanks, a line break, or what its author wrote.

use super::fit;
use super::gaps;
use super::lines::{self, Lines};
use super::outline::{Outline, Role};
use super::spelling::{self, Spelled};
use super::table;
use crate::syntax::Node;

/// What stands before a leaf.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gap<'t> {
    /// So many blanks.
    Blanks(usize),
    /// A line break, and an empty line if `empty`.
    Break { empty: bool, indent: Indent<'t> },
    /// What was written there.
    Copied(&'t str),
}

/// How a line is indented.
#[derive(Debug, Clone, Copy)]
pub(super) enum Indent<'t> {
    /// So many columns.
    Columns(usize),
    /// What was written there.
    Copied(&'t str),
}

/// A leaf as it will be written.
#[derive(Debug)]
pub(super) struct Word<'t> {
    pub(super) spelled: Spelled<'t>,
    pub(super) gap: Gap<'t>,
}

/// The leaves of the file in their one form.
pub(super) fn lay_out(root: Node<'_>) -> Vec<Word<'_>> {
    let outline = Outline::of(root);
    let lines = Lines::of(root, &outline.leaves);
    let mut words = words(root.text_of_tree(), &outline, &lines);
    table::align(&mut words, &outline, &lines);
    fit::fit(&mut words, &outline);
    words
}

/// Each leaf with the line breaks that its author gave it.
fn words<'t>(text: &'t str, outline: &Outline<'t>, lines: &Lines) -> Vec<Word<'t>> {
    let mut words = Vec::with_capacity(outline.leaves.len());
    let mut before: Option<(Node<'t>, Role)> = None;
    // Whether nothing but a comment on its line stands between `{`, or the beginning of the file, and the leaf.
    let mut begins_block = true;
    for (at, (leaf, place)) in outline.leaves.iter().zip(&outline.places).enumerate() {
        let written = lines::gap(text, before.map(|(leaf, _)| leaf), *leaf);
        let spelled = if lines.copied(at) {
            Spelled::as_written(*leaf)
        } else {
            spelling::plain(*leaf, before.map(|(leaf, _)| leaf), place.clause)
        };
        let breaks = lines::breaks(written);
        let empty = breaks > 1 && !begins_block && matches!(place.role, Role::Item | Role::Comment);
        let broken = |indent| Gap::Break { empty, indent };
        let columns = broken(Indent::Columns(place.indent));
        let gap = match before {
            _ if lines.copied_gap(at) => Gap::Copied(written),
            _ if lines.copied(at) => broken(Indent::Copied(last_line(written))),
            None => columns,
            Some((previous, role)) => {
                // A brace comes up to its declaration; behind a comment or a copied line it can not.
                let stays = role == Role::Comment || lines.copied(at - 1);
                if breaks > 0 && (place.role != Role::Open || stays) {
                    columns
                } else {
                    Gap::Blanks(match (role, place.role) {
                        (_, Role::Comment) => 2,
                        (Role::Open, _) | (_, Role::Open | Role::Close) => 1,
                        (_, Role::Item) => 2,
                        _ => gaps::blanks(previous, *leaf, &spelled.text, !written.is_empty()),
                    })
                }
            }
        };
        words.push(Word { spelled, gap });
        let trails = place.role == Role::Comment && breaks == 0 && before.is_some();
        begins_block = place.role == Role::Open || begins_block && trails;
        before = Some((*leaf, place.role));
    }
    words
}

/// The indent behind the last line break of a gap. A byte order mark is no indent.
fn last_line(gap: &str) -> &str {
    let line = gap.rsplit(['\n', '\r']).next().unwrap_or("");
    line.trim_start_matches('\u{FEFF}')
}
