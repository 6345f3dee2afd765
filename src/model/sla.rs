//! Limits by category.

use super::{Cite, ClockRef, Ident, Quantity, Ref};
use crate::source::Place;

/// Limits by category.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sla {
    /// The categories that it lists as axes.
    pub axes: Vec<Ref>,
    /// Its clock.
    pub clock: Option<ClockRef>,
    /// Waits during which the clock stands still.
    pub paused: Vec<Ref>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Which of two limits wins.
    pub combine: Option<Combine>,
}

/// Which of two limits wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// The shorter one.
    Shortest,
    /// The longer one.
    Longest,
}

/// One table of limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The category of its rows.
    pub axis: Option<Ref>,
    /// What its columns are.
    pub columns: Columns,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The header row.
    pub head: Place,
    /// The whole table.
    pub at: Place,
    /// Whether a piece of it could not be read.
    pub broken: bool,
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Columns {
    /// Limits, one a column.
    Limits(Vec<Ident>),
    /// The values of a second category, all for one limit.
    Values {
        /// The limit.
        limit: Ident,
        /// The second category.
        axis: Ref,
        /// Its values.
        values: Vec<Ident>,
    },
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The value of the category.
    pub value: Option<Ident>,
    /// The limits; `None` is `-`, no limit.
    pub cells: Vec<Option<Quantity>>,
    /// Citations at the end of the row.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub at: Place,
}
