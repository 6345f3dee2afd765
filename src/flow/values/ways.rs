//! Which way a case takes at a node, for every combination of the values that its conditions read.

use super::domain::{Atom, Variable};
use super::eval::Case;
use super::{Atoms, UNSET, index_of};
use crate::model::{Cond, Node, Project, Trigger, Way};
use crate::source::FileId;

/// More combinations than this and nothing is concluded about a node.
const MOST_CASES: usize = 20_000;

/// Two ways that hold together, with a case.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The way that wins because it is written first.
    pub first: usize,
    /// The way that loses.
    pub second: usize,
    /// A case in which both hold.
    pub case: Vec<(usize, Atom)>,
}

/// What can be said about the ways of one node.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// A case that no way matches: variables and their values.
    pub uncovered: Option<Vec<(usize, Atom)>>,
    /// Ways (by index) whose condition no case here can meet.
    pub never: Vec<usize>,
    /// Pairs of ways to different places that hold together.
    pub overlaps: Vec<Pair>,
    /// Whether the `otherwise` is never reached.
    pub otherwise_never: bool,
    /// For each way, what each variable can be when it is taken; `None` if it is never taken.
    pub states: Vec<Option<Vec<Atoms>>>,
    /// Whether everything was decided. If not, only `states` says anything.
    pub decided: bool,
}

/// Tries the ways of a node for every combination of values in `state`.
pub fn choices(project: &Project, file: FileId, node: &Node, variables: &[Variable<'_>], state: &[Atoms]) -> Choice {
    let ways = &node.work.ways;
    let read = read_variables(ways, variables);
    let mut choice = Choice { states: vec![None; ways.len()], decided: true, ..Choice::default() };
    if too_many(&read, state) {
        choice.decided = false;
        choice.states = vec![Some(state.to_vec()); ways.len()];
        return choice;
    }
    let mut held = vec![false; ways.len()];
    let mut open = false;
    let mut otherwise_taken = false;
    let mut bits_now: Vec<Option<usize>> = vec![None; variables.len()];
    each_case(&read, state, &mut bits_now, 0, &mut |now| {
        let case = Case { project, file, variables, bits: now };
        let taken = take(&case, ways);
        open |= taken.open;
        for (index, holds) in taken.holds.iter().enumerate() {
            if let Some(held) = held.get_mut(index) {
                *held |= *holds != Some(false);
            }
        }
        otherwise_taken |= taken.otherwise;
        for index in taken.possible {
            widen(choice.states.get_mut(index), state, now);
        }
        let complete = read.iter().all(|index| now.get(*index) != Some(&Some(0)));
        if complete {
            if taken.uncovered && choice.uncovered.is_none() {
                choice.uncovered = Some(in_atoms(&read, now, variables));
            }
            if let Some((first, second)) = taken.both
                && !choice.overlaps.iter().any(|pair| pair.first == first && pair.second == second)
            {
                choice.overlaps.push(Pair { first, second, case: in_atoms(&read, now, variables) });
            }
        }
    });
    choice.decided = !open;
    let is_cond = |way: &Way| matches!(way.trigger, Trigger::When(_));
    choice.never = (0..ways.len())
        .filter(|index| ways.get(*index).is_some_and(is_cond) && held.get(*index) == Some(&false))
        .collect();
    // An approval is given or refused: with a way for both, every case has one.
    let has = |trigger: &Trigger| ways.iter().any(|way| way.trigger == *trigger);
    if has(&Trigger::Approved) && has(&Trigger::Rejected) {
        choice.uncovered = None;
    }
    let has_otherwise = has(&Trigger::Otherwise);
    choice.otherwise_never = has_otherwise && !otherwise_taken;
    choice
}

/// What one case does at a node.
struct Taken {
    /// Ways that it may take.
    possible: Vec<usize>,
    /// For each way whether its condition holds.
    holds: Vec<Option<bool>>,
    /// Whether it surely takes none.
    uncovered: bool,
    /// Whether it may take the `otherwise`.
    otherwise: bool,
    /// Two conditions to different places that both hold.
    both: Option<(usize, usize)>,
    /// Whether something could not be decided.
    open: bool,
}

fn take(case: &Case<'_, '_>, ways: &[Way]) -> Taken {
    let mut taken =
        Taken { possible: Vec::new(), holds: Vec::new(), uncovered: false, otherwise: false, both: None, open: false };
    let mut settled = false;
    let says = ways.iter().filter(|way| matches!(way.trigger, Trigger::Says(_))).count();
    let mut first: Option<usize> = None;
    for (index, way) in ways.iter().enumerate() {
        let holds = match &way.trigger {
            Trigger::When(cond) => case.holds(cond),
            // A person answers: it may be this one.
            Trigger::Says(_) => None,
            Trigger::Always => Some(true),
            _ => Some(false),
        };
        taken.holds.push(holds);
        taken.open |= holds.is_none() && matches!(way.trigger, Trigger::When(_));
        if holds != Some(false) && !settled {
            taken.possible.push(index);
        }
        if holds == Some(true) {
            let differs = |other: usize| ways.get(other).is_some_and(|other| other.go.to != way.go.to);
            match first {
                Some(earlier) if taken.both.is_none() && differs(earlier) && is_when(way) => {
                    taken.both = Some((earlier, index));
                }
                None if is_when(way) => first = Some(index),
                _ => {}
            }
            settled = true;
        }
    }
    if !settled {
        let otherwise = ways.iter().position(|way| way.trigger == Trigger::Otherwise);
        taken.possible.extend(otherwise);
        taken.otherwise = otherwise.is_some();
        // Two or more texts without an `otherwise` are one question, and the person must pick one.
        taken.uncovered = otherwise.is_none()
            && says < 2
            && !taken
                .holds
                .iter()
                .zip(ways)
                .any(|(holds, way)| holds.is_none() && matches!(way.trigger, Trigger::When(_)));
    }
    taken
}

fn is_when(way: &Way) -> bool {
    matches!(way.trigger, Trigger::When(_))
}

fn read_variables(ways: &[Way], variables: &[Variable<'_>]) -> Vec<usize> {
    let mut read = Vec::new();
    for way in ways {
        if let Trigger::When(cond) = &way.trigger {
            read_by(cond, variables, &mut read);
        }
    }
    read
}

/// Adds the variables that a condition reads.
pub(super) fn read_by(cond: &Cond, variables: &[Variable<'_>], read: &mut Vec<usize>) {
    cond.fields(&mut |field| {
        if let Some(index) = index_of(variables, field.last())
            && !read.contains(&index)
        {
            read.push(index);
        }
    });
}

/// Whether there are more combinations than are tried.
pub(super) fn too_many(read: &[usize], state: &[Atoms]) -> bool {
    let size = |index: &usize| bits(state, *index).len().max(1);
    read.iter().map(size).try_fold(1_usize, usize::checked_mul).is_none_or(|cases| cases > MOST_CASES)
}

/// Calls `visit` for every combination of the atoms that the read variables can have.
pub(super) fn each_case(
    read: &[usize],
    state: &[Atoms],
    now: &mut Vec<Option<usize>>,
    depth: usize,
    visit: &mut impl FnMut(&[Option<usize>]),
) {
    let Some(&variable) = read.get(depth) else { return visit(now) };
    for bit in bits(state, variable) {
        if let Some(slot) = now.get_mut(variable) {
            *slot = Some(bit);
        }
        each_case(read, state, now, depth + 1, visit);
    }
}

/// The atoms of a variable, by bit.
fn bits(state: &[Atoms], variable: usize) -> Vec<usize> {
    let mut atoms = state.get(variable).copied().unwrap_or(UNSET);
    let mut bits = Vec::new();
    while atoms != 0 {
        bits.push(atoms.trailing_zeros() as usize);
        atoms &= atoms - 1;
    }
    bits
}

/// Adds one case to the state in which a way is taken.
pub(super) fn widen(slot: Option<&mut Option<Vec<Atoms>>>, state: &[Atoms], now: &[Option<usize>]) {
    let Some(slot) = slot else { return };
    let case = state.iter().zip(now).map(|(atoms, bit)| bit.map_or(*atoms, |bit| 1 << bit));
    match slot {
        Some(known) => known.iter_mut().zip(case).for_each(|(known, atoms)| *known |= atoms),
        None => *slot = Some(case.collect()),
    }
}

pub(super) fn in_atoms(read: &[usize], now: &[Option<usize>], variables: &[Variable<'_>]) -> Vec<(usize, Atom)> {
    let atom = |index: &usize| {
        let bit = now.get(*index).copied().flatten()?;
        Some((*index, variables.get(*index)?.domain.atom(bit)))
    };
    read.iter().filter_map(atom).collect()
}
