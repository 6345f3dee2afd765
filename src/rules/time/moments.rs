//! Moments and lengths of time in messages.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use crate::labels::Say;
use crate::say;
use crate::time::{Duration, Unit};

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
