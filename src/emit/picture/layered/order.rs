//! The order of the pieces in their rows, with few crossings.
//!
//! Rows are sorted by the middle of what their pieces are joined to, downwards and upwards in turn, and neighbours change
//! places where that takes crossings away. The first order with the fewest crossings is kept.

mod reading;

use super::Plan;
use super::layers::{Kind, Layers};
use super::nested::Nested;
use super::table::Table;

/// Rounds at most, rounds without a better order, and how many pieces may be sorted in all.
const ROUNDS: usize = 12;
const PATIENCE: usize = 3;
const EFFORT: usize = 250_000;
/// What it costs to cross the border of a frame or a line, and what a shape costs that stands between a shape and what
/// leads back from or to it.
const BORDER: usize = 4;
const LINE: usize = 1;
const SHAPE: usize = 2;

/// Who is joined to whom, and where everybody stands.
struct Rows<'l> {
    layers: &'l mut Layers,
    above: Table<Vec<(usize, usize)>>,
    below: Table<Vec<(usize, usize)>>,
    /// For the ends of an arrow that leads back the shape that they stand beside.
    beside: Table<Option<usize>>,
    at: Table<usize>,
}

pub(super) fn sort(plan: &Plan, back: &Table<bool>, layers: &mut Layers) {
    let pieces = layers.pieces.len();
    let mut rows = Rows {
        above: Table::new(pieces, Vec::new()),
        below: Table::new(pieces, Vec::new()),
        beside: Table::new(pieces, None),
        at: Table::new(pieces, 0),
        layers,
    };
    for link in &rows.layers.links {
        let cost = if link.way.is_some() { LINE } else { BORDER };
        rows.above[link.lower].push((link.upper, cost));
        rows.below[link.upper].push((link.lower, cost));
    }
    for (index, way) in plan.ways.iter().enumerate().filter(|(index, _)| back[*index]) {
        let chain = &rows.layers.chains[index];
        if let (Some(first), Some(last)) = (chain.first(), chain.last()) {
            rows.beside[*first] = Some(way.to);
            rows.beside[*last] = Some(way.from);
        }
    }
    let mut nested = Nested::new(plan, rows.layers);
    for layer in 0..rows.layers.rows.len() {
        rows.number(layer);
        rows.arrange(layer, &mut nested, |rows, piece| key(rows.at[piece]));
    }
    rows.improve(&mut nested);
    rows.read_from_left(plan, back, &mut nested);
}

fn key(number: usize) -> f64 {
    number as f64
}

impl Rows<'_> {
    fn improve(&mut self, nested: &mut Nested) {
        let first = self.layers.rows.clone();
        let mut best = (self.crossings(), first.clone());
        let mut effort = 0;
        // From the order of the walk, and from its reverse.
        for mirrored in [false, true] {
            if best.0 == 0 || effort > EFFORT {
                break;
            }
            self.layers.rows = first.clone();
            for layer in 0..self.layers.rows.len() {
                self.number(layer);
                if mirrored {
                    self.arrange(layer, nested, |rows, piece| -key(rows.at[piece]));
                }
            }
            self.sweep(nested, &mut best, &mut effort);
        }
        self.layers.rows = best.1;
        (0..self.layers.rows.len()).for_each(|layer| self.number(layer));
    }

    fn sweep(&mut self, nested: &mut Nested, best: &mut (usize, Table<Vec<usize>>), effort: &mut usize) {
        let count = self.layers.rows.len();
        let mut patience = PATIENCE;
        let mut own = usize::MAX;
        for round in 0..ROUNDS {
            // What has the same middle changes places every other time.
            let turn = round % 4 >= 2;
            let down = round % 2 == 0;
            for step in 0..count {
                let layer = if down { step } else { count - 1 - step };
                if turn {
                    self.layers.rows[layer].reverse();
                }
                self.arrange(layer, nested, |rows, piece| rows.middle(piece, down));
            }
            self.change_places();
            *effort += self.layers.pieces.len();
            let crossings = self.crossings();
            if crossings < best.0 {
                best.0 = crossings;
                best.1.clone_from(&self.layers.rows);
            }
            patience = if crossings < own { PATIENCE } else { patience - 1 };
            own = own.min(crossings);
            if best.0 == 0 || patience == 0 || *effort > EFFORT {
                break;
            }
        }
    }

    fn number(&mut self, layer: usize) {
        for (at, piece) in self.layers.rows[layer].iter().enumerate() {
            self.at[*piece] = at;
        }
    }

    /// Sorts a row by a key; frames stay together.
    fn arrange(&mut self, layer: usize, nested: &mut Nested, by: impl Fn(&Self, usize) -> f64) {
        let row = std::mem::take(&mut self.layers.rows[layer]);
        let keys: Vec<f64> = row.iter().map(|piece| by(self, *piece)).collect();
        self.layers.rows[layer] = nested.sorted(self.layers, layer, &row, &keys);
        self.number(layer);
    }

    /// The middle of what a piece is joined to in the row above or below.
    fn middle(&self, piece: usize, above: bool) -> f64 {
        let joined = if above { &self.above[piece] } else { &self.below[piece] };
        if !joined.is_empty() {
            let sum: usize = joined.iter().map(|(other, _)| self.at[*other]).sum();
            return key(sum) / key(joined.len());
        }
        if let Some(shape) = self.beside[piece] {
            // Right of the shape, whatever that is joined to.
            return self.middle(shape, above) + 0.01;
        }
        // Nothing draws it anywhere: it keeps its place.
        key(self.at[piece])
    }

    /// Lets neighbours change places where that takes crossings away.
    fn change_places(&mut self) {
        for layer in 0..self.layers.rows.len() {
            for _ in 0..4 {
                let mut changed = false;
                for index in 1..self.layers.rows[layer].len() {
                    let (Some(&one), Some(&other)) =
                        (self.layers.rows[layer].get(index - 1), self.layers.rows[layer].get(index))
                    else {
                        continue;
                    };
                    if self.may_change(one, other) && self.cost(other, one) < self.cost(one, other) {
                        self.layers.rows[layer].swap(index - 1, index);
                        (self.at[one], self.at[other]) = (index, index - 1);
                        changed = true;
                    }
                }
                if !changed {
                    break;
                }
            }
        }
    }

    fn may_change(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.layers.pieces[one], self.layers.pieces[other]);
        let border = |kind| matches!(kind, Kind::Left(_) | Kind::Right(_));
        one.frame == other.frame && !border(one.kind) && !border(other.kind)
    }

    /// The crossings of the lines of two neighbours in this order.
    fn cost(&self, left: usize, right: usize) -> usize {
        let crossed = |joined: &Table<Vec<(usize, usize)>>| {
            let pairs = joined[left].iter().flat_map(|one| joined[right].iter().map(move |other| (one, other)));
            let crossed = pairs.filter(|(one, other)| self.at[one.0] > self.at[other.0]);
            crossed.map(|(one, other)| one.1 * other.1).sum::<usize>()
        };
        crossed(&self.above) + crossed(&self.below)
    }

    fn crossings(&self) -> usize {
        let rows = self.layers.rows.iter();
        let between: usize = rows.map(|row| self.crossings_below(row)).sum();
        between + self.away()
    }

    fn crossings_below(&self, row: &[usize]) -> usize {
        let mut lower: Vec<(usize, usize, usize)> = Vec::new();
        let mut widest = 0;
        for (at, piece) in row.iter().enumerate() {
            for (other, cost) in &self.below[*piece] {
                lower.push((at, self.at[*other], *cost));
                widest = widest.max(self.at[*other] + 1);
            }
        }
        lower.sort_unstable();
        // How much leads to each place or further right, as sums over powers of two.
        let mut sums = Table::new(widest + 1, 0usize);
        let (mut crossings, mut all) = (0, 0);
        for (_, at, cost) in lower {
            let mut left = 0;
            let mut index = at + 1;
            while index > 0 {
                left += sums[index];
                index &= index - 1;
            }
            crossings += (all - left) * cost;
            all += cost;
            let mut index = at + 1;
            while index <= widest {
                sums[index] += cost;
                index += index & index.wrapping_neg();
            }
        }
        crossings
    }

    /// What stands between what leads back and its shapes; a shape there is worse than a line.
    fn away(&self) -> usize {
        let mut away = 0;
        for (piece, shape) in self.beside.iter().enumerate() {
            let Some(shape) = *shape else { continue };
            let (from, to) = (self.at[piece].min(self.at[shape]), self.at[piece].max(self.at[shape]));
            let row = self.layers.rows[self.layers.pieces[piece].layer].get(from + 1..to).unwrap_or(&[]);
            let kinds = row.iter().map(|piece| self.layers.pieces[*piece].kind);
            away += kinds.map(|kind| if matches!(kind, Kind::Body(_)) { SHAPE } else { LINE }).sum::<usize>();
        }
        away
    }
}
