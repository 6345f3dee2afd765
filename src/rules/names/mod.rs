//! N: names.

mod called;
pub(super) mod compared;
pub mod duplicate_name;
mod elsewhere;
pub mod import_hides_name;
mod languages;
pub mod lookalike_names;
mod measures;
pub mod same_text_two_names;
mod typed;
pub mod unknown_name;
pub mod unknown_value;
mod unset_calls;
pub mod unused_declaration;
pub mod used_before_set;

use crate::model::{Columns, Ident, Quantity, Sla, each_flow, each_node};
use crate::rules::Context;
use crate::source::FileId;

/// The limits that the tables of an `sla` name.
pub(super) fn columns(sla: &Sla) -> impl Iterator<Item = &Ident> {
    sla.tables.iter().flat_map(|table| match &table.columns {
        Columns::Limits(names) => names.as_slice(),
        Columns::Values { limit, .. } => std::slice::from_ref(limit),
    })
}

/// Calls `visit` for every quantity that stands where a limit belongs.
fn limits<'p>(context: &Context<'p>, visit: &mut impl FnMut(FileId, &'p Quantity)) {
    for module in context.modules() {
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                node.work.limits.iter().for_each(|limit| visit(module.id, &limit.value));
            });
        });
    }
}
