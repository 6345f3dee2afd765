//! Where arrows leave and enter their shapes.

use super::layers::{Kind, Layers, whole};
use super::table::Table;
use super::{Outline, Plan};

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
    // What runs across in each row from the side of a shape: from where to where, and the shape.
    let mut across: Table<Vec<(i64, i64, usize)>> = Table::new(layers.rows.len(), Vec::new());
    for (index, way) in plan.ways.iter().enumerate().filter(|(_, way)| way.from != way.to) {
        let chain = &layers.chains[index];
        let (first, last) = (chain.first().copied(), chain.last().copied());
        let (after, before) = if back[index] { (last, first) } else { (first, last) };
        let wish = |other: Option<usize>, shape: usize| Wish {
            x: x[other.unwrap_or(shape)],
            exact: other.is_some(),
            way: index,
        };
        for (leaves, shape, piece, far, list) in
            [(true, way.from, after, way.to, &mut below), (false, way.to, before, way.from, &mut above)]
        {
            let row = &mut across[layers.pieces[shape].layer];
            let from_side = piece.filter(|piece| back[index] && free.between(layers, shape, *piece));
            let stretch = from_side.map(|piece| (piece, x[shape].min(x[piece]), x[shape].max(x[piece])));
            // Two shapes that face one another do not both reach past the other's line.
            let alone = |(_, left, right): &(usize, i64, i64)| {
                row.iter().all(|(from, to, other)| *other == shape || to <= left || from >= right)
            };
            match stretch.filter(alone) {
                Some((piece, left, right)) => {
                    row.push((left, right, shape));
                    beside[shape].push((leaves, index, piece));
                }
                None => list[shape].push(wish(piece, far)),
            }
        }
    }
    for (shape, body) in plan.bodies.iter().enumerate() {
        let reach = whole(body.width / 2.0 - body.outline.inset());
        below[shape].sort_unstable_by_key(|wish| (wish.x, wish.way));
        above[shape].sort_unstable_by_key(|wish| (wish.x, wish.way));
        at_sides(shape, &beside[shape], x, &mut ports);
        if body.outline == Outline::Diamond {
            let row = &mut across[layers.pieces[shape].layer];
            at_corners(shape, layers, x, &mut below[shape], row, &mut ports);
        }
        for (wishes, ends) in [(&below[shape], &mut ports.leave), (&above[shape], &mut ports.enter)] {
            for (wish, offset) in wishes.iter().zip(spread(wishes, x[shape], reach)) {
                ends[wish.way] = Port::Through(x[shape] + offset);
            }
        }
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

/// What leaves a decision to a place beside it starts at the corner, where nothing is in the way: at each side one at
/// most. `across` is what runs across in the row already.
fn at_corners(
    shape: usize,
    layers: &Layers,
    x: &Table<i64>,
    below: &mut Vec<Wish>,
    across: &mut Vec<(i64, i64, usize)>,
    ports: &mut Ports,
) {
    let own = layers.pieces[shape];
    for is_right in [false, true] {
        let outer = if is_right { below.last() } else { below.first() };
        let Some(wish) = outer.copied().filter(|wish| wish.exact && below.len() > 1) else { continue };
        let (left, right) = if is_right { (x[shape], wish.x) } else { (wish.x, x[shape]) };
        let far = if is_right { wish.x > x[shape] + own.right } else { wish.x < x[shape] - own.left };
        let looped = is_right && own.right > own.left;
        let in_the_way = |piece: &&usize| {
            let other = layers.pieces[**piece];
            let (from, to) = (x[**piece] - other.left - SIDE, x[**piece] + other.right + SIDE);
            // A line may be crossed, and nothing may be run along.
            let only_crossed = matches!(other.kind, Kind::Line(_)) && (x[**piece] - wish.x).abs() >= SIDE;
            **piece != shape && from < right && to > left && !only_crossed
        };
        let free = layers.rows[own.layer].iter().filter(in_the_way).count() == 0
            && across.iter().all(|(from, to, _)| *to <= left || *from >= right);
        if far && !looped && free {
            across.push((left, right, shape));
            ports.leave[wish.way] = if is_right { Port::Right(0) } else { Port::Left(0) };
            below.retain(|other| other.way != wish.way);
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
