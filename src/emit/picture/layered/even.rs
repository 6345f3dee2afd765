//! Where ways start and come together evenly on both sides.
//!
//! That is where branches do, and shapes that are alike: a case has the choice between them and they lead to the same
//! shape, or they come from nowhere, or lead nowhere. Elsewhere one way goes straight on.

use super::table::Table;
use super::{Plan, Way};

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
    let leads_on = |(index, way): &(usize, &Way)| way.solid && way.from != way.to && !back[*index];
    for (_, way) in plan.ways.iter().enumerate().filter(leads_on) {
        into[way.to].push(way.from);
        out[way.from].push(way.to);
    }
    // The frame of a shape where branches or items start or come together; one more for what is in no frame.
    let outside = plan.frames.len();
    let frame =
        |shape: usize| plan.bodies.get(shape).filter(|body| body.spread).map(|body| body.frame.unwrap_or(outside));
    let mut splitting = Table::new(outside + 1, false);
    (0..count).filter(|shape| out[*shape].len() > 1).filter_map(frame).for_each(|frame| splitting[frame] = true);
    let splits = |shape: usize| {
        let members = &out[shape];
        let only_one = || members.iter().all(|member| out[*member].len() < 2);
        frame(shape).is_some() || members.len() >= MANY || only_one() && alike(members, &into, &out)
    };
    // What comes together after a block in which nothing splits is one way with others beside it.
    let joins = |shape: usize| frame(shape).is_some_and(|frame| splitting[frame]) || alike(&into[shape], &out, &into);
    Even {
        splits: Table::of((0..count).map(splits).collect(), false),
        joins: Table::of((0..count).map(joins).collect(), false),
    }
}

/// Whether all are joined to one shape alone, on the near side, and on the far side to one that they have in common or to
/// none at all.
fn alike(members: &[usize], near: &Table<Vec<usize>>, far: &Table<Vec<usize>>) -> bool {
    let [first, _, ..] = members else { return false };
    let all_far = |wanted: &usize| members.iter().all(|member| far[*member].contains(wanted));
    members.iter().all(|member| near[*member].len() == 1)
        && (members.iter().all(|member| far[*member].is_empty()) || far[*first].iter().take(MANY).any(all_far))
}
