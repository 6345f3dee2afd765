//! Where ways start and come together evenly on both sides.
//!
//! That is where branches do, and shapes that are alike: a case has the choice between them and they lead to the same
//! shape, or they come from nowhere, or lead nowhere. Elsewhere one way goes straight on.

use super::Plan;
use super::table::Table;

/// By shape.
pub(super) struct Even {
    pub(super) splits: Table<bool>,
    pub(super) joins: Table<bool>,
}

/// So many ways start evenly, whatever follows.
const MANY: usize = 4;

pub(super) fn even(plan: &Plan, back: &Table<bool>) -> Even {
    let count = plan.bodies.len();
    let (mut into, mut out): (Table<Vec<usize>>, Table<Vec<usize>>) =
        (Table::new(count, Vec::new()), Table::new(count, Vec::new()));
    for (_, way) in plan.ways.iter().enumerate().filter(|(index, way)| way.from != way.to && !back[*index]) {
        into[way.to].push(way.from);
        out[way.from].push(way.to);
    }
    let alike = |members: &[usize], near: &Table<Vec<usize>>, far: &Table<Vec<usize>>| {
        let far_ends = |member: usize| (far[member].len() < 2).then(|| far[member].first().copied());
        let first = members.first().copied().and_then(far_ends);
        first.is_some() && members.iter().all(|member| near[*member].len() == 1 && far_ends(*member) == first)
    };
    let marked = |shape: usize| plan.bodies.get(shape).is_some_and(|body| body.spread);
    let splits = (0..count).map(|shape| marked(shape) || out[shape].len() >= MANY || alike(&out[shape], &into, &out));
    let splits = splits.collect();
    let joins = (0..count).map(|shape| marked(shape) || alike(&into[shape], &out, &into)).collect();
    Even { splits: Table::of(splits, false), joins: Table::of(joins, false) }
}
