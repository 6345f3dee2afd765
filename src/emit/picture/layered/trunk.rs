//! Which arrows a case usually takes.
//!
//! Of all arrows that lead on from a shape that one goes straight on which has the longest way before it: what turns aside
//! comes to its end soon, or back.

use super::Plan;
use super::layers::Layers;
use super::table::Table;

/// How much an arrow belongs to the main way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Belongs {
    /// To the one that begins at the first shape.
    Trunk,
    /// To one that begins elsewhere.
    Limb,
    Not,
}

pub(super) fn trunk(plan: &Plan, back: &Table<bool>, layers: &Layers) -> Table<Belongs> {
    let shapes = plan.bodies.len();
    let mut order: Vec<usize> = (0..shapes).collect();
    order.sort_by_key(|shape| std::cmp::Reverse(layers.pieces[*shape].layer));
    let mut out: Table<Vec<usize>> = Table::new(shapes, Vec::new());
    let leads_on = |(index, way): &(usize, &super::Way)| way.solid && !back[*index] && way.from != way.to;
    plan.ways.iter().enumerate().filter(leads_on).for_each(|(index, way)| out[way.from].push(index));
    let to = |index: usize| plan.ways.get(index).map_or(0, |way| way.to);
    let mut before: Table<usize> = Table::new(shapes, 0);
    let mut next: Table<Option<usize>> = Table::new(shapes, None);
    for shape in order {
        // Of several as long the one that comes first in the text.
        next[shape] =
            out[shape].iter().copied().min_by_key(|index| (std::cmp::Reverse(before[to(*index)]), to(*index)));
        before[shape] = next[shape].map_or(0, |index| before[to(index)] + 1);
    }
    let mut belongs = Table::new(plan.ways.len(), Belongs::Not);
    next.iter().flatten().for_each(|index| belongs[*index] = Belongs::Limb);
    let mut shape = 0;
    while let Some(index) = next[shape] {
        belongs[index] = Belongs::Trunk;
        shape = to(index);
    }
    belongs
}
