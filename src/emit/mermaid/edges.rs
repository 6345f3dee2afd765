//! The arrows of a flowchart, in an order from which the layout sees which of them lead back.
//!
//! Mermaid walks the arrows in written order and turns round what closes a circle. Where a decision was followed first
//! into a way that jumps over the head of a loop, the loop would be drawn upside down. So of each shape those arrows
//! come first that lead to the most heads of loops.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// How a way is drawn: dotted where it interrupts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    /// The case goes on.
    Solid,
    /// Something interrupts it.
    Dotted,
}

#[derive(Debug)]
struct Edge {
    from: usize,
    to: usize,
    label: String,
    line: Line,
}

/// The arrows of a chart.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// The shapes; they are known in reading order.
    shapes: Vec<String>,
    places: BTreeMap<String, usize>,
    edges: Vec<(String, String, String, Line)>,
}

impl Edges {
    /// A shape is drawn.
    pub(super) fn known(&mut self, id: &str) {
        self.places.insert(id.to_owned(), self.shapes.len());
        self.shapes.push(id.to_owned());
    }

    /// An arrow, with its label as it is printed.
    pub(super) fn add(&mut self, from: &str, to: &str, label: String, line: Line) {
        self.edges.push((from.to_owned(), to.to_owned(), label, line));
    }

    /// All arrows, one a line.
    pub(super) fn print(&self) -> String {
        let place = |id: &str| self.places.get(id).copied();
        let mut edges: Vec<Edge> = self
            .edges
            .iter()
            .filter_map(|(from, to, label, line)| {
                Some(Edge { from: place(from)?, to: place(to)?, label: label.clone(), line: *line })
            })
            .collect();
        let heads = self.heads(&edges);
        let count = |edge: &Edge| if edge.to > edge.from { heads.get(edge.to).map_or(0, BTreeSet::len) } else { 0 };
        edges.sort_by_key(|edge| (edge.from, std::cmp::Reverse(count(edge))));
        let name = |place: usize| self.shapes.get(place).map_or("", String::as_str);
        let mut out = String::new();
        for edge in edges {
            let arrow = match edge.line {
                Line::Solid => "-->",
                Line::Dotted => "-.->",
            };
            let label = if edge.label.is_empty() { String::new() } else { format!("|\"{}\"|", edge.label) };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {} {arrow}{label} {}", name(edge.from), name(edge.to));
        }
        out
    }

    /// For every shape the heads of loops that can be reached from it without going back, itself among them.
    fn heads(&self, edges: &[Edge]) -> Vec<BTreeSet<usize>> {
        let mut heads: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); self.shapes.len()];
        for edge in edges.iter().filter(|edge| edge.to <= edge.from) {
            if let Some(own) = heads.get_mut(edge.to) {
                own.insert(edge.to);
            }
        }
        let mut forward: Vec<(usize, usize)> =
            edges.iter().filter(|edge| edge.to > edge.from).map(|edge| (edge.from, edge.to)).collect();
        // From the last shape to the first, so that what lies ahead is complete when it is taken over.
        forward.sort_unstable_by(|one, other| other.cmp(one));
        for (from, to) in forward {
            let ahead = heads.get(to).cloned().unwrap_or_default();
            if let Some(own) = heads.get_mut(from) {
                own.extend(ahead);
            }
        }
        heads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_head_of_a_loop_comes_first() {
        let mut edges = Edges::default();
        ["choose", "quick", "look", "verify"].into_iter().for_each(|id| edges.known(id));
        edges.add("choose", "quick", String::new(), Line::Solid);
        edges.add("choose", "look", "slow".to_owned(), Line::Solid);
        edges.add("quick", "verify", String::new(), Line::Solid);
        edges.add("look", "verify", String::new(), Line::Solid);
        edges.add("verify", "look", String::new(), Line::Dotted);
        assert_eq!(
            edges.print(),
            "  choose -->|\"slow\"| look\n  choose --> quick\n  quick --> verify\n  look --> verify\n  verify -.-> look\n"
        );
    }
}
