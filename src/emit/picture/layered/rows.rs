//! How far down each row stands, and how high the gaps between the rows are.

use super::Plan;
use super::layers::{Kind, Layers};
use super::table::Table;
use super::tracks::Tracks;

/// From track to track.
const TRACK: f64 = 10.0;
/// Above the first track, and below the last where a label or where a shape follows: there must be room for an arrowhead.
const BEFORE: f64 = 10.0;
const AFTER_TO_LABEL: f64 = 8.0;
const AFTER_TO_SHAPE: f64 = 18.0;
/// Between rows without a track: from shapes to shapes, to labels and from labels.
const SHAPES: f64 = 34.0;
const TO_LABELS: f64 = 9.0;
const FROM_LABELS: f64 = 20.0;
/// Between the border of a frame and what is in it.
pub(super) const PADDING: f64 = 14.0;

/// The heights of a picture.
pub(super) struct Rows {
    /// The middle of each row.
    pub(super) middle: Table<f64>,
    /// The first track of each gap.
    first_track: Table<f64>,
}

impl Rows {
    /// How far down a track of a gap is.
    pub(super) fn track(&self, gap: usize, track: usize) -> f64 {
        self.first_track[gap] + TRACK * number(track)
    }
}

fn number(number: usize) -> f64 {
    number as f64
}

pub(super) fn rows(plan: &Plan, layers: &Layers, tracks: &Tracks) -> Rows {
    let count = layers.rows.len();
    let mut height = Table::new(count, 0.0_f64);
    let mut is_labels = Table::new(count, false);
    for piece in layers.pieces.iter() {
        let own = match piece.kind {
            Kind::Body(shape) => plan.bodies.get(shape).map_or(0.0, |body| body.height),
            Kind::Label(way) => {
                is_labels[piece.layer] = true;
                plan.ways.get(way).and_then(|way| way.label).map_or(0.0, |(_, height)| height)
            }
            _ => 0.0,
        };
        height[piece.layer] = height[piece.layer].max(own);
    }
    // The labels of loops stand in the row of their shape.
    for way in plan.ways.iter().filter(|way| way.from == way.to) {
        let row = layers.pieces[way.from].layer;
        height[row] = height[row].max(way.label.map_or(0.0, |(_, height)| height));
    }
    let (starts, ends) = frames(plan, layers);
    let mut rows = Rows { middle: Table::new(count, 0.0), first_track: Table::new(count + 1, 0.0) };
    let mut y = 0.0;
    for gap in 0..=count {
        let (inside, labels_above, labels_below) =
            (gap > 0 && gap < count, is_labels[gap.wrapping_sub(1)], is_labels[gap]);
        let after = if labels_below || gap == count { AFTER_TO_LABEL } else { AFTER_TO_SHAPE };
        y += if gap > 0 { ends[gap - 1] } else { 0.0 };
        rows.first_track[gap] = y + if gap > 0 { BEFORE } else { 0.0 };
        y = match tracks.count[gap] {
            0 if !inside => y,
            0 if labels_above => y + FROM_LABELS,
            0 if labels_below => y + TO_LABELS,
            0 => y + SHAPES,
            tracks => rows.track(gap, tracks - 1) + after,
        };
        if gap < count {
            y += starts[gap];
            rows.middle[gap] = y + height[gap] / 2.0;
            y += height[gap];
        }
    }
    rows
}

/// How much room the borders of frames need above and below each row.
fn frames(plan: &Plan, layers: &Layers) -> (Table<f64>, Table<f64>) {
    let count = layers.rows.len();
    let (mut starts, mut ends) = (Table::new(count, 0.0_f64), Table::new(count, 0.0_f64));
    // How much of it each frame takes with those around it.
    let mut own = Table::new(plan.frames.len(), (0.0, 0.0));
    for (frame, around) in plan.frames.iter().enumerate() {
        let Some(span) = layers.spans[frame] else { continue };
        let outer = around.and_then(|around| Some((layers.spans[around]?, own[around])));
        let (mut above, mut below) = (PADDING, PADDING);
        if let Some((outer, (outer_above, outer_below))) = outer {
            above += if outer.0 == span.0 { outer_above } else { 0.0 };
            below += if outer.1 == span.1 { outer_below } else { 0.0 };
        }
        own[frame] = (above, below);
        starts[span.0] = starts[span.0].max(above);
        ends[span.1] = ends[span.1].max(below);
    }
    (starts, ends)
}
