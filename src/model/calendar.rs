//! From a declared calendar to one that counts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Body, Calendar, ClockRef, DeclKind, Project, Symbol};
use crate::source::{FileId, Place, Unread, joined};
use crate::time::{self, Extra, Holidays, HolidaysFault, Opening, Shift};

/// A declared calendar as time counts it.
#[derive(Debug, Clone)]
pub struct OpenHours {
    /// The calendar; `None` if a fault leaves open when it is open, so that what is counted on it would be guessed.
    pub calendar: Option<time::Calendar>,
    /// What is wrong with its declaration, in its order.
    pub faults: Vec<CalendarFault>,
}

/// What is wrong with the declaration of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarFault {
    /// No time zone. The calendar counts, in UTC: lengths are right where the clock is never changed, moments are not.
    NoTimeZone,
    /// A time zone that nobody knows.
    UnknownTimeZone(String, Place),
    /// A file of holidays, as written, that says nothing.
    Holidays(String, Place, NoHolidays),
    /// No weekly hours, no open day.
    NoHours,
    /// A line of it could not be read.
    Unreadable(Place),
}

/// Why a file of holidays says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoHolidays {
    /// There is no text.
    Unread(Unread),
    /// Its text is none of holidays.
    NotUnderstood(HolidaysFault),
}

impl Project {
    /// A declared calendar, ready to count; `None` if the symbol is no calendar. All are worked out at the first call.
    #[must_use]
    pub fn calendar(&self, symbol: Symbol) -> Option<&OpenHours> {
        self.open_hours.get_or_init(|| self.all_open_hours()).get(&symbol)
    }

    /// What a clock of a file counts: 24x7, or a calendar. `None` if no calendar has that name.
    #[must_use]
    pub fn clock(&self, file: FileId, clock: &ClockRef) -> Option<&OpenHours> {
        static ALWAYS: LazyLock<OpenHours> =
            LazyLock::new(|| OpenHours { calendar: Some(time::Calendar::always()), faults: Vec::new() });
        match clock {
            ClockRef::Always => Some(&ALWAYS),
            ClockRef::Calendar(reference) => self.calendar(self.find_kind(file, reference, DeclKind::Calendar)?.0),
        }
    }

    fn all_open_hours(&self) -> BTreeMap<Symbol, OpenHours> {
        let mut all = BTreeMap::new();
        for module in &self.modules {
            for (index, decl) in module.file.decls.iter().enumerate() {
                let Body::Calendar(declared) = &decl.body else { continue };
                let mut hours = self.open_hours_of(module.id, declared);
                if decl.broken {
                    hours.calendar = None;
                    hours.faults.push(CalendarFault::Unreadable(decl.head));
                }
                all.insert(Symbol { file: module.id, index }, hours);
            }
        }
        all
    }

    fn open_hours_of(&self, file: FileId, declared: &Calendar) -> OpenHours {
        let mut faults = Vec::new();
        let zone = match &declared.timezone {
            None => {
                faults.push(CalendarFault::NoTimeZone);
                Some(jiff::tz::TimeZone::UTC)
            }
            Some((name, at)) => {
                let zone = time::zone(name).ok();
                if zone.is_none() {
                    faults.push(CalendarFault::UnknownTimeZone(name.clone(), *at));
                }
                zone
            }
        };
        let holidays: Vec<Option<Holidays>> = declared
            .holidays
            .iter()
            .map(|(written, at)| {
                let told = |why| faults.push(CalendarFault::Holidays(written.clone(), *at, why));
                self.holidays(file, written).map_err(told).ok()
            })
            .collect();
        let unread = declared.hours.iter().filter(|line| line.days.is_empty() || line.spans.is_empty());
        faults.extend(unread.map(|line| CalendarFault::Unreadable(line.at)));
        if !declared.always && declared.hours.is_empty() && declared.extra.is_empty() {
            faults.push(CalendarFault::NoHours);
        }
        let is_known = faults.iter().all(|fault| *fault == CalendarFault::NoTimeZone);
        let calendar = zone.filter(|_| is_known).map(|zone| {
            let opening = Opening { holidays: holidays.into_iter().flatten().collect(), ..opening(zone, declared) };
            time::Calendar::new(&opening)
        });
        OpenHours { calendar, faults }
    }

    fn holidays(&self, file: FileId, written: &str) -> Result<Holidays, NoHolidays> {
        let home = self.module(file).map_or("", |module| module.path.as_str());
        let path = joined(home, written).ok_or(NoHolidays::Unread(Unread::Outside))?;
        let text = match self.calendars.get(&path) {
            Some(Ok(text)) => text,
            Some(Err(why)) => return Err(NoHolidays::Unread(why.clone())),
            None => return Err(NoHolidays::Unread(Unread::Missing)),
        };
        Holidays::read(text).map_err(NoHolidays::NotUnderstood)
    }
}

/// The hours of a declaration without its holidays.
fn opening(zone: jiff::tz::TimeZone, declared: &Calendar) -> Opening {
    let shift = |(from, to): &(jiff::civil::Time, jiff::civil::Time)| Shift { from: *from, to: *to };
    let mut opening = Opening::new(zone);
    if declared.always {
        opening.week = time::Calendar::whole_week();
    }
    for line in &declared.hours {
        opening.week.extend(line.days.iter().flat_map(|day| line.spans.iter().map(|span| (*day, shift(span)))));
    }
    opening.closed = declared.closed.iter().map(|range| (range.first, range.last)).collect();
    opening.extra = declared
        .extra
        .iter()
        .map(|extra| {
            let hours = match extra.like {
                _ if !extra.spans.is_empty() => Extra::Own(extra.spans.iter().map(shift).collect()),
                Some(day) => Extra::Like(day),
                None => Extra::Usual,
            };
            (extra.day, hours)
        })
        .collect();
    opening
}
