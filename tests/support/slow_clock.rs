//! A clock that goes minute by minute. Slow and obvious: it is written from the language's page on durations and clocks
//! alone, and shares nothing with the engine that it judges but the table of time zones.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

/// Opening hours as a list of facts.
#[derive(Clone, Default)]
pub struct Hours {
    pub zone: &'static str,
    /// Day of the week, opening, closing.
    pub week: Vec<(Weekday, Time, Time)>,
    pub closed: BTreeSet<Date>,
    /// Days on which it is open like on a day of the week, whatever else is said.
    pub like: BTreeMap<Date, Weekday>,
}

impl Hours {
    fn of(&self, day: Date) -> Vec<(Time, Time)> {
        let weekday = match self.like.get(&day) {
            Some(like) => *like,
            None if self.closed.contains(&day) => return Vec::new(),
            None => day.weekday(),
        };
        self.week.iter().filter(|(on, ..)| *on == weekday).map(|(_, from, to)| (*from, *to)).collect()
    }
}

/// A stretch of minutes, one entry for each.
pub struct SlowClock {
    first: i64,
    civil: Vec<DateTime>,
    open: Vec<bool>,
    /// The day to which an open minute belongs.
    day: Vec<Option<Date>>,
    /// The days with open minutes, in order.
    pub open_days: Vec<Date>,
}

impl SlowClock {
    /// All minutes from the beginning of a day (in UTC) on.
    pub fn new(hours: &Hours, from: Date, days: i32) -> Self {
        let zone = TimeZone::get(hours.zone).unwrap();
        let first = from.to_zoned(TimeZone::UTC).unwrap().timestamp().as_second() / 60;
        let count = usize::try_from(days).unwrap() * 1440;
        let civil: Vec<DateTime> =
            (0..count).map(|minute| zone.to_datetime(moment(first + i64::try_from(minute).unwrap()))).collect();
        let mut clock = SlowClock { first, open: vec![false; count], day: vec![None; count], open_days: vec![], civil };
        let mut day = from.yesterday().unwrap();
        let mut near = 0;
        for _ in 0..days {
            for (from, to) in hours.of(day) {
                let next = day.tomorrow().unwrap();
                let closing = if to > from { day.to_datetime(to) } else { next.to_datetime(to) };
                let opens = clock.first_showing(near, day.to_datetime(from));
                let closes = clock.first_showing(near, closing);
                for minute in opens..closes {
                    clock.open[minute] = true;
                    clock.day[minute].get_or_insert(day);
                }
                if opens < closes && clock.open_days.last() != Some(&day) {
                    clock.open_days.push(day);
                }
            }
            day = day.tomorrow().unwrap();
            // The search for a time begins three days before its day: that is early enough in any zone.
            near = clock.first_showing(near, day.to_datetime(Time::MIN)).saturating_sub(3 * 1440);
        }
        clock
    }

    /// The first minute at which a clock on the wall shows this time or more.
    fn first_showing(&self, near: usize, civil: DateTime) -> usize {
        (near..self.civil.len()).find(|minute| self.civil[*minute] >= civil).unwrap_or(self.civil.len())
    }

    pub fn moment(&self, minute: usize) -> Timestamp {
        moment(self.first + i64::try_from(minute).unwrap())
    }

    pub fn minute(&self, moment: Timestamp) -> usize {
        usize::try_from(moment.as_second() / 60 - self.first).unwrap()
    }

    pub fn is_open(&self, minute: usize) -> bool {
        self.open[minute]
    }

    /// Whether a clock on the wall was put back in the last minutes before this one.
    pub fn is_set_back(&self, minute: usize, minutes: usize) -> bool {
        self.civil[minute] < self.civil[minute - minutes]
    }

    /// How many minutes it counts.
    pub fn counted(&self, from: usize, to: usize, pauses: &[(usize, usize)]) -> usize {
        (from..to).filter(|minute| self.open[*minute] && !paused(*minute, pauses)).count()
    }

    /// When so many minutes have been counted.
    pub fn due_minutes(&self, start: usize, minutes: usize, pauses: &[(usize, usize)]) -> usize {
        let mut left = minutes;
        let mut at = start;
        while left > 0 {
            if self.open[at] && !paused(at, pauses) {
                left -= 1;
            }
            at += 1;
        }
        at
    }

    /// The same time of day, so many open days later.
    pub fn due_days(&self, start: usize, days: usize, pauses: &[(usize, usize)]) -> usize {
        let mut start = start;
        for (from, to) in pauses {
            if *to <= start || self.due_days(start, days, &[]) <= *from {
                continue;
            }
            // What it had counted passes right before the end of the pause.
            let mut left = self.counted(start, *from, &[]);
            start = *to;
            while left > 0 {
                start -= 1;
                if self.open[start] {
                    left -= 1;
                }
            }
        }
        // A start outside open time counts from the next opening; a closing instant is closed.
        while !self.open[start] {
            start += 1;
        }
        if days == 0 {
            return start;
        }
        // An overnight span belongs to the day on which it begins.
        let day = self.day[start].unwrap();
        let index = self.open_days.iter().position(|open| *open == day).unwrap();
        let reached = self.open_days[index + days];
        let civil = self.civil[start];
        let mut wanted = reached.to_datetime(civil.time());
        let mut date = day;
        while date < civil.date() {
            date = date.tomorrow().unwrap();
            wanted = wanted.date().tomorrow().unwrap().to_datetime(civil.time());
        }
        let mut at = self.first_showing(start, wanted);
        // If that time of day is closed on the day reached, the last closing before it.
        if !self.open[at] {
            while !self.open[at - 1] {
                at -= 1;
            }
        }
        at
    }
}

fn paused(minute: usize, pauses: &[(usize, usize)]) -> bool {
    pauses.iter().any(|(from, to)| (*from..*to).contains(&minute))
}

fn moment(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap()
}
