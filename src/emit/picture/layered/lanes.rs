//! Which pieces stand on one vertical line.
//!
//! Lines are joined in the order of what matters most: the borders of frames, the way that cases usually go, long lines,
//! other ways, interruptions. Two joined lines never cross: so all of them can stand upright at once.

use std::collections::BTreeMap;

use super::Plan;
use super::even::Even;
use super::layers::{Kind, Layers, Link};
use super::table::Table;
use super::trunk::{Belongs, trunk};

/// For every piece the number of its line, and how many lines there are.
pub(super) fn lanes(plan: &Plan, back: &Table<bool>, layers: &Layers, even: &Even) -> (Table<usize>, usize) {
    let pieces = layers.pieces.len();
    let mut at = Table::new(pieces, 0);
    for row in layers.rows.iter() {
        row.iter().enumerate().for_each(|(place, piece)| at[*piece] = place);
    }
    let mut above: Table<Option<usize>> = Table::new(pieces, None);
    let mut taken = Table::new(pieces, false);
    // In each row, from the pieces that are joined downwards to the pieces below them, by their places.
    let mut joined: Table<BTreeMap<usize, usize>> = Table::new(layers.rows.len(), BTreeMap::new());
    for index in by_importance(plan, back, layers, even, &at) {
        let Some(link) = layers.links.get(index) else { continue };
        if taken[link.upper] || above[link.lower].is_some() {
            continue;
        }
        let (upper, lower) = (at[link.upper], at[link.lower]);
        let row = &mut joined[layers.pieces[link.upper].layer];
        let left = row.range(..upper).next_back().is_none_or(|(_, other)| *other < lower);
        let right = row.range(upper + 1..).next().is_none_or(|(_, other)| *other > lower);
        if left && right {
            row.insert(upper, lower);
            above[link.lower] = Some(link.upper);
            taken[link.upper] = true;
        }
    }
    let mut lanes = Table::new(pieces, 0);
    let mut count = 0;
    for piece in layers.rows.iter().flatten() {
        lanes[*piece] = above[*piece].map_or(count, |above| lanes[above]);
        count += usize::from(above[*piece].is_none());
    }
    (lanes, count)
}

/// Whether a link is part of an arrow that a case goes without an interruption.
pub(super) fn is_solid(plan: &Plan, link: &Link) -> bool {
    link.way.and_then(|way| plan.ways.get(way)).is_some_and(|way| way.solid)
}

/// The links by number, those first that should be straight.
fn by_importance(plan: &Plan, back: &Table<bool>, layers: &Layers, even: &Even, at: &Table<usize>) -> Vec<usize> {
    let mut above: Table<Vec<usize>> = Table::new(plan.bodies.len(), Vec::new());
    let mut below: Table<Vec<usize>> = Table::new(plan.bodies.len(), Vec::new());
    // Interruptions do not count, they stand where there is room.
    for link in layers.links.iter().filter(|link| is_solid(plan, link)) {
        above[link.lower].push(at[link.upper]);
        below[link.upper].push(at[link.lower]);
    }
    let trunk = trunk(plan, back, layers);
    // A shape from which several start, or at which they come together, side by side.
    let aside = |shape: usize, joined: &Table<Vec<usize>>, even: &Table<bool>| even[shape] && joined[shape].len() > 1;
    // How far from the middle of all that are joined to the shape, in halves; nothing for what is no shape.
    let off = |joined: &Table<Vec<usize>>, shape: usize, place: usize| {
        let joined = &joined[shape];
        let left = joined.iter().filter(|other| **other < place).count();
        (2 * left + 1).abs_diff(joined.len())
    };
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (index, link) in layers.links.iter().enumerate() {
        let off_above = off(&below, link.upper, at[link.lower]);
        let off_below = off(&above, link.lower, at[link.upper]);
        let is_body = |piece: usize| matches!(layers.pieces[piece].kind, Kind::Body(_));
        let (splits, joins) = (aside(link.upper, &below, &even.splits), aside(link.lower, &above, &even.joins));
        let interrupts = link.way.is_some() && !is_solid(plan, link);
        if interrupts && (splits || joins) {
            continue;
        }
        // An even number of them leaves the middle free.
        if splits && below[link.upper].len().is_multiple_of(2) || joins && above[link.lower].len().is_multiple_of(2) {
            continue;
        }
        let Some((way, belongs)) = link.way.and_then(|way| Some((plan.ways.get(way)?, trunk[way]))) else {
            found.push((0, 0, index));
            continue;
        };
        let between = !is_body(link.upper) && !is_body(link.lower);
        let importance = match belongs {
            Belongs::Trunk if !splits && !joins => 1,
            Belongs::Limb if !splits && !joins => 2,
            _ if between => 3,
            _ if way.solid => 4,
            _ => 5,
        };
        let off = if is_body(link.upper) { off_above } else { 0 } + if is_body(link.lower) { off_below } else { 0 };
        found.push((importance, off, index));
    }
    found.sort_unstable();
    found.into_iter().map(|(_, _, index)| index).collect()
}
