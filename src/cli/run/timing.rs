//! When a limit, one of its lines or a delay comes by its clock, as far as that is known.
//!
//! The language leaves it to people to say that a time has come. A clock does not know everything, so what is noted early
//! is noted all the same, and nobody overlooks that it was early.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::teller::Teller;
use crate::flow::case::{At, Due, DueLine, Stamp, State, What, length, possible};
use crate::labels::Say;
use crate::model::{Combine, Delay, Limit, Value};
use crate::run::Told;
use crate::say;
use crate::time::{Calendar, Clock, Duration, Uncountable, Unit};

/// When something comes.
#[derive(Debug, Clone)]
pub(super) enum Comes {
    /// Then.
    At(Timestamp),
    /// Its time has not come, and its clock stands still: why.
    Paused(Say),
    /// Nobody can say, and why; not before this moment, if that much is known.
    Unknown(Say, Option<Timestamp>),
}

/// Where a case stands behind so many of its events.
#[derive(Clone, Copy)]
pub(super) struct Standing<'t, 'p> {
    pub teller: &'t Teller<'p>,
    pub state: &'t State,
    pub behind: usize,
}

/// Why one length of time cannot be counted.
enum Why {
    Paused(Say),
    Unknown(Say),
}

impl<'t, 'p> Standing<'t, 'p> {
    /// Where the case stands now.
    pub(super) fn now(teller: &'t Teller<'p>, state: &'t State) -> Self {
        Standing { teller, state, behind: teller.told.len() }
    }

    /// Where the case stood before an event.
    pub(super) fn before(teller: &'t Teller<'p>, told: &'t Told) -> Self {
        Standing { teller, state: &told.before, behind: told.number.saturating_sub(1) }
    }

    /// When a limit is missed whose clock started at `since`.
    pub(super) fn missed(&self, at: &At, limit: &Limit, since: Stamp) -> Comes {
        self.count(at, limit, since, |_, missed| Ok(missed))
    }

    /// When a line of a limit comes: a share of the time, the time and what is added to it, the next repeat.
    pub(super) fn line(&self, due: &Due<'_>) -> Comes {
        let unreadable = || Comes::Unknown(say!("这一行无法计算", "its line cannot be counted"), None);
        let Some((graph, ..)) = self.teller.at(&due.at) else { return unreadable() };
        let project = self.teller.program.project;
        match due.line {
            DueLine::Warning(_, share) => {
                let Some(Value::Percent(share)) = project.value(graph.file, share) else { return unreadable() };
                self.count(&due.at, due.within, due.since, |clock, missed| {
                    part(clock, due.since.moment, missed, *share)
                })
            }
            DueLine::Late(late) => {
                let lasts = |quantity| project.duration(graph.file, quantity);
                let (after, every) = (late.after.as_ref().map(lasts), late.every.as_ref().map(lasts));
                let (Some(after), Some(every)) = (whole(after), whole(every)) else { return unreadable() };
                let fired = if every.is_some() { self.fired(due) } else { Vec::new() };
                self.count(&due.at, due.within, due.since, |clock, missed| {
                    let first = after.map_or(Ok(missed), |after| clock.due(missed, after))?;
                    let Some(every) = every else { return Ok(first) };
                    // Each note stands for one time that had come; what nobody noted is not caught up with.
                    fired.iter().try_fold(first, |comes, noted| repeat(clock, first, every, comes.max(*noted)))
                })
            }
        }
    }

    /// When a delay has passed that began at `since`.
    pub(super) fn delay(&self, at: &At, delay: &Delay, since: Stamp) -> Comes {
        let open = || Comes::Unknown(say!("时长尚未定值", "its length is not set yet"), None);
        let Some((graph, ..)) = self.teller.at(at) else { return open() };
        let Some(length) = self.teller.program.project.duration(graph.file, &delay.lasts) else { return open() };
        let named = delay.on.as_ref().map(|clock| (graph.file, clock));
        let passes = self.calendar(at, named, length).map_err(Why::Unknown).and_then(|calendar| {
            let passes = Clock::new(calendar).due(since.moment, length).map_err(|cause| uncountable(cause, None))?;
            covered(calendar, since.moment, passes)
        });
        one(passes)
    }

    /// Counts a limit, and from the moment at which it is missed on what a line of it adds.
    fn count(
        &self,
        at: &At,
        limit: &Limit,
        since: Stamp,
        line: impl Fn(&Clock<'_>, Timestamp) -> Result<Timestamp, Uncountable>,
    ) -> Comes {
        let Some((graph, ..)) = self.teller.at(at) else { return Comes::Unknown(Say::default(), None) };
        let pauses = self.pauses(at, limit);
        let paused = pauses.now.as_ref().map(|wait| {
            let wait = self.teller.step(self.state, wait);
            say!("{wait}期间暂停计时", "its clock stands still during {wait}")
        });
        let comes = |length: Duration| {
            let calendar = self.calendar_of(at, limit, length).map_err(Why::Unknown)?;
            let clock = Clock::new(calendar).paused(pauses.stretches.iter().copied());
            let counted = clock.due(since.moment, length).and_then(|missed| line(&clock, missed));
            covered(calendar, since.moment, counted.map_err(|cause| uncountable(cause, paused.as_ref()))?)
        };
        let program = self.teller.program;
        if let Some(length) = length(program, self.state, &at.path, graph.file, limit) {
            return one(comes(length));
        }
        let Some(possible) = possible(program, self.state, &at.path, graph.file, limit) else {
            return Comes::Unknown(say!("时限多长无法确定", "nobody can say how long it is"), None);
        };
        let unset: Vec<String> = possible.unset.iter().map(|axis| self.teller.category(possible.home, axis)).collect();
        let (zh, en) = (unset.join("、"), unset.join(", "));
        let why = say!("{zh}尚未确定", "{en} is not set yet");
        let found: Vec<Vec<Result<Timestamp, Why>>> =
            possible.lengths.into_iter().map(|table| table.into_iter().map(&comes).collect()).collect();
        let is_paused = |one: &Result<Timestamp, Why>| matches!(one, Err(Why::Paused(_)));
        if let Some(paused) = paused.filter(|_| found.iter().flatten().all(is_paused)) {
            return Comes::Paused(paused);
        }
        let first = found.into_iter().filter_map(|table| table.into_iter().flatten().min());
        let earliest = match possible.combine {
            Some(Combine::Shortest) => first.min(),
            Some(Combine::Longest) | None => first.max(),
        };
        Comes::Unknown(why, earliest)
    }

    /// When a line that is repeated was noted since its clock started.
    fn fired(&self, due: &Due<'_>) -> Vec<Timestamp> {
        let address = self.teller.program.address(&due.at);
        let is_it = |told: &&Told| match &told.event.what {
            What::Late { at, limit, line } => {
                let id = crate::flow::case::DueId::Late(line.wrapping_sub(1));
                *at == address && *limit == due.limit + 1 && id == due.id && told.before.stamps >= due.since.order
            }
            _ => false,
        };
        let told = self.teller.told.iter().take(self.behind);
        told.filter(is_it).map(|told| told.event.moment).collect()
    }
}

impl Comes {
    /// The moment, if it is known.
    pub(super) fn moment(&self) -> Option<Timestamp> {
        match self {
            Comes::At(moment) => Some(*moment),
            Comes::Paused(_) | Comes::Unknown(..) => None,
        }
    }

    /// Whether it has come by a moment; `None` if nobody can say.
    pub(super) fn by(&self, moment: Timestamp) -> Option<bool> {
        match self {
            Comes::At(comes) => Some(*comes <= moment),
            Comes::Paused(_) => Some(false),
            Comes::Unknown(_, Some(earliest)) if moment < *earliest => Some(false),
            Comes::Unknown(..) => None,
        }
    }
}

/// What is written, if all of it can be read.
fn whole(written: Option<Option<Duration>>) -> Option<Option<Duration>> {
    written.map_or(Some(None), |length| length.map(Some))
}

/// The moment at which a share of the time up to a moment is used.
fn part(clock: &Clock<'_>, since: Timestamp, missed: Timestamp, share: Decimal) -> Result<Timestamp, Uncountable> {
    let used = Decimal::from(clock.counted(since, missed).as_secs()) * share / Decimal::ONE_HUNDRED;
    clock.due(since, Duration { amount: used, unit: Unit::Seconds })
}

/// The first repeat after a moment of what came first at `first`.
fn repeat(clock: &Clock<'_>, first: Timestamp, every: Duration, after: Timestamp) -> Result<Timestamp, Uncountable> {
    let at = |number: u32| {
        let amount = every.amount.checked_mul(Decimal::from(number)).ok_or(Uncountable::OutOfReach)?;
        clock.due(first, Duration { amount, ..every })
    };
    if every.amount.is_zero() {
        return Ok(after);
    }
    let mut most = 1_u32;
    while at(most)? <= after {
        most = most.checked_mul(2).ok_or(Uncountable::OutOfReach)?;
    }
    // What comes after is among the second half of those that were looked at.
    let mut least = most / 2;
    while most - least > 1 {
        let middle = least + (most - least) / 2;
        if at(middle)? <= after { least = middle } else { most = middle }
    }
    at(most)
}

fn uncountable(cause: Uncountable, paused: Option<&Say>) -> Why {
    match (cause, paused) {
        (Uncountable::OutOfReach, Some(paused)) => Why::Paused(paused.clone()),
        _ => Why::Unknown(say!("按它的日历无法计算", "its calendar cannot count it")),
    }
}

/// A moment, if the holidays of all years up to it are known.
fn covered(calendar: &Calendar, since: Timestamp, comes: Timestamp) -> Result<Timestamp, Why> {
    let year = |moment: Timestamp| moment.to_zoned(calendar.zone().clone()).year();
    match (year(since)..=year(comes)).find(|year| !calendar.covers(*year)) {
        None => Ok(comes),
        Some(year) => {
            Err(Why::Unknown(say!("日历中没有 {year} 年的节假日", "its calendar has no holidays for {year}")))
        }
    }
}

fn one(comes: Result<Timestamp, Why>) -> Comes {
    match comes {
        Ok(comes) => Comes::At(comes),
        Err(Why::Paused(why)) => Comes::Paused(why),
        Err(Why::Unknown(why)) => Comes::Unknown(why, None),
    }
}
