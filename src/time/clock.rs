//! What a length of time comes to on a calendar.

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::calendar::Calendar;
use super::duration::{Duration, Unit};
use super::interval::{Interval, Intervals};
use super::open::{Pieces, ahead};

/// Why a length of time cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Uncountable {
    /// Days or weeks of 24 hours on a calendar that closes: on eight hours a day one of them would end three working
    /// days later.
    #[error("days and weeks run on 24x7 only")]
    DaysOnCalendar,
    /// Months or years, which belong to review and retention.
    #[error("a clock does not count months and years")]
    MonthsOnClock,
    /// A unit that says nothing about days, where a day is asked for.
    #[error("hours and working time lead to no day")]
    NoDays,
    /// A part of a working day, month or year.
    #[error("only whole working days, months and years can be counted")]
    PartOfUnit,
    /// Less than nothing.
    #[error("a length of time is not negative")]
    Negative,
    /// The calendar does not open for so long within a hundred years.
    #[error("more than a hundred years away")]
    OutOfReach,
}

/// A clock: a calendar, and the stretches in which the clock was paused.
///
/// While it is paused it stands still. For open time that means that paused time is not counted. For working days: when
/// the pause ends, the clock goes on as if the open time that it had counted before had passed right before that moment.
/// A pause from Tuesday 09:00 to Thursday 09:00 so moves a due moment by two working days, and one from 09:00 to 11:00
/// by two hours.
#[derive(Debug, Clone)]
pub struct Clock<'c> {
    calendar: &'c Calendar,
    pauses: Intervals,
}

impl<'c> Clock<'c> {
    /// The clock of a calendar.
    #[must_use]
    pub fn new(calendar: &'c Calendar) -> Self {
        Clock { calendar, pauses: Intervals::default() }
    }

    /// The same clock, paused in these stretches, in any order. A pause that goes on ends at [`Timestamp::MAX`].
    #[must_use]
    pub fn paused(self, pauses: impl IntoIterator<Item = Interval>) -> Self {
        Clock { pauses: Intervals::of(pauses), ..self }
    }

    /// The calendar that it counts.
    #[must_use]
    pub fn calendar(&self) -> &'c Calendar {
        self.calendar
    }

    /// When a length of time that starts at `start` is due: the first moment at which it has been counted.
    ///
    /// - Seconds to weeks and working hours count the open time of the calendar, so the due moment of a whole day's work
    ///   is the closing, not the opening after it. Nothing is due at once. Parts of a second are dropped.
    /// - Working days lead to the same time of day, so many open days later. A start outside open time counts from the
    ///   next opening; a closing instant is closed. If the calendar is closed at that time of day on the day reached, it
    ///   is the last closing before it. An overnight shift belongs to the day on which it begins: three in the morning
    ///   of a night shift comes to three in the morning of the night that begins so many open days later. A moment in
    ///   shifts of two days belongs to the earlier. Zero working days are due at the start, or at the next opening.
    ///
    /// Never decreases with the amount, nor with the start, but for two oddities of the same time of day: in the hour that
    /// exists twice the second pass comes to the same moments as the first; and a night that ends later in the day than
    /// the next open day begins may be due after that day.
    ///
    /// # Errors
    /// Days and weeks on a calendar that closes; months and years; parts of working days; a calendar that does not open
    /// for so long within a hundred years.
    pub fn due(&self, start: Timestamp, length: Duration) -> Result<Timestamp, Uncountable> {
        match self.measure(length)? {
            Measure::Open(left) => self.after_open(start, left),
            Measure::Days(days) => self.after_days(start, days),
        }
    }

    /// The latest start for which a length of time is due at `due` or before, in whole seconds: who starts a second
    /// later is late.
    ///
    /// So `latest_start(due(s))` is `s` or later, and every start between the two has the same due moment as `s`. Where
    /// the due moment goes back with the start, as [`Clock::due`] says, one such start is given of the two that there are.
    ///
    /// # Errors
    /// As [`Clock::due`].
    pub fn latest_start(&self, due: Timestamp, length: Duration) -> Result<Timestamp, Uncountable> {
        let due = Timestamp::from_second(due.as_second()).unwrap_or(due);
        match self.measure(length)? {
            Measure::Open(left) => self.before_open(due, left),
            Measure::Days(days) => self.before_days(due, days),
        }
    }

    /// The time that the clock counts from one moment to another; nothing if the second is not after the first.
    #[must_use]
    pub fn counted(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        self.running(Interval { from, to }).map(Interval::length).sum()
    }

    /// The stretches of a window in which the clock runs, in order; they may touch.
    pub(super) fn running(&self, window: Interval) -> Running<'_> {
        Running { pieces: self.calendar.pieces(window), rest: None, pauses: self.pauses.as_slice() }
    }

    pub(super) fn measure(&self, length: Duration) -> Result<Measure, Uncountable> {
        if length.amount < Decimal::ZERO {
            return Err(Uncountable::Negative);
        }
        let of = |seconds: i64| {
            let whole = length.amount.checked_mul(Decimal::from(seconds)).and_then(|amount| amount.to_i64());
            whole.map(|whole| Measure::Open(SignedDuration::from_secs(whole))).ok_or(Uncountable::OutOfReach)
        };
        match length.unit {
            Unit::Seconds => of(1),
            Unit::Minutes => of(60),
            Unit::Hours | Unit::WorkingHours => of(3600),
            Unit::Days | Unit::Weeks if !self.calendar.is_always() => Err(Uncountable::DaysOnCalendar),
            Unit::Days => of(86_400),
            Unit::Weeks => of(604_800),
            Unit::Months | Unit::Years => Err(Uncountable::MonthsOnClock),
            Unit::WorkingDays if !length.amount.is_integer() => Err(Uncountable::PartOfUnit),
            Unit::WorkingDays => length.amount.to_u32().map(Measure::Days).ok_or(Uncountable::OutOfReach),
        }
    }

    fn after_open(&self, start: Timestamp, mut left: SignedDuration) -> Result<Timestamp, Uncountable> {
        if left.is_zero() {
            return Ok(start);
        }
        for piece in self.running(ahead(start)) {
            if piece.length() >= left {
                return piece.from.checked_add(left).map_err(|_| Uncountable::OutOfReach);
            }
            left -= piece.length();
        }
        Err(Uncountable::OutOfReach)
    }

    pub(super) fn before_open(&self, due: Timestamp, mut left: SignedDuration) -> Result<Timestamp, Uncountable> {
        if left.is_zero() {
            return Ok(due);
        }
        for piece in self.calendar.backward(due, |window| self.running(window).collect()) {
            if piece.length() >= left {
                return piece.to.checked_sub(left).map_err(|_| Uncountable::OutOfReach);
            }
            left -= piece.length();
        }
        Err(Uncountable::OutOfReach)
    }

    pub(super) fn pauses(&self) -> &[Interval] {
        self.pauses.as_slice()
    }
}

/// A length of time in the measure of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Open time.
    Open(SignedDuration),
    /// Open days.
    Days(u32),
}

/// See [`Clock::running`].
pub(super) struct Running<'c> {
    pieces: Pieces<'c>,
    /// What is left of a piece after a pause within it.
    rest: Option<Interval>,
    /// The pauses that are not over yet.
    pauses: &'c [Interval],
}

impl Iterator for Running<'_> {
    type Item = Interval;

    fn next(&mut self) -> Option<Interval> {
        loop {
            let piece = match self.rest.take() {
                Some(rest) => rest,
                None => self.pieces.next()?,
            };
            while let Some((pause, later)) = self.pauses.split_first().filter(|(pause, _)| pause.to <= piece.from) {
                let _ = pause;
                self.pauses = later;
            }
            let Some(pause) = self.pauses.first().filter(|pause| pause.from < piece.to) else { return Some(piece) };
            self.rest = Some(Interval { from: pause.to, to: piece.to }).filter(|rest| !rest.is_empty());
            let before = Interval { from: piece.from, to: pause.from };
            if !before.is_empty() {
                return Some(before);
            }
        }
    }
}
