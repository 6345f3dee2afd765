//! What the rules of time say, against a clock that goes minute by minute and shares nothing with the engine.
//!
//! Each sample is a procedure with one limit. The slow clock looks at every minute of the year at which a case can come,
//! and the message must name its worst moment and its figures, or there must be no message.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may"
)]

#[path = "time_rules/handed.rs"]
mod handed;
#[allow(dead_code, reason = "shared with the tests of the engine")]
#[path = "time/hours.rs"]
mod hours;
#[path = "time_rules/nobody.rs"]
mod nobody;
#[allow(dead_code, reason = "shared with the tests of the engine")]
#[path = "support/slow_clock.rs"]
mod slow_clock;
#[path = "time_rules/work.rs"]
mod work;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use sopkit::model::Project;
use sopkit::rules::{Finding, Settings, check};
use sopkit::source::{CalendarFile, Loaded, RawFile};

use slow_clock::{Hours, SlowClock};

/// The calendars of the samples: the lines of the language, and the same for the slow clock.
struct Calendars(BTreeMap<&'static str, (String, Hours)>);

fn calendars() -> Calendars {
    let lines = |hours: &Hours, more: &str| format!("{}\n  timezone \"{}\"\n  {more}", written(hours), hours.zone);
    let holidays = "holidays \"cn-2026.ics\"";
    let mut all = BTreeMap::new();
    let mut add = |name: &'static str, hours: Hours, more: &str| {
        all.insert(name, (lines(&hours, more), hours));
    };
    add("office", hours::office().hours, holidays);
    add("shifts", hours::shifts().hours, "");
    add("night_watch", hours::shifts_with_holidays().hours, holidays);
    let berlin = |text: &str| plain("Europe/Berlin", text);
    add("desk", berlin("mon-thu 08:00-17:00; fri 08:00-13:00"), "");
    add("nights", berlin("mon-fri 22:00-06:00"), "");
    add("sundays", berlin("sun 01:00-05:00"), "");
    let zone = "Pacific/Auckland";
    add("south", plain(zone, "mon-sat 07:30-15:00"), "");
    Calendars(all)
}

fn plain(zone: &'static str, week: &str) -> Hours {
    Hours { zone, week: hours::week(week), ..Hours::default() }
}

/// The weekly hours in the language, one line a stretch.
fn written(hours: &Hours) -> String {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let day = |day: &jiff::civil::Weekday| days[usize::try_from(day.to_monday_zero_offset()).unwrap()];
    let time = |time: &jiff::civil::Time| time.strftime("%H:%M").to_string();
    let line = |(on, from, to): &(_, _, _)| format!("open {} {}-{}", day(on), time(from), time(to));
    hours.week.iter().map(line).collect::<Vec<_>>().join("\n  ")
}

/// A limit, who acts, when cases come, and when the clock runs.
struct Sample {
    posts: &'static [&'static str],
    clock: &'static str,
    comes: Option<&'static str>,
    limit: (usize, &'static str),
}

const YEAR: i16 = 2026;

fn findings(calendars: &Calendars, sample: &Sample) -> Vec<Finding> {
    let mut text = String::new();
    for post in sample.posts {
        writeln!(text, "role does_{post} \"r\" {{ works {post} }}").unwrap();
    }
    let by: Vec<String> = sample.posts.iter().map(|post| format!("does_{post}")).collect();
    let (via, channel) = match sample.comes {
        Some(open) => (" via letters", format!("channel letters \"l\" {{ open {open} }}\n")),
        None => ("", String::new()),
    };
    text.push_str(&channel);
    let (amount, unit) = sample.limit;
    writeln!(
        text,
        "flow {{\n  starts when \"e\"{via}\n  step answer \"a\" {{\n    by {}\n    within {amount}{unit} on {}\n  }}\n  end done \"d\"\n}}",
        by.join(", "),
        sample.clock
    )
    .unwrap();
    checked(calendars, &text)
}

/// What is found in a procedure with all calendars and some more text.
fn checked(calendars: &Calendars, more: &str) -> Vec<Finding> {
    let mut text = String::from("sop x \"x\" { language en }\n");
    for (name, (lines, _)) in &calendars.0 {
        writeln!(text, "calendar {name} \"c\" {{\n  {lines}\n}}").unwrap();
    }
    text.push_str(more);
    let raw = RawFile { path: "x.sop".into(), shown: "x.sop".into(), text: Ok(text), named: true };
    let file = CalendarFile { path: "cn-2026.ics".into(), text: Ok(hours::CN_2026.to_owned()) };
    let project = Project::new(Loaded { files: vec![raw], calendars: vec![file], ..Loaded::default() });
    let today = Some(Date::constant(YEAR, 6, 1));
    let outcome = check(&project, &Settings { today, ..Settings::default() });
    let wrong: Vec<&str> = outcome.findings.iter().map(|it| it.rule.code).filter(|it| it.starts_with('X')).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    outcome.findings
}

/// What a rule says, in English.
fn told_by<'f>(findings: &'f [Finding], code: &str) -> Vec<&'f str> {
    findings.iter().filter(|it| it.rule.code == code).map(|it| it.message.en.as_str()).collect()
}

/// The first minutes of the year and of the next one, where a calendar is.
fn year_of(calendars: &Calendars, name: &str, clock: &SlowClock) -> (usize, usize) {
    let zone = jiff::tz::TimeZone::get(calendars.0[name].1.zone).unwrap();
    let minute = |day: Date| clock.minute(day.to_zoned(zone.clone()).unwrap().timestamp());
    (minute(Date::constant(YEAR, 1, 1)), minute(Date::constant(YEAR + 1, 1, 1)))
}

/// How a message says a minute, where a calendar is.
fn shown(calendars: &Calendars, name: &str, clock: &SlowClock, minute: usize) -> String {
    let zone = jiff::tz::TimeZone::get(calendars.0[name].1.zone).unwrap();
    clock.moment(minute).to_zoned(zone).strftime("%a %Y-%m-%d %H:%M").to_string()
}

/// Every minute of the year by each calendar, and some days before and after it.
type Clocks = BTreeMap<&'static str, SlowClock>;

fn clocks(calendars: &Calendars) -> Clocks {
    let first = Date::constant(YEAR - 1, 12, 25);
    calendars.0.iter().map(|(name, (_, hours))| (*name, SlowClock::new(hours, first, 390))).collect()
}

/// The worst case, minute by minute: when it comes, when it is seen, what the clock counts in between.
fn slowly(calendars: &Calendars, clocks: &Clocks, sample: &Sample) -> Option<(String, String, usize)> {
    let clock = |name: &str| clocks.get(name);
    let posts: Vec<&SlowClock> = sample.posts.iter().map(|post| clock(post).unwrap()).collect();
    let runs = clock(sample.clock);
    let comes = sample.comes.and_then(clock);
    // The year is that of the calendar which is declared first.
    let mut names: Vec<&str> = sample.posts.to_vec();
    names.sort_unstable();
    let (from, to) = year_of(calendars, names[0], posts[0]);
    let seen = |at: usize| posts.iter().any(|post| post.is_open(at));
    let counts = |at: usize| runs.as_ref().is_none_or(|clock| clock.is_open(at));
    // A case may come while the channel is open, and at its closing.
    let may_come =
        |at: usize| comes.as_ref().is_none_or(|clock| clock.is_open(at) || (at > from && clock.is_open(at - 1)));
    let mut worst: Option<(usize, usize, usize)> = None;
    let (mut counted, mut opening) = (0, 0);
    for at in (from..to + 5 * 1440).rev() {
        if seen(at) {
            (counted, opening) = (0, at);
            continue;
        }
        counted += usize::from(counts(at));
        if at < to && may_come(at) && counted > 0 && worst.is_none_or(|(.., most)| counted >= most) {
            worst = Some((at, opening, counted));
        }
    }
    let (at, opening, counted) = worst?;
    let shown = |minute: usize| shown(calendars, names[0], posts[0], minute);
    Some((shown(at), shown(opening), counted))
}

/// How a message says so many minutes.
fn told(minutes: usize) -> String {
    match minutes {
        _ if minutes.is_multiple_of(60) => format!("{}h", minutes / 60),
        _ if minutes < 180 => format!("{minutes} min"),
        _ => format!("{}.{}h", minutes / 60, minutes % 60 / 6).replace(".0h", "h"),
    }
}

fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    let sets: [&[&str]; 9] = [
        &["office"],
        &["shifts"],
        &["night_watch"],
        &["desk"],
        &["nights"],
        &["sundays"],
        &["south"],
        &["night_watch", "office"],
        &["desk", "nights"],
    ];
    for posts in sets {
        for clock in ["24x7", "shifts", "nights", "desk"] {
            for comes in [None, Some("office"), Some("nights")] {
                for limit in [(20, " min"), (40, "h"), (63, "h"), (110, "h"), (231, "h")] {
                    all.push(Sample { posts, clock, comes, limit });
                }
            }
        }
    }
    all
}

#[test]
fn the_worst_moment_is_that_of_a_clock_that_goes_minute_by_minute() {
    let calendars = calendars();
    let clocks = clocks(&calendars);
    let mut worst: BTreeMap<String, Option<(String, String, usize)>> = BTreeMap::new();
    let (mut missed, mut eaten, mut silent) = (0, 0, 0);
    for sample in samples() {
        let (amount, unit) = sample.limit;
        let name = format!("{:?} {} {:?}", sample.posts, sample.clock, sample.comes);
        let slow = worst.entry(name.clone()).or_insert_with(|| slowly(&calendars, &clocks, &sample)).clone();
        let limit = if unit == " min" { amount } else { amount * 60 };
        let findings = findings(&calendars, &sample);
        let (too_late, late) = (told_by(&findings, "T20"), told_by(&findings, "T08"));
        match slow.filter(|(.., counted)| *counted > limit / 2) {
            Some((from, to, counted)) if counted > limit => {
                missed += 1;
                let counted = told(counted);
                let by = if sample.clock == "24x7" { String::new() } else { format!(" of `{}`", sample.clock) };
                let message = format!("a case of {from} is first seen {to}, {counted}{by} later; limit {amount}{unit}");
                assert_eq!(too_late, [message], "{name}");
                assert!(late.is_empty(), "{name}: {late:?}");
            }
            // Hours in which a channel is open and nobody is there are told instead.
            Some((from, to, counted)) if sample.comes.is_none_or(|comes| !nobody::alone(&clocks, &sample, comes)) => {
                eaten += 1;
                let counted = told(counted);
                let message = format!(
                    "a case of {from} is first seen {to}: of its limit, {amount}{unit}, {counted} have passed by then with nobody at work"
                );
                assert_eq!((too_late, late), (vec![], vec![message.as_str()]), "{name}");
            }
            _ => {
                silent += 1;
                assert!(too_late.is_empty() && late.is_empty(), "{name} {amount}{unit}: {too_late:?} {late:?}");
            }
        }
    }
    println!("{missed} missed, {eaten} eaten, {silent} silent");
    assert!(missed > 100 && eaten > 20 && silent > 100, "{missed} missed, {eaten} eaten, {silent} silent");
}

/// The case that is overdue for longest, of limits in working days: when it comes, is seen and was due.
fn slowly_in_days(clocks: &Clocks, sample: &Sample) -> Option<(String, String, String)> {
    let post = clocks.get(sample.posts[0]).unwrap();
    let clock = clocks.get(sample.clock).unwrap();
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
    let minute = |day: Date| post.minute(day.to_zoned(zone.clone()).unwrap().timestamp());
    // The last weeks of the year are left out: there the slow clock runs out of days.
    let (from, to) = (minute(Date::constant(YEAR, 1, 1)), minute(Date::constant(YEAR, 12, 20)));
    let mut worst: Option<(usize, usize, usize)> = None;
    let mut at = from;
    while at < to {
        if post.is_open(at) {
            at += 1;
            continue;
        }
        let opening = (at..).find(|minute| post.is_open(*minute)).unwrap();
        // Any moment of the stretch in which nobody is there may be the worst; most likely its first.
        for start in (at..opening.min(to)).step_by(180) {
            let due = clock.due_days(start, sample.limit.0, &[]);
            let late = opening.saturating_sub(due);
            if late > 0 && worst.is_none_or(|(_, opening, due)| late > opening - due) {
                worst = Some((start, opening, due));
            }
        }
        at = opening;
    }
    let shown = |minute: usize| post.moment(minute).to_zoned(zone.clone()).strftime("%a %Y-%m-%d %H:%M").to_string();
    worst.map(|(at, opening, due)| (shown(at), shown(opening), shown(due)))
}

#[test]
fn working_days_are_due_when_a_slow_clock_says_so() {
    let calendars = calendars();
    let clocks = clocks(&calendars);
    let mut said = 0;
    for posts in [&["office"][..], &["night_watch"], &["shifts"]] {
        for clock in ["office", "shifts", "night_watch"] {
            for amount in [1, 2, 4] {
                let unit = if amount == 1 { " working day" } else { " working days" };
                let sample = Sample { posts, clock, comes: None, limit: (amount, unit) };
                let findings = findings(&calendars, &sample);
                let found: Vec<&str> =
                    findings.iter().filter(|it| it.rule.code == "T20").map(|it| it.message.en.as_str()).collect();
                let slow = slowly_in_days(&clocks, &sample);
                said += usize::from(slow.is_some());
                let message = slow.map(|(from, to, due)| {
                    format!("a case of {from} is first seen {to}, and was due {due}; limit {amount}{unit}")
                });
                assert_eq!(found, message.iter().map(String::as_str).collect::<Vec<_>>(), "{posts:?} {clock}");
            }
        }
    }
    assert!(said > 3, "{said}");
}
