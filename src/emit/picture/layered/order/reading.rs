//! From left to right as in the text: an order and its mirror have the same crossings, so the one is taken in which more
//! of what a shape leads to stands in the order of the text. That is asked of the whole and then of each frame.

use super::super::Plan;
use super::super::nested::Nested;
use super::super::table::Table;
use super::{Rows, key};

impl Rows<'_> {
    pub(super) fn read_from_left(&mut self, plan: &Plan, back: &Table<bool>, nested: &mut Nested) {
        let mut out: Table<Vec<(usize, usize)>> = Table::new(plan.bodies.len(), Vec::new());
        for (index, way) in plan.ways.iter().enumerate().filter(|(index, way)| !back[*index] && way.solid) {
            let first = self.layers.chains[index].first().copied().unwrap_or(way.to);
            if way.from != way.to {
                out[way.from].push((way.to, first));
            }
        }
        let last = self.layers.rows.len();
        let all: Vec<usize> = (0..plan.bodies.len()).collect();
        self.mirror_if_better(None, (0, last), &all, &out, nested);
        let mut within: Table<Vec<usize>> = Table::new(plan.frames.len(), Vec::new());
        for (shape, body) in plan.bodies.iter().enumerate() {
            body.frame.into_iter().for_each(|frame| within[frame].push(shape));
        }
        for frame in 0..plan.frames.len() {
            if let Some((first, last)) = self.layers.spans[frame] {
                self.mirror_if_better(Some(frame), (first, last + 1), &within[frame], &out, nested);
            }
        }
    }

    /// Mirrors what is in a frame, or all, in the rows from the first to before the last.
    fn mirror_if_better(
        &mut self,
        frame: Option<usize>,
        (first, last): (usize, usize),
        shapes: &[usize],
        out: &Table<Vec<(usize, usize)>>,
        nested: &mut Nested,
    ) {
        let against = self.against_the_text(shapes, out);
        if against <= 0 {
            return;
        }
        let old: Vec<Vec<usize>> = (first..last).map(|row| self.layers.rows[row].clone()).collect();
        let crossings = |rows: &Self| -> usize {
            // The row above is joined to the first one.
            (first.saturating_sub(1)..last).map(|row| rows.crossings_below(&rows.layers.rows[row])).sum()
        };
        let before = crossings(self);
        for layer in first..last {
            let span = frame.and_then(|frame| {
                let (left, right) = &self.layers.borders[frame];
                let at = |borders: &Vec<usize>| borders.get(layer - first).map(|piece| self.at[*piece]);
                Some((at(left)?, at(right)?))
            });
            let (left, right) = span.unwrap_or((0, self.layers.rows[layer].len()));
            let mirrored = |at: usize| if at >= left && at <= right { left + right - at } else { at };
            self.arrange(layer, nested, |rows, piece| key(mirrored(rows.at[piece])));
        }
        if crossings(self) > before || self.against_the_text(shapes, out) >= against {
            for (row, old) in old.into_iter().enumerate() {
                self.layers.rows[first + row] = old;
                self.number(first + row);
            }
        }
    }

    /// How many more pairs stand against the order of the text than in it, of all that the shapes lead to.
    fn against_the_text(&self, shapes: &[usize], out: &Table<Vec<(usize, usize)>>) -> i64 {
        let mut against = 0;
        for shape in shapes {
            for (index, (to, piece)) in out[*shape].iter().enumerate() {
                for (other, other_piece) in out[*shape].iter().skip(index + 1).filter(|(other, _)| other != to) {
                    let in_order = (to < other) == (self.at[*piece] < self.at[*other_piece]);
                    against += if in_order { -1 } else { 1 };
                }
            }
        }
        against
    }
}
