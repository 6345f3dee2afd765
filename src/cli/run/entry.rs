//! What happened in a case, one entry for everything that one person did at once.

use jiff::SignedDuration;
use serde::Serialize;

use super::detail::{detail, due, text};
use super::due::{came, timed};
use super::effects::{EffectView, views};
use super::teller::Teller;
use crate::flow::case::{At, Doing, State, What, anytime_now};
use crate::labels::Say;
use crate::model::NodeKind;
use crate::run::{Case, Told};
use crate::say;

/// What one person does with one step within this time is told together.
const AT_ONCE: SignedDuration = SignedDuration::from_mins(10);

/// Something that somebody did, in words.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub moment: String,
    pub who: String,
    /// What was done.
    pub head: String,
    /// What was written, ticked, given as a reason.
    pub details: Vec<String>,
    /// What followed.
    pub followed: Vec<String>,
}

/// One event as JSON.
#[derive(Debug, Serialize)]
pub(super) struct EventView {
    number: usize,
    moment: String,
    person: String,
    role: String,
    /// The event as the store keeps it.
    what: What,
    words: String,
    details: Vec<String>,
    effects: Vec<EffectView>,
}

/// The entries that some events make.
pub(super) fn entries(teller: &Teller<'_>, told: &[Told], now: &State) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut rest = told;
    while let Some(first) = rest.first() {
        let part_of = |one: &Told| matches!(one.event.what, What::Answered { .. } | What::Ticked { .. });
        let same = |one: &Told| {
            let (a, b) = (&first.event, &one.event);
            let together = b.moment.duration_since(a.moment).abs() < AT_ONCE;
            together && (&a.person, &a.role, a.what.at()) == (&b.person, &b.role, b.what.at())
        };
        // Answers and ticks belong to what is done with them.
        let parts = rest.iter().take_while(|one| part_of(one) && same(one)).count();
        let whole = parts + usize::from(rest.get(parts).is_some_and(same));
        let (group, behind) = rest.split_at(whole.max(1).min(rest.len()));
        entries.push(entry(teller, group, behind.first().map_or(now, |next| &next.before)));
        rest = behind;
    }
    entries
}

/// All events of a case.
pub(super) fn events(teller: &Teller<'_>, case: &Case) -> Vec<EventView> {
    let after = case.told.iter().skip(1).map(|told| &told.before).chain([&case.state]);
    let views = case.told.iter().zip(after).map(|(told, after)| {
        let entry = entry(teller, std::slice::from_ref(told), after);
        EventView {
            number: told.number,
            moment: told.event.moment.to_string(),
            person: told.event.person.clone(),
            role: told.event.role.clone(),
            what: told.event.what.clone(),
            words: entry.head,
            details: entry.details,
            effects: views(teller, told, after),
        }
    });
    views.collect()
}

fn entry(teller: &Teller<'_>, group: &[Told], after: &State) -> Entry {
    let Some(last) = group.last() else { return Entry::default() };
    let at = last.event.what.at().and_then(|at| teller.program.find(&last.before, at));
    let mut details: Vec<String> = Vec::new();
    for told in group {
        details.extend(detail(teller, told, at.as_ref()).iter().map(|detail| teller.say(detail)));
    }
    let mut followed: Vec<String> = Vec::new();
    for told in group {
        followed
            .extend(views(teller, told, after).into_iter().map(|view| view.words).filter(|words| !words.is_empty()));
    }
    if matches!(last.event.what, What::HandedOver { .. }) {
        // The event itself says so.
        followed.clear();
    }
    let head = head(teller, last, at.as_ref());
    Entry {
        moment: teller.moment(last.event.moment),
        who: teller.who(&last.event),
        head: teller.say(&head),
        details,
        followed,
    }
}

/// Whether what was to be done at a node is over, and somebody says which way to go.
fn is_over(state: &State, at: &At) -> bool {
    state.scopes.get(&at.path).is_some_and(|position| matches!(position.doing, Doing::Chosen(_)))
}

/// What was done, as a sentence without who.
fn head(teller: &Teller<'_>, told: &Told, at: Option<&At>) -> Say {
    let what = &told.event.what;
    let step = || match at {
        Some(at) => teller.step(&told.before, at),
        None => what.at().unwrap_or_default().to_owned(),
    };
    let kind = at.and_then(|at| teller.node(at)).map(|node| &node.kind);
    let has_come = || timed(teller, told).is_some_and(|timed| timed.has_come());
    match what {
        What::Started => {
            let title = teller.title();
            say!("按{title}开始案件", "began a case of {title}")
        }
        What::Answered { .. } | What::Ticked { .. } => {
            let step = step();
            say!("办理{step}", "worked on {step}")
        }
        What::Done { .. } => {
            let step = step();
            match kind {
                // Its branches, items or procedure are over; only the way on was open.
                _ if at.is_some_and(|at| is_over(&told.before, at)) => {
                    say!("确定{step}之后的去向", "chose the way on from {step}")
                }
                Some(NodeKind::Parallel { .. }) => say!("确定{step}要进行的分支", "chose the branches of {step}"),
                _ => say!("完成{step}", "finished {step}"),
            }
        }
        What::Happened { says: Some(says), .. } => {
            let (step, says) = (step(), text(teller, at, says));
            say!("{step}：{says}", "{step}: {says}")
        }
        What::Happened { says: None, .. } => {
            let step = step();
            match kind {
                Some(NodeKind::Wait { delay: Some(_) }) if has_come() => {
                    say!("{step}：时间已到", "{step}: the time has passed")
                }
                Some(NodeKind::Wait { delay: Some(_) }) => {
                    say!("{step}：登记时间已到", "{step}: noted that the time has passed")
                }
                _ => say!("{step}：所等的事已发生", "{step}: it has happened"),
            }
        }
        What::Anytime { says, at: within } => {
            let now = anytime_now(teller.program, &told.before);
            let line = now.into_iter().find(|now| now.address == *within && super::texts::is(&now.line.when, says));
            let words =
                line.and_then(|now| Some(teller.of(teller.program.graph(&now.flow)?.file)?.text(&now.line.when)));
            let words = words.unwrap_or_else(|| says.clone());
            match within.is_empty() {
                true => say!("登记：{words}", "noted: {words}"),
                false => {
                    let step = step();
                    say!("在{step}中登记：{words}", "noted in {step}: {words}")
                }
            }
        }
        What::Warned { .. } | What::Late { .. } => {
            let due = due(teller, told);
            due.and_then(|due| came(teller, &told.before, &due, has_come())).unwrap_or_default()
        }
        What::Listed { items, .. } => {
            let (step, count) = (step(), items.len());
            match count {
                0 => say!("{step}：没有要办的项", "{step}: there are no items"),
                1 => say!("{step}：列出 1 项", "{step}: listed one item"),
                _ => say!("{step}：列出 {count} 项", "{step}: listed {count} items"),
            }
        }
        What::Skipped { .. } => {
            let step = step();
            say!("跳过{step}", "left out {step}")
        }
        What::Approved { .. } => {
            let step = step();
            say!("{step}：批准", "{step}: approved")
        }
        What::Rejected { .. } => {
            let step = step();
            say!("{step}：驳回", "{step}: rejected")
        }
        What::HandedOver { to, .. } => {
            let file = teller.program.file;
            let post = teller.program.role(file, to).map_or_else(|| to.clone(), |post| teller.post(post));
            let step = step();
            say!("把{step}转交{post}办理", "handed {step} over to {post}")
        }
    }
}
