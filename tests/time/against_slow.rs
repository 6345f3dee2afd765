//! The engine against a clock that goes minute by minute.

use jiff::SignedDuration;
use rust_decimal::Decimal;
use sopkit::time::{Clock, Counts, Duration, Interval, Uncountable, Unit};

use super::hours::{self, Sample};
use super::slow_clock::SlowClock;

const FORTNIGHT: usize = 14 * 1440;

/// Days that the slow clock knows before and after a fortnight.
const BEFORE: i32 = 8;
const AFTER: i32 = 62;

fn of(amount: usize, unit: Unit) -> Duration {
    Duration { amount: Decimal::from(amount), unit }
}

/// Minutes of a length of open time.
fn minutes(length: Duration) -> usize {
    let amount = usize::try_from(length.amount.mantissa()).unwrap();
    match length.unit {
        Unit::Seconds => amount / 60,
        Unit::Minutes => amount,
        Unit::Hours | Unit::WorkingHours => amount * 60,
        Unit::Days => amount * 1440,
        Unit::Weeks => amount * 10_080,
        _ => panic!("no open time"),
    }
}

fn slow(sample: &Sample, first: &str) -> SlowClock {
    let before = hours::date(first).saturating_sub(jiff::Span::new().days(BEFORE));
    SlowClock::new(&sample.hours, before, BEFORE + 14 + AFTER)
}

/// Every so many minutes of a fortnight as start, with all these lengths.
fn compare(sample: &Sample, first: &str, every: usize, lengths: &[Duration], pauses: &[(usize, usize)]) -> usize {
    let slow = slow(sample, first);
    let begin = usize::try_from(BEFORE).unwrap() * 1440;
    let pauses: Vec<_> = pauses.iter().map(|(from, to)| (begin + from, begin + to)).collect();
    let stretch = |(from, to): &(usize, usize)| Interval { from: slow.moment(*from), to: slow.moment(*to) };
    let clock = Clock::new(&sample.calendar).paused(pauses.iter().map(stretch));
    let mut compared = 0;
    for length in lengths {
        let mut last = None;
        for start in (begin..begin + FORTNIGHT).step_by(every) {
            let expected = match length.unit {
                Unit::WorkingDays => slow.due_days(start, usize::try_from(length.amount.mantissa()).unwrap(), &pauses),
                _ => slow.due_minutes(start, minutes(*length), &pauses),
            };
            let from = slow.moment(start);
            let due = clock.due(from, *length).unwrap();
            assert_eq!(due, slow.moment(expected), "{}: {length} from {from}, pauses {pauses:?}", sample.name);
            // The same time of day goes back where the clock on the wall does, and after nights as long as the tangled.
            let odd = slow.is_set_back(start, every) || ["tangled", "duty"].contains(&sample.name);
            let steady = last <= Some(due) || length.unit == Unit::WorkingDays && odd;
            assert!(steady, "{}: {length} from {from} is due earlier than from before", sample.name);
            last = Some(due);
            compared += 1;
        }
    }
    compared
}

fn some(lengths: &[(usize, Unit)]) -> Vec<Duration> {
    lengths.iter().map(|(amount, unit)| of(*amount, *unit)).collect()
}

/// Lengths in all units that every calendar counts.
fn all() -> Vec<Duration> {
    some(&[
        (0, Unit::Minutes),
        (1, Unit::Minutes),
        (300, Unit::Seconds),
        (45, Unit::Minutes),
        (4, Unit::Hours),
        (8, Unit::WorkingHours),
        (30, Unit::Hours),
        (0, Unit::WorkingDays),
        (1, Unit::WorkingDays),
        (2, Unit::WorkingDays),
        (5, Unit::WorkingDays),
    ])
}

#[test]
fn every_minute_of_the_spring_festival() {
    let lengths = some(&[(1, Unit::Minutes), (4, Unit::Hours), (8, Unit::WorkingHours), (2, Unit::WorkingDays)]);
    assert_eq!(compare(&hours::office(), "2026-02-11", 1, &lengths, &[]), 4 * FORTNIGHT);
}

#[test]
fn every_minute_around_both_changes_of_the_clock() {
    let lengths = some(&[(90, Unit::Minutes), (8, Unit::Hours), (1, Unit::WorkingDays), (3, Unit::WorkingDays)]);
    let mut compared = 0;
    for first in ["2026-03-22", "2026-10-18"] {
        compared += compare(&hours::shifts(), first, 1, &lengths, &[]);
        compared += compare(&hours::tangled(), first, 1, &lengths, &[]);
    }
    for first in ["2026-03-01", "2026-10-25"] {
        compared += compare(&hours::branches(), first, 1, &lengths, &[]);
    }
    assert_eq!(compared, 6 * 4 * FORTNIGHT);
}

#[test]
fn all_units_on_all_calendars() {
    let cases = [
        (hours::office(), "2026-09-24"),
        (hours::office(), "2026-02-11"),
        (hours::plain_office(), "2026-07-01"),
        (hours::shifts_with_holidays(), "2026-02-11"),
        (hours::shifts_with_holidays(), "2026-09-24"),
        (hours::shifts(), "2026-03-22"),
        (hours::shifts(), "2026-10-18"),
        (hours::branches(), "2026-03-01"),
        (hours::branches(), "2026-10-25"),
        (hours::tangled(), "2026-03-22"),
        (hours::tangled(), "2026-10-18"),
        (hours::duty(), "2026-03-22"),
        (hours::duty(), "2026-10-18"),
        (hours::always(), "2026-03-22"),
    ];
    let compared: usize = cases.iter().map(|(sample, first)| compare(sample, first, 7, &all(), &[])).sum();
    let weekly = some(&[(1, Unit::Hours), (6, Unit::Hours), (13, Unit::WorkingHours), (3, Unit::WorkingDays)]);
    let compared = compared + compare(&hours::once_a_week(), "2026-07-01", 7, &weekly, &[]);
    assert_eq!(compared, (14 * 11 + 4) * FORTNIGHT / 7);
}

#[test]
fn days_and_weeks_on_what_never_closes() {
    let lengths = some(&[(2, Unit::Days), (1, Unit::Weeks)]);
    for sample in [hours::always(), hours::duty()] {
        compare(&sample, "2026-03-22", 7, &lengths, &[(3 * 1440, 4 * 1440 + 17)]);
    }
    for sample in [hours::office(), hours::shifts(), hours::once_a_week()] {
        let start = "2026-03-22T00:00Z".parse().unwrap();
        for length in &lengths {
            assert_eq!(Clock::new(&sample.calendar).due(start, *length), Err(Uncountable::DaysOnCalendar));
        }
    }
}

#[test]
fn a_paused_clock_stands_still() {
    let lengths = some(&[
        (45, Unit::Minutes),
        (4, Unit::Hours),
        (20, Unit::WorkingHours),
        (1, Unit::WorkingDays),
        (2, Unit::WorkingDays),
        (4, Unit::WorkingDays),
    ]);
    // Within a day, over a night, over days, beginning and ending outside open time, touching each other.
    let pauses = [
        &[(2 * 1440 + 185, 2 * 1440 + 411)][..],
        &[(1440 + 600, 3 * 1440 + 75), (5 * 1440, 5 * 1440 + 700), (5 * 1440 + 700, 5 * 1440 + 900)],
        &[(0, 1440), (4 * 1440 + 123, 9 * 1440 + 321), (12 * 1440, 13 * 1440 + 1)],
    ];
    for pauses in pauses {
        for (sample, first) in [
            (hours::office(), "2026-02-11"),
            (hours::shifts(), "2026-03-22"),
            (hours::shifts(), "2026-10-18"),
            (hours::branches(), "2026-10-25"),
            (hours::tangled(), "2026-03-22"),
            (hours::duty(), "2026-10-18"),
        ] {
            compare(&sample, first, 13, &lengths, pauses);
        }
    }
}

#[test]
fn counted_time_is_that_of_the_slow_clock() {
    let begin = usize::try_from(BEFORE).unwrap() * 1440;
    for (sample, first) in [
        (hours::office(), "2026-02-11"),
        (hours::shifts(), "2026-10-18"),
        (hours::branches(), "2026-03-01"),
        (hours::tangled(), "2026-03-22"),
    ] {
        let slow = slow(&sample, first);
        let pauses = [(begin + 3 * 1440 + 77, begin + 5 * 1440 + 5)];
        let clock = Clock::new(&sample.calendar)
            .paused(pauses.map(|(from, to)| Interval { from: slow.moment(from), to: slow.moment(to) }));
        for start in (begin..begin + FORTNIGHT).step_by(97) {
            for end in (start.saturating_sub(500)..start + 9 * 1440).step_by(1013) {
                let counted = clock.counted(slow.moment(start), slow.moment(end));
                let minutes = i64::try_from(slow.counted(start, end, &pauses)).unwrap();
                assert_eq!(counted, SignedDuration::from_mins(minutes), "{} {start} {end}", sample.name);
            }
        }
        for minute in begin..begin + FORTNIGHT {
            assert_eq!(sample.calendar.is_open(slow.moment(minute)), slow.is_open(minute));
        }
    }
}

#[test]
fn the_latest_start_is_the_last_that_is_in_time() {
    let lengths = some(&[
        (0, Unit::Hours),
        (45, Unit::Minutes),
        (9, Unit::Hours),
        (1, Unit::WorkingDays),
        (3, Unit::WorkingDays),
    ]);
    let begin = usize::try_from(BEFORE).unwrap() * 1440;
    for (sample, first) in [
        (hours::office(), "2026-02-11"),
        (hours::shifts(), "2026-03-22"),
        (hours::branches(), "2026-10-25"),
        (hours::tangled(), "2026-10-18"),
    ] {
        let slow = slow(&sample, first);
        let pause = Interval { from: slow.moment(begin + 6 * 1440 + 77), to: slow.moment(begin + 7 * 1440 + 500) };
        for clock in [Clock::new(&sample.calendar), Clock::new(&sample.calendar).paused([pause])] {
            for length in &lengths {
                let due = |minute: usize| clock.due(slow.moment(minute), *length).unwrap();
                for minute in (begin..begin + FORTNIGHT).step_by(113) {
                    let at = due(minute);
                    let start = clock.latest_start(at, *length).unwrap();
                    let told = format!("{}: {length} from {} due {at}: {start}", sample.name, slow.moment(minute));
                    assert!(start >= slow.moment(minute), "{told}");
                    assert_eq!(clock.due(start, *length).unwrap(), at, "{told}");
                    let later = start + SignedDuration::from_secs(1);
                    assert!(clock.due(later, *length).unwrap() > at, "{told}");
                    // A moment at which nothing need be due.
                    let any = slow.moment(minute + 3 * 1440);
                    let start = clock.latest_start(any, *length).unwrap();
                    assert!(clock.due(start, *length).unwrap() <= any);
                    assert!(clock.due(start + SignedDuration::from_secs(1), *length).unwrap() > any);
                }
            }
        }
    }
}

#[test]
fn counted_stretches_add_up_and_lie_in_open_time() {
    let begin = usize::try_from(BEFORE).unwrap() * 1440;
    for (sample, first) in [
        (hours::office(), "2026-02-11"),
        (hours::shifts(), "2026-10-18"),
        (hours::tangled(), "2026-03-22"),
        (hours::always(), "2026-03-22"),
    ] {
        let slow = slow(&sample, first);
        let pause = Interval { from: slow.moment(begin + 2 * 1440 + 77), to: slow.moment(begin + 3 * 1440 + 500) };
        let clock = Clock::new(&sample.calendar).paused([pause]);
        for start in (begin..begin + FORTNIGHT).step_by(61) {
            let from = slow.moment(start);
            for length in some(&[(45, Unit::Minutes), (20, Unit::WorkingHours), (3, Unit::WorkingDays)]) {
                let due = clock.due(from, length).unwrap();
                let counted = clock.explain(from, length).unwrap();
                assert_eq!(counted.last().map(|last| last.stretch.to), Some(due));
                let mut total = SignedDuration::ZERO;
                let mut before = from;
                for (number, part) in (1..).zip(&counted) {
                    assert!(part.stretch.from >= before && part.stretch.to >= part.stretch.from, "{counted:?}");
                    before = part.stretch.to;
                    match part.counts {
                        Counts::Day(day) => assert_eq!(day, number),
                        Counts::Time(time) => {
                            assert_eq!(time, part.stretch.length());
                            assert!(!time.is_zero());
                            let (from, to) = (slow.minute(part.stretch.from), slow.minute(part.stretch.to));
                            assert!((from..to).all(|minute| slow.is_open(minute)));
                            assert!(part.stretch.clip(pause).is_empty());
                            total += time;
                        }
                    }
                }
                if length.unit == Unit::WorkingDays {
                    assert_eq!(counted.len(), 3);
                } else {
                    let amount = SignedDuration::from_mins(i64::try_from(minutes(length)).unwrap());
                    assert_eq!((total, clock.counted(from, due)), (amount, amount));
                }
            }
        }
    }
}

#[test]
fn more_is_never_due_earlier() {
    for sample in [hours::office(), hours::shifts(), hours::tangled()] {
        let clock = Clock::new(&sample.calendar);
        for hour in 0..400 {
            let start = hours::date("2026-03-20").to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
                + SignedDuration::from_hours(hour);
            for unit in [Unit::Minutes, Unit::Hours, Unit::WorkingDays] {
                let due: Vec<_> = (0..30).map(|amount| clock.due(start, of(amount, unit)).unwrap()).collect();
                assert!(due.is_sorted() && due[0] >= start, "{} {start} {unit:?}", sample.name);
            }
        }
    }
}
