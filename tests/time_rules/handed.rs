//! Work that is handed over to somebody who is away: from when to when, and for how long.

use super::{Calendars, Clocks, calendars, checked, clocks, shown, told, told_by, year_of};

/// To whom work is handed over, when cases come, how long those have who take it first, and on which clock.
struct Hand {
    to: &'static str,
    comes: Option<&'static str>,
    clock: &'static str,
    hours: usize,
    /// How many hours after the limit it is handed over.
    later: usize,
}

fn findings(calendars: &Calendars, hand: &Hand) -> Vec<sopkit::rules::Finding> {
    let via = hand.comes.map_or("", |_| " via letters");
    let channel = hand.comes.map_or(String::new(), |open| format!("channel letters \"l\" {{ open {open} }}\n"));
    let late = if hand.later > 0 { format!("late by {}h", hand.later) } else { "late".to_owned() };
    let (to, hours, clock) = (hand.to, hand.hours, hand.clock);
    let text = format!(
        "role first \"f\" {{ works 24x7 }}\nrole second \"s\" {{ works {to} }}\n{channel}flow {{\n  starts when \"e\"{via}\n  step answer \"a\" {{\n    by first\n    within {hours}h on {clock}\n    when {late} hand over to second\n  }}\n  end done \"d\"\n}}\n"
    );
    checked(calendars, &text)
}

/// The longest time for which what is handed over is not seen: from when, to when, and what the clock counts.
fn slowly(calendars: &Calendars, clocks: &Clocks, hand: &Hand) -> Option<(String, String, usize)> {
    let post = &clocks[hand.to];
    let (from, to) = year_of(calendars, hand.to, post);
    let runs = clocks.get(hand.clock);
    // Of a limit that runs day and night it is known when it ends; of another one only that it ends while its clock runs.
    let (open, after) = match (runs, hand.comes) {
        (Some(clock), _) => (Some(clock), 0),
        (None, Some(comes)) => (clocks.get(comes), (hand.hours + hand.later) * 60),
        (None, None) => (None, 0),
    };
    let (first, last) = (from + after, to + after);
    let may_come = |at: usize| {
        let Some(clock) = open else { return true };
        (first..last).contains(&at) && clock.is_open(at - after)
            || at > first && at <= last && clock.is_open(at - after - 1)
    };
    let mut worst: Option<(usize, usize, usize)> = None;
    let (mut counted, mut opening) = (0, 0);
    for at in (from..to + 10 * 1440).rev() {
        if post.is_open(at) {
            (counted, opening) = (0, at);
            continue;
        }
        counted += usize::from(runs.is_none_or(|clock| clock.is_open(at)));
        if at < to && may_come(at) && counted > 0 && worst.is_none_or(|(.., most)| counted >= most) {
            worst = Some((at, opening, counted));
        }
    }
    let (at, opening, counted) = worst?;
    let shown = |minute| shown(calendars, hand.to, post, minute);
    Some((shown(at), shown(opening), counted))
}

#[test]
fn what_is_handed_over_is_seen_when_a_slow_clock_says_so() {
    let calendars = calendars();
    let clocks = clocks(&calendars);
    let (mut said, mut silent) = (0, 0);
    for to in ["office", "night_watch", "shifts", "desk", "nights", "south"] {
        for comes in [None, Some("office"), Some("nights"), Some("desk")] {
            for clock in ["24x7", "shifts", "office"] {
                for (hours, later) in [(2, 0), (2, 7), (13, 0), (60, 0)] {
                    let hand = Hand { to, comes, clock, hours, later };
                    let name = format!("{to} {comes:?} {clock} {hours}h, {later}h later");
                    let findings = findings(&calendars, &hand);
                    let found = told_by(&findings, "R08");
                    match slowly(&calendars, &clocks, &hand).filter(|(.., counted)| *counted > hours * 60) {
                        Some((from, until, counted)) => {
                            said += 1;
                            let counted = told(counted);
                            let message = format!(
                                "`answer` is handed over to `second`, who may be away from {from} to {until}: {counted}, more than the limit {hours}h"
                            );
                            assert_eq!(found, [message], "{name}");
                        }
                        None => {
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
