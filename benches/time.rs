//! How fast clocks count. `cargo bench --bench time`; the figures stand in docs/performance.md.

use divan::{Bencher, black_box};
use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use rust_decimal::Decimal;
use sopkit::time::{
    Calendar, Clock, Duration, Holidays, OpenYear, Opening, Shift, Unit, longest_closed, longest_unseen, worst_miss,
    zone,
};

const DAY: Date = Date::constant(2026, 1, 1);
const WORKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

fn main() {
    divan::main();
}

fn opening(shifts: &[(i8, i8)]) -> Option<Opening> {
    let mut opening = Opening::new(zone("Asia/Shanghai").ok()?);
    let shift = |(from, to): &(i8, i8)| {
        Some(Shift { from: Time::new(*from, 0, 0, 0).ok()?, to: Time::new(*to, 0, 0, 0).ok()? })
    };
    for day in WORKDAYS {
        opening.week.extend(shifts.iter().filter_map(shift).map(|shift| (day, shift)));
    }
    opening.holidays = vec![Holidays::read(include_str!("../sops/common/cn-2026.ics")).ok()?];
    Some(opening)
}

fn office() -> Option<Calendar> {
    Some(Calendar::new(&opening(&[(9, 12), (13, 18)])?))
}

fn nights() -> Option<Calendar> {
    Some(Calendar::new(&opening(&[(22, 6)])?))
}

fn start() -> Option<Timestamp> {
    "2026-02-11T02:00:00Z".parse().ok()
}

#[divan::bench]
fn due_200_working_hours(bencher: Bencher) {
    let (calendar, start) = (office(), start());
    let length = Duration { amount: Decimal::from(200), unit: Unit::WorkingHours };
    bencher.bench(|| Clock::new(calendar.as_ref()?).due(black_box(start?), length).ok());
}

#[divan::bench]
fn due_5_working_days(bencher: Bencher) {
    let (calendar, start) = (office(), start());
    let length = Duration { amount: Decimal::from(5), unit: Unit::WorkingDays };
    bencher.bench(|| Clock::new(calendar.as_ref()?).due(black_box(start?), length).ok());
}

#[divan::bench]
fn intervals_of_a_year(bencher: Bencher) {
    let calendar = office();
    bencher.bench(|| {
        let calendar = black_box(calendar.as_ref())?;
        Some(OpenYear::new(calendar, DAY, calendar.zone())?.open().as_slice().len())
    });
}

/// Two posts in shifts, and a clock in office hours: what one limit costs once the years are known.
#[divan::bench]
fn worst_moment_of_a_limit(bencher: Bencher) {
    let (clock, others) = (office(), nights());
    let years = years(clock.as_ref(), others.as_ref());
    bencher.bench(|| longest_unseen(black_box(&years.as_ref()?.0), &years.as_ref()?.1, None));
}

#[divan::bench]
fn worst_miss_of_hours(bencher: Bencher) {
    miss(bencher, Duration { amount: Decimal::from(8), unit: Unit::WorkingHours });
}

#[divan::bench]
fn worst_miss_of_working_days(bencher: Bencher) {
    miss(bencher, Duration { amount: Decimal::from(2), unit: Unit::WorkingDays });
}

#[divan::bench]
fn longest_closed_stretch(bencher: Bencher) {
    let (clock, others) = (office(), nights());
    let years = years(clock.as_ref(), others.as_ref());
    bencher.bench(|| longest_closed(&years.as_ref()?.1, black_box(&years.as_ref()?.0).year()));
}

fn miss(bencher: Bencher, limit: Duration) {
    let (clock, others) = (office(), nights());
    let years = years(clock.as_ref(), others.as_ref());
    bencher.bench(|| worst_miss(limit, black_box(&years.as_ref()?.0), &years.as_ref()?.1, None).ok());
}

fn years<'c>(clock: Option<&'c Calendar>, nights: Option<&'c Calendar>) -> Option<(OpenYear<'c>, Vec<OpenYear<'c>>)> {
    let (clock, nights) = (clock?, nights?);
    let year = |calendar: &'c Calendar| OpenYear::new(calendar, DAY, clock.zone());
    Some((year(clock)?, vec![year(nights)?]))
}
