//! Whether a condition holds. The checker asks it of sets of values, the runner of the answers of a case.

use jiff::civil::Date;
use jiff::{Span, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::{Cond, Literal, Project, Ref, Value};
use crate::source::FileId;

/// What a field is seen to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It has no value.
    Unset,
    /// Yes or no.
    YesNo(bool),
    /// A value of a closed set.
    Name(String),
    /// A number; lengths of time in seconds, days as `figure` counts them.
    Number(Decimal),
    /// Money.
    Money(Decimal, String),
    /// Free text.
    Text(String),
    /// Something that cannot be compared here.
    Unknown,
}

/// Whether a condition of `file` holds for the fields as `see` sees them; `None` where that cannot be decided, such as
/// for a value that is still open. A comparison with a field that is not set is false, also `is not`.
pub fn holds(project: &Project, file: FileId, cond: &Cond, see: &dyn Fn(&Ref) -> Seen) -> Option<bool> {
    match cond {
        Cond::Broken => None,
        Cond::Any(parts) => any(project, file, parts, see, true),
        // All hold if none fails: the same search with the answers turned round.
        Cond::All(parts) => any(project, file, parts, see, false),
        Cond::Is(is) => {
            let seen = see(&is.field);
            if seen == Seen::Unset {
                return Some(false);
            }
            let mut open = false;
            for value in &is.values {
                match equals(project, file, &seen, value) {
                    Some(true) => return Some(!is.not),
                    Some(false) => {}
                    None => open = true,
                }
            }
            (!open).then_some(is.not)
        }
        Cond::Compare(compare) => match see(&compare.field) {
            Seen::Unset => Some(false),
            Seen::Number(left) => {
                let right = project.value(file, &compare.value).and_then(figure)?;
                Some(compare.cmp.holds(&left, &right))
            }
            Seen::Money(left, currency) => {
                Some(compare.cmp.holds(&left, &amount(project.value(file, &compare.value)?, &currency)?))
            }
            _ => None,
        },
    }
}

/// Whether one part answers `wanted`; the opposite if all surely answer otherwise.
fn any(project: &Project, file: FileId, parts: &[Cond], see: &dyn Fn(&Ref) -> Seen, wanted: bool) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match holds(project, file, part, see) {
            Some(answer) if answer == wanted => return Some(wanted),
            Some(_) => {}
            None => open = true,
        }
    }
    (!open).then_some(!wanted)
}

fn equals(project: &Project, file: FileId, seen: &Seen, value: &Literal) -> Option<bool> {
    match (seen, value) {
        (Seen::YesNo(yes), Literal::Yes(_)) => Some(*yes),
        (Seen::YesNo(yes), Literal::No(_)) => Some(!*yes),
        (Seen::Name(name), Literal::Name(wanted)) => Some(*name == *wanted.name.as_str()),
        (Seen::Name(name) | Seen::Text(name), Literal::Text(wanted, _)) => Some(name == wanted),
        (Seen::Number(number), Literal::Quantity(quantity)) => {
            Some(*number == project.value(file, quantity).and_then(figure)?)
        }
        (Seen::Money(number, currency), Literal::Quantity(quantity)) => {
            Some(*number == amount(project.value(file, quantity)?, currency)?)
        }
        _ => None,
    }
}

/// The number behind a value, where values of its type can be ordered without a calendar.
#[must_use]
pub fn figure(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) | Value::Percent(number) | Value::Points(number) | Value::Money(number, _) => {
            Some(*number)
        }
        Value::Duration(duration) => duration.seconds().map(Decimal::from),
        Value::Date(date) => Some(Decimal::from(day(*date))),
        _ => None,
    }
}

/// The amount of a value in a currency; `None` if it is in another.
fn amount(value: &Value, currency: &str) -> Option<Decimal> {
    match value {
        Value::Money(number, own) if own == currency => Some(*number),
        // A bare number means the currency of what it is compared with.
        Value::Number(number) => Some(*number),
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
#[must_use]
pub fn date_of(day: Decimal) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(day.to_i64()?).ok()?).ok()
}

const EPOCH: Date = Date::constant(1970, 1, 1);
