//! Why a step is to be done again: the rejections that led back to it.

use serde::Serialize;

use super::teller::Teller;
use crate::flow::case::{At, Effect, Stamp, State, What};
use crate::labels::Say;
use crate::run::Told;
use crate::say;

/// A rejection that led to a step.
#[derive(Debug, Serialize)]
pub(super) struct RejectionView {
    /// The address of the approval.
    pub address: String,
    pub because: String,
    pub person: String,
    pub role: String,
    pub moment: String,
    #[serde(skip)]
    pub words: String,
}

/// The rejections that led to a step, if it was they that did.
pub(super) fn rejected(teller: &Teller<'_>, state: &State, at: &At, entered: Option<Stamp>) -> Vec<RejectionView> {
    let led = || {
        let entered = entered?;
        // What was entered by an event has a stamp behind those from before.
        let index = teller.told.partition_point(|told| told.before.stamps < entered.order).checked_sub(1)?;
        let told = teller.told.get(index)?;
        let here = |effect: &Effect| matches!(effect, Effect::Entered(place) if place == at);
        told.effects.iter().any(here).then_some(told)
    };
    let Some(last) = led() else { return Vec::new() };
    let What::Rejected { at: approval, .. } = &last.event.what else { return Vec::new() };
    let Some(place) = teller.program.find(&last.before, approval) else { return Vec::new() };
    let began = last.before.marks.get(&(place.path.home(), place.node)).and_then(|mark| mark.entered);
    // Several may have to decide: all who rejected this time say why.
    let this_time = |told: &&Told| began.is_none_or(|began| told.before.stamps >= began.order);
    let view = |told: &Told| {
        let What::Rejected { at, because } = &told.event.what else { return None };
        let (who, moment) = (teller.who(&told.event), teller.moment(told.event.moment));
        let step = teller.step(state, &place);
        let words = say!("{because}（{step}，{moment} {who}）", "{because} ({step}, {moment} {who})");
        (at == approval).then(|| RejectionView {
            address: at.clone(),
            because: because.clone(),
            person: told.event.person.clone(),
            role: told.event.role.clone(),
            moment: told.event.moment.to_string(),
            words: teller.say(&words),
        })
    };
    teller.told.iter().take(last.number).filter(this_time).filter_map(view).collect()
}

/// A rejection as a line of a step.
pub(super) fn line(rejection: &RejectionView) -> Say {
    let words = &rejection.words;
    say!("驳回原因：{words}", "rejected because: {words}")
}
