//! What could be read but makes no sense where it stands.

use crate::source::Place;

/// One such piece. Rules turn it into a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where.
    pub at: Place,
}

/// What is wrong with a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// A number where a length of time belongs.
    UnitMissing,
    /// `30 m`: minutes or months.
    MinutesOrMonths,
    /// Months or years where a clock counts.
    CalendarUnit,
    /// A value of another type than belongs here.
    WrongType(Expect),
    /// A day that no calendar has, such as 2026-02-30.
    NoSuchDay,
    /// A time of day that no clock has, such as 25:00.
    NoSuchTime,
    /// A range whose first figure is above its second.
    EmptyRange,
    /// A row of a table with another number of cells than its header: how many it has, how many it should have.
    Ragged(usize, usize),
    /// A `when late` or `at` line with no `within` above it.
    LateWithoutLimit,
    /// A bound on an `anytime` line, which fires only once.
    BoundOnAnytime,
    /// A number of times that is not a whole number.
    NotWhole,
}

/// The type of value that belongs somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types are words of the language")]
pub enum Expect {
    Duration,
    Number,
    Percent,
    Date,
}
