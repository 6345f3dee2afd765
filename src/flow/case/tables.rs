//! Limits that go by the category of a case: where its row says `-`, there is none.

use super::holes::is_hole;
use super::place::Path;
use super::program::Program;
use super::state::State;
use crate::flow::cond::Seen;
use crate::model::{Columns, Ident, Limit, Name, Quantity, Ref, Row};
use crate::source::FileId;

/// Whether a limit is that of a table whose rows for this case all say `-`. Until a category is set, each of its values
/// may still be that of the case. A row that is still open limits nothing yet.
pub(super) fn unlimited(program: &Program<'_>, state: &State, path: &Path, file: FileId, limit: &Limit) -> bool {
    let Some((table, sla, wanted)) = program.project.table_limit(file, &limit.value) else { return false };
    let value = |axis: &Ref| match super::fields::see(program, state, path, file, axis) {
        Seen::Name(value) => Some(Name::new(&value)),
        _ => None,
    };
    let home = table.file;
    let mut found = false;
    for table in &sla.tables {
        let (columns, across) = match &table.columns {
            Columns::Limits(limits) => (matching(limits, Some(&wanted.name)), None),
            Columns::Values { limit, axis, values } if limit.name == wanted.name => {
                let across = value(axis);
                (matching(values, across.as_ref()), across)
            }
            Columns::Values { .. } => continue,
        };
        if columns.is_empty() {
            // The table has no such limit, or no such value: what cannot be decided is limited.
            match across {
                Some(_) => return false,
                None => continue,
            }
        }
        found = true;
        let down = table.axis.as_ref().and_then(value);
        let is_row = |row: &&Row| down.is_none() || row.value.as_ref().map(|ident| &ident.name) == down.as_ref();
        let mut rows = table.rows.iter().filter(is_row).peekable();
        let says_none = |cell: Option<&Option<Quantity>>| match cell {
            Some(Some(limit)) => is_hole(program.project, home, limit),
            cell => cell.is_some(),
        };
        let says_so = |row: &Row| columns.iter().all(|column| says_none(row.cells.get(*column)));
        if table.broken || rows.peek().is_none() || !rows.all(says_so) {
            return false;
        }
    }
    found
}

/// The columns with a name; all if none is known.
fn matching(columns: &[Ident], name: Option<&Name>) -> Vec<usize> {
    let all = columns.iter().enumerate();
    all.filter(|(_, column)| name.is_none_or(|name| column.name == *name)).map(|(index, _)| index).collect()
}
