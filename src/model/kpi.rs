//! Indicators and what they measure.

use super::{Cite, Cmp, Cond, Period, Point, Quantity, Ref, Text};
use crate::source::Place;

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kpi {
    /// What it measures.
    pub measure: Option<(Measure, Place)>,
    /// Its target.
    pub target: Option<Threshold>,
    /// Its grades.
    pub grades: Vec<(Text, Threshold)>,
    /// When it warns.
    pub warn: Option<Threshold>,
    /// Its weight.
    pub weight: Option<Quantity>,
    /// How often it is measured.
    pub every: Option<Period>,
    /// Who answers for it.
    pub owner: Option<Ref>,
    /// Where its figures come from.
    pub source: Option<Text>,
    /// The routine or procedure that follows a missed target.
    pub when_missed: Vec<Ref>,
    /// Citations on the lines of target, grade and weight.
    pub cites: Vec<Cite>,
}

impl Kpi {
    /// Its target, the point at which it warns, and its grades.
    pub fn thresholds(&self) -> impl Iterator<Item = &Threshold> {
        self.target.iter().chain(&self.warn).chain(self.grades.iter().map(|(_, threshold)| threshold))
    }
}

/// A comparison with a value: `>= 90 points`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The sign; `None` where it is missing.
    pub cmp: Option<Cmp>,
    /// The value.
    pub value: Quantity,
}

/// How values are summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// The mean.
    Average,
    /// The middle value.
    Median,
    /// Nine in ten are not above it.
    P90,
    /// The largest.
    Maximum,
}

/// What an indicator measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// The time between two points.
    Time {
        /// How it is summed up.
        statistic: Statistic,
        /// From here.
        from: Point,
        /// To here.
        to: Point,
        /// Of which cases; all if nothing is said.
        among: Option<CaseSet>,
    },
    /// The values of a field.
    Field {
        /// How they are summed up.
        statistic: Statistic,
        /// The field.
        field: Ref,
        /// Of which cases.
        among: Option<CaseSet>,
    },
    /// A share of cases.
    Share {
        /// Which cases.
        of: CaseSet,
        /// Among which.
        among: CaseSet,
    },
    /// A number of cases.
    Count(CaseSet),
    /// A figure that somebody reports.
    Value(Ref),
    /// Not readable.
    Broken,
}

/// `cases where accepted is yes ending in closed`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseSet {
    /// With this property.
    pub condition: Option<Cond>,
    /// That ended in one of these.
    pub ends: Vec<Ref>,
}
