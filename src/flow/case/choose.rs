//! Which way a node is left.

use super::fields::see;
use super::moves::Run;
use super::place::{At, Path};
use super::state::Fault;
use crate::flow::cond::holds;
use crate::flow::graph::{Edge, EdgeKind};
use crate::model::{Cond, Text, Trigger, Way};
use crate::source::Span;

/// How a node is left.
#[derive(Debug, Clone, Default)]
pub(super) struct Leaving {
    /// The texts that a person said hold.
    pub says: Vec<String>,
    /// Of an approval: whether it was given.
    pub approved: Option<bool>,
    /// Whether a person was asked which text holds. Blocks and calls come to their end by themselves.
    pub asked: bool,
    /// Of a call: the name of the end, and whether it failed.
    pub ended: Option<(String, bool)>,
    /// Who did it.
    pub by: Vec<String>,
}

/// What the ways of a node say about a case.
pub(super) enum Choice {
    /// This line.
    Line(Span),
    /// It falls through.
    Falls,
    /// A person must say which text holds.
    Ask,
    /// No way on.
    Stuck(Fault),
}

impl Run<'_, '_> {
    /// The way on: the first line in written order that holds, else `otherwise`, else what is written next.
    pub(super) fn choose(&self, at: &At, leaving: &Leaving) -> Choice {
        let Some((graph, node)) = self.graph(&at.path).and_then(|graph| Some((graph, graph.node(at.node)?))) else {
            return Choice::Stuck(Fault::NoTarget);
        };
        let ways = &node.node.work.ways;
        for way in ways {
            let holds = match &way.trigger {
                // Conditions lead on from what is done; what was rejected is not.
                Trigger::When(_) | Trigger::Says(_) if leaving.approved == Some(false) => false,
                // How a call ended says more than a line without a condition, wherever that is written.
                Trigger::Always => leaving.approved != Some(false) && !ways.iter().any(|way| outcome(way, leaving)),
                Trigger::Otherwise => false,
                Trigger::When(cond) => match self.holds(&at.path, cond) {
                    Some(holds) => holds,
                    None => return Choice::Stuck(Fault::Undecided),
                },
                Trigger::Says(_) if !leaving.asked => return Choice::Ask,
                Trigger::Says(text) => is_said(text, &leaving.says),
                Trigger::Approved => leaving.approved == Some(true),
                Trigger::Rejected => leaving.approved == Some(false),
                Trigger::Failed | Trigger::Ended(_) => outcome(way, leaving),
            };
            if holds {
                return Choice::Line(way.at.0);
            }
        }
        if let Some(otherwise) = ways.iter().find(|way| way.trigger == Trigger::Otherwise) {
            return Choice::Line(otherwise.at.0);
        }
        let falls =
            |edge: &Edge<'_>| matches!(edge.kind, EdgeKind::Next | EdgeKind::Sync(_)) && edge.at == node.node.span();
        if leaving.approved != Some(false) && graph.points.edges(node.done).any(|edge| falls(edge.weight())) {
            return Choice::Falls;
        }
        if ways.iter().any(|way| matches!(way.trigger, Trigger::Says(_))) {
            return Choice::Ask;
        }
        let tried = |trigger: &Trigger| matches!(trigger, Trigger::When(_) | Trigger::Approved | Trigger::Rejected);
        match ways.iter().any(|way| tried(&way.trigger)) {
            true => Choice::Stuck(Fault::NotCovered),
            false => Choice::Stuck(Fault::NothingFollows),
        }
    }

    pub(super) fn holds(&self, path: &Path, cond: &Cond) -> Option<bool> {
        let file = self.graph(path)?.file;
        holds(self.program.project, file, cond, &|field| see(self.program, &self.state, path, file, field))
    }
}

/// Whether a way is that of the end in which a call ended.
fn outcome(way: &Way, leaving: &Leaving) -> bool {
    let Some((end, failed)) = &leaving.ended else { return false };
    match &way.trigger {
        Trigger::Failed => *failed,
        Trigger::Ended(ends) => ends.iter().any(|wanted| *wanted.last() == *end.as_str()),
        _ => false,
    }
}

/// Whether a text is one of those that were said, in any of its languages.
pub(super) fn is_said(text: &Text, said: &[String]) -> bool {
    let own = std::iter::once(&text.source).chain(text.translations.iter().map(|other| &other.text));
    own.into_iter().any(|own| said.contains(own))
}
