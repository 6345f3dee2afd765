//! Calendar arithmetic on days, for review and retention.

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::clock::Uncountable;
use super::duration::{Duration, Unit};

/// The day so long after another. Months and years keep the day of the month, or take the last one where the month is
/// shorter: a month after 2026-01-31 is 2026-02-28, a year after 2028-02-29 is 2029-02-28. Days and weeks are days of
/// the calendar.
///
/// # Errors
/// Units below a day and working units, which say nothing about a day alone; parts of a unit; days beyond the year 9999.
pub fn date_after(start: Date, length: Duration) -> Result<Date, Uncountable> {
    if length.amount.is_sign_negative() && !length.amount.is_zero() {
        return Err(Uncountable::Negative);
    }
    if !length.amount.is_integer() {
        return Err(Uncountable::PartOfUnit);
    }
    let whole = length.amount.to_i64().ok_or(Uncountable::OutOfReach)?;
    let span = Span::new();
    let span = match length.unit {
        Unit::Days => span.try_days(whole),
        Unit::Weeks => span.try_weeks(whole),
        Unit::Months => span.try_months(whole),
        Unit::Years => span.try_years(whole),
        Unit::Seconds | Unit::Minutes | Unit::Hours | Unit::WorkingHours | Unit::WorkingDays => {
            return Err(Uncountable::NoDays);
        }
    };
    span.and_then(|span| start.checked_add(span)).map_err(|_| Uncountable::OutOfReach)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn after(start: &str, amount: i64, unit: Unit) -> Result<String, Uncountable> {
        date_after(start.parse().unwrap(), Duration { amount: Decimal::from(amount), unit }).map(|day| day.to_string())
    }

    #[test]
    fn months_end_with_the_month() {
        assert_eq!(after("2026-01-31", 1, Unit::Months).unwrap(), "2026-02-28");
        assert_eq!(after("2026-01-31", 3, Unit::Months).unwrap(), "2026-04-30");
        assert_eq!(after("2028-02-29", 1, Unit::Years).unwrap(), "2029-02-28");
        assert_eq!(after("2028-02-29", 4, Unit::Years).unwrap(), "2032-02-29");
        assert_eq!(after("2026-11-22", 12, Unit::Months).unwrap(), "2027-11-22");
        assert_eq!(after("2026-12-31", 2, Unit::Weeks).unwrap(), "2027-01-14");
    }

    #[test]
    fn what_says_nothing_about_days_is_refused() {
        assert_eq!(after("2026-01-31", 24, Unit::Hours), Err(Uncountable::NoDays));
        assert_eq!(after("2026-01-31", 2, Unit::WorkingDays), Err(Uncountable::NoDays));
        assert_eq!(after("2026-01-31", -1, Unit::Months), Err(Uncountable::Negative));
        assert_eq!(after("2026-01-31", 100_000, Unit::Years), Err(Uncountable::OutOfReach));
        let half = Duration { amount: Decimal::new(15, 1), unit: Unit::Months };
        assert_eq!(date_after("2026-01-31".parse().unwrap(), half), Err(Uncountable::PartOfUnit));
    }
}
