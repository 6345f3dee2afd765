//! Systems, forms, channels and working time.

use jiff::civil::{Time, Weekday};
use serde::Serialize;

use super::super::page::Page;
use super::common::{Fact, NoteView, cites, facts, notes};
use super::people::hours;
use super::work::{filled_by, steps_where};
use crate::labels::fill;
use crate::model::{Body, Calendar, Decl, DeclKind, Hours, Ref, Symbol};

/// What people work with.
#[derive(Debug, Serialize)]
pub(in super::super) struct MeansView {
    systems: Vec<MeanView>,
    forms: Vec<FormView>,
    channels: Vec<MeanView>,
    calendars: Vec<MeanView>,
}

#[derive(Debug, Serialize)]
struct MeanView {
    title: String,
    facts: Vec<Fact>,
    notes: Vec<NoteView>,
}

#[derive(Debug, Serialize)]
struct FormView {
    title: String,
    filled: String,
    read: String,
}

impl MeansView {
    pub(in super::super) fn of(page: &Page<'_>) -> Self {
        let all = |kind| page.decls(kind).into_iter().map(|(_, decl)| mean(page, decl)).collect();
        MeansView {
            systems: all(DeclKind::System),
            forms: page.decls(DeclKind::Record).into_iter().map(|(symbol, decl)| form(page, symbol, decl)).collect(),
            channels: all(DeclKind::Channel),
            calendars: all(DeclKind::Calendar),
        }
    }
}

fn mean(page: &Page<'_>, decl: &Decl) -> MeanView {
    let w = &page.w.means;
    let mut entries = match &decl.body {
        Body::System(system) => vec![(w.holds, page.title_list(&system.holds))],
        Body::Channel(channel) => vec![(w.hours, hours(page, channel.open.as_ref()))],
        Body::Calendar(calendar) => calendar_facts(page, calendar),
        _ => Vec::new(),
    };
    entries.push((page.w.step.cites, cites(page, &decl.common.cites)));
    MeanView { title: page.decl_title(decl), facts: facts(entries), notes: notes(page, &decl.common) }
}

fn form(page: &Page<'_>, symbol: Symbol, decl: &Decl) -> FormView {
    let is = |references: &[Ref]| names(page, references, symbol);
    FormView {
        title: page.decl_title(decl),
        filled: filled_by(page, symbol),
        read: steps_where(page, |work| is(&work.reads)),
    }
}

/// Whether one of the names means this declaration.
pub(super) fn names(page: &Page<'_>, references: &[Ref], symbol: Symbol) -> bool {
    references.iter().any(|reference| {
        let found = page.project.find(reference.span().file, reference);
        found.is_some_and(|(found, _)| found == symbol)
    })
}

fn calendar_facts(page: &Page<'_>, calendar: &Calendar) -> Vec<(&'static str, String)> {
    let w = &page.w.means;
    let mut week: Vec<String> = calendar.hours.iter().map(|hours| week_hours(page, hours)).collect();
    week.extend(calendar.always.then(|| w.always.to_owned()));
    let closed = calendar.closed.iter().map(|days| match days.first == days.last {
        true => days.first.to_string(),
        false => fill(w.dates, &[&days.first.to_string(), &days.last.to_string()]),
    });
    let extra = calendar.extra.iter().map(|day| {
        let like = day.like.map(|like| fill(w.as_weekday, &[page.weekday(like)]));
        let spans = (!day.spans.is_empty()).then(|| format!(" {}", spans(page, &day.spans)));
        format!("{}{}{}", day.day, like.unwrap_or_default(), spans.unwrap_or_default())
    });
    let holidays: Vec<String> = calendar.holidays.iter().map(|(path, _)| path.clone()).collect();
    vec![
        (w.open_hours, week.join(page.w.signs.semicolon)),
        (w.timezone, calendar.timezone.as_ref().map(|(zone, _)| zone.clone()).unwrap_or_default()),
        (w.holidays, if holidays.is_empty() { String::new() } else { fill(w.calendar_file, &[&page.list(&holidays)]) }),
        (w.closed, page.list(&closed.collect::<Vec<_>>())),
        (w.extra, page.list(&extra.collect::<Vec<_>>())),
    ]
}

fn week_hours(page: &Page<'_>, hours: &Hours) -> String {
    format!("{} {}", days(page, &hours.days), spans(page, &hours.spans))
}

/// Days of the week; three or more in a row as first and last.
fn days(page: &Page<'_>, days: &[Weekday]) -> String {
    let in_row = days.windows(2).all(|pair| matches!(pair, [one, next] if one.next() == *next));
    match days {
        [first, _, .., last] if in_row => fill(page.w.means.to, &[page.weekday(*first), page.weekday(*last)]),
        _ => page.list(&days.iter().map(|day| page.weekday(*day).to_owned()).collect::<Vec<_>>()),
    }
}

fn spans(page: &Page<'_>, spans: &[(Time, Time)]) -> String {
    let one = |(from, to): &(Time, Time)| {
        // Midnight as an end is the end of the same day; any other end before its start lies on the next day.
        let end = if *to == Time::midnight() { "24:00".to_owned() } else { clock(*to) };
        let next = if to <= from && *to != Time::midnight() { page.w.means.next_day } else { "" };
        format!("{}–{next}{end}", clock(*from))
    };
    page.list(&spans.iter().map(one).collect::<Vec<_>>())
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}
