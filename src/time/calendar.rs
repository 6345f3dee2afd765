//! When something is open.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use super::days::Days;
use super::holidays::Holidays;
use super::zone::steady_from;

/// A stretch of open time of a day. An end that is not after the beginning lies on the next day: `22:00-06:00`, and
/// `00:00-24:00`, whose end is midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shift {
    /// When it opens, in civil time.
    pub from: Time,
    /// When it closes, in civil time; at this instant it is closed.
    pub to: Time,
}

impl Shift {
    /// Whether it ends on the day after the one to which it belongs.
    #[must_use]
    pub fn is_overnight(self) -> bool {
        self.to <= self.from
    }
}

/// What the hours of an extra open day are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extra {
    /// These.
    Own(Vec<Shift>),
    /// Those of a day of the week.
    Like(Weekday),
    /// Those of the first day of the week that is listed.
    Usual,
}

/// What a calendar is made of.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Where the civil times hold.
    pub zone: TimeZone,
    /// Weekly hours, in the order written: make-up working days open like the first day listed.
    pub week: Vec<(Weekday, Shift)>,
    /// Closed ranges, both days included.
    pub closed: Vec<(Date, Date)>,
    /// Days open although the week or a holiday says otherwise. Several lines about one day add up.
    pub extra: Vec<(Date, Extra)>,
    /// Holidays and make-up working days from files.
    pub holidays: Vec<Holidays>,
}

impl Opening {
    /// Never open, in a time zone.
    #[must_use]
    pub fn new(zone: TimeZone) -> Self {
        Opening { zone, week: Vec::new(), closed: Vec::new(), extra: Vec::new(), holidays: Vec::new() }
    }
}

/// When something is open: weekly hours with their time zone, and the days that differ. An overnight shift belongs to the
/// day on which it begins: a holiday closes the night that begins on it, not the one that ends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub(super) zone: TimeZone,
    pub(super) days: Days,
    /// Whether it never closes.
    pub(super) always: bool,
    /// From which day on no shift can be jumped over, because the clocks of its zone are not changed any more.
    pub(super) steady_from: Option<Date>,
    covered: Option<BTreeSet<i16>>,
}

impl Calendar {
    /// The calendar of these hours.
    #[must_use]
    pub fn new(opening: &Opening) -> Self {
        let days = Days::new(opening);
        let covered = (!opening.holidays.is_empty())
            .then(|| opening.holidays.iter().flat_map(|file| file.years.iter().copied()).collect());
        Calendar {
            zone: opening.zone.clone(),
            always: days.never_closed(),
            steady_from: steady_from(&opening.zone),
            days,
            covered,
        }
    }

    /// 24x7. Its days are those of UTC.
    #[must_use]
    pub fn always() -> Self {
        Calendar::new(&Opening { week: Calendar::whole_week(), ..Opening::new(TimeZone::UTC) })
    }

    /// The weekly hours of `open 24x7`: all of each day.
    #[must_use]
    pub fn whole_week() -> Vec<(Weekday, Shift)> {
        Weekday::Monday.cycle_forward().take(7).map(|day| (day, Shift { from: Time::MIN, to: Time::MIN })).collect()
    }

    /// Whether it never closes, so that days and weeks of exactly 24 and 168 hours can be counted on it.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.always
    }

    /// Its time zone, to show moments in.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether its holidays say something about a year. True without holidays: then there is nothing to miss.
    #[must_use]
    pub fn covers(&self, year: i16) -> bool {
        self.covered.as_ref().is_none_or(|years| years.contains(&year))
    }

    /// The hours that begin on a day, in order; they may overlap.
    #[must_use]
    pub fn shifts(&self, day: Date) -> &[Shift] {
        self.days.shifts(day)
    }
}
