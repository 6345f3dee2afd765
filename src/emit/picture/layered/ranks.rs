//! How far down each shape stands.
//!
//! Arrows are kept short, those that a case usually takes twice as much; the first shape stands above all others. A frame
//! has an upper and a lower edge, between which its shapes stand.

use super::Plan;
use super::simplex::{Edge, solve};
use super::table::Table;

/// The ranks of the shapes, and of each frame the first and the last rank that it has a shape in.
pub(super) struct Ranks {
    pub(super) of: Table<usize>,
    pub(super) count: usize,
    pub(super) frames: Table<Option<(usize, usize)>>,
}

pub(super) fn ranks(plan: &Plan, back: &Table<bool>) -> Ranks {
    let shapes = plan.bodies.len();
    let edges = edges(plan, back);
    let mut place = solve(shapes + 2 * plan.frames.len(), edges.clone());
    lift(plan, &edges, &mut place);
    // Ranks without a shape are left out.
    let mut used: Vec<i64> = (0..shapes).map(|shape| place[shape]).collect();
    used.sort_unstable();
    used.dedup();
    let rank = |shape: usize| used.partition_point(|rank| *rank < place[shape]);
    let of = Table::of((0..shapes).map(rank).collect(), 0);
    let frames = frames(plan, &of);
    Ranks { of, count: used.len(), frames }
}

fn edges(plan: &Plan, back: &Table<bool>) -> Vec<Edge> {
    let shapes = plan.bodies.len();
    let (upper, lower) = (|frame: usize| shapes + 2 * frame, |frame: usize| shapes + 2 * frame + 1);
    let mut edges = Vec::new();
    for (index, way) in plan.ways.iter().enumerate().filter(|(_, way)| way.from != way.to) {
        let (from, to) = if back[index] { (way.to, way.from) } else { (way.from, way.to) };
        edges.push(Edge { from, to, length: 1, weight: if way.solid && !back[index] { 2 } else { 1 } });
    }
    let free = |from: usize, to: usize| Edge { from, to, length: 0, weight: 0 };
    edges.extend((1..shapes).map(|shape| free(0, shape)));
    for (frame, around) in plan.frames.iter().enumerate() {
        edges.push(Edge { from: upper(frame), to: lower(frame), length: 0, weight: 1 });
        if let Some(around) = *around {
            edges.extend([free(upper(around), upper(frame)), free(lower(frame), lower(around))]);
        }
    }
    for (shape, body) in plan.bodies.iter().enumerate() {
        if let Some(frame) = body.frame {
            edges.extend([free(upper(frame), shape), free(shape, lower(frame))]);
        }
    }
    edges
}

/// Where a shape may as well stand higher it does: it is then near what it follows.
fn lift(plan: &Plan, edges: &[Edge], place: &mut Table<i64>) {
    let shapes = plan.bodies.len();
    let mut into: Table<Vec<(usize, i64)>> = Table::new(shapes, Vec::new());
    let mut pull = Table::new(shapes, 0);
    for edge in edges {
        into[edge.to].push((edge.from, edge.length));
        pull[edge.to] += edge.weight;
        pull[edge.from] -= edge.weight;
    }
    let mut order: Vec<usize> = (1..shapes).filter(|shape| pull[*shape] == 0).collect();
    order.sort_by_key(|shape| (place[*shape], *shape));
    for shape in order {
        if let Some(highest) = into[shape].iter().map(|(from, length)| place[*from] + length).max() {
            place[shape] = highest;
        }
    }
}

fn frames(plan: &Plan, of: &Table<usize>) -> Table<Option<(usize, usize)>> {
    let mut frames: Table<Option<(usize, usize)>> = Table::new(plan.frames.len(), None);
    let wider = |old: Option<(usize, usize)>, (first, last): (usize, usize)| {
        Some(old.map_or((first, last), |old| (old.0.min(first), old.1.max(last))))
    };
    for (shape, body) in plan.bodies.iter().enumerate() {
        if let Some(frame) = body.frame {
            frames[frame] = wider(frames[frame], (of[shape], of[shape]));
        }
    }
    // From the inside out.
    for (frame, around) in plan.frames.iter().enumerate().rev() {
        if let (Some(own), Some(around)) = (frames[frame], *around) {
            frames[around] = wider(frames[around], own);
        }
    }
    frames
}
