//! Arrows from a shape to itself: they stand right of it, one around the other, each with its label.

use super::layers::whole;
use super::table::Table;
use super::{Plan, Way};

/// How far a loop reaches out, and the free space around its label.
const REACH: f64 = 18.0;
const AIR: f64 = 6.0;
/// Half the height of the innermost loop, and the least distance from one to the next.
const HALF: f64 = 9.0;
const STEP: f64 = 8.0;

/// A loop by its distances from the middle of its shape.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loop {
    /// The upright line right of the shape.
    pub(super) column: f64,
    /// How far above and below the middle it leaves and enters.
    pub(super) half: f64,
    /// The middle of its label.
    pub(super) label: f64,
}

/// The loops of a picture by their arrows, and for each shape how far they reach over its right side.
pub(super) struct Loops {
    pub(super) of: Table<Option<Loop>>,
    pub(super) beside: Table<i64>,
}

/// Places all loops; a shape too low for its own is made higher.
pub(super) fn loops(plan: &mut Plan) -> Loops {
    let mut of = Table::new(plan.ways.len(), None);
    let mut beside = Table::new(plan.bodies.len(), 0);
    // How far right the loops reach, and how high the next one is at least.
    let mut reached: Table<(f64, f64)> = Table::new(plan.bodies.len(), (0.0, HALF));
    for (index, Way { from: shape, label, .. }) in plan.ways.iter().enumerate().filter(|(_, way)| way.from == way.to) {
        let Some(body) = plan.bodies.get_mut(*shape) else { continue };
        let (right, half) = reached[*shape];
        let column = right.max(body.width / 2.0) + REACH;
        let (width, height) = label.unwrap_or((0.0, 0.0));
        let end = if width > 0.0 { column + AIR + width } else { column };
        of[index] = Some(Loop { column, half, label: column + AIR + width / 2.0 });
        reached[*shape] = (end, (half + STEP).max(height / 2.0 + AIR));
        beside[*shape] = whole((end - body.width / 2.0).ceil());
        body.height = body.height.max(2.0 * half + STEP);
    }
    Loops { of, beside }
}
