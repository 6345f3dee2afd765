//! P: project and document control.

pub mod author_approves;
pub mod bad_config;
pub mod bad_import;
mod copies;
pub mod effective_before_approval;
pub mod head_incomplete;
pub mod history_gap;
pub mod limit_differs;
pub mod number_twice;
mod registry_faults;
pub mod role_differs;
pub mod two_scales_one_thing;

pub(super) use copies::{Copies, copies};

use crate::model::{Head, Module};
use crate::rules::Context;

/// The heads that could be read whole, each with its file.
pub(super) fn heads<'p>(context: &Context<'p>) -> impl Iterator<Item = (&'p Module, &'p Head)> + use<'p> {
    let whole = |module: &'p Module| module.file.head.as_ref().filter(|head| !head.broken && !module.file.doubled);
    context.modules().filter_map(move |module| whole(module).map(|head| (module, head)))
}
