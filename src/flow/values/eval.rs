//! Whether a condition holds for one combination of values.

use super::domain::{Atom, Variable, figure};
use super::index_of;
use crate::model::{Cond, Literal, Project, Ref};
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
        match cond {
            Cond::Broken => None,
            Cond::Any(parts) => self.any(parts, true),
            // All hold if none fails: the same search with the answers turned round.
            Cond::All(parts) => self.any(parts, false),
            Cond::Is(is) => {
                let atom = self.atom(&is.field)?;
                if atom == Atom::Unset {
                    return Some(false);
                }
                let mut open = false;
                for value in &is.values {
                    match self.is(&atom, value) {
                        Some(true) => return Some(!is.not),
                        Some(false) => {}
                        None => open = true,
                    }
                }
                (!open).then_some(is.not)
            }
            Cond::Compare(compare) => match self.atom(&compare.field)? {
                Atom::Unset => Some(false),
                Atom::Number(left) => {
                    let right = self.project.value(self.file, &compare.value).and_then(figure)?;
                    Some(compare.cmp.holds(&left, &right))
                }
                _ => None,
            },
        }
    }

    /// Whether one part answers `wanted`; the opposite if all surely answer otherwise.
    fn any(&self, parts: &[Cond], wanted: bool) -> Option<bool> {
        let mut open = false;
        for part in parts {
            match self.holds(part) {
                Some(answer) if answer == wanted => return Some(wanted),
                Some(_) => {}
                None => open = true,
            }
        }
        (!open).then_some(!wanted)
    }

    fn atom(&self, field: &Ref) -> Option<Atom> {
        let index = index_of(self.variables, field.last())?;
        let bit = (*self.bits.get(index)?)?;
        Some(self.variables.get(index)?.domain.atom(bit))
    }

    fn is(&self, atom: &Atom, value: &Literal) -> Option<bool> {
        match (atom, value) {
            (Atom::YesNo(yes), Literal::Yes(_)) => Some(*yes),
            (Atom::YesNo(yes), Literal::No(_)) => Some(!*yes),
            (Atom::Name(name), Literal::Name(wanted)) => Some(*name == wanted.name),
            (Atom::Name(name), Literal::Text(wanted, _)) => Some(name.as_str() == wanted),
            (Atom::Number(number), Literal::Quantity(quantity)) => {
                let wanted = self.project.value(self.file, quantity).and_then(figure)?;
                Some(*number == wanted)
            }
            _ => None,
        }
    }
}
