//! What led to a step: the line by which the case went there.

use super::teller::Teller;
use crate::flow::case::{At, State, What};
use crate::flow::{FlowNode, Graph};
use crate::labels::Say;
use crate::model::{Action, Bound, LateLine, NodeKind, Trigger, Way};
use crate::run::Told;
use crate::say;
use crate::source::Span;

/// What led to a step.
pub(super) struct Led {
    from: At,
    /// Why, where the event itself does not say it.
    why: Option<Say>,
    /// How often the way was taken, where it is bounded.
    times: Option<(u32, u32)>,
}

/// A line of a node by which a case may go.
enum Line<'m> {
    Way(&'m Way),
    Late(&'m LateLine),
}

impl Led {
    /// A line was taken.
    pub(super) fn by_way(teller: &Teller<'_>, told: &Told, now: &State, at: &At, line: Span) -> Led {
        let Some(found) = find(teller, at, line) else { return Led { from: at.clone(), why: None, times: None } };
        let why = match &found {
            Line::Way(way) => match &way.trigger {
                Trigger::When(cond) => teller.at(at).map(|(_, _, phrases)| {
                    let cond = phrases.cond(cond);
                    say!("因为{cond}", "because {cond}")
                }),
                Trigger::Rejected => Some(say!("审批未通过", "approval is refused")),
                Trigger::Failed => {
                    Some(say!("因为所执行的规程失败或被取消", "because the procedure failed or was cancelled"))
                }
                Trigger::Ended(ends) => teller.at(at).map(|(_, node, phrases)| {
                    let ends = phrases.ends(node.node, ends);
                    say!("因为结果为{ends}", "because it ended in {ends}")
                }),
                // Of a step its answers stand above; of a decision nothing would be told.
                Trigger::Otherwise if teller.node(at).is_some_and(|node| node.kind == NodeKind::Decision) => {
                    Some(say!("因为其他情况都不成立", "because nothing else applies"))
                }
                _ => None,
            },
            Line::Late(_) => was_late(teller, told, now, at),
        };
        let most = found.bound().and_then(|bound| bound.times);
        // It is counted in the scope of the whole circle, which may lie further out than the node.
        let counts = now
            .taken
            .iter()
            .filter(|((home, node, start), _)| at.path.is_in(home) && *node == at.node && *start == line.start);
        let taken = counts.max_by_key(|((home, ..), _)| home.0.len()).map(|(_, taken)| *taken);
        Led { from: at.clone(), why, times: taken.zip(most) }
    }

    /// The bound of a line was used up, so that the case went another way.
    pub(super) fn used_up(teller: &Teller<'_>, told: &Told, now: &State, at: &At, line: Span) -> Led {
        let found = find(teller, at, line);
        let most = found.as_ref().and_then(Line::bound).and_then(|bound| bound.times).unwrap_or_default();
        let Say { zh, en } = match &found {
            Some(Line::Way(Way { trigger: Trigger::When(cond), .. })) => {
                let cond = teller.at(at).map(|(_, _, phrases)| phrases.cond(cond)).unwrap_or_default();
                say!("{cond}，但", "{cond}, but ")
            }
            Some(Line::Way(Way { trigger: Trigger::Rejected, .. })) => {
                say!("审批未通过，但", "approval is refused, but ")
            }
            Some(Line::Way(Way { trigger: Trigger::Failed, .. })) => {
                say!("所执行的规程失败或被取消，但", "the procedure failed or was cancelled, but ")
            }
            Some(Line::Late(_)) => match was_late(teller, told, now, at) {
                Some(Say { zh, en }) => say!("{zh}，但", "{en}, but "),
                None => Say::default(),
            },
            _ => Say::default(),
        };
        let times = if most == 1 { say!("1 次", "once") } else { say!("{most} 次", "{most} times") };
        let Say { zh: count, en: often } = times;
        let why = say!("{zh}允许的次数（{count}）已用完", "{en}that way may be taken only {often}");
        Led { from: at.clone(), why: Some(why), times: None }
    }

    /// Whether a step stands before the one from which the case came.
    pub(super) fn leads_back(&self, to: &At) -> bool {
        self.from.path.flow() == to.path.flow() && to.node <= self.from.node
    }

    /// A sentence about where it led, with why and how often.
    pub(super) fn tell(&self, words: &Say) -> Say {
        let Say { zh, en } = words;
        let Say { zh, en } = match &self.why {
            Some(Say { zh: why, en: because }) => say!("{why}，{zh}", "{because}: {en}"),
            None => say!("{zh}", "{en}"),
        };
        match self.times {
            Some((taken, most)) => {
                say!("{zh}（第 {taken} 次，最多 {most} 次）", "{en} (time {taken} of at most {most})")
            }
            None => say!("{zh}", "{en}"),
        }
    }
}

/// That a step was late, where the event is another: its time was over before it began.
fn was_late(teller: &Teller<'_>, told: &Told, now: &State, at: &At) -> Option<Say> {
    let is_told = matches!(told.event.what, What::Late { .. })
        && told.event.what.at() == Some(teller.program.address(at).as_str());
    let step = teller.step(now, at);
    (!is_told).then(|| say!("因为{step}开始前已超时", "because {step} was late before it began"))
}

impl Line<'_> {
    fn bound(&self) -> Option<&Bound> {
        match self {
            Line::Way(way) => way.go.bound.as_ref(),
            Line::Late(late) => late.actions.iter().find_map(|action| match action {
                Action::Go(go) => go.bound.as_ref(),
                _ => None,
            }),
        }
    }
}

fn find<'m>(teller: &Teller<'m>, at: &At, line: Span) -> Option<Line<'m>> {
    let (graph, node, _) = teller.at(at)?;
    let way = node.node.work.ways.iter().find(|way| way.at.0 == line).map(Line::Way);
    way.or_else(|| late_line(graph, node, line).map(Line::Late))
}

/// What a line of a limit of a node does: a warning, or a late line of the node or of its flow.
pub(super) fn actions<'m>(graph: &Graph<'m>, node: FlowNode<'m>, line: Span) -> &'m [Action] {
    let warns = node.node.work.limits.iter().flat_map(|limit| &limit.warns);
    let warn = warns.filter(|warn| warn.at.0 == line).map(|warn| warn.notify.as_slice()).next();
    warn.or_else(|| late_line(graph, node, line).map(|late| late.actions.as_slice())).unwrap_or_default()
}

/// A late line of a node, or of its flow.
pub(super) fn late_line<'m>(graph: &Graph<'m>, node: FlowNode<'m>, line: Span) -> Option<&'m LateLine> {
    let own = node.node.work.limits.iter().flat_map(|limit| &limit.late);
    own.chain(&graph.flow.late).find(|late| late.at.0 == line)
}
