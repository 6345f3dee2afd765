//! How far right each piece stands: lines as short across as they can be, and pieces as far apart as they must be.

use super::Plan;
use super::even::{Even, even};
use super::lanes::{is_solid, lanes};
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
/// How much more it costs if what should stand evenly does not.
const EVEN: i64 = 4;

/// How often what may stand anywhere between two places is put into their middle.
const ROUNDS: usize = 2;

/// The middle of each piece.
pub(super) fn columns(plan: &Plan, back: &Table<bool>, layers: &Layers) -> Table<i64> {
    let even = even(plan, back);
    let (lanes, count) = lanes(plan, back, layers, &even);
    let limits = limits(layers, &lanes);
    let pulls = pulls(plan, back, layers, &even, &lanes);
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
        edges.push(Edge { from: points, to: pull.other, length: pull.shift, weight: pull.weight });
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

/// Two lines that want to be near one another, the other one so far right of the one.
struct Pull {
    one: usize,
    other: usize,
    shift: i64,
    weight: i64,
}

fn pulls(plan: &Plan, back: &Table<bool>, layers: &Layers, even: &Even, lanes: &Table<usize>) -> Vec<Pull> {
    let shifts = shifts(plan, layers, even);
    let mut pulls = Vec::new();
    let mut pull_apart = |one: usize, other: usize, shift: i64, weight: i64| {
        let (one, other) = (lanes[one], lanes[other]);
        if one != other {
            pulls.push(Pull { one, other, shift, weight });
        }
    };
    for (index, link) in layers.links.iter().enumerate() {
        let way = link.way.and_then(|way| plan.ways.get(way));
        let weight = way.map_or(OTHER, |way| if way.solid { SOLID } else { OTHER });
        let between = |piece: usize| !matches!(layers.pieces[piece].kind, Kind::Body(_));
        let weight = if between(link.upper) && between(link.lower) { 2 * weight } else { weight };
        let (shift, is_even) = shifts[index];
        pull_apart(link.upper, link.lower, shift, if is_even { EVEN * weight } else { weight });
    }
    let mut pull = |one: usize, other: usize, weight: i64| pull_apart(one, other, 0, weight);
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
        let mut inside = plan
            .bodies
            .iter()
            .enumerate()
            .filter(|(_, body)| body.spread && body.frame == Some(frame))
            .map(|(at, _)| at);
        if let (Some(first), Some(last)) = (inside.next(), inside.next_back()) {
            pull(first, last, SOLID);
        }
    }
    pulls
}

/// How far right of its upper piece the lower one of each link would like to be: what starts or comes together evenly
/// would like to be as far left as right. And whether that is so.
fn shifts(plan: &Plan, layers: &Layers, even: &Even) -> Table<(i64, bool)> {
    let mut shifts = Table::new(layers.links.len(), (0, false));
    let (mut below, mut above): (Table<Vec<usize>>, Table<Vec<usize>>) =
        (Table::new(plan.bodies.len(), Vec::new()), Table::new(plan.bodies.len(), Vec::new()));
    for (index, link) in layers.links.iter().enumerate().filter(|(_, link)| is_solid(plan, link)) {
        below[link.upper].push(index);
        above[link.lower].push(index);
    }
    let mut at = Table::new(layers.pieces.len(), 0);
    for row in layers.rows.iter() {
        row.iter().enumerate().for_each(|(place, piece)| at[*piece] = place);
    }
    let mut shift = |links: &[usize], sign: i64, far: &dyn Fn(usize) -> usize| {
        let mut members: Vec<(usize, usize, usize)> =
            links.iter().map(|link| (at[far(*link)], far(*link), *link)).collect();
        members.sort_unstable();
        let mut places = vec![0];
        let mut reached = 0;
        for (left, right) in members.iter().zip(members.iter().skip(1)) {
            let (one, other) = (layers.pieces[left.1], layers.pieces[right.1]);
            reached += one.right + room(one.kind) + room(other.kind) + other.left;
            places.push(reached);
        }
        let half = members.len() / 2;
        let of = |place: usize| places.get(place).copied().unwrap_or(0);
        let middle =
            if members.len().is_multiple_of(2) { (of(half.saturating_sub(1)) + of(half)) / 2 } else { of(half) };
        for ((_, _, link), place) in members.iter().zip(&places) {
            shifts[*link] = (sign * (place - middle), true);
        }
    };
    let ends = |link: usize| layers.links.get(link).map_or((0, 0), |link| (link.upper, link.lower));
    for shape in 0..plan.bodies.len() {
        if even.splits[shape] && below[shape].len() > 1 {
            shift(&below[shape], 1, &|link| ends(link).1);
        }
        if even.joins[shape] && above[shape].len() > 1 {
            shift(&above[shape], -1, &|link| ends(link).0);
        }
    }
    shifts
}

/// What costs the same anywhere between two places is put into their middle, as far as its neighbours let it.
fn centre(count: usize, limits: &[Edge], pulls: &[Pull], place: &mut Table<i64>) {
    let mut left: Table<Vec<(usize, i64)>> = Table::new(count, Vec::new());
    let mut right = left.clone();
    let mut pulled: Table<Vec<(usize, i64, i64)>> = Table::new(count, Vec::new());
    for limit in limits {
        left[limit.to].push((limit.from, limit.length));
        right[limit.from].push((limit.to, limit.length));
    }
    for pull in pulls {
        pulled[pull.one].push((pull.other, -pull.shift, pull.weight));
        pulled[pull.other].push((pull.one, pull.shift, pull.weight));
    }
    for _ in 0..ROUNDS {
        for lane in 0..count {
            let mut towards: Vec<(i64, i64)> =
                pulled[lane].iter().map(|(other, shift, weight)| (place[*other] + shift, *weight)).collect();
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
