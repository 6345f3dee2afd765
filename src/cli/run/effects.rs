//! What followed from an event, in words.

use serde::{Serialize, Serializer};

use super::due::timed;
use super::led::{Led, actions, late_line};
use super::teller::Teller;
use crate::flow::NodeId;
use crate::flow::case::{At, Effect, Path, State, Step, What};
use crate::labels::Say;
use crate::model::{Guard, NodeKind};
use crate::run::{Told, stuck};
use crate::say;
use crate::source::Span;

/// Something that followed from an event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EffectView {
    pub effect: &'static str,
    pub address: Option<String>,
    /// As a sentence; none where the next effect or the event itself says it.
    #[serde(serialize_with = "said")]
    pub words: String,
}

fn said<S: Serializer>(words: &str, serializer: S) -> Result<S::Ok, S::Error> {
    Some(words).filter(|words| !words.is_empty()).serialize(serializer)
}

/// What followed from an event; `now` is where the case stands behind everything.
pub(super) fn views(teller: &Teller<'_>, told: &Told, now: &State) -> Vec<EffectView> {
    let mut led = None;
    let effects = told.effects.iter().map(|effect| view(teller, told, now, effect, &mut led));
    early(teller, told).into_iter().chain(effects).collect()
}

/// That something is noted before its clock says so, or that nobody can say whether it has come.
fn early(teller: &Teller<'_>, told: &Told) -> Option<EffectView> {
    let words = timed(teller, told)?.remark(teller)?;
    Some(EffectView { effect: "early", address: told.event.what.at().map(str::to_owned), words: teller.say(&words) })
}

/// Late lines that were noted with a later one, because they are due before it.
pub(super) fn noted_with(teller: &Teller<'_>, new: &[Told]) -> Option<EffectView> {
    let (last, before) = new.split_last()?;
    let What::Late { at, .. } = &last.event.what else { return None };
    let lines = before.iter().filter_map(|told| match &told.event.what {
        What::Late { limit, line, .. } => Some(format!("{limit}.{line}")),
        _ => None,
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return None;
    }
    let (zh, en) = (lines.join("、"), lines.join(", "));
    let words = say!("先到时的 {zh} 一并登记", "due before it and noted with it: {en}");
    Some(EffectView { effect: "noted-with", address: Some(at.clone()), words: teller.say(&words) })
}

fn view(teller: &Teller<'_>, told: &Told, now: &State, effect: &Effect, led: &mut Option<Led>) -> EffectView {
    let address = |at: &At| Some(teller.program.address(at));
    let step = |at: &At| teller.step(now, at);
    let (effect, address, words) = match effect {
        Effect::Entered(at) => {
            // What led to an end is told with the end.
            let is_end = teller.node(at).is_some_and(|node| matches!(node.kind, NodeKind::End { .. }));
            let led = if is_end { None } else { led.take() };
            ("entered", address(at), entered(teller, now, at, led.as_ref()))
        }
        Effect::Done(at) => ("done", address(at), done(teller, told, now, at)),
        Effect::Went(at, line) => {
            *led = Some(Led::by_way(teller, told, now, at, *line));
            ("went", address(at), Say::default())
        }
        Effect::BoundUsedUp(at, line) => {
            *led = Some(Led::used_up(teller, told, now, at, *line));
            ("bound-used-up", address(at), Say::default())
        }
        Effect::Branch(at, index) => ("branch", address(at), branch(teller, at, *index)),
        Effect::GivenUp(at) => {
            let step = step(at);
            ("given-up", address(at), say!("{step}未办完，不再办理", "{step} is given up unfinished"))
        }
        Effect::Told(at, line) => ("told", address(at), notified(teller, &told.before, at, *line)),
        Effect::HandedOver(at, post) => {
            let (step, post) = (step(at), teller.post(*post));
            ("handed-over", address(at), say!("{step}转交{post}办理", "{step} is handed over to {post}"))
        }
        Effect::Waits(at, line) => ("waits", address(at), waits(teller, now, at, *line)),
        Effect::CallEnded(at, end) => {
            let inner = At::new(&at.path.inner(Step::Call(at.node)), *end);
            let (Some((_, node, phrases)), called) = (teller.at(&inner), step(at)) else {
                return EffectView { effect: "call-ended", address: address(at), words: String::new() };
            };
            let (procedure, end) = (phrases.procedure(), phrases.quote(&phrases.title(node.node)));
            let words = match node.node.kind {
                NodeKind::End { failed: true } => {
                    say!(
                        "{called}：{procedure}以失败结束，结果为{end}",
                        "{called}: {procedure} ended in failure: {end}"
                    )
                }
                _ => say!("{called}：{procedure}结束，结果为{end}", "{called}: {procedure} ended: {end}"),
            };
            ("call-ended", address(at), led.take().map_or(words.clone(), |led| led.tell(&words)))
        }
        Effect::Ended(end) => ("ended", None, ended(teller, *end, led.take().as_ref())),
        Effect::Stuck(at, fault) => {
            let (step, Say { zh, en }) = (step(at), stuck(*fault));
            ("stuck", address(at), say!("案件在{step}走不下去：{zh}", "the case cannot go on at {step}: {en}"))
        }
    };
    EffectView { effect, address, words: teller.say(&words) }
}

/// A node is entered; what led there is told with it.
fn entered(teller: &Teller<'_>, now: &State, at: &At, led: Option<&Led>) -> Say {
    let Some((_, node, phrases)) = teller.at(at) else { return Say::default() };
    let step = teller.step(now, at);
    let doers = teller.posts(&teller.doers(now, at));
    let Say { zh: to, en: on } = match led.is_some_and(|led| led.leads_back(at)) {
        true => say!("回到{step}", "back to {step}"),
        false => say!("进入{step}", "on to {step}"),
    };
    let words = match &node.node.kind {
        // The end of the case, or of the call, is told by what comes behind.
        NodeKind::End { .. } => return Say::default(),
        NodeKind::Parallel { branches, .. }
            if branches.iter().all(|branch| !matches!(branch.guard, Guard::Says(_))) =>
        {
            say!("{to}，各分支同时进行", "{on}, its branches run together")
        }
        NodeKind::Call { .. } => match phrases.facts(node.node).into_iter().next() {
            Some((_, procedure)) => say!("{to}，执行{procedure}", "{on}, by {procedure}"),
            None => say!("{to}", "{on}"),
        },
        _ if doers.is_empty() => say!("{to}", "{on}"),
        NodeKind::Approval { .. } => say!("{to}，由{doers}审批", "{on}, to be decided by {doers}"),
        NodeKind::Wait { .. } => say!("{to}，由{doers}跟进", "{on}, followed by {doers}"),
        _ => say!("{to}，由{doers}办理", "{on}, for {doers}"),
    };
    led.map_or(words.clone(), |led| led.tell(&words))
}

/// A node is done: said only where the event itself does not say it.
fn done(teller: &Teller<'_>, told: &Told, now: &State, at: &At) -> Say {
    let Some(node) = teller.node(at) else { return Say::default() };
    let step = teller.step(now, at);
    match &node.kind {
        NodeKind::Parallel { .. } => say!("{step}：各分支已汇合", "{step}: its branches have come together"),
        NodeKind::Each { .. } => say!("{step}：各项已办完", "{step}: its items are done"),
        // Of one approver the event itself says it.
        NodeKind::Approval { .. } if node.work.by.len() < 2 => Say::default(),
        NodeKind::Approval { .. } => say!("{step}：审批通过", "{step}: approval is given"),
        _ if told.event.what.at() == Some(teller.program.address(at).as_str()) => Say::default(),
        NodeKind::Call { .. } => Say::default(),
        _ => say!("{step}完成", "{step} is done"),
    }
}

fn branch(teller: &Teller<'_>, at: &At, index: usize) -> Say {
    let Some((_, node, phrases)) = teller.at(at) else { return Say::default() };
    let NodeKind::Parallel { branches, .. } = &node.node.kind else { return Say::default() };
    let Some(branch) = branches.get(index) else { return Say::default() };
    let title = phrases.branch(branch);
    match &branch.guard {
        Guard::Always => Say::default(),
        Guard::When(cond) => {
            let cond = phrases.cond(cond);
            say!("因为{cond}，进行{title}", "because {cond}: {title} is taken")
        }
        Guard::Says(text) => {
            let text = phrases.quote(&phrases.text(text));
            say!("{text}，进行{title}", "{text}: {title} is taken")
        }
        Guard::Otherwise => say!("其他分支的条件都不成立，进行{title}", "no other branch holds: {title} is taken"),
    }
}

fn notified(teller: &Teller<'_>, state: &State, at: &At, line: Span) -> Say {
    let Some((graph, node, phrases)) = teller.at(at) else { return Say::default() };
    let told = phrases.told(actions(graph, node, line), &teller.acting(state, at));
    say!("按规程{told}", "the procedure asks to {told}")
}

fn waits(teller: &Teller<'_>, now: &State, at: &At, line: Span) -> Say {
    let (Some((graph, node, phrases)), step) = (teller.at(at), teller.step(now, at)) else { return Say::default() };
    let words = late_line(graph, node, line);
    let words = words.map(|late| phrases.late(node.node, late, &teller.acting(now, at))).unwrap_or_default();
    say!("{step}尚未开始，开始时再执行：{words}", "{step} has not begun; as soon as it does: {words}")
}

fn ended(teller: &Teller<'_>, end: NodeId, led: Option<&Led>) -> Say {
    let at = At::new(&Path::default(), end);
    let Some((_, node, phrases)) = teller.at(&at) else { return Say::default() };
    let title = phrases.quote(&phrases.title(node.node));
    let words = match node.node.kind {
        NodeKind::End { failed: true } => say!("案件以失败结束，结果为{title}", "the case ends in failure: {title}"),
        _ => say!("案件结束，结果为{title}", "the case ends: {title}"),
    };
    led.map_or(words.clone(), |led| led.tell(&words))
}
