//! The year that is checked, and what its calendars come to: worked out once for all rules and limits.
//!
//! What is kept depends on its question alone, never on who asks first.

use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Context;
use crate::model::{CalendarFault, ClockRef, DeclKind, Project, Symbol};
use crate::source::FileId;
use crate::time::{
    Calendar, Duration, Intervals, OpenYear, Stretch, Unseen, YearHours, least_elapsed, longest_unseen, worst_miss,
};

/// When something is open: always, or by a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Open {
    /// All the time. A calendar that never closes is the same.
    Always,
    /// By a calendar.
    By(Symbol),
}

/// When cases come to a point of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Arrivals {
    /// At any time, as far as anybody knows.
    Any,
    /// So many seconds after a moment at which one of these is open. Of none: nothing is known, and nothing is said.
    While(BTreeSet<Open>, i64),
}

/// A question about the worst moment of a year.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    /// The first year that is looked at, from 1 January to 31 December.
    pub year: i16,
    /// What the limit's clock counts.
    pub clock: Open,
    /// When those who may act are at work.
    pub posts: BTreeSet<Open>,
    /// When cases come.
    pub arrivals: Arrivals,
}

/// What is known so far. Rules run at the same time, so each answer is behind a lock.
#[derive(Default)]
pub(super) struct Known {
    years: Memo<(Open, Option<Symbol>, i16), Option<Arc<YearHours>>>,
    unseen: Memo<Question, Option<Unseen>>,
    missed: Memo<(Question, Duration), Option<(Stretch, Timestamp)>>,
    least: Memo<(Open, i16, Duration), Option<SignedDuration>>,
    alone: Memo<(Question, Open), Option<Arc<Intervals>>>,
}

struct Memo<Q, A>(Mutex<FxHashMap<Q, A>>);

impl<Q, A> Default for Memo<Q, A> {
    fn default() -> Self {
        Memo(Mutex::new(FxHashMap::default()))
    }
}

impl<Q: Hash + Eq + Clone, A: Clone> Memo<Q, A> {
    /// The answer to a question. Two rules that ask at once may both work it out: it is the same.
    fn get(&self, question: &Q, answer: impl FnOnce() -> A) -> A {
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(question) {
            return known.clone();
        }
        let found = answer();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(question.clone(), found.clone());
        found
    }
}

impl<'p> Context<'p> {
    /// The year that is checked for a file: that of today; where none is known, the one in which the procedure comes
    /// into force, of a shared file the first such year of those that use it.
    pub(super) fn year(&self, file: FileId) -> Option<i16> {
        let effective = |id: FileId| {
            let head = self.project.module(id)?.file.head.as_ref()?;
            head.effective.map(|(date, _)| date.year())
        };
        let of_users = || self.project.users_of(file).iter().filter_map(|user| effective(*user)).min();
        self.today.map(Date::year).or_else(|| effective(file)).or_else(of_users)
    }

    /// What a clock of a file counts; `None` if nobody knows.
    pub(super) fn open(&self, file: FileId, clock: &ClockRef) -> Option<Open> {
        let ClockRef::Calendar(reference) = clock else { return Some(Open::Always) };
        let (symbol, _) = self.project.find_kind(file, reference, DeclKind::Calendar)?;
        let calendar = self.project.calendar(symbol)?.calendar.as_ref()?;
        Some(if calendar.is_always() { Open::Always } else { Open::By(symbol) })
    }

    /// The calendar of what is open.
    pub(super) fn calendar_of(&self, open: Open) -> Option<&'p Calendar> {
        let project: &'p Project = self.project;
        match open {
            Open::Always => project.clock(FileId(0), &ClockRef::Always)?.calendar.as_ref(),
            Open::By(symbol) => project.calendar(symbol)?.calendar.as_ref(),
        }
    }

    /// The name of a calendar.
    pub(super) fn name_of(&self, open: Open) -> &'p str {
        match open {
            Open::Always => "24x7",
            Open::By(symbol) => self.project.decl(symbol).map_or("?", |decl| decl.label()),
        }
    }

    /// The time zone in which moments of a question are told: that of those who act, else that of the clock.
    pub(super) fn zone_of(&self, posts: &BTreeSet<Open>, clock: Open) -> TimeZone {
        let told = home(posts, clock).and_then(|symbol| self.calendar_of(Open::By(symbol)));
        told.map_or(TimeZone::UTC, |calendar| calendar.zone().clone())
    }

    /// Whether moments of these calendars can be held against each other: not if some have a time zone and some have
    /// none.
    fn zones_agree(&self, all: impl Iterator<Item = Open>) -> bool {
        let mut with = [false; 2];
        for open in all {
            let Open::By(symbol) = open else { continue };
            let hours = self.project.calendar(symbol);
            let lacks = hours.is_none_or(|hours| hours.faults.contains(&CalendarFault::NoTimeZone));
            with.iter_mut().skip(usize::from(lacks)).take(1).for_each(|seen| *seen = true);
        }
        with != [true; 2]
    }

    /// The open time of a year, which begins in the zone of a calendar.
    pub(super) fn open_year(&self, open: Open, zone: Option<Symbol>, year: i16) -> Option<OpenYear<'p>> {
        let calendar = self.calendar_of(open)?;
        let hours = self.known.years.get(&(open, zone, year), || {
            let place = zone.and_then(|symbol| self.calendar_of(Open::By(symbol)));
            let place = place.map_or(TimeZone::UTC, |calendar| calendar.zone().clone());
            let first = Date::new(year, 1, 1).ok()?;
            OpenYear::new(calendar, first, &place).map(|year| year.hours())
        })?;
        Some(OpenYear::kept(calendar, hours))
    }

    /// The moment from which the clock counts most until one of the posts is at work.
    pub(super) fn unseen(&self, question: &Question) -> Option<Unseen> {
        self.known.unseen.get(question, || {
            let (clock, posts, arrivals) = self.asked(question)?;
            longest_unseen(&clock, &posts, arrivals.as_ref())
        })
    }

    /// The case that is overdue for longest before one of the posts is at work.
    pub(super) fn missed(&self, question: &Question, limit: Duration) -> Option<(Stretch, Timestamp)> {
        self.known.missed.get(&(question.clone(), limit), || {
            let (clock, posts, arrivals) = self.asked(question)?;
            worst_miss(limit, &clock, &posts, arrivals.as_ref()).ok().flatten()
        })
    }

    /// The least time on the wall that a length of time takes on a clock.
    pub(super) fn least_elapsed(&self, clock: Open, year: i16, length: Duration) -> Option<SignedDuration> {
        self.known.least.get(&(clock, year, length), || {
            let zone = match clock {
                Open::Always => None,
                Open::By(symbol) => Some(symbol),
            };
            least_elapsed(length, &self.open_year(clock, zone, year)?)
        })
    }

    /// When a channel is open and the clock of a question runs, and none of its posts is at work; `None` if never.
    pub(super) fn alone(&self, question: &Question, channel: Open) -> Option<Arc<Intervals>> {
        // When cases come by other ways does not matter here.
        let question = Question { arrivals: Arrivals::Any, ..question.clone() };
        self.known.alone.get(&(question.clone(), channel), || {
            let zone = question.posts.iter().find_map(|open| match open {
                Open::By(symbol) => Some(*symbol),
                Open::Always => None,
            });
            let open = |open: Open| self.open_year(open, zone, question.year).map(|year| year.open().clone());
            let runs = open(channel)?.common(&open(question.clock)?);
            let works: Option<Vec<Intervals>> = question.posts.iter().map(|post| open(*post)).collect();
            let alone = runs.minus(&Intervals::union(&works?));
            (!alone.as_slice().is_empty()).then(|| Arc::new(alone))
        })
    }

    /// The years of a question.
    fn asked(&self, question: &Question) -> Option<(OpenYear<'p>, Vec<OpenYear<'p>>, Option<Intervals>)> {
        let Question { year, clock, posts, arrivals } = question;
        let come: BTreeSet<Open> = match arrivals {
            Arrivals::Any => BTreeSet::new(),
            Arrivals::While(open, _) => open.clone(),
        };
        if !self.zones_agree(posts.iter().chain(&come).copied().chain([*clock])) {
            return None;
        }
        let zone = home(posts, *clock);
        let of = |open: Open| self.open_year(open, zone, *year);
        let years: Option<Vec<OpenYear<'p>>> = posts.iter().map(|post| of(*post)).collect();
        let arrivals = match arrivals {
            Arrivals::Any => None,
            Arrivals::While(_, after) => {
                let years: Option<Vec<_>> = come.iter().map(|open| of(*open)).collect();
                let all = Intervals::union(years?.iter().map(|year| year.open()));
                Some(all.later(SignedDuration::from_secs(*after)))
            }
        };
        Some((of(*clock)?, years?, arrivals))
    }
}

/// The calendar in whose time zone a question is asked.
fn home(posts: &BTreeSet<Open>, clock: Open) -> Option<Symbol> {
    posts.iter().copied().chain([clock]).find_map(|open| match open {
        Open::By(symbol) => Some(symbol),
        Open::Always => None,
    })
}
