//! One event: what it does to a case, or why it may not happen.

use super::answer::Answer;
use super::blocks::says;
use super::choose::{Choice, Leaving, is_said};
use super::clocks::{DueLine, acts_on_node, due_now};
use super::event::{Effect, Event, Refusal, What};
use super::fields::{asked, needed_by_conditions, unanswered};
use super::moves::Run;
use super::place::{At, Path};
use super::program::Program;
use super::state::{Doing, DueId, Fault, State};
use super::who;
use crate::flow::Measure;
use crate::model::{Act, Action, Node, NodeKind, Text, Trigger};

/// Applies an event to a case.
///
/// # Errors
/// If the event may not happen here; the case is then unchanged.
pub fn apply(program: &Program<'_>, state: &State, event: &Event) -> Result<(State, Vec<Effect>), Refusal> {
    // What was acknowledged happened, also where names that differ in their capitals were taken for two people.
    apply_by(program, state, event, |a, b| a == b)
}

/// As [`apply`], where `is_one` says which names are those of one person.
pub(super) fn apply_by(
    program: &Program<'_>,
    state: &State,
    event: &Event,
    is_one: fn(&str, &str) -> bool,
) -> Result<(State, Vec<Effect>), Refusal> {
    if event.person.trim().is_empty() {
        return Err(Refusal::Nobody);
    }
    // Who begins a case, who tells of an event, who notes a limit: the language names nobody. Anybody may who has a post.
    if program.role(program.file, &event.role).is_none() {
        return Err(Refusal::NoSuchRole(event.role.clone()));
    }
    let mut step = One { run: Run::new(program, state.clone(), event.moment), event, is_one };
    if event.what == What::Started {
        if !state.began.is_empty() {
            return Err(Refusal::HasBegun);
        }
        let first = At::new(&Path::default(), crate::flow::NodeId(0));
        step.run.begin(&Path::default(), &first);
    } else if state.began.is_empty() {
        return Err(Refusal::NotBegun);
    } else if state.outcome.is_some() {
        return Err(Refusal::HasEnded);
    } else if let Some(last) = state.last.filter(|last| event.moment < *last) {
        return Err(Refusal::TooEarly { last });
    } else {
        step.happen()?;
    }
    step.run.settle();
    step.run.state.last = Some(event.moment);
    Ok((step.run.state, step.run.effects))
}

struct One<'r, 'm> {
    run: Run<'r, 'm>,
    event: &'r Event,
    /// Whether two names are those of one person.
    is_one: fn(&str, &str) -> bool,
}

impl<'r, 'm> One<'r, 'm> {
    fn happen(&mut self) -> Result<(), Refusal> {
        match &self.event.what {
            What::Started => Ok(()),
            What::Answered { at, field, value } => self.answered(at, field, value),
            What::Ticked { at, number } => self.ticked(at, *number),
            What::Done { at, says, confirmed } => self.done(at, says, *confirmed),
            What::Happened { at, says } => self.happened(at, says.as_deref()),
            What::Anytime { says, at } => self.anytime(says, at),
            What::Warned { at, limit, warning } => self.due(at, *limit, DueId::Warning(warning.wrapping_sub(1))),
            What::Late { at, limit, line } => self.due(at, *limit, DueId::Late(line.wrapping_sub(1))),
            What::Listed { at, items } => self.listed(at, items),
            What::Skipped { at, because } => self.skipped(at, because),
            What::Approved { at, .. } => self.voted(at, true),
            What::Rejected { at, because } => {
                reason(because)?;
                self.voted(at, false)
            }
            What::HandedOver { at, to, because } => self.handed_over(at, to, because),
        }
    }

    /// The open work at an address, if this person may do it.
    fn open(&self, address: &str) -> Result<(At, &'m Node), Refusal> {
        let program: &'r Program<'m> = self.run.program;
        let not_open = || Refusal::NotOpen(address.to_owned());
        let at = program.find(&self.run.state, address).ok_or_else(not_open)?;
        if matches!(self.run.state.scopes.get(&at.path).map(|position| &position.doing), Some(Doing::Chosen(_))) {
            return Err(Refusal::NotHere(address.to_owned()));
        }
        self.run.state.work(&at.path).ok_or_else(not_open)?;
        let node = program.node(&at).ok_or_else(not_open)?.node;
        who::check(program, &self.run.state, &at, &self.event.role)?;
        Ok((at, node))
    }

    fn other_person(&self, at: &At) -> Result<(), Refusal> {
        match who::same_person(self.run.program, &self.run.state, at, |by| (self.is_one)(by, &self.event.person)) {
            Some(did) => Err(Refusal::SamePerson { person: self.event.person.clone(), did }),
            None => Ok(()),
        }
    }

    /// Notes who began a block; by itself it comes to its end without anybody.
    fn took_part(&mut self, at: &At) {
        self.run.state.marks.entry((at.path.home(), at.node)).or_default().by = vec![self.event.person.clone()];
    }

    fn answered(&mut self, address: &str, field: &str, value: &str) -> Result<(), Refusal> {
        let (at, _) = self.open(address)?;
        let program = self.run.program;
        let file = program.graph(&at.path).map_or(program.file, |graph| graph.file);
        let name = crate::model::Name::new(field);
        let found = asked(program, &at).into_iter().find(|asked| asked.name == name);
        let found = found.ok_or_else(|| Refusal::NoSuchField(name.clone()))?;
        let slot = program.slot(file, &name);
        let answer = match value.trim().is_empty() {
            true => None,
            false => {
                let answer = Answer::read(program.project, file, &found.ty, value)?;
                if let Answer::Value(read) = &answer
                    && let Some(measure) = Measure::of(read)
                    && let Some(wanted) = program.measure(&slot).filter(|wanted| *wanted != measure)
                {
                    return Err(Refusal::OtherMeasure { written: value.trim().to_owned(), wanted });
                }
                Some(answer)
            }
        };
        self.run.state.answer_now(&at.path, slot, answer);
        Ok(())
    }

    fn ticked(&mut self, address: &str, number: usize) -> Result<(), Refusal> {
        let (at, node) = self.open(address)?;
        let (index, _) = boxes(node).nth(number.wrapping_sub(1)).ok_or(Refusal::NoSuchBox(number))?;
        if let Some(work) = self.run.state.work_mut(&at.path) {
            work.ticked.insert(index);
        }
        Ok(())
    }

    fn done(&mut self, address: &str, said: &[String], confirmed: bool) -> Result<(), Refusal> {
        if let Some(at) = self.run.program.find(&self.run.state, address)
            && let Some(Doing::Chosen(ended)) = self.run.state.scopes.get(&at.path).map(|position| &position.doing)
        {
            let ended = ended.clone();
            let program: &'r Program<'m> = self.run.program;
            let Some(node) = program.node(&at) else { return Err(Refusal::NotOpen(address.to_owned())) };
            who::check(program, &self.run.state, &at, &self.event.role)?;
            self.other_person(&at)?;
            return self.leave(&at, node.node, said, ended);
        }
        let (at, node) = self.open(address)?;
        let not_here = matches!(node.kind, NodeKind::Approval { .. } | NodeKind::Wait { .. } | NodeKind::Each { .. });
        if not_here {
            return Err(Refusal::NotHere(address.to_owned()));
        }
        self.other_person(&at)?;
        self.ready(&at, node, confirmed)?;
        if let NodeKind::Parallel { branches, .. } = &node.kind {
            let texts: Vec<&Text> = branches
                .iter()
                .filter(|branch| says(branch))
                .filter_map(|branch| match &branch.guard {
                    crate::model::Guard::Says(text) => Some(text),
                    _ => None,
                })
                .collect();
            known(&texts, said)?;
            self.took_part(&at);
            self.run.fork(&at, said);
            return Ok(());
        }
        self.leave(&at, node, said, None)
    }

    /// Whether everything is answered and ticked.
    fn ready(&self, at: &At, node: &Node, confirmed: bool) -> Result<(), Refusal> {
        let Some(flow_node) = self.run.program.node(at) else { return Ok(()) };
        let missing = unanswered(self.run.program, &self.run.state, at, flow_node);
        if !missing.is_empty() {
            return Err(Refusal::Unanswered(missing));
        }
        let ticked = self.run.state.work(&at.path).map(|work| work.ticked.clone()).unwrap_or_default();
        let open: Vec<usize> = (1..)
            .zip(boxes(node))
            .filter(|(_, (index, _))| !ticked.contains(index))
            .map(|(number, _)| number)
            .collect();
        if !confirmed && !open.is_empty() {
            return Err(Refusal::Unticked(open));
        }
        Ok(())
    }

    fn leave(
        &mut self,
        at: &At,
        node: &'m Node,
        said: &[String],
        ended: Option<(String, bool)>,
    ) -> Result<(), Refusal> {
        let texts = texts_of(node);
        known(&texts, said)?;
        let by = vec![self.event.person.clone()];
        let leaving = Leaving { says: said.to_vec(), asked: true, ended, by, ..Leaving::default() };
        if said.len() > 1 || matches!(self.run.choose(at, &leaving), Choice::Ask) {
            return Err(Refusal::Say(texts.iter().map(|text| text.source.clone()).collect()));
        }
        self.run.leave(at, &leaving);
        Ok(())
    }

    fn happened(&mut self, address: &str, said: Option<&str>) -> Result<(), Refusal> {
        let (at, node) = self.open(address)?;
        if !matches!(node.kind, NodeKind::Wait { .. }) {
            return Err(Refusal::NotHere(address.to_owned()));
        }
        self.ready(&at, node, true)?;
        let said: Vec<String> = said.map(str::to_owned).into_iter().collect();
        self.leave(&at, node, &said, None)
    }

    fn anytime(&mut self, said: &str, address: &str) -> Result<(), Refusal> {
        let program = self.run.program;
        let unknown = || Refusal::NoSuchAnytime(said.to_owned());
        let found = super::next::anytime_now(program, &self.run.state)
            .into_iter()
            .find(|now| now.address == address && is_said(&now.line.when, &[said.to_owned()]));
        let found = found.ok_or_else(unknown)?;
        self.run.state.fired.insert((found.flow.clone(), found.index));
        self.run.anytime(&found.flow, found.line.at.0);
        Ok(())
    }

    fn due(&mut self, address: &str, limit: usize, line: DueId) -> Result<(), Refusal> {
        let program = self.run.program;
        let found = due_now(program, &self.run.state)
            .into_iter()
            .find(|due| due.limit + 1 == limit && due.id == line && program.address(&due.at) == address);
        let due = found.ok_or(Refusal::NotDue)?;
        let here = self.run.state.scopes.get(&due.at.path).is_some_and(|position| {
            position.node == due.at.node && !matches!(position.doing, Doing::Arrived | Doing::Stuck(_))
        });
        let acts = acts_on_node(&due);
        let now = self.run.stamp();
        self.run.state.fire(&due, now, acts && !here);
        if due.actions().iter().any(|action| matches!(action, Action::Notify(..))) {
            self.run.effects.push(Effect::Told(due.at.clone(), due.line_at()));
        }
        match (due.line, here) {
            (DueLine::Late(late), true) if acts => self.run.act_late(&due.at, late),
            _ if acts => self.run.effects.push(Effect::Waits(due.at.clone(), due.line_at())),
            _ => {}
        }
        Ok(())
    }

    fn listed(&mut self, address: &str, items: &[String]) -> Result<(), Refusal> {
        let (at, node) = self.open(address)?;
        if !matches!(node.kind, NodeKind::Each { .. }) {
            return Err(Refusal::NotHere(address.to_owned()));
        }
        self.other_person(&at)?;
        self.took_part(&at);
        let items = items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect();
        self.run.spread(&at, items);
        Ok(())
    }

    fn skipped(&mut self, address: &str, because: &str) -> Result<(), Refusal> {
        let (at, node) = self.open(address)?;
        reason(because)?;
        if !matches!(node.kind, NodeKind::Step | NodeKind::Decision) {
            return Err(Refusal::NotHere(address.to_owned()));
        }
        if let Some(other) = who::needed_by_rule(self.run.program, &at) {
            return Err(Refusal::NeededByRule(other));
        }
        let needed = needed_by_conditions(self.run.program, &self.run.state, &at);
        if !needed.is_empty() {
            return Err(Refusal::Unanswered(needed));
        }
        let leaving = Leaving { asked: true, by: vec![self.event.person.clone()], ..Leaving::default() };
        match self.run.choose(&at, &leaving) {
            Choice::Ask => Err(Refusal::Say(texts_of(node).iter().map(|text| text.source.clone()).collect())),
            Choice::Stuck(Fault::NotCovered) => Err(Refusal::WouldBeStuck(at, Fault::NotCovered)),
            _ => {
                self.run.leave(&at, &leaving);
                Ok(())
            }
        }
    }

    fn voted(&mut self, address: &str, approved: bool) -> Result<(), Refusal> {
        let (at, node) = self.open(address)?;
        let NodeKind::Approval { needs } = &node.kind else { return Err(Refusal::NotHere(address.to_owned())) };
        let program = self.run.program;
        let post = who::check(program, &self.run.state, &at, &self.event.role)?;
        let Some(work) = self.run.state.work(&at.path) else { return Ok(()) };
        let seat = who::seat(program, work, &at, post);
        if !who::may_approve(program, post, seat) {
            return Err(Refusal::MayNotApprove(self.event.role.clone()));
        }
        self.other_person(&at)?;
        if work.votes.iter().any(|(_, person, _)| (self.is_one)(person, &self.event.person)) {
            return Err(Refusal::HasAnswered);
        }
        let post = seat.ok_or(Refusal::HasAnswered)?;
        // Who rejects has the form before them as well: what it asks is answered either way.
        self.ready(&at, node, true)?;
        // Handed over, the approval is one post's.
        let voters = if work.handed_to.is_some() { 1 } else { node.work.by.len().max(1) };
        let needed = self.run.count(&at, needs.as_ref(), voters);
        let Some(work) = self.run.state.work_mut(&at.path) else { return Ok(()) };
        work.votes.push((post, self.event.person.clone(), approved));
        let given = work.votes.iter().filter(|(.., approved)| *approved).count();
        let refused = work.votes.len() - given;
        let by: Vec<String> = work.votes.iter().map(|(_, person, _)| person.clone()).collect();
        let outcome = match () {
            () if given >= needed => Some(true),
            // It cannot be reached any more.
            () if refused > voters.saturating_sub(needed) => Some(false),
            () => None,
        };
        if outcome.is_some() {
            self.run.leave(&at, &Leaving { approved: outcome, asked: true, by, ..Leaving::default() });
        }
        Ok(())
    }

    fn handed_over(&mut self, address: &str, to: &str, because: &str) -> Result<(), Refusal> {
        let (at, node) = self.open(address)?;
        reason(because)?;
        let program = self.run.program;
        let file = program.graph(&at.path).map_or(program.file, |graph| graph.file);
        let post = program.role(file, to).ok_or_else(|| Refusal::NoSuchRole(to.to_owned()))?;
        if matches!(node.kind, NodeKind::Approval { .. }) {
            if !who::may_approve(program, post, None) {
                return Err(Refusal::MayNotApprove(to.to_owned()));
            }
            if who::owners(program, &self.run.state, &at).len() > 1 {
                // One of several gives its own answer away; what the others said, and how many must agree, stays.
                let roles = (self.event.role.as_str(), to);
                let seat = who::give_away(program, &self.run.state, &at, roles, post)?;
                self.run.hand_over_seat(&at, seat, post);
                return Ok(());
            }
        }
        self.run.hand_over(&at, post);
        Ok(())
    }
}

fn reason(because: &str) -> Result<(), Refusal> {
    if because.trim().is_empty() { Err(Refusal::NoReason) } else { Ok(()) }
}

/// The boxes of a node: what is to be done and where to pause, each with its index among the node's acts.
pub fn boxes(node: &Node) -> impl Iterator<Item = (usize, &Act)> {
    let acts = node.work.acts.iter().enumerate();
    acts.filter(|(_, act)| matches!(act, Act::Do(_) | Act::Pause(..)))
}

/// The texts among which a person chooses at a node.
pub(super) fn texts_of(node: &Node) -> Vec<&Text> {
    let text = |way: &'_ crate::model::Way| matches!(way.trigger, Trigger::Says(_));
    let ways = node.work.ways.iter().filter(|way| text(way));
    ways.filter_map(|way| match &way.trigger {
        Trigger::Says(text) => Some(text),
        _ => None,
    })
    .collect()
}

/// Whether everything that was said is one of the texts.
fn known(texts: &[&Text], said: &[String]) -> Result<(), Refusal> {
    let all = said.iter().all(|said| texts.iter().any(|text| is_said(text, std::slice::from_ref(said))));
    match all {
        true => Ok(()),
        false => Err(Refusal::Say(texts.iter().map(|text| text.source.clone()).collect())),
    }
}
