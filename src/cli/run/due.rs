//! Limits that are near or missed, in words.

use serde::Serialize;

use super::teller::Teller;
use crate::flow::case::{Due, DueId, DueLine, State, due_now, fired_now};
use crate::labels::Say;
use crate::say;

/// A warning that may come.
#[derive(Debug, Serialize)]
pub(super) struct WarningView {
    pub address: String,
    pub limit: usize,
    pub warning: usize,
    pub step: String,
    pub words: String,
    pub since: String,
}

/// A late line that may come.
#[derive(Debug, Serialize)]
pub(super) struct LateView {
    pub address: String,
    pub limit: usize,
    pub line: usize,
    pub step: String,
    pub words: String,
    pub since: String,
}

/// A warning or late line that came, while its clock still runs.
#[derive(Debug, Serialize)]
pub(super) struct FiredView {
    pub address: String,
    pub limit: usize,
    /// Which warning of the limit; else it is a late line.
    pub warning: Option<usize>,
    pub line: Option<usize>,
    pub step: String,
    pub words: String,
    pub moment: String,
    #[serde(skip)]
    pub moment_words: String,
}

/// The warnings that may come now.
pub(super) fn warnings(teller: &Teller<'_>, state: &State) -> Vec<WarningView> {
    let views = due_now(teller.program, state).into_iter().filter_map(|due| {
        let (DueId::Warning(index), DueLine::Warning(warn, share)) = (due.id, due.line) else { return None };
        let (_, node, phrases) = teller.at(&due.at)?;
        Some(WarningView {
            address: teller.program.address(&due.at),
            limit: due.limit + 1,
            warning: index + 1,
            step: teller.step(state, &due.at),
            words: phrases.warning(node.node, warn, share, &teller.acting(state, &due.at)),
            since: due.since.moment.to_string(),
        })
    });
    views.collect()
}

/// The late lines that may come now.
pub(super) fn late(teller: &Teller<'_>, state: &State) -> Vec<LateView> {
    let views = due_now(teller.program, state).into_iter().filter_map(|due| {
        let (DueId::Late(index), DueLine::Late(line)) = (due.id, due.line) else { return None };
        let (_, node, phrases) = teller.at(&due.at)?;
        Some(LateView {
            address: teller.program.address(&due.at),
            limit: due.limit + 1,
            line: index + 1,
            step: teller.step(state, &due.at),
            words: phrases.late(node.node, line, &teller.acting(state, &due.at)),
            since: due.since.moment.to_string(),
        })
    });
    views.collect()
}

/// The warnings and late lines that came, and whose clock still runs.
pub(super) fn fired(teller: &Teller<'_>, state: &State) -> Vec<FiredView> {
    let views = fired_now(teller.program, state).into_iter().filter_map(|due| {
        let (warning, line) = match due.id {
            DueId::Warning(index) => (Some(index + 1), None),
            DueId::Late(index) => (None, Some(index + 1)),
        };
        Some(FiredView {
            address: teller.program.address(&due.at),
            limit: due.limit + 1,
            warning,
            line,
            step: teller.step(state, &due.at),
            words: teller.say(&came(teller, state, &due)?),
            moment: due.fired?.moment.to_string(),
            moment_words: teller.moment(due.fired?.moment),
        })
    });
    views.collect()
}

/// A share of a limit is used, or it is missed, and by how much.
pub(super) fn came(teller: &Teller<'_>, state: &State, due: &Due<'_>) -> Option<Say> {
    let (_, _, phrases) = teller.at(&due.at)?;
    let step = teller.step(state, &due.at);
    Some(match due.line {
        DueLine::Warning(_, share) => {
            let share = phrases.value(&share.value);
            say!("{step}的时限已用去 {share}", "{share} of the limit of {step} is used")
        }
        DueLine::Late(late) => match &late.after {
            None => say!("{step}超时", "{step} is late"),
            Some(after) => {
                let by = phrases.value(&after.value);
                say!("{step}超时满 {by}", "{step} is late by {by}")
            }
        },
    })
}
