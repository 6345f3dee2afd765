//! Holidays and make-up working days from iCalendar files (RFC 5545).

use std::collections::BTreeSet;

use ical::component::{IcalComponent, IcalComponentKind, IcalComponentName};
use ical::prop::{IcalPropKind, IcalPropName};
use ical::recur::IcalRecurDateTime;
use ical::recur::set::IcalRecurSet;
use ical::tree::cst::IcalCst;
use ical::value::IcalValue;
use jiff::Span;
use jiff::civil::Date;

/// Blocks inside one another in a file that can be read; an event with an alarm has three.
const DEPTH: usize = 16;

/// Until when events that repeat without an end are written out, and how many of one.
const LAST_YEAR: i32 = 2100;
const REPEATS: usize = 2_000;

/// The longest event; a holiday of more days is a slip of the pen.
const LONGEST: i64 = 3_660;

/// Why a text is no calendar of holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum HolidaysFault {
    /// No `BEGIN:VCALENDAR` with an end, or a line that is no iCalendar.
    #[error("no iCalendar file")]
    NotACalendar,
    /// An all-day event whose days cannot be read, or which ends before it begins.
    #[error("an event with unreadable days")]
    BadDays,
    /// No all-day event at all.
    #[error("no all-day event")]
    NoDays,
}

/// Days from an iCalendar file. All-day events close their days, whatever their name; those of the category `WORKDAY` are
/// make-up working days. Events with a time of day, cancelled ones and everything that is no event are left out; events
/// that repeat without an end are written out until the year 2100.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holidays {
    /// Closed days, both ends included, in the order of the file.
    pub closed: Vec<(Date, Date)>,
    /// Make-up working days, in the order of the file.
    pub working: Vec<Date>,
    /// The years of which the file knows the holidays: those in which an event begins. Events that repeat say nothing
    /// about it, except in a file that has no others.
    pub years: BTreeSet<i16>,
}

impl Holidays {
    /// Reads the text of an iCalendar file.
    ///
    /// # Errors
    /// A text that is no iCalendar, all-day events without readable days, or no all-day event at all: a file of holidays
    /// that is not understood must not pass for one without holidays.
    pub fn read(text: &str) -> Result<Holidays, HolidaysFault> {
        // The reader is recursive, so the depth is looked at before.
        if depth(text) > DEPTH {
            return Err(HolidaysFault::NotACalendar);
        }
        let text = text.trim_start_matches('\u{FEFF}');
        let mut found = Holidays::default();
        let mut repeated = BTreeSet::new();
        for calendar in IcalCst::parse_many(text) {
            let calendar = calendar.map_err(|_| HolidaysFault::NotACalendar)?;
            for event in &calendar.decode().components {
                if event.name == IcalComponentName::Kind(IcalComponentKind::VEvent) {
                    found.add(event, &mut repeated)?;
                }
            }
        }
        if found.closed.is_empty() && found.working.is_empty() {
            let is_calendar = text.lines().any(|line| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR"));
            return Err(if is_calendar { HolidaysFault::NoDays } else { HolidaysFault::NotACalendar });
        }
        if found.years.is_empty() {
            found.years = repeated;
        }
        Ok(found)
    }

    fn add(&mut self, event: &IcalComponent<'_>, repeated: &mut BTreeSet<i16>) -> Result<(), HolidaysFault> {
        let text = |kind| texts(event, kind).into_iter().next();
        let Some(start) = text(IcalPropKind::DtStart) else { return Err(HolidaysFault::BadDays) };
        if start.contains(['T', 't'])
            || text(IcalPropKind::Status).is_some_and(|it| it.eq_ignore_ascii_case("cancelled"))
        {
            return Ok(());
        }
        let first = date(&start).ok_or(HolidaysFault::BadDays)?;
        let length = match (text(IcalPropKind::DtEnd), text(IcalPropKind::Duration)) {
            (Some(end), _) => days_between(first, date(&end).ok_or(HolidaysFault::BadDays)?),
            (None, Some(length)) => days_of(&length).ok_or(HolidaysFault::BadDays)?,
            (None, None) => 1,
        };
        // Some programs write the last day itself as the end of a day's event.
        let length = length.max(1);
        if length > LONGEST || text(IcalPropKind::DtEnd).and_then(|end| date(&end)).is_some_and(|end| end < first) {
            return Err(HolidaysFault::BadDays);
        }
        let is_working = categories(event).iter().any(|category| category.eq_ignore_ascii_case("WORKDAY"));
        let repeats = [IcalPropKind::RRule, IcalPropKind::RDate].into_iter().any(|kind| has(event, kind));
        let set = IcalRecurSet::of_component(event);
        for occurrence in set.expand().take_while(|it| it.start.year <= LAST_YEAR).take(REPEATS) {
            let Some(first) = civil(occurrence.start) else { continue };
            let last = first.saturating_add(Span::new().days(length - 1));
            if is_working {
                self.working.extend(first.series(Span::new().days(1)).take_while(|day| *day <= last));
            } else {
                self.closed.push((first, last));
            }
            if repeats {
                repeated.insert(first.year())
            } else {
                self.years.insert(first.year())
            };
        }
        Ok(())
    }
}

fn has(event: &IcalComponent<'_>, kind: IcalPropKind) -> bool {
    event.props.iter().any(|prop| prop.name == IcalPropName::Kind(kind))
}

/// The values of a property that hold text or a day.
fn texts(event: &IcalComponent<'_>, kind: IcalPropKind) -> Vec<String> {
    let named = event.props.iter().filter(|prop| prop.name == IcalPropName::Kind(kind));
    named.flat_map(|prop| text_of(&prop.value)).collect()
}

/// `CATEGORIES`, and `CATEGORY`, which some programs write.
fn categories(event: &IcalComponent<'_>) -> Vec<String> {
    let named = event
        .props
        .iter()
        .filter(|prop| ["CATEGORIES", "CATEGORY"].iter().any(|name| prop.name.eq_ignore_ascii_case(name)));
    let lists = named.flat_map(|prop| text_of(&prop.value));
    lists.flat_map(|list| list.split([',', ';']).map(|word| word.trim().to_owned()).collect::<Vec<_>>()).collect()
}

fn text_of(value: &IcalValue<'_>) -> Vec<String> {
    match value {
        IcalValue::Date(it) => vec![it.0.to_string()],
        IcalValue::DateTime(it) => vec![it.0.to_string()],
        IcalValue::Text(it) => vec![it.0.to_string()],
        IcalValue::TextList(it) => it.0.iter().map(ToString::to_string).collect(),
        IcalValue::Duration(it) => vec![it.0.to_string()],
        _ => Vec::new(),
    }
}

fn date(text: &str) -> Option<Date> {
    let is_plain = text.len() == 8 && text.bytes().all(|digit| digit.is_ascii_digit());
    if is_plain { Date::strptime("%Y%m%d", text).ok() } else { None }
}

fn civil(day: IcalRecurDateTime) -> Option<Date> {
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

fn days_between(first: Date, end: Date) -> i64 {
    end.duration_since(first).as_hours() / 24
}

/// The days of `P3D` or `P1W`, the only lengths that an all-day event may have.
fn days_of(length: &str) -> Option<i64> {
    let span: Span = length.parse().ok()?;
    let days = i64::from(span.get_weeks()).checked_mul(7)?.checked_add(i64::from(span.get_days()))?;
    (days > 0).then_some(days)
}

/// The most blocks inside one another.
fn depth(text: &str) -> usize {
    let starts = |line: &str, word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let mut open: usize = 0;
    let mut most = 0;
    for line in text.lines() {
        if starts(line, "BEGIN:") {
            open += 1;
        } else if starts(line, "END:") {
            open = open.saturating_sub(1);
        }
        most = most.max(open);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(events: &str) -> String {
        format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{events}END:VCALENDAR\n")
    }

    fn event(lines: &[&str]) -> String {
        format!("BEGIN:VEVENT\nUID:x\n{}\nEND:VEVENT\n", lines.join("\n"))
    }

    fn days(events: &str) -> Result<Vec<String>, HolidaysFault> {
        let read = Holidays::read(&file(events))?;
        let closed = read.closed.iter().map(|(first, last)| format!("{first}..{last}"));
        Ok(closed.chain(read.working.iter().map(|day| format!("+{day}"))).collect())
    }

    #[test]
    fn the_end_is_the_day_after() {
        let holiday = event(&["DTSTART;VALUE=DATE:20260215", "DTEND;VALUE=DATE:20260224", "SUMMARY:春节"]);
        let working = event(&["DTSTART;VALUE=DATE:20260214", "CATEGORIES:Office,Workday"]);
        assert_eq!(days(&(holiday + &working)).unwrap(), ["2026-02-15..2026-02-23", "+2026-02-14"]);
        let length = event(&["DTSTART;VALUE=DATE:20260215", "DURATION:P3D"]);
        assert_eq!(days(&length).unwrap(), ["2026-02-15..2026-02-17"]);
        let same = event(&["DTSTART:20260215", "DTEND:20260215"]);
        assert_eq!(days(&same).unwrap(), ["2026-02-15..2026-02-15"]);
    }

    #[test]
    fn folded_lines_and_crlf_are_read() {
        let text = file(&event(&["DTSTART;VALUE=DATE:2026", " 0101", "CATEGORIES:HOLIDAY"])).replace('\n', "\r\n");
        assert_eq!(Holidays::read(&format!("\u{FEFF}{text}")).unwrap().closed.len(), 1);
    }

    #[test]
    fn timed_and_cancelled_events_close_nothing() {
        let timed = event(&["DTSTART:20260215T090000Z", "DTEND:20260215T100000Z"]);
        let cancelled = event(&["DTSTART;VALUE=DATE:20260301", "STATUS:CANCELLED"]);
        assert_eq!(days(&(timed + &cancelled)), Err(HolidaysFault::NoDays));
    }

    #[test]
    fn yearly_holidays_repeat() {
        let yearly = event(&["DTSTART;VALUE=DATE:20241225", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20261225"]);
        let read = Holidays::read(&file(&yearly)).unwrap();
        assert_eq!(read.closed.len(), 2100 - 2024);
        assert!(read.years.contains(&2025) && read.years.contains(&2027));
        // Beside a listed holiday it does not make a year known.
        let listed = event(&["DTSTART;VALUE=DATE:20260501"]);
        assert_eq!(Holidays::read(&file(&(yearly + &listed))).unwrap().years, BTreeSet::from([2026]));
    }

    #[test]
    fn what_is_not_understood_is_told() {
        assert_eq!(Holidays::read("hello"), Err(HolidaysFault::NotACalendar));
        assert_eq!(Holidays::read(""), Err(HolidaysFault::NotACalendar));
        assert_eq!(Holidays::read("BEGIN:VCALENDAR\nBEGIN:VEVENT\n"), Err(HolidaysFault::NotACalendar));
        assert_eq!(days(""), Err(HolidaysFault::NoDays));
        for lines in [
            &["SUMMARY:x"][..],
            &["DTSTART;VALUE=DATE:20260230"],
            &["DTSTART;VALUE=DATE:2026-02-03"],
            &["DTSTART;VALUE=DATE:20260203", "DTEND;VALUE=DATE:20260201"],
            &["DTSTART;VALUE=DATE:20260203", "DURATION:PT4H"],
            &["DTSTART;VALUE=DATE:20260203", "DTEND;VALUE=DATE:29260201"],
        ] {
            assert_eq!(days(&event(lines)), Err(HolidaysFault::BadDays), "{lines:?}");
        }
        let deep = "BEGIN:VEVENT\n".repeat(100_000);
        assert_eq!(Holidays::read(&file(&deep)), Err(HolidaysFault::NotACalendar));
    }

    #[test]
    fn a_rule_that_never_comes_true_ends() {
        let never = event(&["DTSTART;VALUE=DATE:20260203", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"]);
        assert_eq!(days(&never).unwrap(), ["2026-02-03..2026-02-03"]);
    }
}
