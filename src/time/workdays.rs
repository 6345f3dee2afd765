//! Working days: the same time of day, so many open days later.

use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};

use super::calendar::Calendar;
use super::clock::{Clock, Uncountable};
use super::interval::Interval;
use super::open::ahead;
use super::zone::instant;

impl Clock<'_> {
    pub(super) fn after_days(&self, start: Timestamp, days: u32) -> Result<Timestamp, Uncountable> {
        let mut start = start;
        for pause in self.pauses() {
            if pause.to <= start {
                continue;
            }
            if pause.from > start && self.calendar().after_days(start, days)? <= pause.from {
                break;
            }
            // What was counted before the pause lies right before its end.
            let counted = Clock::new(self.calendar()).counted(start, pause.from);
            start = Clock::new(self.calendar()).before_open(pause.to, counted)?;
        }
        self.calendar().after_days(start, days)
    }

    pub(super) fn before_days(&self, due: Timestamp, days: u32) -> Result<Timestamp, Uncountable> {
        let in_time = |start: Timestamp| self.after_days(start, days).is_ok_and(|at| at <= due);
        // The due moment never decreases with the start, so the latest start is found by halving.
        let mut step = SignedDuration::from_hours(24 * (i64::from(days) + 7));
        let mut early = due;
        while !in_time(early) {
            early = due.checked_sub(step).map_err(|_| Uncountable::OutOfReach)?;
            step = step.checked_mul(2).ok_or(Uncountable::OutOfReach)?;
            if due.duration_since(early) > ahead(early).length() {
                return Err(Uncountable::OutOfReach);
            }
        }
        let (mut early, mut late) = (early.as_second(), due.as_second() + 1);
        while late - early > 1 {
            let middle = early + (late - early) / 2;
            match Timestamp::from_second(middle) {
                Ok(start) if in_time(start) => early = middle,
                _ => late = middle,
            }
        }
        Timestamp::from_second(early).map_err(|_| Uncountable::OutOfReach)
    }
}

impl Calendar {
    /// The same time of day so many open days after `start`.
    fn after_days(&self, start: Timestamp, days: u32) -> Result<Timestamp, Uncountable> {
        let start = self.next_open(start).ok_or(Uncountable::OutOfReach)?;
        let first = self.day_of(start);
        let mut day = first;
        for _ in 0..days {
            day = day.tomorrow().ok().and_then(|next| self.next_open_day(next)).ok_or(Uncountable::OutOfReach)?;
            if day.duration_since(first) > ahead(start).length() {
                return Err(Uncountable::OutOfReach);
            }
        }
        if days == 0 {
            return Ok(start);
        }
        // After midnight of an overnight shift: as many nights later as the shift itself.
        let civil = self.zone.to_datetime(start);
        let nights = civil.date().duration_since(first);
        let reached = day.to_datetime(civil.time()).checked_add(nights).ok();
        let reached = reached.and_then(|civil| instant(&self.zone, civil)).ok_or(Uncountable::OutOfReach)?;
        if self.is_open(reached) {
            return Ok(reached);
        }
        self.last_closing(reached).ok_or(Uncountable::OutOfReach)
    }

    /// The first day from `day` on with a shift that is not jumped over.
    fn next_open_day(&self, day: Date) -> Option<Date> {
        let mut day = self.days.next_open(day)?;
        loop {
            if self.steady_from.is_some_and(|from| day >= from) {
                return Some(day);
            }
            if self.shifts(day).iter().any(|shift| self.stretch(day, *shift).is_some_and(|open| !open.is_empty())) {
                return Some(day);
            }
            day = self.days.next_open(day.tomorrow().ok()?)?;
        }
    }

    /// The day to which an open moment belongs: the earliest with a shift in which it lies.
    fn day_of(&self, moment: Timestamp) -> Date {
        let here = self.date(moment);
        let holds = |day: &Date| {
            let mut shifts = self.shifts(*day).iter();
            shifts.any(|shift| self.stretch(*day, *shift).is_some_and(|open: Interval| open.contains(moment)))
        };
        let near = [2, 1].map(|days| here.saturating_sub(Span::new().days(days)));
        near.into_iter().find(holds).unwrap_or(here)
    }
}
