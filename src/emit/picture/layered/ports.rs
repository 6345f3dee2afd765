//! Where arrows leave and enter their shapes.

use super::Plan;
use super::layers::{Kind, Layers, whole};
use super::table::Table;

/// An end of an arrow at its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Port {
    /// At the lower side where it leaves, at the upper one where it enters; how far right.
    Through(i64),
    /// At the left or right side, so far below the middle.
    Left(i64),
    Right(i64),
}

/// The ends of all arrows.
pub(super) struct Ports {
    pub(super) leave: Table<Port>,
    pub(super) enter: Table<Port>,
}

/// From port to port where there is room, and where there is little.
const WIDE: i64 = 22;
const NARROW: i64 = 12;
/// From port to port at the sides.
const SIDE: i64 = 10;

pub(super) fn ports(plan: &Plan, back: &Table<bool>, layers: &Layers, x: &Table<i64>) -> Ports {
    let ways = plan.ways.len();
    let mut ports = Ports { leave: Table::new(ways, Port::Through(0)), enter: Table::new(ways, Port::Through(0)) };
    let mut below: Table<Vec<Wish>> = Table::new(plan.bodies.len(), Vec::new());
    let mut above = below.clone();
    let mut beside: Table<Vec<(bool, usize, usize)>> = Table::new(plan.bodies.len(), Vec::new());
    let free = Free::new(layers);
    for (index, way) in plan.ways.iter().enumerate().filter(|(_, way)| way.from != way.to) {
        let chain = &layers.chains[index];
        let (first, last) = (chain.first().copied(), chain.last().copied());
        let (after, before) = if back[index] { (last, first) } else { (first, last) };
        let wish = |other: Option<usize>, shape: usize| Wish {
            x: x[other.unwrap_or(shape)],
            exact: other.is_some(),
            way: index,
        };
        for (leaves, shape, piece, far, list) in [
            (true, way.from, after, way.to, &mut below),
            (false, way.to, before, way.from, &mut above),
        ] {
            match piece {
                Some(piece) if back[index] && free.between(layers, shape, piece) => {
                    beside[shape].push((leaves, index, piece));
                }
                _ => list[shape].push(wish(piece, far)),
            }
        }
    }
    for (shape, body) in plan.bodies.iter().enumerate() {
        let reach = whole(body.width / 2.0 - body.outline.inset(body.height));
        for (wishes, ends) in [(&mut below[shape], &mut ports.leave), (&mut above[shape], &mut ports.enter)] {
            wishes.sort_unstable_by_key(|wish| (wish.x, wish.way));
            for (wish, offset) in wishes.iter().zip(spread(wishes, x[shape], reach)) {
                ends[wish.way] = Port::Through(x[shape] + offset);
            }
        }
        at_sides(shape, &beside[shape], x, &mut ports);
    }
    ports
}

/// Who would like to end below or above what.
#[derive(Debug, Clone, Copy)]
struct Wish {
    x: i64,
    /// Whether it can: a line stands where it stands, a shape has ports of its own.
    exact: bool,
    way: usize,
}

/// How far each port is from the middle: below what it leads to where that can be, else evenly.
fn spread(wishes: &[Wish], middle: i64, reach: i64) -> Vec<i64> {
    let number = |index: usize| i64::try_from(index).unwrap_or(i64::MAX);
    let count = number(wishes.len());
    // In halves, as the middle may lie between two ports.
    let straight = wishes.iter().position(|wish| wish.x == middle).map_or(count - 1, |index| 2 * number(index));
    let widest = straight.max(2 * (count - 1) - straight).max(1);
    let step = (2 * reach.max(0) / widest).min(WIDE);
    let evenly: Vec<i64> = (0..count).map(|index| (2 * index - straight) * step / 2).collect();
    let near = NARROW.min(step);
    let exact = |wish: &Wish| (wish.exact || wish.x == middle) && (wish.x - middle).abs() <= reach;
    let mut found: Vec<i64> =
        wishes.iter().zip(&evenly).map(|(wish, even)| if exact(wish) { wish.x - middle } else { *even }).collect();
    let mut least = i64::MIN / 2;
    for (place, wish) in found.iter_mut().zip(wishes) {
        *place = if exact(wish) { *place } else { (*place).max(least) };
        least = *place + near;
    }
    let mut most = i64::MAX / 2;
    for (place, wish) in found.iter_mut().zip(wishes).rev() {
        *place = if exact(wish) { *place } else { (*place).min(most) };
        most = *place - near;
    }
    let apart = found.iter().zip(found.iter().skip(1)).all(|(one, other)| other - one >= near);
    let inside = found.iter().all(|place| place.abs() <= reach);
    if apart && inside { found } else { evenly }
}

/// The ports of what leads back, at the sides. What leaves goes up and what enters comes from below: so that they do not
/// cross, the nearer of two that leave is above the other one, of two that enter below, and what leaves is above all.
fn at_sides(shape: usize, beside: &[(bool, usize, usize)], x: &Table<i64>, ports: &mut Ports) {
    for is_right in [false, true] {
        let distance = |piece: usize| (x[piece] - x[shape]).abs();
        let mut ends: Vec<(bool, i64, usize)> = beside
            .iter()
            .filter(|(_, _, piece)| (x[*piece] > x[shape]) == is_right)
            .map(|(leaves, way, piece)| (!leaves, if *leaves { distance(*piece) } else { -distance(*piece) }, *way))
            .collect();
        ends.sort_unstable();
        let mut offset = -SIDE * i64::try_from(ends.len().saturating_sub(1)).unwrap_or(0) / 2;
        for (enters, _, way) in ends {
            let port = if is_right { Port::Right(offset) } else { Port::Left(offset) };
            if enters {
                ports.enter[way] = port;
            } else {
                ports.leave[way] = port;
            }
            offset += SIDE;
        }
    }
}

/// How many shapes stand left of each piece in its row.
struct Free(Table<usize>);

impl Free {
    fn new(layers: &Layers) -> Self {
        let mut left = Table::new(layers.pieces.len(), 0);
        for row in layers.rows.iter() {
            let mut count = 0;
            for piece in row {
                left[*piece] = count;
                count += usize::from(matches!(layers.pieces[*piece].kind, Kind::Body(_)));
            }
        }
        Self(left)
    }

    /// Whether no shape stands between a shape and a piece of its row, nor a loop of its own.
    fn between(&self, layers: &Layers, shape: usize, piece: usize) -> bool {
        let (own, other) = (self.0[shape], self.0[piece]);
        let looped = layers.pieces[shape].right > layers.pieces[shape].left;
        if other > own { other == own + 1 && !looped } else { other == own }
    }
}
