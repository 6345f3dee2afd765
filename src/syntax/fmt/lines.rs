//! The lines of the input, and which of them are copied as they were written.
//!
//! A line here is a run of leaves without a line break between them; a text over several lines lies in one.

use crate::syntax::{Kind, Node, is_mark};

/// The lines, leaf by leaf.
pub(super) struct Lines {
    /// The line of each leaf.
    of: Vec<usize>,
    /// Of each line, whether it is copied.
    copied: Vec<bool>,
    /// Of each leaf, whether the blanks before it lie inside one piece that could not be read.
    inside: Vec<bool>,
}

impl Lines {
    /// The lines of the tree under `root`, whose leaves are `leaves`.
    pub(super) fn of(root: Node<'_>, leaves: &[Node<'_>]) -> Self {
        let of = numbers(root.text_of_tree(), leaves);
        let count = of.last().map_or(0, |last| last + 1);
        let mut lines = Self { of, copied: vec![false; count], inside: vec![false; leaves.len()] };
        for node in root.descendants() {
            // A block without one of its braces is copied as a whole: its inside is a guess.
            let torn = |child: Node<'_>| matches!(child.kind(), Kind::m_open | Kind::m_close);
            if is_mark(node.kind()) || node.children().any(torn) {
                lines.copy(node, leaves);
            }
        }
        lines
    }

    fn copy(&mut self, node: Node<'_>, leaves: &[Node<'_>]) {
        let (first, end) = range(node, leaves);
        if first >= end {
            // The mark takes no text: it stands where the last leaf ends.
            if let Some(before) = first.checked_sub(1) {
                self.copy_line(before);
            }
            return;
        }
        for at in first..end {
            self.copy_line(at);
            if let Some(inside) = self.inside.get_mut(at) {
                *inside |= at > first;
            }
        }
    }

    fn copy_line(&mut self, leaf: usize) {
        let line = self.of.get(leaf).and_then(|line| self.copied.get_mut(*line));
        if let Some(copied) = line {
            *copied = true;
        }
    }

    /// Whether the leaf stands on a line that is copied.
    pub(super) fn copied(&self, leaf: usize) -> bool {
        self.of.get(leaf).and_then(|line| self.copied.get(*line)).copied().unwrap_or(false)
    }

    /// Whether the leaf begins a line.
    pub(super) fn begins(&self, leaf: usize) -> bool {
        leaf.checked_sub(1).is_none_or(|before| self.of.get(before) != self.of.get(leaf))
    }

    /// Whether the blanks before the leaf are copied.
    pub(super) fn copied_gap(&self, leaf: usize) -> bool {
        let inside = self.inside.get(leaf).copied().unwrap_or(false);
        inside || self.copied(leaf) && !self.begins(leaf)
    }
}

/// The leaves of a node, as a range of `leaves`; empty, and behind the last leaf before it, if it takes no text.
pub(super) fn range(node: Node<'_>, leaves: &[Node<'_>]) -> (usize, usize) {
    if node.start() >= node.end() {
        let at = leaves.partition_point(|leaf| leaf.end() <= node.start());
        return (at, at);
    }
    let first = leaves.partition_point(|leaf| leaf.end() <= node.start());
    let end = leaves.partition_point(|leaf| leaf.start() < node.end());
    (first, end)
}

/// The blanks before a leaf.
pub(super) fn gap<'t>(text: &'t str, before: Option<Node<'t>>, leaf: Node<'t>) -> &'t str {
    let from = before.map_or(0, |leaf| leaf.end() as usize);
    text.get(from..leaf.start() as usize).unwrap_or("")
}

/// How many line breaks a gap holds.
pub(super) fn breaks(gap: &str) -> usize {
    let pairs = gap.matches("\r\n").count();
    gap.matches(['\r', '\n']).count() - pairs
}

fn numbers(text: &str, leaves: &[Node<'_>]) -> Vec<usize> {
    let mut numbers = Vec::with_capacity(leaves.len());
    let (mut line, mut before) = (0, None);
    for leaf in leaves {
        if before.is_some() && breaks(gap(text, before, *leaf)) > 0 {
            line += 1;
        }
        numbers.push(line);
        before = Some(*leaf);
    }
    numbers
}
