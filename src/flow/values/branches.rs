//! Which branches of a parallel block a case takes, for every combination of the values that their conditions read.

use super::Atoms;
use super::domain::{Atom, Variable};
use super::eval::Case;
use super::ways::{each_case, in_atoms, read_by, too_many};
use crate::model::{Branch, Cond, Guard, Project};
use crate::source::FileId;

/// What can be said about the branches of one block.
#[derive(Debug, Clone, Default)]
pub struct Branching {
    /// A case that takes no branch: variables and their values.
    pub uncovered: Option<Vec<(usize, Atom)>>,
    /// Branches (by index) whose condition no case here can meet.
    pub never: Vec<usize>,
    /// Whether the branch `otherwise` is never taken.
    pub otherwise_never: bool,
}

/// Tries the branches of a block for every combination of values in `state`. Nothing where no branch has a condition,
/// or where there are too many combinations.
pub(super) fn branching(
    project: &Project,
    file: FileId,
    branches: &[Branch],
    variables: &[Variable<'_>],
    state: &[Atoms],
) -> Option<Branching> {
    let conds: Vec<(usize, &Cond)> = branches.iter().enumerate().filter_map(conditional).collect();
    // What a person says may hold in any case and in none.
    if conds.is_empty() && !branches.iter().any(|branch| matches!(branch.guard, Guard::Says(_))) {
        return None;
    }
    let mut read = Vec::new();
    conds.iter().for_each(|(_, cond)| read_by(cond, variables, &mut read));
    if too_many(&read, state) {
        return None;
    }
    let mut held = vec![false; branches.len()];
    let mut none_holds = false;
    let mut uncovered = None;
    let mut open = false;
    let mut now = vec![None; variables.len()];
    each_case(&read, state, &mut now, 0, &mut |now| {
        let case = Case { project, file, variables, bits: now };
        let mut any = false;
        for (index, cond) in &conds {
            let holds = case.holds(cond);
            open |= holds.is_none();
            if holds != Some(false) {
                any = true;
                held.iter_mut().skip(*index).take(1).for_each(|held| *held = true);
            }
        }
        none_holds |= !any;
        // Fields that are not set are told by used-before-set; the case to show is one with values.
        let complete = read.iter().all(|index| now.get(*index) != Some(&Some(0)));
        if !any && complete && uncovered.is_none() {
            uncovered = Some(in_atoms(&read, now, variables));
        }
    });
    let always = branches.iter().any(|branch| matches!(branch.guard, Guard::Always | Guard::Otherwise));
    let has_otherwise = branches.iter().any(|branch| branch.guard == Guard::Otherwise);
    let never = conds.iter().map(|(index, _)| *index).filter(|index| held.get(*index) == Some(&false)).collect();
    Some(Branching {
        uncovered: uncovered.filter(|_| !always),
        never,
        // A condition that cannot be decided may fail in any case.
        otherwise_never: has_otherwise && !none_holds && !open,
    })
}

fn conditional((index, branch): (usize, &Branch)) -> Option<(usize, &Cond)> {
    match &branch.guard {
        Guard::When(cond) => Some((index, cond)),
        Guard::Always | Guard::Says(_) | Guard::Otherwise => None,
    }
}
