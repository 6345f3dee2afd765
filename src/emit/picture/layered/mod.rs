//! A layered layout in the manner of Sugiyama: the flow runs from top to bottom, with right angles.
//!
//! Read in this order; each step takes what the steps before it found:
//!
//! 1. [`circles`]: which arrows lead back. From here on every arrow leads down.
//! 2. [`ranks`]: how far down each shape stands, and how far each frame reaches.
//! 3. [`layers`]: the picture as rows of pieces: shapes, labels, the borders of frames, and a piece of line wherever an
//!    arrow passes a row.
//! 4. [`order`]: the order of the pieces in each row, with few crossings; what is in a frame stands together ([`nested`]).
//! 5. [`trunk`], [`even`], [`lanes`] and [`columns`]: which way is the main one, what stands evenly on both sides or on one
//!    upright line, and how far right.
//! 6. [`ports`] and [`tracks`]: where an arrow leaves and enters, and at which height between two rows it runs across.
//! 7. [`rows`] and [`routes`]: heights, and the corners of the arrows.
//!
//! In a row every piece has a place of its own, and between rows there are only lines: that arrows run through no shape
//! and labels lie on nothing is a matter of construction. All steps work on numbers in lists, in an order that depends on
//! the picture alone, in a bounded number of rounds.

mod circles;
mod columns;
mod even;
mod lanes;
mod layers;
mod loops;
mod nested;
mod order;
mod outline;
mod ports;
mod ranks;
mod routes;
mod rows;
mod simplex;
mod table;
mod tracks;
mod trunk;

#[cfg(test)]
mod chance;
#[cfg(test)]
mod tests;

pub(super) use outline::{Outline, SLANT};

use super::layout::{Area, Point};

/// A shape to be placed.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The innermost frame around it, by number.
    pub(super) frame: Option<usize>,
    pub(super) outline: Outline,
    /// Branches start or come together here.
    pub(super) spread: bool,
}

/// An arrow to be placed.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Width and height of its label.
    pub(super) label: Option<(f64, f64)>,
    pub(super) solid: bool,
}

/// What is to be placed: lengths in pixels, all else by number.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// The first one stands on top.
    pub(super) bodies: Vec<Body>,
    /// The frame around each frame, which comes before it.
    pub(super) frames: Vec<Option<usize>>,
    /// Of the arrows of a shape those first that are followed first: it decides which arrow of a circle leads back.
    pub(super) ways: Vec<Way>,
}

/// An arrow in its place.
#[derive(Debug, Clone)]
pub(super) struct Route {
    /// From its start to its head.
    pub(super) points: Vec<Point>,
    /// The middle of its label.
    pub(super) label: Option<Point>,
}

/// Everything in its place, by the numbers of the plan; nothing says where the upper left corner is.
#[derive(Debug)]
pub(super) struct Places {
    /// A shape may be higher than planned, where arrows lead from it to itself.
    pub(super) shapes: Vec<Area>,
    pub(super) frames: Vec<Area>,
    pub(super) routes: Vec<Route>,
}

/// Works out all places.
pub(super) fn arrange(mut plan: Plan) -> Places {
    let loops = loops::loops(&mut plan);
    let plan = &plan;
    let back = circles::back(plan);
    let ranks = ranks::ranks(plan, &back);
    let mut layers = layers::cut(plan, &back, &ranks, &loops.beside);
    order::sort(plan, &back, &mut layers);
    let x = columns::columns(plan, &back, &layers);
    let ports = ports::ports(plan, &back, &layers, &x);
    let tracks = tracks::tracks(plan, &back, &layers, &x, &ports);
    let rows = rows::rows(plan, &layers, &tracks);
    let found = routes::Found {
        plan,
        back: &back,
        layers: &layers,
        x: &x,
        ports: &ports,
        tracks: &tracks,
        rows: &rows,
        loops: &loops,
    };
    found.places()
}
