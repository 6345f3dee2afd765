//! Moments and lengths of time in messages.

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use crate::labels::Say;
use crate::say;
use crate::time::{Duration, Intervals, Unit};

/// A day of the week in words.
pub(in crate::rules) fn weekday(day: Weekday) -> Say {
    match day {
        Weekday::Monday => say!("周一", "Monday"),
        Weekday::Tuesday => say!("周二", "Tuesday"),
        Weekday::Wednesday => say!("周三", "Wednesday"),
        Weekday::Thursday => say!("周四", "Thursday"),
        Weekday::Friday => say!("周五", "Friday"),
        Weekday::Saturday => say!("周六", "Saturday"),
        Weekday::Sunday => say!("周日", "Sunday"),
    }
}

/// A moment as a clock in this zone shows it, with its day of the week: `Sat 2026-02-14 18:00`.
pub(in crate::rules) fn moment(at: Timestamp, zone: &TimeZone) -> Say {
    let civil = zone.to_datetime(at);
    let shown = civil.strftime("%Y-%m-%d %H:%M").to_string();
    let day = weekday(civil.weekday());
    Say { zh: format!("{shown}（{}）", day.zh), en: format!("{} {shown}", day.en.get(..3).unwrap_or(&day.en)) }
}

/// A length of time in hours, or in minutes where it is no whole number of hours.
pub(in crate::rules) fn length(of: SignedDuration) -> Say {
    let seconds = of.as_secs();
    let (amount, unit) = match seconds {
        _ if seconds % 3600 == 0 => (seconds / 3600, Unit::Hours),
        _ if seconds % 60 == 0 && seconds < 3 * 3600 => (seconds / 60, Unit::Minutes),
        _ => return hours(seconds),
    };
    Duration { amount: Decimal::from(amount), unit }.say()
}

/// Hours with one decimal where they are not whole: rounded down, so that nothing is told longer than it is.
fn hours(seconds: i64) -> Say {
    let tenths = seconds / 360;
    Duration { amount: Decimal::new(tenths, 1), unit: Unit::Hours }.say()
}

/// How many weeks of a year a stretch recurs in, so that it counts as one of an ordinary week.
const ORDINARY: usize = 26;

/// The most stretches of a week that a message names.
const MOST: usize = 4;

/// The stretches of a year as those of an ordinary week: `Mon–Thu 18:00–09:00, Fri 18:00–Mon 09:00`. Where none recurs,
/// the longest one.
pub(in crate::rules) fn weekly(all: &Intervals, zone: &TimeZone) -> Say {
    // From when to when, how many nights later, and on how many of each day of the week.
    let mut known: Vec<((Time, Time, i32), [usize; 7])> = Vec::new();
    for stretch in all.as_slice() {
        let (from, to) = (zone.to_datetime(stretch.from), zone.to_datetime(stretch.to));
        let nights = to.date().since(from.date()).map_or(0, |span| span.get_days());
        let key = (from.time(), to.time(), nights);
        let index = known.iter().position(|(other, _)| *other == key).unwrap_or_else(|| {
            known.push((key, [0; 7]));
            known.len() - 1
        });
        let day = usize::try_from(from.weekday().to_monday_zero_offset()).unwrap_or(0);
        let counts = known.get_mut(index).and_then(|(_, counts)| counts.get_mut(day));
        counts.into_iter().for_each(|count| *count += 1);
    }
    let mut told: Vec<(usize, Time, Say)> = Vec::new();
    for ((from, to, nights), counts) in known {
        let mut days = (0..7).filter(|day| counts.get(*day).is_some_and(|count| *count >= ORDINARY)).peekable();
        while let Some(first) = days.next() {
            let mut last = first;
            while nights <= 1 && days.peek() == Some(&(last + 1)) {
                last += 1;
                days.next();
            }
            told.push((first, from, week_piece((first, last), from, to, nights)));
        }
    }
    told.sort_by_key(|(day, from, _)| (*day, *from));
    let more = told.len() > MOST;
    told.truncate(MOST);
    let join = |pick: &dyn Fn(&Say) -> String, sign: &str| {
        let mut pieces: Vec<String> = told.iter().map(|(.., say)| pick(say)).collect();
        pieces.extend(more.then(|| "…".to_owned()));
        pieces.join(sign)
    };
    if !told.is_empty() {
        return Say { zh: join(&|say| say.zh.clone(), "、"), en: join(&|say| say.en.clone(), ", ") };
    }
    let longest = all.as_slice().iter().reduce(|most, next| if next.length() > most.length() { next } else { most });
    let Some(longest) = longest else { return Say::default() };
    let (from, to) = (moment(longest.from, zone), moment(longest.to, zone));
    Say { zh: format!("{}至 {}", from.zh, to.zh), en: format!("{} to {}", from.en, to.en) }
}

fn week_piece((first, last): (usize, usize), from: Time, to: Time, nights: i32) -> Say {
    let day = |index: usize| {
        let offset = i8::try_from(index % 7).unwrap_or(0);
        let say = weekday(Weekday::from_monday_zero_offset(offset).unwrap_or(Weekday::Monday));
        Say { en: say.en.get(..3).unwrap_or(&say.en).to_owned(), ..say }
    };
    let clock = |time: Time| time.strftime("%H:%M").to_string();
    let (a, b) = (day(first), day(last));
    let days =
        if first == last { a } else { Say { zh: format!("{}至{}", a.zh, b.zh), en: format!("{}–{}", a.en, b.en) } };
    let (zh, en) = (&days.zh, &days.en);
    let from = clock(from);
    match nights {
        1 if to == Time::MIN => say!("{zh} {from}–24:00", "{en} {from}–24:00"),
        0 | 1 => {
            let (to, next) = (clock(to), if nights == 1 { "次日 " } else { "" });
            say!("{zh} {from}–{next}{to}", "{en} {from}–{to}")
        }
        _ => {
            let end = day(first + usize::try_from(nights).unwrap_or(0));
            let (end_zh, end, to) = (end.zh, end.en, clock(to));
            say!("{zh} {from}–{end_zh} {to}", "{en} {from}–{end} {to}")
        }
    }
}
