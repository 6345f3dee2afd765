//! Whether a condition holds for one combination of values.

use rust_decimal::Decimal;

use super::domain::{Atom, Variable};
use super::index_of;
use crate::flow::cond::{Seen, holds};
use crate::flow::measure::Measure;
use crate::model::{Cond, Project, Ref};
use crate::source::FileId;

/// One combination: the atom of each variable, by bit; `None` for variables that the node's conditions do not read.
pub(super) struct Case<'c, 'm> {
    pub project: &'c Project,
    pub file: FileId,
    pub variables: &'c [Variable<'m>],
    pub bits: &'c [Option<usize>],
}

impl Case<'_, '_> {
    /// Whether the condition holds; `None` where that cannot be decided, such as for a value that is still open.
    pub(super) fn holds(&self, cond: &Cond) -> Option<bool> {
        holds(self.project, self.file, cond, &|field| self.see(field))
    }

    fn see(&self, field: &Ref) -> Seen {
        match self.atom(field) {
            Some(Atom::Unset) => Seen::Unset,
            Some(Atom::YesNo(yes)) => Seen::YesNo(yes),
            Some(Atom::Name(name)) => Seen::Name(name.as_str().to_owned()),
            Some(Atom::Number(number)) => self.number(field, number),
            Some(Atom::Text(text)) => Seen::Text(text),
            // A text that no condition names equals none of them.
            Some(Atom::OtherText) => Seen::Text("\u{0}".to_owned()),
            Some(Atom::Any) | None => Seen::Unknown,
        }
    }

    fn number(&self, field: &Ref, number: Decimal) -> Seen {
        let variable = index_of(self.variables, field.last()).and_then(|index| self.variables.get(index));
        match variable.map(|variable| &variable.measure) {
            Some(Measure::Money(currency)) => Seen::Money(number, currency.clone()),
            Some(Measure::Time(reckoning)) => Seen::Time(number, *reckoning),
            _ => Seen::Number(number),
        }
    }

    fn atom(&self, field: &Ref) -> Option<Atom> {
        let index = index_of(self.variables, field.last())?;
        let bit = (*self.bits.get(index)?)?;
        Some(self.variables.get(index)?.domain.atom(bit))
    }
}
