//! How far right each piece stands: lines as short across as they can be, and pieces as far apart as they must be.

use super::Plan;
use super::lanes::lanes;
use super::layers::{Kind, Layers};
use super::simplex::{Edge, solve};
use super::table::Table;

/// The free space beside a piece.
fn room(kind: Kind) -> i64 {
    match kind {
        Kind::Body(_) => 18,
        Kind::Line(_) => 7,
        Kind::Label(_) => 8,
        Kind::Left(_) | Kind::Right(_) => 10,
    }
}

/// What it costs to run across by one pixel: for a line between shapes that a case usually passes, and otherwise.
const SOLID: i64 = 2;
const OTHER: i64 = 1;

/// How often what may stand anywhere between two places is put into their middle.
const ROUNDS: usize = 2;

/// The middle of each piece.
pub(super) fn columns(plan: &Plan, back: &Table<bool>, layers: &Layers) -> Table<i64> {
    let (lanes, count) = lanes(plan, back, layers);
    let limits = limits(layers, &lanes);
    let pulls = pulls(plan, back, layers, &lanes);
    // The left side of the picture holds all rows together.
    let side = count;
    let first = |row: &Vec<usize>| row.first().map(|piece| (lanes[*piece], layers.pieces[*piece].left));
    let mut edges: Vec<Edge> = layers
        .rows
        .iter()
        .filter_map(first)
        .map(|(to, length)| Edge { from: side, to, length, weight: 0 })
        .chain(limits.iter().copied())
        .collect();
    let mut points = count + 1;
    for pull in &pulls {
        // A point left of both, as near to both as it can be.
        edges.push(Edge { from: points, to: pull.one, length: 0, weight: pull.weight });
        edges.push(Edge { from: points, to: pull.other, length: 0, weight: pull.weight });
        points += 1;
    }
    let mut place = solve(points, edges);
    centre(count, &limits, &pulls, &mut place);
    let of = (0..layers.pieces.len()).map(|piece| place[lanes[piece]]).collect();
    Table::of(of, 0)
}

/// How far apart two lines must be, once for each pair of neighbours.
fn limits(layers: &Layers, lanes: &Table<usize>) -> Vec<Edge> {
    let mut limits = Vec::new();
    for row in layers.rows.iter() {
        for (left, right) in row.iter().zip(row.iter().skip(1)) {
            let (one, other) = (layers.pieces[*left], layers.pieces[*right]);
            let length = one.right + room(one.kind) + room(other.kind) + other.left;
            limits.push(Edge { from: lanes[*left], to: lanes[*right], length, weight: 0 });
        }
    }
    limits.sort_unstable_by_key(|limit| (limit.from, limit.to, std::cmp::Reverse(limit.length)));
    limits.dedup_by_key(|limit| (limit.from, limit.to));
    limits
}

/// Two lines that want to be near one another.
struct Pull {
    one: usize,
    other: usize,
    weight: i64,
}

fn pulls(plan: &Plan, back: &Table<bool>, layers: &Layers, lanes: &Table<usize>) -> Vec<Pull> {
    let mut pulls = Vec::new();
    let mut pull = |one: usize, other: usize, weight: i64| {
        let (one, other) = (lanes[one], lanes[other]);
        if one != other {
            pulls.push(Pull { one, other, weight });
        }
    };
    for link in &layers.links {
        let way = link.way.and_then(|way| plan.ways.get(way));
        let weight = way.map_or(OTHER, |way| if way.solid { SOLID } else { OTHER });
        let between = |piece: usize| !matches!(layers.pieces[piece].kind, Kind::Body(_));
        pull(link.upper, link.lower, if between(link.upper) && between(link.lower) { 2 * weight } else { weight });
    }
    for (index, way) in plan.ways.iter().enumerate().filter(|(index, _)| back[*index]) {
        let chain = &layers.chains[index];
        chain.first().into_iter().for_each(|piece| pull(*piece, way.to, OTHER));
        chain.last().into_iter().for_each(|piece| pull(*piece, way.from, OTHER));
    }
    for (left, right) in layers.borders.iter() {
        left.iter().zip(right).take(1).for_each(|(left, right)| pull(*left, *right, OTHER));
    }
    // Where branches come together stands below where they start.
    for frame in 0..plan.frames.len() {
        let mut inside =
            plan.bodies.iter().enumerate().filter(|(_, body)| body.spread && body.frame == Some(frame)).map(|(at, _)| at);
        if let (Some(first), Some(last)) = (inside.next(), inside.next_back()) {
            pull(first, last, SOLID);
        }
    }
    pulls
}

/// What costs the same anywhere between two places is put into their middle, as far as its neighbours let it.
fn centre(count: usize, limits: &[Edge], pulls: &[Pull], place: &mut Table<i64>) {
    let mut left: Table<Vec<(usize, i64)>> = Table::new(count, Vec::new());
    let mut right = left.clone();
    let mut pulled = left.clone();
    for limit in limits {
        left[limit.to].push((limit.from, limit.length));
        right[limit.from].push((limit.to, limit.length));
    }
    for pull in pulls {
        pulled[pull.one].push((pull.other, pull.weight));
        pulled[pull.other].push((pull.one, pull.weight));
    }
    for _ in 0..ROUNDS {
        for lane in 0..count {
            let mut towards: Vec<(i64, i64)> =
                pulled[lane].iter().map(|(other, weight)| (place[*other], *weight)).collect();
            towards.sort_unstable();
            let all: i64 = towards.iter().map(|(_, weight)| weight).sum();
            let mut passed = 0;
            let mut between = towards.iter().zip(towards.iter().skip(1)).filter(|(one, _)| {
                passed += one.1;
                2 * passed == all
            });
            let Some(((least, _), (most, _))) = between.next() else { continue };
            if place[lane] < *least || place[lane] > *most {
                continue;
            }
            let lowest = left[lane].iter().map(|(other, length)| place[*other] + length).max();
            let highest = right[lane].iter().map(|(other, length)| place[*other] - length).min();
            let middle = (least + most) / 2;
            let middle = highest.map_or(middle, |highest| middle.min(highest));
            place[lane] = lowest.map_or(middle, |lowest| middle.max(lowest));
        }
    }
}
