//! Limits that are near or missed, in words.

use serde::Serialize;

use super::detail;
use super::moments::DueView;
use super::teller::Teller;
use super::timing::{Comes, Standing};
use crate::flow::case::{Due, DueId, DueLine, State, What, due_now, fired_now};
use crate::labels::Say;
use crate::model::NodeKind;
use crate::run::Told;
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
    #[serde(flatten)]
    pub due: DueView,
    #[serde(skip)]
    pub due_words: String,
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
    /// When it comes; of one that is repeated, when it comes next.
    #[serde(flatten)]
    pub due: DueView,
    #[serde(skip)]
    pub due_words: String,
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
    /// Whether it was noted before it was due; `None` where nobody can say.
    pub early: Option<bool>,
    #[serde(skip)]
    pub moment_words: String,
    /// That it was early, or that nobody can say.
    #[serde(skip)]
    pub remark: String,
}

/// The warnings that may come now.
pub(super) fn warnings(teller: &Teller<'_>, state: &State) -> Vec<WarningView> {
    let views = due_now(teller.program, state).into_iter().filter_map(|due| {
        let (DueId::Warning(index), DueLine::Warning(warn, share)) = (due.id, due.line) else { return None };
        let (_, node, phrases) = teller.at(&due.at)?;
        let comes = DueView::new(teller, Standing::now(teller, state).line(&due));
        Some(WarningView {
            address: teller.program.address(&due.at),
            limit: due.limit + 1,
            warning: index + 1,
            step: teller.step(state, &due.at),
            words: phrases.warning(node.node, warn, share, &teller.acting(state, &due.at)),
            since: due.since.moment.to_string(),
            due_words: teller.say(&comes.words(teller, "到时")),
            due: comes,
        })
    });
    views.collect()
}

/// The late lines that may come now.
pub(super) fn late(teller: &Teller<'_>, state: &State) -> Vec<LateView> {
    let views = due_now(teller.program, state).into_iter().filter_map(|due| {
        let (DueId::Late(index), DueLine::Late(line)) = (due.id, due.line) else { return None };
        let (_, node, phrases) = teller.at(&due.at)?;
        let comes = DueView::new(teller, Standing::now(teller, state).line(&due));
        Some(LateView {
            address: teller.program.address(&due.at),
            limit: due.limit + 1,
            line: index + 1,
            step: teller.step(state, &due.at),
            words: phrases.late(node.node, line, &teller.acting(state, &due.at)),
            since: due.since.moment.to_string(),
            due_words: teller.say(&comes.words(teller, "到时")),
            due: comes,
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
        let (address, fired) = (teller.program.address(&due.at), due.fired?);
        let noted = teller.told.iter().rev().find(|told| is_noted(&told.event.what, &address, &due))?;
        let timed = timed(teller, noted)?;
        Some(FiredView {
            limit: due.limit + 1,
            warning,
            line,
            step: teller.step(state, &due.at),
            words: teller.say(&came(teller, state, &due, timed.has_come())?),
            moment: fired.moment.to_string(),
            early: timed.has_come.map(|has_come| !has_come),
            moment_words: teller.moment(fired.moment),
            remark: timed.remark(teller).map(|remark| teller.say(&remark)).unwrap_or_default(),
            address,
        })
    });
    views.collect()
}

/// Whether an event notes a line.
fn is_noted(what: &What, address: &str, due: &Due<'_>) -> bool {
    let (at, limit, id) = match what {
        What::Warned { at, limit, warning } => (at, limit, DueId::Warning(warning.wrapping_sub(1))),
        What::Late { at, limit, line } => (at, limit, DueId::Late(line.wrapping_sub(1))),
        _ => return false,
    };
    at == address && *limit == due.limit + 1 && id == due.id
}

/// Something noted that a clock knows of as well.
pub(super) struct Timed {
    comes: Comes,
    /// Whether its time had come; `None` where nobody can say.
    has_come: Option<bool>,
}

/// What the clock said when an event was noted: that a share of a limit is used, that it is missed, or that a delay has
/// passed. `None` of other events.
pub(super) fn timed(teller: &Teller<'_>, told: &Told) -> Option<Timed> {
    let before = Standing::before(teller, told);
    let comes = match &told.event.what {
        What::Happened { at, .. } => {
            let at = teller.program.find(&told.before, at)?;
            let NodeKind::Wait { delay: Some(delay) } = &teller.node(&at)?.kind else { return None };
            let began = told.before.marks.get(&(at.path.home(), at.node))?.entered?;
            before.delay(&at, delay, began)
        }
        _ => before.line(&detail::due(teller, told)?),
    };
    let has_come = comes.by(told.event.moment);
    Some(Timed { comes, has_come })
}

impl Timed {
    /// Whether its time had surely come.
    pub(super) fn has_come(&self) -> bool {
        self.has_come == Some(true)
    }

    /// That it was noted early, or that nobody can say; `None` if its time had come.
    pub(super) fn remark(&self, teller: &Teller<'_>) -> Option<Say> {
        Some(match (self.has_come, &self.comes) {
            (Some(true), _) => return None,
            (Some(false), Comes::At(moment)) => {
                let moment = teller.moment(*moment);
                say!("登记早了，{moment} 才到时", "noted early, due {moment}")
            }
            (Some(false), Comes::Unknown(Say { zh, en }, Some(earliest))) => {
                let earliest = teller.moment(*earliest);
                say!("登记早了，最早 {earliest} 才到时（{zh}）", "noted early, due {earliest} at the earliest ({en})")
            }
            (Some(false), Comes::Paused(Say { zh, en }) | Comes::Unknown(Say { zh, en }, None)) => {
                say!("登记早了：{zh}", "noted early: {en}")
            }
            (None, Comes::Paused(Say { zh, en }) | Comes::Unknown(Say { zh, en }, _)) => {
                say!("是否到时不详：{zh}", "whether it is due is not known: {en}")
            }
            (None, Comes::At(_)) => return None,
        })
    }
}

/// A share of a limit is used, or it is missed, and by how much; that somebody noted so where its time has not surely
/// come.
pub(super) fn came(teller: &Teller<'_>, state: &State, due: &Due<'_>, has_come: bool) -> Option<Say> {
    let Say { zh, en } = what_came(teller, state, due)?;
    Some(if has_come { say!("{zh}", "{en}") } else { say!("登记{zh}", "noted that {en}") })
}

fn what_came(teller: &Teller<'_>, state: &State, due: &Due<'_>) -> Option<Say> {
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
