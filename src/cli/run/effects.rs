//! What followed from an event, in words.

use serde::Serialize;

use super::teller::Teller;
use crate::flow::case::{At, Effect, State};
use crate::flow::{FlowNode, Graph};
use crate::labels::Say;
use crate::model::{Action, Bound, Guard, LateLine, NodeKind, Trigger, Way};
use crate::run::{Told, stuck};
use crate::say;
use crate::source::Span;

/// Something that followed from an event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EffectView {
    pub effect: &'static str,
    pub address: Option<String>,
    /// As a sentence; empty where the next effect or the event itself says it.
    pub words: String,
}

/// A line of a node that a case may go by.
enum Line<'m> {
    Way(&'m Way),
    Late(&'m LateLine),
}

/// What followed from an event; `now` is where the case stands behind everything.
pub(super) fn views(teller: &Teller<'_>, told: &Told, now: &State) -> Vec<EffectView> {
    let mut reason = None;
    told.effects.iter().map(|effect| view(teller, told, now, effect, &mut reason)).collect()
}

fn view(teller: &Teller<'_>, told: &Told, now: &State, effect: &Effect, reason: &mut Option<Say>) -> EffectView {
    let address = |at: &At| Some(teller.program.address(at));
    let step = |at: &At| teller.step(now, at);
    let (effect, address, words) = match effect {
        Effect::Entered(at) => ("entered", address(at), entered(teller, now, at, reason.take())),
        Effect::Done(at) => ("done", address(at), done(teller, told, now, at)),
        Effect::Went(at, line) => {
            *reason = because(teller, now, at, *line);
            ("went", address(at), Say::default())
        }
        Effect::BoundUsedUp(at, line) => {
            *reason = used_up(teller, at, *line);
            ("bound-used-up", address(at), Say::default())
        }
        Effect::Branch(at, index) => ("branch", address(at), branch(teller, at, *index)),
        Effect::GivenUp(at) => {
            let step = step(at);
            ("given-up", address(at), say!("{step}未办完，不再办理", "{step} is given up unfinished"))
        }
        Effect::Told(at, line) => ("told", address(at), notified(teller, at, *line)),
        Effect::HandedOver(at, post) => {
            let (step, post) = (step(at), teller.post(*post));
            ("handed-over", address(at), say!("{step}转交{post}办理", "{step} is handed over to {post}"))
        }
        Effect::Waits(at, line) => ("waits", address(at), waits(teller, now, at, *line)),
        Effect::CallEnded(at, end) => {
            let inner = At::new(&at.path.inner(crate::flow::case::Step::Call(at.node)), *end);
            let (Some((_, node, phrases)), called) = (teller.at(&inner), step(at)) else {
                return EffectView { effect: "call-ended", address: address(at), words: String::new() };
            };
            let (procedure, end) = (phrases.procedure(), phrases.quote(&phrases.title(node.node)));
            (
                "call-ended",
                address(at),
                say!("{called}：{procedure}结束，结果为{end}", "{called}: {procedure} ended: {end}"),
            )
        }
        Effect::Ended(end) => ("ended", None, ended(teller, *end, reason.take())),
        Effect::Stuck(at, fault) => {
            let (step, Say { zh, en }) = (step(at), stuck(*fault));
            ("stuck", address(at), say!("案件在{step}走不下去：{zh}", "the case cannot go on at {step}: {en}"))
        }
    };
    EffectView { effect, address, words: teller.say(&words) }
}

/// A node is entered; what led there stands before it.
fn entered(teller: &Teller<'_>, now: &State, at: &At, reason: Option<Say>) -> Say {
    let Some((_, node, phrases)) = teller.at(at) else { return Say::default() };
    let step = teller.step(now, at);
    let doers = teller.posts(&teller.doers(now, at));
    let Say { zh, en } = match &node.node.kind {
        // The end of the case, or of the call, is told by what comes behind.
        NodeKind::End { .. } => return Say::default(),
        NodeKind::Approval { .. } => say!("进入{step}，由{doers}审批", "on to {step}, to be decided by {doers}"),
        NodeKind::Wait { .. } if doers.is_empty() => say!("进入{step}", "on to {step}"),
        NodeKind::Wait { .. } => say!("进入{step}，由{doers}跟进", "on to {step}, followed by {doers}"),
        NodeKind::Parallel { branches, .. }
            if branches.iter().all(|branch| !matches!(branch.guard, Guard::Says(_))) =>
        {
            say!("进入{step}，各分支同时进行", "on to {step}, its branches run together")
        }
        NodeKind::Call { .. } => match phrases.facts(node.node).into_iter().next() {
            Some((_, procedure)) => say!("进入{step}，执行{procedure}", "on to {step}, by {procedure}"),
            None => say!("进入{step}", "on to {step}"),
        },
        _ if doers.is_empty() => say!("进入{step}", "on to {step}"),
        _ => say!("进入{step}，由{doers}办理", "on to {step}, for {doers}"),
    };
    after(reason, &zh, &en)
}

fn after(reason: Option<Say>, zh: &str, en: &str) -> Say {
    match reason {
        Some(Say { zh: first, en: before }) => say!("{first}，{zh}", "{before}: {en}"),
        None => say!("{zh}", "{en}"),
    }
}

/// A node is done: said only where the event itself does not say it.
fn done(teller: &Teller<'_>, told: &Told, now: &State, at: &At) -> Say {
    let Some(node) = teller.node(at) else { return Say::default() };
    let step = teller.step(now, at);
    match &node.kind {
        NodeKind::Parallel { .. } => say!("{step}：各分支已汇合", "{step}: its branches have come together"),
        NodeKind::Each { .. } => say!("{step}：各项已办完", "{step}: its items are done"),
        NodeKind::Approval { .. } => say!("{step}：审批通过", "{step}: approval is given"),
        _ if told.event.what.at() == Some(teller.program.address(at).as_str()) => Say::default(),
        NodeKind::Call { .. } => Say::default(),
        _ => say!("{step}完成", "{step} is done"),
    }
}

/// Why a way was taken, where the event does not say it.
fn because(teller: &Teller<'_>, now: &State, at: &At, line: Span) -> Option<Say> {
    let (_, _, phrases) = teller.at(at)?;
    let found = find(teller, at, line)?;
    let (reason, bound) = match found {
        Line::Way(way) => (
            match &way.trigger {
                Trigger::When(cond) => {
                    let cond = phrases.cond(cond);
                    Some(say!("因为{cond}", "because {cond}"))
                }
                Trigger::Rejected => Some(say!("审批未通过", "approval is refused")),
                Trigger::Failed => {
                    Some(say!("因为所执行的规程失败或被取消", "because the procedure failed or was cancelled"))
                }
                _ => None,
            },
            way.go.bound.as_ref(),
        ),
        Line::Late(late) => {
            let go = late.actions.iter().find_map(|action| match action {
                Action::Go(go) => Some(go),
                _ => None,
            });
            (None, go.and_then(|go| go.bound.as_ref()))
        }
    };
    let taken = now.taken.get(&(at.path.home(), at.node, line.start)).copied();
    match (bound.and_then(|bound| bound.times), taken) {
        (Some(most), Some(taken)) => {
            let count = say!("第 {taken} 次（最多 {most} 次）", "time {taken} of at most {most}");
            Some(match reason {
                Some(Say { zh, en }) => {
                    let Say { zh: times, en: count } = count;
                    say!("{zh}，{times}", "{en}, {count}")
                }
                None => count,
            })
        }
        _ => reason,
    }
}

/// The bound of a way is used up.
fn used_up(teller: &Teller<'_>, at: &At, line: Span) -> Option<Say> {
    let (_, _, phrases) = teller.at(at)?;
    let (reason, bound): (Option<Say>, Option<&Bound>) = match find(teller, at, line)? {
        Line::Way(way) => {
            let reason = match &way.trigger {
                Trigger::When(cond) => {
                    let cond = phrases.cond(cond);
                    Some(say!("虽然{cond}", "although {cond}"))
                }
                Trigger::Rejected => Some(say!("审批未通过", "approval is refused")),
                _ => None,
            };
            (reason, way.go.bound.as_ref())
        }
        Line::Late(_) => (None, None),
    };
    let most = bound.and_then(|bound| bound.times).map(|most| most.to_string()).unwrap_or_default();
    let Say { zh, en } = match most.as_str() {
        "" => say!("次数已用完", "that way is used up"),
        most => say!("最多 {most} 次已用完", "that way may be taken {most} times at most and is used up"),
    };
    Some(match reason {
        Some(Say { zh: first, en: before }) => say!("{first}，但{zh}", "{before}, {en}"),
        None => say!("{zh}", "{en}"),
    })
}

fn find<'m>(teller: &Teller<'m>, at: &At, line: Span) -> Option<Line<'m>> {
    let (graph, node, _) = teller.at(at)?;
    let way = node.node.work.ways.iter().find(|way| way.at.0 == line).map(Line::Way);
    way.or_else(|| late_line(graph, node, line).map(Line::Late))
}

/// A late line of a node, or of its flow.
pub(super) fn late_line<'m>(graph: &Graph<'m>, node: FlowNode<'m>, line: Span) -> Option<&'m LateLine> {
    let own = node.node.work.limits.iter().flat_map(|limit| &limit.late);
    own.chain(&graph.flow.late).find(|late| late.at.0 == line)
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

fn notified(teller: &Teller<'_>, at: &At, line: Span) -> Say {
    let Some((graph, node, phrases)) = teller.at(at) else { return Say::default() };
    let told = late_line(graph, node, line).map(|late| phrases.told(node.node, late)).unwrap_or_default();
    say!("按规程{told}", "the procedure asks to {told}")
}

fn waits(teller: &Teller<'_>, now: &State, at: &At, line: Span) -> Say {
    let (Some((graph, node, phrases)), step) = (teller.at(at), teller.step(now, at)) else { return Say::default() };
    let words = late_line(graph, node, line).map(|late| phrases.late(node.node, late)).unwrap_or_default();
    say!("{step}尚未开始，开始时再执行：{words}", "{step} has not begun; as soon as it does: {words}")
}

fn ended(teller: &Teller<'_>, end: crate::flow::NodeId, reason: Option<Say>) -> Say {
    let at = At::new(&crate::flow::case::Path::default(), end);
    let Some((_, node, phrases)) = teller.at(&at) else { return Say::default() };
    let title = phrases.quote(&phrases.title(node.node));
    let Say { zh, en } = match node.node.kind {
        NodeKind::End { failed: true } => say!("案件以失败结束，结果为{title}", "the case ends in failure: {title}"),
        _ => say!("案件结束，结果为{title}", "the case ends: {title}"),
    };
    after(reason, &zh, &en)
}
