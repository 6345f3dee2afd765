//! At which height between two rows arrows run across.
//!
//! Between two rows lines run level on tracks, one below the other. Of two lines whose ways across overlap that one is
//! above which then is crossed less often, and which does not run on the upright part of the other.

use super::Plan;
use super::layers::Layers;
use super::ports::{Port, Ports};
use super::table::Table;

/// A level piece of an arrow: its two ends, each with whether the arrow goes up from there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    pub(super) way: usize,
    /// Between which rows: the number of the lower one.
    pub(super) gap: usize,
    /// The ends in the order from the upper end of the arrow to the lower one.
    pub(super) ends: [(i64, bool); 2],
    /// From the top, among those of the gap.
    pub(super) track: usize,
}

impl Level {
    fn left(&self) -> i64 {
        self.ends.iter().map(|(x, _)| *x).min().unwrap_or(0)
    }

    fn right(&self) -> i64 {
        self.ends.iter().map(|(x, _)| *x).max().unwrap_or(0)
    }
}

/// All level pieces, those of an arrow from top to bottom, and how many tracks each gap has.
pub(super) struct Tracks {
    pub(super) levels: Vec<Level>,
    pub(super) count: Table<usize>,
}

/// Nearer than this two lines on one height look like one.
const NEAR: i64 = 8;
/// What it costs if a line runs on the upright part of another.
const ALIKE: i64 = 100;
/// More lines than this between two rows get a track each, in order.
const MOST: usize = 600;

pub(super) fn tracks(plan: &Plan, back: &Table<bool>, layers: &Layers, x: &Table<i64>, ports: &Ports) -> Tracks {
    let mut levels = Vec::new();
    for (index, way) in plan.ways.iter().enumerate().filter(|(_, way)| way.from != way.to) {
        let chain = &layers.chains[index];
        let row = |piece: usize| layers.pieces[piece].layer;
        let mut level = |gap: usize, upper: (i64, bool), lower: (i64, bool)| {
            if upper.0 != lower.0 {
                levels.push(Level { way: index, gap, ends: [upper, lower], track: 0 });
            }
        };
        let top = chain.first().map_or(0, |piece| x[*piece]);
        let bottom = chain.last().map_or(0, |piece| x[*piece]);
        let through = |port: Port| if let Port::Through(x) = port { Some(x) } else { None };
        let (leave, enter) = (through(ports.leave[index]), through(ports.enter[index]));
        match (back[index], chain.is_empty()) {
            (true, _) => enter.into_iter().for_each(|enter| level(row(way.to), (enter, false), (top, false))),
            (false, true) => {
                let ends = (leave.unwrap_or(0), enter.unwrap_or(0));
                level(row(way.to), (ends.0, true), (ends.1, false));
            }
            (false, false) => leave.into_iter().for_each(|leave| level(row(way.from) + 1, (leave, true), (top, false))),
        }
        for (upper, lower) in chain.iter().zip(chain.iter().skip(1)) {
            level(row(*lower), (x[*upper], true), (x[*lower], false));
        }
        match (back[index], chain.is_empty()) {
            (true, _) => leave.into_iter().for_each(|leave| level(row(way.from) + 1, (bottom, true), (leave, true))),
            (false, true) => {}
            (false, false) => enter.into_iter().for_each(|enter| level(row(way.to), (bottom, true), (enter, false))),
        }
    }
    let gaps = layers.rows.len() + 1;
    let mut of: Table<Vec<usize>> = Table::new(gaps, Vec::new());
    levels.iter().enumerate().for_each(|(index, level)| of[level.gap].push(index));
    let mut count = Table::new(gaps, 0);
    for gap in 0..gaps {
        count[gap] = place(&of[gap], &mut levels);
    }
    Tracks { levels, count }
}

/// Gives the lines of a gap their tracks; says how many there are.
fn place(members: &[usize], levels: &mut [Level]) -> usize {
    let own: Vec<Level> = members.iter().filter_map(|index| levels.get(*index)).copied().collect();
    let order = if own.len() > MOST { (0..own.len()).collect() } else { from_the_top(&own) };
    let own = Table::of(own, Level { way: 0, gap: 0, ends: [(0, false); 2], track: 0 });
    let mut track = Table::new(own.len(), 0);
    let mut count = 0;
    for (at, &level) in order.iter().enumerate() {
        let above = order.iter().take(at).filter(|other| overlap(&own[**other], &own[level]));
        track[level] = above.map(|other| track[*other] + 1).max().unwrap_or(0);
        count = count.max(track[level] + 1);
    }
    for (at, index) in members.iter().enumerate() {
        if let Some(level) = levels.get_mut(*index) {
            level.track = track[at];
        }
    }
    count
}

fn overlap(one: &Level, other: &Level) -> bool {
    one.left() <= other.right() + NEAR && other.left() <= one.right() + NEAR
}

/// The lines in an order in which few cross: always the one that costs least above all that are left.
fn from_the_top(own: &[Level]) -> Vec<usize> {
    let mut costs: Table<i64> = Table::new(own.len(), 0);
    let against = |one: &Level, other: &Level| above(one, other) - above(other, one);
    for (at, one) in own.iter().enumerate() {
        costs[at] = own.iter().filter(|other| overlap(one, other)).map(|other| against(one, other)).sum();
    }
    let mut left: Vec<usize> = (0..own.len()).collect();
    let mut order = Vec::new();
    while let Some((at, &next)) = left.iter().enumerate().min_by_key(|(_, level)| (costs[**level], **level)) {
        left.remove(at);
        order.push(next);
        if let Some(taken) = own.get(next) {
            for &other in &left {
                if let Some(level) = own.get(other).filter(|level| overlap(level, taken)) {
                    costs[other] -= against(level, taken);
                }
            }
        }
    }
    order
}

/// What it costs if a line runs above another one.
fn above(upper: &Level, lower: &Level) -> i64 {
    let crosses = |x: i64, level: &Level| i64::from(level.left() < x && x < level.right());
    let mut cost = 0;
    for (x, goes_up) in upper.ends {
        if !goes_up {
            cost += crosses(x, lower);
            cost += ALIKE * i64::from(lower.ends.iter().any(|(other, up)| *up && (other - x).abs() < NEAR / 2));
        }
    }
    for (x, goes_up) in lower.ends {
        if goes_up {
            cost += crosses(x, upper);
        }
    }
    cost
}
