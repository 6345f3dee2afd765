//! Limits of no time at all: for limit-cannot-be-kept.

use super::limit_cannot_be_kept::INFO;
use crate::model::{Body, Quantity, each_flow, each_node};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::FileId;

/// Looks at the limits of flows and routines, and at the cells of tables.
pub(super) fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut look = |file: FileId, quantity: &Quantity| {
        if context.project.duration(file, quantity).is_some_and(|length| length.amount.is_zero()) {
            let written = context.text(quantity.span());
            out.push(
                INFO.at(
                    quantity.span(),
                    say!("时限 `{written}` 没有留出任何时间", "the limit `{written}` leaves no time at all"),
                )
                .help(say!(
                    "写上做这件事要用的时间，例如 `15 min`",
                    "write the time that it may take, for example `15 min`"
                )),
            );
        }
    };
    for module in context.modules() {
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| node.work.limits.iter().for_each(|limit| look(module.id, &limit.value)));
        });
        for decl in &module.file.decls {
            match &decl.body {
                Body::Routine(routine) => {
                    routine.work.limits.iter().for_each(|limit| look(module.id, &limit.value));
                }
                Body::Sla(sla) => {
                    let cells = sla.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
                    cells.flatten().for_each(|cell| look(module.id, cell));
                }
                _ => {}
            }
        }
    }
}
