//! The arrows of a picture, in an order from which the layout sees which of them lead back.
//!
//! Layouts walk the arrows in written order and turn round what closes a circle. Where a decision was followed first
//! into a way that jumps over the head of a loop, the loop would be drawn upside down. So of each shape those arrows
//! come first that lead to the most heads of loops.

use std::collections::{BTreeMap, BTreeSet};

use super::{Arrow, Line};

/// The arrows of a picture in the making, between shapes by their names.
#[derive(Debug, Default)]
pub(super) struct Arrows {
    /// The shapes; they are known in reading order.
    places: BTreeMap<String, usize>,
    arrows: Vec<(String, String, String, Line)>,
}

impl Arrows {
    /// A shape is drawn.
    pub(super) fn known(&mut self, id: &str) {
        self.places.insert(id.to_owned(), self.places.len());
    }

    /// An arrow with its label.
    pub(super) fn add(&mut self, from: &str, to: &str, label: String, line: Line) {
        self.arrows.push((from.to_owned(), to.to_owned(), label, line));
    }

    /// All arrows between shapes that are drawn.
    pub(super) fn in_order(self) -> Vec<Arrow> {
        let place = |id: &str| self.places.get(id).copied();
        let found = self.arrows.iter().filter_map(|(from, to, label, line)| {
            let arrow = Arrow { from: place(from)?, to: place(to)?, label: label.clone(), line: *line };
            Some(arrow)
        });
        let mut arrows: Vec<Arrow> = found.collect();
        let heads = heads(&arrows, self.places.len());
        let count =
            |arrow: &Arrow| if arrow.to > arrow.from { heads.get(arrow.to).map_or(0, BTreeSet::len) } else { 0 };
        arrows.sort_by_key(|arrow| (arrow.from, std::cmp::Reverse(count(arrow))));
        arrows
    }
}

/// For every shape the heads of loops that can be reached from it without going back, itself among them.
fn heads(arrows: &[Arrow], shapes: usize) -> Vec<BTreeSet<usize>> {
    let mut heads: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); shapes];
    for arrow in arrows.iter().filter(|arrow| arrow.to <= arrow.from) {
        if let Some(own) = heads.get_mut(arrow.to) {
            own.insert(arrow.to);
        }
    }
    let mut forward: Vec<(usize, usize)> =
        arrows.iter().filter(|arrow| arrow.to > arrow.from).map(|arrow| (arrow.from, arrow.to)).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_head_of_a_loop_comes_first() {
        let mut arrows = Arrows::default();
        ["choose", "quick", "look", "verify"].into_iter().for_each(|id| arrows.known(id));
        arrows.add("choose", "quick", String::new(), Line::Solid);
        arrows.add("choose", "look", "slow".to_owned(), Line::Solid);
        arrows.add("quick", "verify", String::new(), Line::Solid);
        arrows.add("look", "verify", String::new(), Line::Solid);
        arrows.add("verify", "look", String::new(), Line::Dotted);
        let ways: Vec<(usize, usize)> = arrows.in_order().iter().map(|arrow| (arrow.from, arrow.to)).collect();
        assert_eq!(ways, [(0, 2), (0, 1), (1, 3), (2, 3), (3, 2)]);
    }
}
