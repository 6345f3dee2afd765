//! Time as the language writes it. Nothing outside this folder adds hours or compares lengths of time.
//!
//! Read in this order: [`Duration`], a length as written; [`Calendar`], when something is open, with its holidays;
//! [`Clock`], what a limit that runs on a calendar comes to; [`OpenYear`], the worst moments of a year.
//!
//! The room is pure: it knows neither today nor files, and its time zones are those that the program carries, so that
//! every machine counts the same. Moments are [`jiff::Timestamp`]s.
//!
//! # Where the civil clock jumps
//!
//! Hours are written in civil time, lengths are counted in real time. One rule joins the two: a civil time stands for
//! the first moment at which a clock on the wall shows it *or more*. So a time that exists twice, because the clock is
//! put back, is its first occurrence; one that does not exist, because the clock is put forward, is the moment of the
//! jump. A shift 22:00–06:00 counts 7 hours in the night of spring and 9 in that of autumn.

mod calendar;
mod clock;
mod dates;
mod days;
mod duration;
mod explain;
mod holidays;
mod interval;
mod open;
mod workdays;
mod worst;
mod zone;

pub use calendar::{Calendar, Extra, Opening, Shift};
pub use clock::{Clock, Uncountable};
pub use dates::date_after;
pub use duration::{Duration, Reckoning, Unit};
pub use explain::{Counted, Counts};
pub use holidays::{Holidays, HolidaysFault};
pub use interval::{Interval, Intervals};
pub use worst::{OpenYear, Stretch, Unseen, YearHours, least_elapsed, longest_closed, longest_unseen, worst_miss};
pub use zone::{UnknownZone, zone};
