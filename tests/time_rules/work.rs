//! How much work comes to a post in the year, and how many hours it has for it, counted minute by minute.

use super::{Calendars, Clocks, calendars, checked, clocks, told, told_by};

/// So many cases a period by a channel, each so many minutes of work for so many people.
struct Work {
    post: &'static str,
    deputy: Option<&'static str>,
    people: usize,
    comes: Option<&'static str>,
    cases: usize,
    period: &'static str,
    minutes: usize,
}

fn findings(calendars: &Calendars, work: &Work) -> Vec<sopkit::rules::Finding> {
    let via = work.comes.map_or("", |_| " via letters");
    let channel = work.comes.map_or(String::new(), |open| format!("channel letters \"l\" {{ open {open} }}\n"));
    let (deputy, role) = match work.deputy {
        Some(works) => ("  deputy helper", format!("role helper \"h\" {{ works {works}  count 1 }}\n")),
        None => ("", String::new()),
    };
    let Work { post, people, cases, period, minutes, .. } = work;
    let text = format!(
        "role agent \"a\" {{ works {post}  count {people}{deputy} }}\n{role}{channel}flow {{\n  starts when \"e\"{via} expects {cases} {period}\n  step answer \"a\" {{\n    by agent\n    takes {minutes} min\n  }}\n  end done \"d\"\n}}\n"
    );
    checked(calendars, &text)
}

/// Minutes of work in the year, and minutes in which somebody is there.
fn slowly(clocks: &Clocks, work: &Work) -> (usize, usize) {
    // The clocks begin a week before the year; it is the year of Greenwich.
    let year = 7 * 1440..372 * 1440;
    // Nobody works more than 48 hours a week.
    let there =
        |name: &str| year.clone().filter(|at| clocks[name].is_open(*at)).count().min((48_usize * 60 * 365).div_ceil(7));
    let days = clocks[work.comes.unwrap_or(work.post)].open_days.iter().filter(|day| day.year() == super::YEAR).count();
    let times = match work.period {
        "every day" => days,
        "every week" => 52,
        "every month" => 12,
        "every quarter" => 4,
        other => panic!("{other}"),
    };
    (work.cases * times * work.minutes, work.people * there(work.post) + work.deputy.map_or(0, there))
}

#[test]
fn more_work_than_hours_is_told_with_the_figures_of_a_slow_clock() {
    let calendars = calendars();
    let clocks = clocks(&calendars);
    let (mut said, mut silent) = (0, 0);
    // Rounded down to tenths of an hour, so that nothing is told longer than it is.
    let a_week = |minutes: usize| told(minutes * 60 * 7 / 365 / 360 * 6);
    for post in ["office", "shifts", "night_watch", "desk", "sundays", "south"] {
        for comes in [None, Some("office"), Some("nights")] {
            for deputy in [None, Some("desk")].into_iter().take(if comes.is_none() { 2 } else { 1 }) {
                for (cases, period) in
                    [(1, "every day"), (12, "every week"), (40, "every month"), (300, "every quarter")]
                {
                    for (people, minutes) in [(1, 400), (2, 100), (3, 1440)] {
                        let work = Work { post, deputy, people, comes, cases, period, minutes };
                        let name = format!("{people} {post} {comes:?} {deputy:?} {cases} {period} {minutes} min");
                        let findings = findings(&calendars, &work);
                        let found = told_by(&findings, "T21");
                        let (comes, there) = slowly(&clocks, &work);
                        if comes > there {
                            said += 1;
                            let (work, hours) = (a_week(comes), a_week(there));
                            let message = format!("at least {work} of work a week come to `agent`, who has {hours}");
                            assert_eq!(found, [message], "{name}");
                        } else {
                            silent += 1;
                            assert!(found.is_empty(), "{name}: {found:?}");
                        }
                    }
                }
            }
        }
    }
    println!("{said} told, {silent} silent");
    assert!(said > 50 && silent > 50, "{said} told, {silent} silent");
}
