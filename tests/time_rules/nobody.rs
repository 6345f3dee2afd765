//! The hours of a channel in which nobody takes its cases: which ones are named.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Time, Weekday};

use super::{Calendars, Clocks, Sample, calendars, clocks, findings, shown, told_by, year_of};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Stretches of an ordinary week: the day, from when to when, and how many nights later.
type Week = BTreeSet<(usize, Time, Time, usize)>;

/// Whether a channel is open in a minute in which the clock runs and nobody works.
fn is_alone(clocks: &Clocks, sample: &Sample, comes: &str, at: usize) -> bool {
    clocks[comes].is_open(at)
        && clocks.get(sample.clock).is_none_or(|clock| clock.is_open(at))
        && sample.posts.iter().all(|post| !clocks[post].is_open(at))
}

/// Whether it is in some minute of the year.
pub fn alone(clocks: &Clocks, sample: &Sample, comes: &str) -> bool {
    (8 * 1440..370 * 1440).any(|at| is_alone(clocks, sample, comes, at))
}

/// The stretches of the year as minutes.
fn stretches(calendars: &Calendars, clocks: &Clocks, sample: &Sample, comes: &str) -> Vec<(usize, usize)> {
    let home = sample.posts.iter().min().unwrap();
    let (from, to) = year_of(calendars, home, &clocks[home]);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in (from..to).filter(|at| is_alone(clocks, sample, comes, *at)) {
        match found.last_mut().filter(|(_, end)| *end == at) {
            Some((_, end)) => *end = at + 1,
            None => found.push((at, at + 1)),
        }
    }
    found
}

/// Those that come in every second week of the year at least.
fn ordinary(calendars: &Calendars, clocks: &Clocks, sample: &Sample, all: &[(usize, usize)]) -> Week {
    let home = sample.posts.iter().min().unwrap();
    let zone = jiff::tz::TimeZone::get(calendars.0[home].1.zone).unwrap();
    let civil = |minute: usize| clocks[home].moment(minute).to_zoned(zone.clone()).datetime();
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for (from, to) in all {
        let (from, to) = (civil(*from), civil(*to));
        let mut nights = 0;
        let mut day = from.date();
        while day < to.date() {
            day = day.tomorrow().unwrap();
            nights += 1;
        }
        *counts.entry((day_index(from.date().weekday()), from.time(), to.time(), nights)).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= 26).map(|(stretch, _)| stretch).collect()
}

fn day_index(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).unwrap()
}

/// What a message means by `Mon–Thu 18:00–09:00, Fri 18:00–Mon 09:00`; and whether it leaves some out.
fn read(words: &str) -> (Week, bool) {
    let day = |name: &str| DAYS.iter().position(|known| *known == name).unwrap();
    let mut week = Week::new();
    for piece in words.split(", ").filter(|piece| *piece != "…") {
        let (days, hours) = piece.split_once(' ').unwrap();
        let (first, last) = days.split_once('–').unwrap_or((days, days));
        let (from, to) = hours.split_once('–').unwrap();
        let (end, to) = to.split_once(' ').map_or((None, to), |(day, to)| (Some(day), to));
        let from: Time = from.parse().unwrap();
        let closing: Time = to.replace("24:00", "00:00").parse().unwrap();
        for on in day(first)..=day(last) {
            let nights = end.map_or(usize::from(closing <= from), |end| (day(end) + 7 - on) % 7);
            week.insert((on, from, closing, nights));
        }
    }
    (week, words.ends_with('…'))
}

#[test]
fn hours_without_anybody_are_those_of_the_minutes_in_which_nobody_is_there() {
    let calendars = calendars();
    let clocks = clocks(&calendars);
    let (mut weekly, mut once, mut silent, mut cut) = (0, 0, 0, 0);
    let sets: [&[&str]; 7] = [
        &["office"],
        &["shifts"],
        &["desk"],
        &["south"],
        &["night_watch"],
        &["night_watch", "office"],
        &["desk", "nights"],
    ];
    for posts in sets {
        for comes in ["office", "shifts", "desk", "nights", "sundays"] {
            for clock in ["24x7", "shifts", "desk", "office"] {
                let sample = Sample { posts, clock, comes: Some(comes), limit: (2000, "h") };
                let name = format!("{posts:?} {comes} {clock}");
                let findings = findings(&calendars, &sample);
                let told = told_by(&findings, "T22");
                let all = stretches(&calendars, &clocks, &sample, comes);
                let Some(longest) = all
                    .iter()
                    .copied()
                    .reduce(|most, next| if next.1 - next.0 > most.1 - most.0 { next } else { most })
                else {
                    silent += 1;
                    assert!(told.is_empty(), "{name}: {told:?}");
                    continue;
                };
                let [message] = told[..] else { panic!("{name}: {told:?}") };
                let words = message.strip_prefix("channel `letters` is open while nobody takes its cases: ").unwrap();
                let (words, _) = words.split_once(" (`does_").unwrap();
                let week = ordinary(&calendars, &clocks, &sample, &all);
                if week.is_empty() {
                    once += 1;
                    let home = posts.iter().min().unwrap();
                    let shown = |minute| shown(&calendars, home, &clocks[home], minute);
                    assert_eq!(words, format!("{} to {}", shown(longest.0), shown(longest.1)), "{name}");
                    continue;
                }
                weekly += 1;
                let (said, more) = read(words);
                cut += usize::from(more);
                if more {
                    // The first of the week, and others are left.
                    assert!(said.is_subset(&week) && said.len() < week.len(), "{name}: {words}\n{week:?}");
                } else {
                    assert_eq!(said, week, "{name}: {words}");
                }
            }
        }
    }
    println!("{weekly} weekly, {cut} of them cut, {once} once, {silent} silent");
    assert!(weekly > 30 && once > 0 && silent > 5, "{weekly} weekly, {once} once, {silent} silent");
}
