//! Every figure of `docs/clocks.md` is the engine's.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sopkit::model::{Body, ClockRef, Project, Symbol, Value};
use sopkit::source::{CalendarFile, FileId, Loaded, RawFile};
use sopkit::time::{Calendar, Clock, Duration, Interval, OpenYear, longest_unseen};

use super::hours::{CN_2026, date};

const PAGE: &str = include_str!("../../docs/clocks.md");

fn project(text: &str) -> Project {
    let raw = RawFile { path: "c.sop".into(), shown: "c.sop".into(), text: Ok(text.to_owned()), named: true };
    let calendars = vec![CalendarFile { path: "cn-2026.ics".into(), text: Ok(CN_2026.to_owned()) }];
    Project::new(Loaded { files: vec![raw], calendars, ..Loaded::default() })
}

/// The calendars of the page by name.
fn calendars() -> HashMap<String, Calendar> {
    let blocks: Vec<&str> = PAGE.split("```sop\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let project = project(&blocks.join("\n"));
    let file = FileId(0);
    let always = project.clock(file, &ClockRef::Always).unwrap().clone().calendar.unwrap();
    let mut found = HashMap::from([("24x7".to_owned(), always)]);
    for (index, decl) in project.modules[0].file.decls.iter().enumerate() {
        let hours = project.calendar(Symbol { file, index }).unwrap().clone();
        assert_eq!(hours.faults, [], "{}", decl.label());
        found.insert(decl.label().to_owned(), hours.calendar.unwrap());
    }
    found
}

/// A length as the language writes it.
fn length(text: &str) -> Duration {
    let project = project(&format!("param p duration = {text}\n"));
    let Body::Param(param) = &project.modules[0].file.decls[0].body else { panic!() };
    let sopkit::model::ParamValue::Set(quantity) = &param.value else { panic!() };
    let Value::Duration(duration) = quantity.value else { panic!("{text} is no length of time") };
    duration
}

fn moment(zone: &TimeZone, text: &str) -> Timestamp {
    let (day, rest) = text.split_once(' ').unwrap();
    let civil: jiff::civil::DateTime = rest.parse().unwrap();
    assert_eq!(civil.strftime("%a").to_string(), day, "{text}");
    zone.to_timestamp(civil).unwrap()
}

fn shown(zone: &TimeZone, moment: Timestamp) -> String {
    moment.to_zoned(zone.clone()).strftime("%a %Y-%m-%d %H:%M").to_string()
}

/// The rows of all tables with these headings.
fn rows(headings: &[&str]) -> Vec<Vec<&'static str>> {
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    let mut found = Vec::new();
    let mut lines = PAGE.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('|') && cells(line) == headings {
            lines.next();
            found.extend(lines.by_ref().take_while(|line| line.starts_with('|')).map(cells));
        }
    }
    found
}

#[test]
fn due_moments() {
    let calendars = calendars();
    let rows = rows(&["calendar", "starts", "limit", "due", "because"]);
    assert_eq!(rows.len(), 16);
    for row in rows {
        let calendar = &calendars[row[0]];
        let due = Clock::new(calendar).due(moment(calendar.zone(), row[1]), length(row[2])).unwrap();
        assert_eq!(shown(calendar.zone(), due), row[3], "{row:?}");
    }
}

#[test]
fn latest_starts() {
    let calendars = calendars();
    let rows = rows(&["calendar", "due", "limit", "start by"]);
    assert_eq!(rows.len(), 3);
    for row in rows {
        let calendar = &calendars[row[0]];
        let start = Clock::new(calendar).latest_start(moment(calendar.zone(), row[1]), length(row[2])).unwrap();
        let start = start.to_zoned(calendar.zone().clone()).strftime("%a %Y-%m-%d %H:%M:%S").to_string();
        assert_eq!(start, row[3], "{row:?}");
    }
}

#[test]
fn pauses() {
    let calendars = calendars();
    let rows = rows(&["calendar", "starts", "limit", "paused from", "until", "due"]);
    assert_eq!(rows.len(), 3);
    for row in rows {
        let calendar = &calendars[row[0]];
        let at = |cell: usize| moment(calendar.zone(), row[cell]);
        let clock = Clock::new(calendar).paused([Interval { from: at(3), to: at(4) }]);
        assert_eq!(shown(calendar.zone(), clock.due(at(1), length(row[2])).unwrap()), row[5], "{row:?}");
    }
}

#[test]
fn worst_moments() {
    let calendars = calendars();
    let rows = rows(&["at work", "clock", "comes", "first seen", "counted"]);
    assert_eq!(rows.len(), 3);
    for row in rows {
        let actors: Vec<&Calendar> = row[0].split(", ").map(|name| &calendars[name]).collect();
        let zone = actors[0].zone();
        let year = |calendar| OpenYear::new(calendar, date("2026-01-01"), zone).unwrap();
        let years: Vec<OpenYear<'_>> = actors.iter().map(|actor| year(actor)).collect();
        let found = longest_unseen(&year(&calendars[row[1]]), &years, None).unwrap();
        let told = [
            shown(zone, found.stretch.from),
            shown(zone, found.stretch.to.unwrap()),
            format!("{} h", found.counted.unwrap().as_hours()),
        ];
        assert_eq!(told.as_slice(), &row[2..], "{row:?}");
    }
}
