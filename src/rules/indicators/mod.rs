//! K: indicators.

pub mod average_of_optional;
mod cases;
pub mod indicator_incomplete;
pub mod limit_unmeasured;
mod limits;
pub mod measure_never_reached;
pub mod measured_backwards;
pub mod miss_without_consequence;
mod setters;
pub mod share_without_base;
pub mod target_looser_than_limit;
pub mod target_out_of_range;
pub mod target_unit;
mod titles;
pub mod two_scales;
mod unit;
pub mod unlikely_direction;
pub mod weights_not_100;

use crate::model::{Body, Decl, Kpi, Measure};
use crate::rules::Context;
use crate::source::{FileId, Span};

/// An indicator that could be read.
#[derive(Clone, Copy)]
struct Indicator<'p> {
    file: FileId,
    decl: &'p Decl,
    kpi: &'p Kpi,
}

impl<'p> Indicator<'p> {
    /// What it measures, and where that stands.
    fn measure(&self) -> Option<(&'p Measure, Span)> {
        self.kpi.measure.as_ref().map(|(measure, at)| (measure, at.0))
    }
}

/// The indicators of all files, in their order.
fn indicators<'p>(context: &Context<'p>) -> impl Iterator<Item = Indicator<'p>> + use<'p> {
    context.decls().filter(|(_, decl)| !decl.broken).filter_map(|(file, decl)| match &decl.body {
        Body::Kpi(kpi) => Some(Indicator { file, decl, kpi }),
        _ => None,
    })
}
