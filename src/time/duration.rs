//! Lengths of time and their units.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::labels::Say;
use crate::say;

/// The unit of a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Seconds of elapsed time.
    Seconds,
    /// Minutes of elapsed time.
    Minutes,
    /// Hours of elapsed time.
    Hours,
    /// Exactly 24 hours each.
    Days,
    /// Exactly 168 hours each.
    Weeks,
    /// Open time of a calendar.
    WorkingHours,
    /// The same time of day, so many open days later.
    WorkingDays,
    /// Calendar months, for review, retention and routines.
    Months,
    /// Calendar years, for review, retention and routines.
    Years,
}

impl Unit {
    /// Whether the unit counts only the open time of a calendar.
    #[must_use]
    pub fn is_working(self) -> bool {
        matches!(self, Unit::WorkingHours | Unit::WorkingDays)
    }

    /// What lengths in this unit can be compared with.
    #[must_use]
    pub fn reckoning(self) -> Reckoning {
        match self {
            Unit::Seconds | Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks => Reckoning::Elapsed,
            Unit::WorkingHours => Reckoning::WorkingHours,
            Unit::WorkingDays => Reckoning::WorkingDays,
            Unit::Months | Unit::Years => Reckoning::Months,
        }
    }

    /// How many of the smallest unit of its reckoning it is.
    fn smallest(self) -> Decimal {
        match self {
            Unit::Years => Decimal::from(12),
            Unit::WorkingHours | Unit::WorkingDays | Unit::Months => Decimal::ONE,
            elapsed => elapsed.seconds().unwrap_or(Decimal::ONE),
        }
    }

    /// Whether the unit belongs to review, retention and routines only.
    #[must_use]
    pub fn is_calendar(self) -> bool {
        matches!(self, Unit::Months | Unit::Years)
    }

    /// Seconds in one unit of elapsed time; `None` for working and calendar units.
    fn seconds(self) -> Option<Decimal> {
        let seconds = match self {
            Unit::Seconds => 1,
            Unit::Minutes => 60,
            Unit::Hours => 3600,
            Unit::Days => 86_400,
            Unit::Weeks => 604_800,
            Unit::WorkingHours | Unit::WorkingDays | Unit::Months | Unit::Years => return None,
        };
        Some(Decimal::from(seconds))
    }
}

/// Lengths of time that can be compared with one another without a calendar. How many working hours a working day has,
/// or how many days a month, only a calendar says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reckoning {
    /// Seconds, minutes, hours, days, weeks.
    Elapsed,
    /// Working hours.
    WorkingHours,
    /// Working days.
    WorkingDays,
    /// Months and years.
    Months,
}

impl Reckoning {
    /// Its smallest unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Reckoning::Elapsed => Unit::Seconds,
            Reckoning::WorkingHours => Unit::WorkingHours,
            Reckoning::WorkingDays => Unit::WorkingDays,
            Reckoning::Months => Unit::Months,
        }
    }

    /// Its units in words.
    #[must_use]
    pub fn say(self) -> Say {
        match self {
            Reckoning::Elapsed => say!("秒、分钟、小时、天或周", "seconds, minutes, hours, days or weeks"),
            Reckoning::WorkingHours => say!("工作小时", "working hours"),
            Reckoning::WorkingDays => say!("工作日", "working days"),
            Reckoning::Months => say!("月或年", "months or years"),
        }
    }

    /// A length of it, as it may be written.
    #[must_use]
    pub fn example(self) -> Duration {
        let (amount, unit) = match self {
            Reckoning::Elapsed => (2, Unit::Hours),
            Reckoning::WorkingHours => (8, Unit::WorkingHours),
            Reckoning::WorkingDays => (2, Unit::WorkingDays),
            Reckoning::Months => (3, Unit::Months),
        };
        Duration { amount: Decimal::from(amount), unit }
    }
}

/// A length of time as written: an amount of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub amount: Decimal,
    /// Of what.
    pub unit: Unit,
}

impl Duration {
    /// The order of two lengths, if it does not depend on a calendar: both of one reckoning.
    #[must_use]
    pub fn compare(self, other: Duration) -> Option<Ordering> {
        if self.unit == other.unit {
            return Some(self.amount.cmp(&other.amount));
        }
        if self.unit.reckoning() != other.unit.reckoning() {
            return None;
        }
        let smallest = |length: Duration| length.amount.checked_mul(length.unit.smallest());
        // Beyond the largest number that can be told, lengths say nothing about each other.
        Some(smallest(self)?.cmp(&smallest(other)?))
    }

    /// The length in the smallest unit of its reckoning; more than can be told is the most that can.
    #[must_use]
    pub fn figure(self) -> Decimal {
        self.amount.saturating_mul(self.unit.smallest())
    }

    /// Elapsed seconds; `None` for working and calendar units, and for more than a clock can hold.
    #[must_use]
    pub fn seconds(self) -> Option<i64> {
        self.amount.checked_mul(self.unit.seconds()?)?.to_i64()
    }

    /// The same length in the largest unit of elapsed time in which it is a whole number.
    #[must_use]
    pub fn in_largest_unit(self) -> Duration {
        let whole = |unit: Unit| {
            let amount = self.amount.checked_mul(self.unit.seconds()?)? / unit.seconds()?;
            amount.is_integer().then(|| Duration { amount: amount.normalize(), unit })
        };
        if self.amount.is_zero() {
            return self;
        }
        let units = [Unit::Weeks, Unit::Days, Unit::Hours, Unit::Minutes, Unit::Seconds];
        units.into_iter().find_map(whole).unwrap_or(self)
    }

    /// The length in words for a message: as each keyword language writes it.
    #[must_use]
    pub fn say(self) -> Say {
        let amount = self.amount.normalize();
        let unit = match self.unit {
            Unit::Seconds => "秒",
            Unit::Minutes => "分钟",
            Unit::Hours => "小时",
            Unit::Days => "天",
            Unit::Weeks => "周",
            Unit::WorkingHours => "工作小时",
            Unit::WorkingDays => "个工作日",
            Unit::Months => "个月",
            Unit::Years => "年",
        };
        Say { zh: format!("{amount} {unit}"), en: self.to_string() }
    }
}

/// As the language writes it, in English.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, many) = match self.unit {
            Unit::Seconds => (" s", " s"),
            Unit::Minutes => (" min", " min"),
            Unit::Hours => ("h", "h"),
            Unit::Days => (" day", " days"),
            Unit::Weeks => (" week", " weeks"),
            Unit::WorkingHours => (" working hour", " working hours"),
            Unit::WorkingDays => (" working day", " working days"),
            Unit::Months => (" month", " months"),
            Unit::Years => (" year", " years"),
        };
        let unit = if self.amount == Decimal::ONE { one } else { many };
        write!(f, "{}{unit}", self.amount.normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(amount: i64, unit: Unit) -> Duration {
        Duration { amount: Decimal::from(amount), unit }
    }

    #[test]
    fn elapsed_units_compare_with_each_other() {
        assert_eq!(of(2, Unit::Days).compare(of(48, Unit::Hours)), Some(Ordering::Equal));
        assert_eq!(of(1, Unit::Weeks).compare(of(169, Unit::Hours)), Some(Ordering::Less));
        assert_eq!(of(1, Unit::Years).compare(of(12, Unit::Months)), Some(Ordering::Equal));
    }

    #[test]
    fn lengths_are_shown_in_their_largest_whole_unit() {
        let shown = |seconds: i64| of(seconds, Unit::Seconds).in_largest_unit().to_string();
        assert_eq!([shown(7200), shown(90), shown(5400), shown(604_800)], ["2h", "90 s", "90 min", "1 week"]);
        assert_eq!(shown(0), "0 s");
    }

    #[test]
    fn lengths_beyond_all_numbers_are_no_fault() {
        let huge = |unit| Duration { amount: Decimal::MAX, unit };
        assert_eq!(huge(Unit::Weeks).compare(of(1, Unit::Hours)), None);
        assert_eq!(huge(Unit::Years).compare(of(1, Unit::Months)), None);
        assert_eq!(huge(Unit::Weeks).seconds(), None);
        assert_eq!(huge(Unit::Weeks).in_largest_unit(), huge(Unit::Weeks));
        assert_eq!(huge(Unit::Weeks).figure(), Decimal::MAX);
    }

    #[test]
    fn working_time_compares_only_with_its_own_unit() {
        assert_eq!(of(2, Unit::WorkingDays).compare(of(48, Unit::Hours)), None);
        assert_eq!(of(2, Unit::WorkingDays).compare(of(3, Unit::WorkingDays)), Some(Ordering::Less));
        assert_eq!(of(1, Unit::Months).compare(of(30, Unit::Days)), None);
        assert_eq!(of(1, Unit::WorkingDays).compare(of(8, Unit::WorkingHours)), None);
    }
}
