//! What the numbers behind values count, so that only those are compared that can be.

use jiff::civil::Date;
use jiff::{Span, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::labels::Say;
use crate::model::{HoleUnit, Value};
use crate::say;
use crate::time::{Duration, Reckoning};

/// What numbers count. Numbers that count different things are not compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Nothing but themselves.
    Plain,
    /// Shares of a hundred.
    Percent,
    /// Time, in the smallest unit of a reckoning.
    Time(Reckoning),
    /// Days.
    Date,
    /// Money, in the currency of the figures that it is compared with.
    Money(String),
}

impl Measure {
    /// What a value is measured in, where a field of its type may be measured in several things: nobody knows what one
    /// currency is worth in another, or how many working hours a working day has.
    #[must_use]
    pub fn of(value: &Value) -> Option<Measure> {
        match value {
            Value::Money(_, currency) => Some(Measure::Money(currency.clone())),
            Value::Duration(duration) => Some(Measure::Time(duration.unit.reckoning())),
            Value::Hole(Some(HoleUnit::Time(unit))) => Some(Measure::Time(unit.reckoning())),
            _ => None,
        }
    }

    /// What it is in words, where values can be measured in several things.
    #[must_use]
    pub fn say(&self) -> Say {
        match self {
            Measure::Time(reckoning) => reckoning.say(),
            Measure::Money(currency) => say!("{currency}", "{currency}"),
            Measure::Plain | Measure::Percent | Measure::Date => Say::default(),
        }
    }

    /// A value in it, as it may be written.
    #[must_use]
    pub fn example(&self) -> Say {
        match self {
            Measure::Time(reckoning) => reckoning.example().say(),
            Measure::Money(currency) => say!("200 {currency}", "200 {currency}"),
            Measure::Plain | Measure::Percent | Measure::Date => Say::default(),
        }
    }

    /// A number as the language writes it.
    #[must_use]
    pub fn in_words(&self, number: Decimal) -> String {
        let number = number.normalize();
        match self {
            Measure::Plain => number.to_string(),
            Measure::Percent => format!("{number}%"),
            Measure::Time(reckoning) => {
                Duration { amount: number, unit: reckoning.unit() }.in_largest_unit().to_string()
            }
            Measure::Date => date_of(number).map_or_else(|| number.to_string(), |date| date.to_string()),
            Measure::Money(currency) => format!("{number} {currency}"),
        }
    }
}

/// The number behind a value: a length of time in the smallest unit of its reckoning, a day as `day` counts it.
#[must_use]
pub fn figure(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) | Value::Percent(number) | Value::Points(number) | Value::Money(number, _) => {
            Some(*number)
        }
        Value::Duration(duration) => Some(duration.figure()),
        Value::Date(date) => Some(Decimal::from(day(*date))),
        _ => None,
    }
}

/// A day as a number: days since 1970-01-01, so that days can be compared as numbers are.
#[must_use]
pub fn day(date: Date) -> i64 {
    let days = date.since((Unit::Day, EPOCH)).map(|span| span.get_days());
    days.map_or(0, i64::from)
}

/// The day behind such a number.
fn date_of(day: Decimal) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(day.to_i64()?).ok()?).ok()
}

const EPOCH: Date = Date::constant(1970, 1, 1);
