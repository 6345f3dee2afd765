//! Why a limit is due when it is: what the clock counted.

use jiff::{SignedDuration, Timestamp};

use super::clock::{Clock, Measure, Uncountable};
use super::duration::Duration;
use super::interval::Interval;
use super::open::{ahead, merged};

/// A stretch that a clock counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// From when to when.
    pub stretch: Interval,
    /// As what.
    pub counts: Counts,
}

/// What a stretch counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Its length.
    Time(SignedDuration),
    /// One working day, the first being number 1.
    Day(u32),
}

impl Clock<'_> {
    /// What is counted from `start` until a length of time is due, in order. Of open time: the stretches in which the
    /// clock runs; their lengths add up to the length of time. Of working days: from each day's time of day to the next;
    /// each counts one day, and closed hours and pauses lie within. It is empty where two days come to one closing.
    ///
    /// # Errors
    /// As [`Clock::due`].
    pub fn explain(&self, start: Timestamp, length: Duration) -> Result<Vec<Counted>, Uncountable> {
        let due = self.due(start, length)?;
        match self.measure(length)? {
            Measure::Open(_) => {
                let window = Interval { from: start, to: due }.clip(ahead(start));
                let counted = |stretch: Interval| Counted { stretch, counts: Counts::Time(stretch.length()) };
                Ok(merged(self.running(window)).map(counted).collect())
            }
            Measure::Days(days) => {
                let mut from = self.after_days(start, 0)?;
                let mut counted = Vec::new();
                for number in 1..=days {
                    let to = self.after_days(start, number)?;
                    counted.push(Counted { stretch: Interval { from, to }, counts: Counts::Day(number) });
                    from = to;
                }
                Ok(counted)
            }
        }
    }
}
