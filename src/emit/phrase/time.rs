//! Limits in words: how long, on which clock, from where, and what happens before and after.

use serde::Serialize;

use super::super::page::Page;
use crate::labels::fill;
use crate::model::{
    Action, Body, ClockRef, DeclKind, Flow, LateLine, Limit, Party, Point, Quantity, Ref, Side, Value, Warn,
};

/// What the limits of a flow have in common.
#[derive(Clone, Copy, Default)]
pub(in super::super) struct FlowOf<'f> {
    /// The default clock.
    pub(in super::super) clock: Option<&'f ClockRef>,
    /// What happens when a limit is missed that says nothing of its own.
    pub(in super::super) late: &'f [LateLine],
}

impl<'f> From<&'f Flow> for FlowOf<'f> {
    fn from(flow: &'f Flow) -> Self {
        FlowOf { clock: flow.clock.as_ref(), late: &flow.late }
    }
}

/// A limit as a reader needs it.
#[derive(Debug, Serialize)]
pub(in super::super) struct LimitView {
    /// How long; from where and on which clock, where that is not as usual.
    pub(in super::super) text: String,
    /// What happens at a share of it and when it is missed, one sentence each.
    pub(in super::super) consequences: Vec<String>,
    /// On which clock it is counted, also where that is the usual one.
    #[serde(skip)]
    pub(in super::super) counted: String,
}

impl Page<'_> {
    /// A limit of a step done by `doers`.
    pub(in super::super) fn limit(&self, limit: &Limit, doers: &[Ref], flow: FlowOf<'_>, order: usize) -> LimitView {
        let mut about: Vec<String> = limit.from.iter().map(|point| self.from(point)).collect();
        let clock = self.limit_clock(limit, doers, flow);
        let counted = if clock.is_empty() { self.usual_clock() } else { clock.join(self.w.signs.comma) };
        about.extend(clock);
        let mut text = self.quantity(&limit.value);
        if !about.is_empty() {
            text.push_str(&fill(self.w.signs.paren, &[&about.join(self.w.signs.comma)]));
        }
        let late = if limit.late.is_empty() { flow.late } else { &limit.late };
        let warns = limit.warns.iter().map(|warn| self.warn(warn, doers, order));
        let late = late.iter().map(|line| self.late(line, doers, order));
        LimitView { text, consequences: warns.chain(late).collect(), counted }
    }

    /// Where a clock starts.
    fn from(&self, point: &Point) -> String {
        let t = &self.w.time;
        match &point.node {
            None => t.from_case.to_owned(),
            Some(_) => fill(t.from, &[&self.point(point)]),
        }
    }

    /// A moment of a case.
    pub(in super::super) fn point(&self, point: &Point) -> String {
        let t = &self.w.time;
        match (&point.node, point.side) {
            (None, Side::Start) => t.start_of_case.to_owned(),
            (None, Side::End) => t.end_of_case.to_owned(),
            (Some(node), Side::Start) => fill(t.start_of, &[&self.step_meant(node.span().file, &node.name)]),
            (Some(node), Side::End) => fill(t.end_of, &[&self.step_meant(node.span().file, &node.name)]),
        }
    }

    fn limit_clock(&self, limit: &Limit, doers: &[Ref], flow: FlowOf<'_>) -> Vec<String> {
        let file = limit.at.0.file;
        if let (None, Some((_, sla, _))) = (&limit.on, self.project.table_limit(file, &limit.value)) {
            let mut words = self.unusual_clock(sla.clock.as_ref().or(flow.clock));
            if !sla.paused.is_empty() {
                let waits: Vec<String> = sla.paused.iter().map(|wait| self.title(wait)).collect();
                words.push(fill(self.w.time.paused, &[&self.list_with(&waits, self.w.signs.or)]));
            }
            return words;
        }
        let own = limit.on.as_ref().or(flow.clock).or_else(|| self.doers_clock(&limit.value, doers));
        self.unusual_clock(own)
    }

    /// The clock that the limits of the procedure run on unless they say otherwise; it is told once, for all of them.
    pub(in super::super) fn usual_clock(&self) -> String {
        self.clock(self.file().flow.as_ref().and_then(|flow| flow.clock.as_ref()))
    }

    /// The words for a clock, where it is another than the usual one.
    pub(in super::super) fn unusual_clock(&self, clock: Option<&ClockRef>) -> Vec<String> {
        let words = self.clock(clock);
        if words == self.usual_clock() { Vec::new() } else { vec![words] }
    }

    /// The calendar of who does it, which counts working units where neither limit nor flow names a clock.
    fn doers_clock(&self, value: &Quantity, doers: &[Ref]) -> Option<&ClockRef> {
        let Some(Value::Duration(duration)) = self.project.value(self.module.id, value) else { return None };
        if !duration.unit.is_working() {
            return None;
        }
        doers.iter().find_map(|doer| match &self.project.find_kind(doer.span().file, doer, DeclKind::Role)?.1.body {
            Body::Role(role) => role.works.as_ref(),
            _ => None,
        })
    }

    /// On which clock something is counted; all the time if nothing is said.
    pub(in super::super) fn clock(&self, clock: Option<&ClockRef>) -> String {
        match clock {
            None | Some(ClockRef::Always) => self.w.time.clock_always.to_owned(),
            Some(ClockRef::Calendar(calendar)) => fill(self.w.time.clock_calendar, &[&self.title(calendar)]),
        }
    }

    fn warn(&self, warn: &Warn, doers: &[Ref], order: usize) -> String {
        let shares: Vec<String> = warn.shares.iter().map(|share| self.quantity(share)).collect();
        self.warn_at(&self.list_with(&shares, self.w.signs.and), warn, doers, order)
    }

    /// A warning at one of its shares.
    pub(in super::super) fn warn_at(&self, share: &str, warn: &Warn, doers: &[Ref], order: usize) -> String {
        let moment = fill(self.w.time.warn, &[share]);
        let action = warn.notify.as_ref().map(|action| self.action(action, doers, order)).unwrap_or_default();
        format!("{moment}{}{action}", self.w.signs.colon)
    }

    pub(in super::super) fn late(&self, line: &LateLine, doers: &[Ref], order: usize) -> String {
        let t = &self.w.time;
        let after = line.after.as_ref().map(|after| self.quantity(after));
        let every = line.every.as_ref().map(|every| self.quantity(every));
        let moment = match (after, every) {
            (None, None) => t.late.to_owned(),
            (Some(after), None) => fill(t.late_by, &[&after]),
            (None, Some(every)) => fill(t.late_every, &[&every]),
            (Some(after), Some(every)) => fill(t.late_by_every, &[&after, &every]),
        };
        let actions: Vec<String> = line.actions.iter().map(|action| self.action(action, doers, order)).collect();
        format!("{moment}{}{}", self.w.signs.colon, actions.join(t.and_action))
    }

    /// Who is told by the actions of a line, and how.
    pub(in super::super) fn told(&self, actions: &[Action], doers: &[Ref]) -> String {
        let tells = actions.iter().filter(|action| matches!(action, Action::Notify(..)));
        tells.map(|action| self.action(action, doers, 0)).collect::<Vec<_>>().join(self.w.time.and_action)
    }

    fn action(&self, action: &Action, doers: &[Ref], order: usize) -> String {
        let t = &self.w.time;
        match action {
            Action::Notify(parties, via) => {
                let parties: Vec<String> = parties.iter().map(|party| self.party(party, doers)).collect();
                let parties = self.list_with(&parties, self.w.signs.and);
                match via.as_slice() {
                    [] => fill(t.notify, &[&parties]),
                    via => {
                        let via: Vec<String> = self.titles(via).iter().map(|title| self.said(title)).collect();
                        fill(t.notify_via, &[&parties, &self.list(&via)])
                    }
                }
            }
            Action::HandOver(party) => fill(t.hand_over, &[&self.party(party, doers)]),
            Action::Go(go) => self.go(go, order),
            Action::Broken => self.w.blank.unreadable.to_owned(),
        }
    }

    fn party(&self, party: &Party, doers: &[Ref]) -> String {
        let t = &self.w.time;
        match party {
            Party::Post(post) => self.post(&self.title(post)),
            Party::Superior(_) => {
                let above = self.superiors(doers);
                match above.as_slice() {
                    [] => t.superior.to_owned(),
                    above => fill(t.superior_named, &[&self.list_with(above, self.w.signs.or)]),
                }
            }
        }
    }

    /// The posts that the doers report to.
    fn superiors(&self, doers: &[Ref]) -> Vec<String> {
        let mut found = Vec::new();
        for doer in doers {
            if let Some((_, decl)) = self.project.find_kind(doer.span().file, doer, DeclKind::Role)
                && let Body::Role(role) = &decl.body
            {
                for title in self.titles(&role.reports_to) {
                    let title = self.said(&title);
                    if !found.contains(&title) {
                        found.push(title);
                    }
                }
            }
        }
        found
    }

    /// A post within a sentence.
    pub(in super::super) fn post(&self, title: &str) -> String {
        let title = self.said(title);
        // "The" with a post or a team, not with the management as such.
        if title.ends_with("management") { title } else { fill(self.w.time.post_in_sentence, &[&title]) }
    }
}
