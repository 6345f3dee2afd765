//! The open time of a calendar between two moments: exact, in order, one stretch after the other.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::calendar::{Calendar, Shift};
use super::interval::Interval;
use super::zone::instant;

/// How far the engine looks: a hundred years. What lies farther off is told as out of reach, so that a calendar which
/// never opens again ends every search.
const HORIZON: SignedDuration = SignedDuration::from_hours(24 * 36_525);

/// How far back the first look goes that needs the end first, over a weekend; each look after it goes twice as far.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(24 * 4);

impl Calendar {
    /// The open time in a window, in order, without gaps of nothing: stretches never touch. Lazy, and never longer than
    /// the window.
    pub fn open_between(&self, window: Interval) -> impl Iterator<Item = Interval> + use<'_> {
        merged(self.pieces(window))
    }

    /// Whether it is open at a moment. A closing instant is closed.
    #[must_use]
    pub fn is_open(&self, moment: Timestamp) -> bool {
        let next = moment.saturating_add(SignedDuration::from_nanos(1)).unwrap_or(moment);
        self.pieces(Interval { from: moment, to: next }).next().is_some()
    }

    /// The first open moment from `moment` on, itself included; `None` if it does not open within a hundred years.
    #[must_use]
    pub fn next_open(&self, moment: Timestamp) -> Option<Timestamp> {
        self.pieces(ahead(moment)).next().map(|piece| piece.from)
    }

    /// The last closing at or before a moment; `None` if there is none within a hundred years. Of a moment in open time:
    /// the closing before it opened.
    #[must_use]
    pub fn last_closing(&self, moment: Timestamp) -> Option<Timestamp> {
        let is_open = self.is_open(moment);
        let mut opened = moment;
        self.backward(moment, |window| self.pieces(window).collect())
            .find(|piece| {
                let touches = is_open && piece.to == opened;
                opened = piece.from;
                !touches
            })
            .map(|piece| piece.to)
    }

    /// The open time in a window, in order and without overlaps; stretches may touch.
    pub(super) fn pieces(&self, window: Interval) -> Pieces<'_> {
        // An overnight shift of the day before reaches into the window; two days, for zones that left one out.
        let first = self.date(window.from).saturating_sub(jiff::Span::new().days(2));
        Pieces { calendar: self, window, day: Some(first), shifts: [].iter(), started: false }
    }

    /// Pieces before a moment, the last one first. `look` gives those of a window in order.
    pub(super) fn backward<L: Fn(Interval) -> Vec<Interval>>(
        &self,
        moment: Timestamp,
        look: L,
    ) -> impl Iterator<Item = Interval> + use<L> {
        let end = moment.saturating_sub(HORIZON).unwrap_or(Timestamp::MIN);
        let looks = std::iter::successors(Some(LOOK_BACK), |look| look.checked_mul(2));
        let windows = looks.scan(moment, move |to, look| {
            let from = to.saturating_sub(look).unwrap_or(Timestamp::MIN).max(end);
            let window = Interval { from, to: std::mem::replace(to, from) };
            (!window.is_empty()).then_some(window)
        });
        windows.flat_map(move |window| look(window).into_iter().rev())
    }

    /// The civil day of a moment.
    pub(super) fn date(&self, moment: Timestamp) -> Date {
        self.zone.to_datetime(moment).date()
    }

    /// The stretch of a shift that begins on a day. Empty where the clock jumps over it.
    pub(super) fn stretch(&self, day: Date, shift: Shift) -> Option<Interval> {
        let from = instant(&self.zone, day.to_datetime(shift.from))?;
        let last = if shift.is_overnight() { day.tomorrow().ok()? } else { day };
        Some(Interval { from, to: instant(&self.zone, last.to_datetime(shift.to))? })
    }
}

/// From a moment as far as the engine looks.
pub(super) fn ahead(moment: Timestamp) -> Interval {
    Interval { from: moment, to: moment.saturating_add(HORIZON).unwrap_or(Timestamp::MAX) }
}

/// Joins pieces that touch.
pub(super) fn merged(pieces: impl Iterator<Item = Interval>) -> impl Iterator<Item = Interval> {
    let mut pieces = pieces.peekable();
    std::iter::from_fn(move || {
        let mut whole = pieces.next()?;
        while let Some(next) = pieces.next_if(|next| next.from <= whole.to) {
            whole.to = whole.to.max(next.to);
        }
        Some(whole)
    })
}

/// See [`Calendar::pieces`].
pub(super) struct Pieces<'c> {
    calendar: &'c Calendar,
    /// What is still looked at.
    window: Interval,
    /// The day whose shifts come now; `None` after the last one.
    day: Option<Date>,
    shifts: std::slice::Iter<'c, Shift>,
    started: bool,
}

impl Iterator for Pieces<'_> {
    type Item = Interval;

    fn next(&mut self) -> Option<Interval> {
        if self.window.is_empty() {
            return None;
        }
        if self.calendar.always {
            let whole = self.window;
            self.window.from = whole.to;
            return Some(whole);
        }
        loop {
            let day = self.day?;
            for shift in self.shifts.by_ref() {
                let stretch = self.calendar.stretch(day, *shift)?;
                if stretch.from >= self.window.to {
                    return None;
                }
                let piece = stretch.clip(self.window);
                if !piece.is_empty() {
                    self.window.from = piece.to;
                    return Some(piece);
                }
            }
            let from = if self.started { day.tomorrow().ok() } else { Some(day) };
            self.started = true;
            // Days after the window are not looked for: the next one may be centuries off.
            self.day = from.and_then(|from| self.calendar.days.next_open(from));
            self.shifts = self.calendar.shifts(self.day?).iter();
        }
    }
}
