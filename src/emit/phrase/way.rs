//! Ways on in words.

use serde::Serialize;

use super::super::numbers::What;
use super::super::page::Page;
use crate::labels::fill;
use crate::model::{Callee, Go, Name, Node, NodeKind, Ref, Target, Trigger, Way};

/// A way on from a step.
#[derive(Debug, Serialize)]
pub(in super::super) struct WayView {
    /// When it is taken; empty where there is no other.
    pub(in super::super) when: String,
    /// Where it leads.
    pub(in super::super) then: String,
}

/// What stands behind a node in its block.
#[derive(Clone, Copy)]
pub(in super::super) enum Next<'n> {
    /// Another node.
    Node(&'n Node),
    /// The end of a branch.
    Branch,
    /// The end of what is done with one item.
    Item,
    /// Nothing: the flow ends here without a way on.
    Nothing,
}

impl Page<'_> {
    /// The ways on from a node in the order in which they are tried, with the fall-through.
    pub(in super::super) fn ways(&self, node: &Node, next: Next<'_>, order: usize) -> Vec<WayView> {
        let mut ways: Vec<WayView> = node.work.ways.iter().map(|way| self.way(way, node, order)).collect();
        if falls_through(node) {
            let when = if ways.is_empty() { self.happened(node) } else { self.w.way.otherwise };
            ways.push(WayView { when: when.to_owned(), then: self.next(next) });
        }
        ways
    }

    pub(in super::super) fn way(&self, way: &Way, node: &Node, order: usize) -> WayView {
        let w = &self.w.way;
        let when = match &way.trigger {
            // Behind other ways it is the one for all other cases.
            Trigger::Always if node.work.ways.len() > 1 && self.happened(node).is_empty() => w.otherwise.to_owned(),
            Trigger::Always => self.happened(node).to_owned(),
            Trigger::Otherwise => w.otherwise.to_owned(),
            Trigger::When(cond) => fill(w.when, &[&self.cond(cond)]),
            Trigger::Says(text) => {
                let pattern = if matches!(node.kind, NodeKind::Wait { .. }) { w.event } else { w.says };
                fill(pattern, &[&self.text(text)])
            }
            Trigger::Approved => w.approved.to_owned(),
            Trigger::Rejected => w.rejected.to_owned(),
            Trigger::Failed => w.failed.to_owned(),
            Trigger::Ended(ends) => {
                let ends: Vec<String> = ends.iter().map(|end| self.called_end(node, end)).collect();
                fill(w.ended, &[&self.list_with(&ends, self.w.signs.or)])
            }
        };
        WayView { when, then: self.go(&way.go, order) }
    }

    /// What lets a plain way be taken: of a wait, that its end has come.
    fn happened(&self, node: &Node) -> &'static str {
        match node.kind {
            NodeKind::Wait { delay: None } => self.w.way.happened,
            NodeKind::Wait { delay: Some(_) } => self.w.way.passed,
            _ => "",
        }
    }

    /// An end of the procedure that a node calls.
    pub(in super::super) fn called_end(&self, node: &Node, end: &Ref) -> String {
        let NodeKind::Call { procedure } = &node.kind else { return self.quote(end.last().as_str()) };
        match self.project.callee(self.module.id, procedure) {
            Some(id) => self.end_of(id, end.last()),
            None => self.quote(end.last().as_str()),
        }
    }

    /// The procedure that a call names.
    pub(in super::super) fn callee(&self, callee: &Callee) -> String {
        match (self.project.callee(self.module.id, callee), callee) {
            (Some(id), _) => self.procedure(id),
            (None, Callee::Name(name)) => name.to_string(),
            (None, Callee::File(path, _)) => path.clone(),
            (None, Callee::Missing) => self.w.blank.unknown_way.to_owned(),
        }
    }

    /// Where a way leads, with its bound.
    pub(in super::super) fn go(&self, go: &Go, order: usize) -> String {
        let to = self.target(&go.to, order);
        let Some(bound) = &go.bound else { return to };
        let times = bound.times.map_or_else(|| self.w.blank.open.to_owned(), |times| times.to_string());
        let pattern = if bound.times == Some(1) { self.w.way.bound_once } else { self.w.way.bound };
        fill(pattern, &[&to, &times, &self.target(&bound.then, order)])
    }

    /// Where a way leads.
    pub(in super::super) fn target(&self, target: &Target, order: usize) -> String {
        match target {
            Target::Node(name) => self.go_to(name.last(), order),
            Target::Join(_) if self.numbers.is_item(order) => self.w.way.item_done.to_owned(),
            Target::Join(_) => self.w.way.branch_done.to_owned(),
            Target::Missing(_) => self.w.blank.unknown_way.to_owned(),
        }
    }

    fn go_to(&self, name: &Name, order: usize) -> String {
        let w = &self.w.way;
        let pattern = match self.numbers.stop(name) {
            None => w.go,
            Some(stop) => match stop.what {
                What::End { failed: false } => w.end,
                What::End { failed: true } => w.end_failed,
                _ if stop.order <= order => w.back,
                _ if stop.order == order + 1 => w.on,
                _ => w.go,
            },
        };
        fill(pattern, &[&self.step(name)])
    }

    /// The way to what is written next.
    pub(in super::super) fn next(&self, next: Next<'_>) -> String {
        let w = &self.w.way;
        match next {
            // By itself, not by its name: the end of a routine of one step has none that could be looked up.
            Next::Node(Node { kind: NodeKind::End { failed }, title, ident, .. }) => {
                let title = title.as_ref().map(|title| self.text(title)).filter(|title| !title.is_empty());
                let title = title.or_else(|| ident.as_ref().map(|ident| ident.name.to_string()));
                let pattern = if *failed { w.end_failed } else { w.end };
                title.map_or_else(|| self.w.blank.unknown_way.to_owned(), |title| fill(pattern, &[&self.quote(&title)]))
            }
            Next::Node(node) => match self.numbers.at(node.at.0.start) {
                Some(stop) => fill(w.on, &[&self.stop(stop)]),
                None => self.w.blank.unknown_way.to_owned(),
            },
            Next::Branch => w.branch_done.to_owned(),
            Next::Item => w.item_done.to_owned(),
            Next::Nothing => self.w.blank.unknown_way.to_owned(),
        }
    }
}

/// Whether a node goes on to the node written after it.
pub(in super::super) fn falls_through(node: &Node) -> bool {
    let stops = |way: &Way| match way.trigger {
        Trigger::Always | Trigger::Otherwise | Trigger::Approved | Trigger::Rejected => true,
        Trigger::When(_) | Trigger::Says(_) => true,
        // They speak of a called procedure; where it ends otherwise, the case goes on.
        Trigger::Failed | Trigger::Ended(_) => false,
    };
    let has_end = matches!(node.kind, NodeKind::End { .. } | NodeKind::Broken(_));
    let is_approval = matches!(node.kind, NodeKind::Approval { .. });
    !has_end && !is_approval && !node.work.ways.iter().any(stops)
}
