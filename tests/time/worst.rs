//! The worst moments of a year, against every minute of it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use sopkit::time::{
    Calendar, Clock, Duration, Extra, OpenYear, Opening, Shift, Unit, least_elapsed, longest_closed, longest_unseen,
    worst_miss, zone,
};

use super::hours::{self, Sample};
use super::slow_clock::SlowClock;

fn shanghai() -> TimeZone {
    zone("Asia/Shanghai").unwrap()
}

fn year<'c>(calendar: &'c Calendar, zone: &TimeZone) -> OpenYear<'c> {
    OpenYear::new(calendar, hours::date("2026-01-01"), zone).unwrap()
}

fn shown(moment: Timestamp) -> String {
    moment.to_zoned(shanghai()).strftime("%a %Y-%m-%d %H:%M").to_string()
}

#[test]
fn the_worst_case_of_an_office_comes_before_the_spring_festival() {
    let (office, always) = (hours::office(), Calendar::always());
    let (office, clock) = ([year(&office.calendar, &shanghai())], year(&always, &shanghai()));
    let closed = longest_closed(&office, clock.year()).unwrap();
    assert_eq!(shown(closed.from), "Sat 2026-02-14 18:00");
    assert_eq!(shown(closed.to.unwrap()), "Tue 2026-02-24 09:00");
    let unseen = longest_unseen(&clock, &office, None).unwrap();
    assert_eq!((unseen.stretch, unseen.counted), (closed, Some(SignedDuration::from_hours(231))));
    let limit = |amount: i64, unit| Duration { amount: Decimal::from(amount), unit };
    let (missed, due) = worst_miss(limit(2, Unit::Hours), &clock, &office, None).unwrap().unwrap();
    assert_eq!((missed, shown(due).as_str()), (closed, "Sat 2026-02-14 20:00"));
    assert_eq!(worst_miss(limit(231, Unit::Hours), &clock, &office, None).unwrap(), None);
    assert!(worst_miss(limit(230, Unit::Hours), &clock, &office, None).unwrap().is_some());
    // On its own clock an office always keeps its limits.
    let own = &office[0];
    assert_eq!(longest_unseen(own, &office, None), None);
    assert_eq!(worst_miss(limit(1, Unit::WorkingDays), own, &office, None).unwrap(), None);
}

#[test]
fn several_posts_relieve_each_other() {
    let (office, nights) = (hours::office(), hours::shifts_with_holidays());
    let actors = [year(&office.calendar, &shanghai()), year(&nights.calendar, &shanghai())];
    let closed = longest_closed(&actors, actors[0].year()).unwrap();
    // The night of the 14th ends in the morning of the first holiday.
    assert_eq!(shown(closed.from), "Sun 2026-02-15 06:00");
    assert_eq!(shown(closed.to.unwrap()), "Tue 2026-02-24 09:00");
    let duty = hours::duty();
    assert_eq!(longest_closed(&[year(&duty.calendar, &shanghai())], actors[0].year()), None);
}

#[test]
fn a_stretch_over_the_end_of_the_year_is_looked_at_to_its_end() {
    let weekly = hours::once_a_week();
    let first = hours::date("2025-12-30");
    let year = OpenYear::new(&weekly.calendar, first, &TimeZone::UTC).unwrap();
    let always = Calendar::always();
    let clock = OpenYear::new(&always, first, &TimeZone::UTC).unwrap();
    let unseen = longest_unseen(&clock, &[year], None).unwrap();
    assert_eq!(unseen.counted, Some(SignedDuration::from_hours(7 * 24 - 6)));
    // Open on the first day of the year only, and in one year's time.
    let hour = Shift { from: "09:00".parse().unwrap(), to: "10:00".parse().unwrap() };
    let day = |year| (Date::constant(year, 1, 2), Extra::Own(vec![hour]));
    let opening = Opening { extra: vec![day(2026), day(2027)], ..Opening::new(TimeZone::UTC) };
    let rare = Calendar::new(&opening);
    let first = hours::date("2026-01-01");
    let clock = OpenYear::new(&always, first, &TimeZone::UTC).unwrap();
    let year = OpenYear::new(&rare, first, &TimeZone::UTC).unwrap();
    let unseen = longest_unseen(&clock, &[year], None).unwrap();
    assert_eq!(unseen.stretch.to.unwrap().to_string(), "2027-01-02T09:00:00Z");
    assert_eq!(unseen.counted, Some(SignedDuration::from_hours(365 * 24 - 1)));
}

#[test]
fn who_never_works_never_sees_a_case() {
    let never = Calendar::new(&Opening::new(TimeZone::UTC));
    let always = Calendar::always();
    let clock = year(&always, &TimeZone::UTC);
    for actors in [vec![], vec![year(&never, &TimeZone::UTC)]] {
        let closed = longest_closed(&actors, clock.year()).unwrap();
        assert_eq!((closed.from, closed.to), (clock.year().from, None));
        assert_eq!(longest_unseen(&clock, &actors, None).unwrap().counted, None);
    }
    let limit = Duration { amount: Decimal::ONE, unit: Unit::Hours };
    assert!(Clock::new(&never).due(clock.year().from, limit).is_err());
    assert!(Clock::new(&never).latest_start(clock.year().from, limit).is_err());
    assert_eq!((never.next_open(clock.year().from), never.last_closing(clock.year().from)), (None, None));
}

/// What every minute of a year says.
fn slowly(clock: &Sample, actors: &[&Sample]) -> (usize, usize) {
    let days = 400;
    let first = hours::date("2025-12-20");
    let clock = SlowClock::new(&clock.hours, first, days);
    let actors: Vec<SlowClock> = actors.iter().map(|actor| SlowClock::new(&actor.hours, first, days)).collect();
    let zone = shanghai();
    let moment = |day: &str| hours::date(day).to_zoned(zone.clone()).unwrap().timestamp();
    let (from, to) = (clock.minute(moment("2026-01-01")), clock.minute(moment("2027-01-01")));
    let mut worst = (0, 0);
    // From the end to the beginning: how much is counted from here until somebody is at work.
    let mut counted = 0;
    for minute in (from..to + 7 * 1440).rev() {
        counted = if actors.iter().any(|actor| actor.is_open(minute)) {
            0
        } else {
            counted + usize::from(clock.is_open(minute))
        };
        if minute < to && counted > 0 && counted >= worst.1 {
            worst = (minute, counted);
        }
    }
    (worst.0, worst.1)
}

#[test]
fn every_minute_of_a_year_agrees() {
    let (office, nights, weekly) = (hours::office(), hours::shifts_with_holidays(), hours::once_a_week());
    let (always, shifts, tangled) = (hours::always(), hours::shifts(), hours::tangled());
    let cases: [(&Sample, &[&Sample]); 7] = [
        (&always, &[&office]),
        (&always, &[&office, &nights]),
        (&always, &[&weekly, &nights]),
        (&shifts, &[&office]),
        (&office, &[&nights]),
        (&office, &[&weekly, &tangled]),
        (&tangled, &[&shifts, &office]),
    ];
    for (clock, actors) in cases {
        let (minute, counted) = slowly(clock, actors);
        let first = hours::date("2025-12-20").to_zoned(TimeZone::UTC).unwrap().timestamp();
        let years: Vec<OpenYear<'_>> = actors.iter().map(|actor| year(&actor.calendar, &shanghai())).collect();
        let found = longest_unseen(&year(&clock.calendar, &shanghai()), &years, None).unwrap();
        let told = format!("{} with {:?}", clock.name, actors.iter().map(|actor| actor.name).collect::<Vec<_>>());
        assert_eq!(found.counted.unwrap().as_mins(), i64::try_from(counted).unwrap(), "{told}");
        // The engine names the beginning of the stretch; the first minute that counts as much may lie later in it.
        let minute = first + SignedDuration::from_mins(i64::try_from(minute).unwrap());
        assert!(found.stretch.from <= minute && minute < found.stretch.to.unwrap(), "{told}: {minute}");
    }
}

#[test]
fn cases_that_come_at_known_times_are_counted_from_when_they_come() {
    let (office, nights, always) = (hours::office(), hours::shifts_with_holidays(), Calendar::always());
    let (clock, actors) = (year(&always, &shanghai()), [year(&nights.calendar, &shanghai())]);
    let by_office = year(&office.calendar, &shanghai());
    let any = longest_unseen(&clock, &actors, None).unwrap();
    let known = longest_unseen(&clock, &actors, Some(by_office.open())).unwrap();
    assert!(known.counted < any.counted, "{known:?} {any:?}");
    assert!(by_office.open().contains(known.stretch.from) || by_office.open().next_edge(known.stretch.from).is_some());
    let never = longest_unseen(&clock, &actors, Some(&sopkit::time::Intervals::default()));
    assert_eq!(never, None);
}

#[test]
fn the_least_time_on_the_wall_is_that_of_a_slow_clock() {
    let days = 60;
    let first = hours::date("2026-02-20");
    for sample in [hours::office(), hours::shifts(), hours::tangled(), hours::once_a_week()] {
        let slow = SlowClock::new(&sample.hours, first, days + 60);
        let open = OpenYear::new(&sample.calendar, hours::date("2026-01-01"), sample.calendar.zone()).unwrap();
        for (amount, unit) in [
            (30, Unit::Minutes),
            (3, Unit::Hours),
            (11, Unit::WorkingHours),
            (1, Unit::WorkingDays),
            (3, Unit::WorkingDays),
        ] {
            let length = Duration { amount: Decimal::from(amount), unit };
            let quick = least_elapsed(length, &open).unwrap().as_mins();
            let due = |start: usize| match unit {
                Unit::WorkingDays => slow.due_days(start, usize::try_from(amount).unwrap(), &[]),
                Unit::Minutes => slow.due_minutes(start, usize::try_from(amount).unwrap(), &[]),
                _ => slow.due_minutes(start, usize::try_from(amount * 60).unwrap(), &[]),
            };
            let starts = (1440..usize::try_from(days).unwrap() * 1440).step_by(5).filter(|start| slow.is_open(*start));
            let least = starts.map(|start| due(start) - start).min().unwrap();
            // The slow clock looks at some weeks only, and at every fifth minute; the year may have a better start.
            let least = i64::try_from(least).unwrap();
            assert!(quick <= least && least <= quick + 5, "{} {amount} {unit:?}: {quick} against {least}", sample.name);
        }
    }
}
