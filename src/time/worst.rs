//! The worst moments of a year: when nobody is at work for longest, and what that does to a limit.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::calendar::Calendar;
use super::clock::{Clock, Measure, Uncountable};
use super::duration::Duration;
use super::interval::{Interval, Intervals};
use super::zone::instant;

/// The open time of a calendar in a year, worked out once, so that many limits can be held against it.
#[derive(Debug, Clone)]
pub struct OpenYear<'c> {
    calendar: &'c Calendar,
    hours: Arc<YearHours>,
}

/// The open time of a year without its calendar, to be kept.
#[derive(Debug)]
pub struct YearHours {
    year: Interval,
    open: Intervals,
    /// The first open moment at or after the end of the year, if one comes.
    after: Option<Timestamp>,
}

impl<'c> OpenYear<'c> {
    /// The year that begins with the civil day `first` in `zone`: up to the same day of the next year. Calendars that are
    /// held against each other take the same zone. `None` at the end of the calendar only.
    #[must_use]
    pub fn new(calendar: &'c Calendar, first: Date, zone: &TimeZone) -> Option<Self> {
        let next = first.checked_add(jiff::Span::new().years(1)).ok()?;
        let moment = |day: Date| instant(zone, day.to_datetime(jiff::civil::Time::MIN));
        let year = Interval { from: moment(first)?, to: moment(next)? };
        let open = Intervals::of(calendar.pieces(year));
        let hours = YearHours { year, open, after: calendar.next_open(year.to) };
        Some(OpenYear { calendar, hours: Arc::new(hours) })
    }

    /// The year of a calendar whose hours were kept.
    #[must_use]
    pub fn kept(calendar: &'c Calendar, hours: Arc<YearHours>) -> Self {
        OpenYear { calendar, hours }
    }

    /// Its hours, to be kept.
    #[must_use]
    pub fn hours(&self) -> Arc<YearHours> {
        Arc::clone(&self.hours)
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> Interval {
        self.hours.year
    }

    /// Its open time within the year.
    #[must_use]
    pub fn open(&self) -> &Intervals {
        &self.hours.open
    }

    /// The calendar.
    #[must_use]
    pub fn calendar(&self) -> &'c Calendar {
        self.calendar
    }

    /// The open time between two moments from the beginning of the year on.
    #[must_use]
    pub fn counted(&self, stretch: Interval) -> SignedDuration {
        let beyond = Interval { from: stretch.from.max(self.hours.year.to), to: stretch.to };
        let later = if beyond.is_empty() {
            SignedDuration::ZERO
        } else {
            Clock::new(self.calendar).counted(beyond.from, beyond.to)
        };
        self.hours.open.total(stretch.clip(self.hours.year)) + later
    }
}

/// A stretch in which nobody is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its first moment: the last of them closes.
    pub from: Timestamp,
    /// When the next one opens; `None` if none does within a hundred years.
    pub to: Option<Timestamp>,
}

/// The worst moment at which a case can come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unseen {
    /// When it comes, and when it is first seen.
    pub stretch: Stretch,
    /// What the limit's clock counts in between; `None` if it is never seen.
    pub counted: Option<SignedDuration>,
}

/// The stretches that begin in the year in which none of these is open; of the last one, the end may lie in the next
/// year. All must be of the same year; of none, the whole year and all time after it.
///
/// Where it is known when cases come, a stretch begins with the first that comes in it, or that came right before it.
fn closed<'y>(
    actors: &'y [OpenYear<'_>],
    year: Interval,
    arrivals: Option<&'y Intervals>,
) -> impl Iterator<Item = Stretch> + use<'y> {
    let gaps = Intervals::union(actors.iter().map(|actor| actor.open())).gaps(year);
    let after = actors.iter().filter_map(|actor| actor.hours.after).min();
    let gaps = gaps.as_slice().to_vec();
    gaps.into_iter().filter_map(move |gap| {
        let from = match arrivals {
            None => gap.from,
            Some(arrivals) => arrivals.next_edge(gap.from).filter(|from| *from < gap.to)?,
        };
        Some(Stretch { from, to: if gap.to < year.to { Some(gap.to) } else { after } })
    })
}

/// The longest stretch beginning in the year in which none of these calendars is open: the first of several. `None` if
/// one of them always is. The calendars are those of everybody who may act, all of the year of `year`.
#[must_use]
pub fn longest_closed(actors: &[OpenYear<'_>], year: Interval) -> Option<Stretch> {
    first_most(closed(actors, year, None), |stretch| {
        stretch.to.map_or(SignedDuration::MAX, |to| to.duration_since(stretch.from))
    })
}

/// The moment of the year from which a limit's clock counts most until somebody is at work, and how much: a limit that is
/// shorter cannot be kept. The first of several; `None` if the clock never counts while nobody is at work.
///
/// `arrivals` are the moments at which cases come; `None` if they come at any time. One that comes when the last of the
/// actors closes is not seen by them any more.
#[must_use]
pub fn longest_unseen(clock: &OpenYear<'_>, actors: &[OpenYear<'_>], arrivals: Option<&Intervals>) -> Option<Unseen> {
    // Within a stretch the clock counts most from its beginning.
    let unseen = closed(actors, clock.year(), arrivals).map(|stretch| {
        let counted = stretch.to.map(|to| clock.counted(Interval { from: stretch.from, to }));
        Unseen { stretch, counted }
    });
    let found = first_most(unseen, |unseen| unseen.counted.unwrap_or(SignedDuration::MAX))?;
    (found.counted != Some(SignedDuration::ZERO)).then_some(found)
}

/// The case of the year that is overdue for longest before anybody is at work: it comes when the stretch begins, is due
/// at the moment given with it, and is first seen when the stretch ends. `None` if every case can be seen in time; one
/// that is seen at the very moment at which it is due is in time. For limits in any unit; where the clock counts most is
/// told by [`longest_unseen`], also what `arrivals` are.
///
/// # Errors
/// As [`Clock::due`].
pub fn worst_miss(
    limit: Duration,
    clock: &OpenYear<'_>,
    actors: &[OpenYear<'_>],
    arrivals: Option<&Intervals>,
) -> Result<Option<(Stretch, Timestamp)>, Uncountable> {
    let runs = Clock::new(clock.calendar);
    let measure = runs.measure(limit)?;
    let mut missed = Vec::new();
    for stretch in closed(actors, clock.year(), arrivals) {
        // Most stretches are too short, which the open time of the year says faster than the clock.
        if let (Measure::Open(limit), Some(to)) = (measure, stretch.to)
            && clock.counted(Interval { from: stretch.from, to }) < limit
        {
            continue;
        }
        // The due moment never decreases with the start, so the beginning of a stretch is due first.
        let due = runs.due(stretch.from, limit)?;
        if stretch.to.is_none_or(|to| due < to) {
            missed.push((stretch, due));
        }
    }
    let over =
        |(stretch, due): &(Stretch, Timestamp)| stretch.to.map_or(SignedDuration::MAX, |to| to.duration_since(*due));
    Ok(first_most(missed.into_iter(), over))
}

/// The least time that passes on the wall while a length of time is counted that begins in the year and while the
/// calendar is open. `None` if it cannot be counted.
#[must_use]
pub fn least_elapsed(length: Duration, year: &OpenYear<'_>) -> Option<SignedDuration> {
    let clock = Clock::new(year.calendar);
    let measure = clock.measure(length).ok()?;
    // Within a stretch that is long enough the wall and the clock go together, and the clock is never the faster one.
    let within = |seconds: SignedDuration| year.open().as_slice().iter().any(|stretch| stretch.length() >= seconds);
    if let Measure::Open(seconds) = measure
        && (year.calendar.is_always() || within(seconds))
    {
        return Some(seconds);
    }
    // Between these starts it grows and falls evenly: of open time it is least where it begins with a stretch or ends
    // with one, of working days right before a closing.
    let starts = year.open().as_slice().iter().flat_map(|stretch| match measure {
        Measure::Open(_) => [Some(stretch.from), clock.latest_start(stretch.to, length).ok()],
        Measure::Days(_) => [Some(stretch.from), stretch.to.checked_sub(SignedDuration::from_secs(1)).ok()],
    });
    let elapsed = |start: Timestamp| clock.due(start, length).ok().map(|due| due.duration_since(start));
    starts.flatten().filter(|start| year.year().contains(*start)).filter_map(elapsed).min()
}

/// The first of those for which `amount` is greatest.
fn first_most<T>(all: impl Iterator<Item = T>, amount: impl Fn(&T) -> SignedDuration) -> Option<T> {
    all.reduce(|most, next| if amount(&next) > amount(&most) { next } else { most })
}
