//! The picture as rows of pieces.
//!
//! Each rank is a row of shapes; between two ranks there is a row of labels where an arrow has one. An arrow has a piece
//! of line in every row that it passes. A frame has a left and a right border in every row that it reaches over.

use super::Plan;
use super::ranks::Ranks;
use super::table::Table;

/// What stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A shape, by number.
    Body(usize),
    /// Where an arrow passes, by its number.
    Line(usize),
    /// Where an arrow passes and has its label.
    Label(usize),
    /// The borders of a frame, by its number.
    Left(usize),
    Right(usize),
}

/// A piece; shapes come first and have the numbers of the plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) layer: usize,
    /// The innermost frame around it.
    pub(super) frame: Option<usize>,
    /// How far it reaches to the left and to the right.
    pub(super) left: i64,
    pub(super) right: i64,
}

/// Two pieces in neighbouring rows that a line joins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) upper: usize,
    pub(super) lower: usize,
    /// The arrow; none for the border of a frame.
    pub(super) way: Option<usize>,
}

/// All rows from top to bottom.
pub(super) struct Layers {
    pub(super) pieces: Table<Piece>,
    /// The pieces of each row, from left to right.
    pub(super) rows: Table<Vec<usize>>,
    pub(super) links: Vec<Link>,
    /// The pieces of each arrow between its shapes, from top to bottom.
    pub(super) chains: Table<Vec<usize>>,
    /// The borders of each frame, from top to bottom.
    pub(super) borders: Table<(Vec<usize>, Vec<usize>)>,
    /// How each frame reaches over the rows.
    pub(super) spans: Table<Option<(usize, usize)>>,
}

const NOTHING: Piece = Piece { kind: Kind::Line(usize::MAX), layer: 0, frame: None, left: 0, right: 0 };

/// Half of a size, in whole pixels.
pub(super) fn half(size: f64) -> i64 {
    whole((size / 2.0).ceil())
}

/// A number of pixels as a whole number; pictures are a good deal smaller than what would not fit.
pub(super) fn whole(pixels: f64) -> i64 {
    pixels as i64
}

/// Cuts the picture into rows. The order in a row is that in which a walk along the arrows comes to the pieces.
pub(super) fn cut(plan: &Plan, back: &Table<bool>, ranks: &Ranks, beside: &Table<i64>) -> Layers {
    // Which ranks have labels below them.
    let mut labelled = Table::new(ranks.count, false);
    let label_below = |index: usize, from: usize| {
        // A label stands near the shape that its arrow comes from.
        if back[index] { ranks.of[from].saturating_sub(1) } else { ranks.of[from] }
    };
    for (index, way) in plan.ways.iter().enumerate() {
        if way.label.is_some() && way.from != way.to {
            labelled[label_below(index, way.from)] = true;
        }
    }
    let mut row_of = Table::new(0, 0);
    let mut count = 0;
    for rank in 0..ranks.count {
        row_of.push(count);
        count += if labelled[rank] { 2 } else { 1 };
    }
    let row = |shape: usize| row_of[ranks.of[shape]];
    let body = |(shape, body): (usize, &super::Body)| {
        let side = half(body.width);
        Piece { kind: Kind::Body(shape), layer: row(shape), frame: body.frame, left: side, right: side + beside[shape] }
    };
    let mut layers = Layers {
        pieces: Table::of(plan.bodies.iter().enumerate().map(body).collect(), NOTHING),
        rows: Table::new(count, Vec::new()),
        links: Vec::new(),
        chains: Table::new(plan.ways.len(), Vec::new()),
        borders: Table::new(plan.frames.len(), (Vec::new(), Vec::new())),
        spans: Table::new(plan.frames.len(), None),
    };
    for (index, way) in plan.ways.iter().enumerate().filter(|(_, way)| way.from != way.to) {
        let rows = if back[index] { row(way.to)..row(way.from) + 1 } else { row(way.from) + 1..row(way.to) };
        let label_row = way.label.map(|label| (row_of[label_below(index, way.from)] + 1, half(label.0)));
        let frame = common(plan, way.from, way.to);
        for layer in rows {
            let labelled = label_row.filter(|(row, _)| *row == layer);
            let side = labelled.map_or(0, |(_, side)| side);
            let kind = if labelled.is_some() { Kind::Label(index) } else { Kind::Line(index) };
            let piece = layers.pieces.len();
            layers.pieces.push(Piece { kind, layer, frame, left: side, right: side });
            layers.chains[index].push(piece);
        }
        let ends = if back[index] { [None, None] } else { [Some(way.from), Some(way.to)] };
        let [first, last] = ends;
        let whole: Vec<usize> = first.into_iter().chain(layers.chains[index].iter().copied()).chain(last).collect();
        let links = whole.iter().zip(whole.iter().skip(1));
        layers.links.extend(links.map(|(upper, lower)| Link { upper: *upper, lower: *lower, way: Some(index) }));
    }
    for (frame, _) in plan.frames.iter().enumerate() {
        let Some((first, last)) = ranks.frames[frame] else { continue };
        let span = (row_of[first], row_of[last]);
        layers.spans[frame] = Some(span);
        for layer in span.0..=span.1 {
            for kind in [Kind::Left(frame), Kind::Right(frame)] {
                let piece = layers.pieces.len();
                layers.pieces.push(Piece { kind, layer, frame: Some(frame), left: 0, right: 0 });
                let (left, right) = &mut layers.borders[frame];
                let side = if matches!(kind, Kind::Left(_)) { left } else { right };
                if let Some(upper) = side.last().copied() {
                    layers.links.push(Link { upper, lower: piece, way: None });
                }
                side.push(piece);
            }
        }
    }
    walk(plan, back, &mut layers);
    layers
}

/// The innermost frame around both shapes.
fn common(plan: &Plan, one: usize, other: usize) -> Option<usize> {
    let frame = |shape: usize| plan.bodies.get(shape).and_then(|body| body.frame);
    let around = |frame: usize| plan.frames.get(frame).copied().flatten();
    let (mut one, mut other) = (frame(one), frame(other));
    // A frame comes after the one around it: the later of two is never around the other.
    while one != other {
        if one > other {
            one = one.and_then(around);
        } else {
            other = other.and_then(around);
        }
    }
    one
}

/// Puts the pieces into their rows.
fn walk(plan: &Plan, back: &Table<bool>, layers: &mut Layers) {
    let mut out: Table<Vec<usize>> = Table::new(plan.bodies.len(), Vec::new());
    for (index, way) in plan.ways.iter().enumerate() {
        // What leads back is met at its upper end, which stands beside the shape there.
        out[if back[index] { way.to } else { way.from }].push(index);
    }
    let mut seen = Table::new(plan.bodies.len(), false);
    let mut walk: Vec<usize> = Vec::new();
    for start in 0..plan.bodies.len() {
        walk.push(start);
        while let Some(shape) = walk.pop() {
            if seen[shape] {
                continue;
            }
            seen[shape] = true;
            let layer = layers.pieces[shape].layer;
            layers.rows[layer].push(shape);
            for &index in &out[shape] {
                for &piece in &layers.chains[index] {
                    let layer = layers.pieces[piece].layer;
                    layers.rows[layer].push(piece);
                }
            }
            let next = out[shape].iter().rev().filter(|index| !back[**index]);
            walk.extend(next.filter_map(|index| plan.ways.get(*index)).map(|way| way.to));
        }
    }
    for frame in 0..plan.frames.len() {
        let (left, right) = &layers.borders[frame];
        for &piece in left.iter().chain(right) {
            let layer = layers.pieces[piece].layer;
            layers.rows[layer].push(piece);
        }
    }
}
