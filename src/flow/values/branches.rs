//! Which branches of a parallel block a case takes, for every combination of the values that their conditions read.

use super::domain::{Atom, Variable};
use super::eval::Case;
use super::ways::{each_case, in_atoms, read_by};
use super::{Atoms, UNSET};
use crate::model::{Branch, Guard, Project};
use crate::source::FileId;

/// A case that takes no branch of a block. None where a branch is always taken, or where that cannot be decided.
pub fn branchless(
    project: &Project,
    file: FileId,
    branches: &[Branch],
    variables: &[Variable<'_>],
    state: &[Atoms],
) -> Option<Vec<(usize, Atom)>> {
    if branches.is_empty() || branches.iter().any(|branch| !matches!(branch.guard, Guard::When(_) | Guard::Says(_))) {
        return None;
    }
    let conds = || {
        branches.iter().filter_map(|branch| match &branch.guard {
            Guard::When(cond) => Some(cond),
            _ => None,
        })
    };
    let mut read = Vec::new();
    conds().for_each(|cond| read_by(cond, variables, &mut read));
    let set: Vec<Atoms> = state.iter().map(|atoms| atoms & !UNSET).collect();
    let mut found = None;
    let mut now = vec![None; variables.len()];
    each_case(&read, &set, &mut now, 0, &mut |now| {
        let case = Case { project, file, variables, bits: now };
        if found.is_none() && conds().all(|cond| case.holds(cond) == Some(false)) {
            found = Some(in_atoms(&read, now, variables));
        }
    });
    found
}
