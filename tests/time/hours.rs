//! Opening hours that the tests of time count with, once for the engine and once for the slow clock.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time, Weekday};
use sopkit::time::{Calendar, Extra, Holidays, Opening, Shift, zone};

use super::slow_clock::Hours;

pub const CN_2026: &str = include_str!("../../sops/common/cn-2026.ics");

pub struct Sample {
    pub name: &'static str,
    pub calendar: Calendar,
    pub hours: Hours,
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// `mon-fri 09:00-12:00 13:30-18:00`; several groups with `;`.
pub fn week(text: &str) -> Vec<(Weekday, Time, Time)> {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let mut week = Vec::new();
    for group in text.split(';') {
        let mut words = group.split_whitespace();
        let (first, last) = words.next().map(|days| days.split_once('-').unwrap_or((days, days))).unwrap();
        let spans: Vec<(Time, Time)> = words
            .map(|span| span.split_once('-').unwrap())
            .map(|(from, to)| (from.parse().unwrap(), to.replace("24:00", "00:00").parse().unwrap()))
            .collect();
        let position = |name: &str| NAMES.iter().position(|known| *known == name).unwrap();
        for day in position(first)..=position(last) {
            let weekday = Weekday::from_monday_zero_offset(i8::try_from(day).unwrap()).unwrap();
            week.extend(spans.iter().map(|(from, to)| (weekday, *from, *to)));
        }
    }
    week
}

fn sample(name: &'static str, place: &'static str, text: &str) -> Sample {
    let week = week(text);
    let mut opening = Opening::new(zone(place).unwrap());
    opening.week = week.iter().map(|(day, from, to)| (*day, Shift { from: *from, to: *to })).collect();
    Sample { name, calendar: Calendar::new(&opening), hours: Hours { zone: place, week, ..Hours::default() } }
}

/// With the Chinese holidays of 2026: for the engine from the file, for the slow clock as the notice says them.
fn with_holidays(mut sample: Sample) -> Sample {
    let mut opening = Opening::new(zone(sample.hours.zone).unwrap());
    opening.week = sample.hours.week.iter().map(|(day, from, to)| (*day, Shift { from: *from, to: *to })).collect();
    opening.holidays = vec![Holidays::read(CN_2026).unwrap()];
    sample.calendar = Calendar::new(&opening);
    let mut closed = BTreeSet::new();
    for (month, days) in [(1, 1..=3), (2, 15..=23), (4, 4..=6), (5, 1..=5), (6, 19..=21), (9, 25..=27), (10, 1..=7)] {
        closed.extend(days.map(|day| Date::constant(2026, month, day)));
    }
    let first = sample.hours.week[0].0;
    let working = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)];
    sample.hours.like = working.map(|(month, day)| (Date::constant(2026, month, day), first)).into();
    sample.hours.closed = closed;
    sample
}

pub fn office() -> Sample {
    with_holidays(sample("office", "Asia/Shanghai", "mon-fri 09:00-12:00 13:30-18:00"))
}

/// The office without its holidays.
pub fn plain_office() -> Sample {
    sample("plain office", "Asia/Shanghai", "mon-fri 09:00-12:00 13:30-18:00")
}

/// Shifts that touch, one of them overnight, and a night of the weekend that ends in the changed hour.
pub fn shifts() -> Sample {
    let text = "mon-fri 06:00-14:00 14:00-19:00 22:00-06:00; sat 22:00-02:30; sun 20:00-23:00";
    sample("shifts", "Europe/Berlin", text)
}

pub fn shifts_with_holidays() -> Sample {
    with_holidays(sample("night shifts", "Asia/Shanghai", "mon-sat 22:00-06:00; wed 10:00-12:00"))
}

/// Hours whose opening and closing lie in the changed hours of New York.
pub fn branches() -> Sample {
    let text = "mon-fri 08:00-12:00 13:00-17:00; sat 23:00-01:30; sun 01:45-02:15 02:30-03:10 05:00-06:00";
    sample("branches", "America/New_York", text)
}

/// Overlapping hours, one of them a whole day and one around midnight.
pub fn tangled() -> Sample {
    let text = "mon 00:00-24:00; tue 05:00-09:00 08:00-10:00; thu 20:00-12:00; fri 04:00-06:00 11:00-13:00 23:30-00:30";
    let mut tangled = sample("tangled", "Europe/Berlin", text);
    let (closed, like) = (date("2026-03-24"), date("2026-03-29"));
    let mut opening = Opening::new(zone("Europe/Berlin").unwrap());
    opening.week = tangled.hours.week.iter().map(|(day, from, to)| (*day, Shift { from: *from, to: *to })).collect();
    opening.closed = vec![(closed, closed), (like, like)];
    opening.extra = vec![(like, Extra::Like(Weekday::Thursday))];
    tangled.calendar = Calendar::new(&opening);
    tangled.hours.closed = BTreeSet::from([closed, like]);
    tangled.hours.like = BTreeMap::from([(like, Weekday::Thursday)]);
    tangled
}

pub fn once_a_week() -> Sample {
    sample("once a week", "UTC", "wed 10:00-16:00")
}

pub fn always() -> Sample {
    let mut always = sample("always", "UTC", "mon-sun 00:00-24:00");
    always.calendar = Calendar::always();
    always
}

/// Two shifts that leave no gap, in a zone with daylight saving.
pub fn duty() -> Sample {
    sample("duty", "Europe/Berlin", "mon-sun 08:00-20:00 20:00-08:00")
}
