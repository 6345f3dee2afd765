//! Limits that go by the category of a case: how long they are, and where a row says `-`, that there is none.

use super::holes::is_hole;
use super::place::Path;
use super::program::Program;
use super::state::State;
use crate::flow::cond::Seen;
use crate::model::{Columns, Combine, Ident, Limit, Name, Quantity, Ref, Row, Sla, Symbol, Table};
use crate::source::FileId;
use crate::time::Duration;

/// Whether a limit is that of a table whose rows for this case all say `-`. Until a category is set, each of its values
/// may still be that of the case. A row that is still open limits nothing yet.
#[must_use]
pub fn unlimited(program: &Program<'_>, state: &State, path: &Path, file: FileId, limit: &Limit) -> bool {
    let Some(cells) = Cells::of(program, state, path, file, limit) else { return false };
    let says_none = |cell: &Option<&Quantity>| cell.is_none_or(|cell| is_hole(program.project, cells.home.file, cell));
    cells.all().is_some_and(|tables| !tables.is_empty() && tables.iter().flatten().all(says_none))
}

/// How long a limit is in a case that stands so: as it is written, or by its tables. `None` where that is not decided
/// yet, or nowhere.
#[must_use]
pub fn length(program: &Program<'_>, state: &State, path: &Path, file: FileId, limit: &Limit) -> Option<Duration> {
    let Some(cells) = Cells::of(program, state, path, file, limit) else {
        return program.project.duration(file, &limit.value);
    };
    let mut lengths = Vec::new();
    for table in cells.all()? {
        let first = table.first().copied()??;
        let length = program.project.duration(cells.home.file, first)?;
        let same = |cell: &Option<&Quantity>| {
            cell.and_then(|cell| program.project.duration(cells.home.file, cell)) == Some(length)
        };
        if !table.iter().all(same) {
            return None;
        }
        lengths.push(length);
    }
    let mut lengths = lengths.into_iter();
    let first = lengths.next()?;
    lengths.try_fold(first, |kept, next| {
        let is_shorter = next.compare(kept)?.is_lt();
        match cells.sla.combine {
            Some(Combine::Shortest) => Some(if is_shorter { next } else { kept }),
            Some(Combine::Longest) => Some(if is_shorter { kept } else { next }),
            None => (next == kept).then_some(kept),
        }
    })
}

/// What a limit of tables may come to while a category of the case is not set.
#[derive(Debug, Clone)]
pub struct Possible<'m> {
    /// The categories that decide it and have no value yet.
    pub unset: Vec<&'m Ref>,
    /// The lengths that each table offers; what says `-`, or is still open, is left out.
    pub lengths: Vec<Vec<Duration>>,
    /// Which table wins.
    pub combine: Option<Combine>,
    /// The file of the tables.
    pub home: FileId,
}

/// What a limit may come to; `None` if it is not that of a table, or if no category is open.
#[must_use]
pub fn possible<'m>(
    program: &'m Program<'m>,
    state: &State,
    path: &Path,
    file: FileId,
    limit: &'m Limit,
) -> Option<Possible<'m>> {
    let (home, sla, _) = program.project.table_limit(file, &limit.value)?;
    let cells = Cells::of(program, state, path, file, limit)?;
    let mut possible = Possible { unset: Vec::new(), lengths: Vec::new(), combine: sla.combine, home: home.file };
    for table in &sla.tables {
        if cells.columns(table)?.is_empty() {
            continue;
        }
        let across = match &table.columns {
            Columns::Values { axis, .. } => Some(axis),
            Columns::Limits(_) => None,
        };
        for axis in table.axis.iter().chain(across).filter(|axis| cells.value(axis).is_none()) {
            if !possible.unset.iter().any(|known| known.last() == axis.last()) {
                possible.unset.push(axis);
            }
        }
    }
    for table in cells.all()? {
        let lengths = table.into_iter().flatten().filter_map(|cell| program.project.duration(home.file, cell));
        possible.lengths.push(lengths.collect());
    }
    (!possible.unset.is_empty()).then_some(possible)
}

/// What the tables of a limit say about a case.
struct Cells<'c> {
    program: &'c Program<'c>,
    state: &'c State,
    path: &'c Path,
    /// The file of the limit.
    file: FileId,
    home: Symbol,
    sla: &'c Sla,
    wanted: &'c Ident,
}

impl<'c> Cells<'c> {
    /// `None` if the limit is not that of a table.
    fn of(
        program: &'c Program<'c>,
        state: &'c State,
        path: &'c Path,
        file: FileId,
        limit: &'c Limit,
    ) -> Option<Cells<'c>> {
        let (home, sla, wanted) = program.project.table_limit(file, &limit.value)?;
        Some(Cells { program, state, path, file, home, sla, wanted })
    }

    /// The cells that may be those of the case, by table; `None` if that cannot be decided.
    fn all(&self) -> Option<Vec<Vec<Option<&'c Quantity>>>> {
        let mut all = Vec::new();
        for table in &self.sla.tables {
            let columns = self.columns(table)?;
            if columns.is_empty() {
                continue;
            }
            let down = table.axis.as_ref().and_then(|axis| self.value(axis));
            let is_row = |row: &&Row| down.is_none() || row.value.as_ref().map(|ident| &ident.name) == down.as_ref();
            let mut cells = Vec::new();
            for row in table.rows.iter().filter(is_row) {
                for column in &columns {
                    cells.push(row.cells.get(*column)?.as_ref());
                }
            }
            if table.broken || cells.is_empty() {
                return None;
            }
            all.push(cells);
        }
        Some(all)
    }

    /// The columns of a table that may be those of the case; none if the table is about other limits. `None` if the
    /// case has a value that the table does not have.
    fn columns(&self, table: &Table) -> Option<Vec<usize>> {
        match &table.columns {
            Columns::Limits(limits) => Some(matching(limits, Some(&self.wanted.name))),
            Columns::Values { limit, axis, values } if limit.name == self.wanted.name => {
                let across = self.value(axis);
                let columns = matching(values, across.as_ref());
                (across.is_none() || !columns.is_empty()).then_some(columns)
            }
            Columns::Values { .. } => Some(Vec::new()),
        }
    }

    /// The value that the case has of a category.
    fn value(&self, axis: &Ref) -> Option<Name> {
        match super::fields::see(self.program, self.state, self.path, self.file, axis) {
            Seen::Name(value) => Some(Name::new(&value)),
            _ => None,
        }
    }
}

/// The columns with a name; all if none is known.
fn matching(columns: &[Ident], name: Option<&Name>) -> Vec<usize> {
    let all = columns.iter().enumerate();
    all.filter(|(_, column)| name.is_none_or(|name| column.name == *name)).map(|(index, _)| index).collect()
}
