//! Whether a condition holds for single values: said once more here, so that the tests do not ask the code under test.

use rust_decimal::Decimal;
use sopkit::flow::Atom;
use sopkit::model::{Cond, Literal, Project, Ref, Value};
use sopkit::source::FileId;
use sopkit::time::{Duration, Unit};

use super::ahead::Variable;

/// More combinations than this are not tried.
const MOST: usize = 4_000;

/// Every combination of the values of some variables; whether there are few enough to try them.
pub fn each_combination(all: &[Variable], read: &[usize], visit: &mut dyn FnMut(&[Option<usize>])) -> bool {
    let sizes: Vec<usize> = read.iter().map(|index| all[*index].domain.len() + 1).collect();
    let count: usize = sizes.iter().product();
    let mut now = vec![None; all.len()];
    for number in 0..count.min(MOST) {
        let mut rest = number;
        for (index, size) in read.iter().zip(&sizes) {
            now[*index] = Some(rest % size);
            rest /= size;
        }
        visit(&now);
    }
    count <= MOST
}

/// Whether a condition holds; `None` where that is open.
pub fn holds(project: &Project, file: FileId, cond: &Cond, all: &[Variable], now: &[Option<usize>]) -> Option<bool> {
    let atom = |field: &Ref| {
        let home = project.shared_home(file, field.last());
        let is_it = |variable: &&Variable| variable.slot.name == *field.last() && variable.slot.shared == home;
        let index = all.iter().position(|variable| is_it(&variable))?;
        now[index].map(|bit| all[index].domain.atom(bit))
    };
    match cond {
        Cond::Broken => None,
        Cond::Any(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| holds(project, file, part, all, now)).collect();
            if parts.contains(&Some(true)) { Some(true) } else { (!parts.contains(&None)).then_some(false) }
        }
        Cond::All(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| holds(project, file, part, all, now)).collect();
            if parts.contains(&Some(false)) { Some(false) } else { (!parts.contains(&None)).then_some(true) }
        }
        Cond::Is(is) => {
            let atom = atom(&is.field)?;
            let equal = |value: &Literal| match (&atom, value) {
                (Atom::YesNo(yes), Literal::Yes(_)) => *yes,
                (Atom::YesNo(yes), Literal::No(_)) => !*yes,
                (Atom::Name(name), Literal::Name(wanted)) => *name == wanted.name,
                (Atom::Name(name), Literal::Text(wanted, _)) => *name == **wanted,
                (Atom::Text(text), Literal::Text(wanted, _)) => text == wanted,
                (Atom::Number(number), Literal::Quantity(wanted)) => {
                    project.value(file, wanted).and_then(figure) == Some(*number)
                }
                _ => false,
            };
            match atom {
                Atom::Unset => Some(false),
                Atom::Any => None,
                _ => Some(is.values.iter().any(equal) != is.not),
            }
        }
        Cond::Compare(compare) => match atom(&compare.field)? {
            Atom::Unset => Some(false),
            Atom::Number(number) => {
                let wanted = project.value(file, &compare.value).and_then(figure)?;
                Some(compare.cmp.holds(&number, &wanted))
            }
            _ => None,
        },
    }
}

fn figure(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) | Value::Percent(number) | Value::Points(number) | Value::Money(number, _) => {
            Some(*number)
        }
        Value::Duration(duration) => Some(length(*duration)),
        _ => None,
    }
}

/// A length in the unit in which lengths like it are compared.
fn length(duration: Duration) -> Decimal {
    let factor = match duration.unit {
        Unit::Seconds | Unit::WorkingHours | Unit::WorkingDays | Unit::Months => 1,
        Unit::Minutes => 60,
        Unit::Hours => 3_600,
        Unit::Days => 86_400,
        Unit::Weeks => 604_800,
        Unit::Years => 12,
    };
    duration.amount * Decimal::from(factor)
}
