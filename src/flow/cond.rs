//! Whether a condition holds. The checker asks it of sets of values, the runner of the answers of a case.

use rust_decimal::Decimal;

use super::measure::figure;
use crate::model::{Cond, Literal, Project, Ref, Value};
use crate::source::FileId;
use crate::time::Reckoning;

/// What a field is seen to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It has no value.
    Unset,
    /// Yes or no.
    YesNo(bool),
    /// A value of a closed set.
    Name(String),
    /// A number, also a share or a day, as `figure` counts it.
    Number(Decimal),
    /// A length of time, in the smallest unit of its reckoning.
    Time(Decimal, Reckoning),
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
            seen => {
                let (left, right) = comparable(&seen, project.value(file, &compare.value)?)?;
                Some(compare.cmp.holds(&left, &right))
            }
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

fn equals(project: &Project, file: FileId, seen: &Seen, literal: &Literal) -> Option<bool> {
    match (seen, literal) {
        (Seen::YesNo(yes), Literal::Yes(_)) => Some(*yes),
        (Seen::YesNo(yes), Literal::No(_)) => Some(!*yes),
        (Seen::Name(name), Literal::Name(wanted)) => Some(*name == *wanted.name.as_str()),
        (Seen::Name(name) | Seen::Text(name), Literal::Text(wanted, _)) => Some(name == wanted),
        // A name beside what is no closed set is a parameter.
        (Seen::Text(text), Literal::Name(_)) => literal.text(project, file).map(|wanted| text == wanted),
        _ => comparable(seen, literal.value(project, file)?).map(|(left, right)| left == right),
    }
}

/// The two numbers that are compared, if they can be: lengths of time of one reckoning, money in one currency.
fn comparable(seen: &Seen, value: &Value) -> Option<(Decimal, Decimal)> {
    match (seen, value) {
        (Seen::Time(left, reckoning), Value::Duration(duration)) => {
            (duration.unit.reckoning() == *reckoning).then(|| (*left, duration.figure()))
        }
        (Seen::Number(left), _) => Some((*left, figure(value)?)),
        (Seen::Money(left, currency), _) => Some((*left, amount(value, currency)?)),
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
