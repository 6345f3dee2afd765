//! What happened in a case, one entry for everything that one person did at once.

use serde::Serialize;

use super::effects::{EffectView, late_line, views};
use super::teller::Teller;
use super::view::field_title;
use crate::flow::case::{Answer, At, State, What, asked};
use crate::labels::Say;
use crate::model::{Act, Name, NodeKind};
use crate::run::{Case, Told};
use crate::say;

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
            (a.moment, &a.person, &a.role, a.what.at()) == (b.moment, &b.person, &b.role, b.what.at())
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

/// What was done, as a sentence without who.
fn head(teller: &Teller<'_>, told: &Told, at: Option<&At>) -> Say {
    let what = &told.event.what;
    let step = || match at {
        Some(at) => teller.step(&told.before, at),
        None => what.at().unwrap_or_default().to_owned(),
    };
    let kind = at.and_then(|at| teller.node(at)).map(|node| &node.kind);
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
                Some(NodeKind::Wait { delay: Some(_) }) => say!("{step}：时间已到", "{step}: the time has passed"),
                _ => say!("{step}：所等的事已发生", "{step}: it has happened"),
            }
        }
        What::Anytime { says, .. } => {
            let now = crate::flow::case::anytime_now(teller.program, &told.before);
            let line = now.into_iter().find(|now| super::texts::is(&now.line.when, says));
            let words =
                line.and_then(|now| Some(teller.of(teller.program.graph(&now.flow)?.file)?.text(&now.line.when)));
            let words = words.unwrap_or_else(|| says.clone());
            say!("登记：{words}", "noted: {words}")
        }
        What::Late { .. } => missed(teller, told).unwrap_or_default(),
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

/// A limit is missed: by which line, and how long the limit is.
fn missed(teller: &Teller<'_>, told: &Told) -> Option<Say> {
    let What::Late { at, limit, line } = &told.event.what else { return None };
    let late = crate::flow::case::late_now(teller.program, &told.before)
        .into_iter()
        .find(|late| teller.program.address(&late.at) == *at && late.limit + 1 == *limit && late.index + 1 == *line)?;
    let (graph, node, phrases) = teller.at(&late.at)?;
    let step = teller.step(&told.before, &late.at);
    let (within, _) = phrases.limit(node.node, late.within, graph.flow);
    let line = late_line(graph, node, late.line.at.0)?;
    Some(match &line.after {
        None => say!("{step}超时，时限为{within}", "{step} is late; the limit is {within}"),
        Some(after) => {
            let by = phrases.value(&after.value);
            say!("{step}超时满 {by}，时限为{within}", "{step} is late by {by}; the limit is {within}")
        }
    })
}

/// A text that somebody chose, in the reader's language.
fn text(teller: &Teller<'_>, at: Option<&At>, source: &str) -> String {
    let found = at.and_then(|at| {
        let (_, node, phrases) = teller.at(at)?;
        let ways = node.node.work.ways.iter().filter_map(|way| match &way.trigger {
            crate::model::Trigger::Says(text) => Some(text),
            _ => None,
        });
        let branches = match &node.node.kind {
            NodeKind::Parallel { branches, .. } => branches.as_slice(),
            _ => &[],
        };
        let guards = branches.iter().filter_map(|branch| match &branch.guard {
            crate::model::Guard::Says(text) => Some(text),
            _ => None,
        });
        ways.chain(guards).find(|text| super::texts::is(text, source)).map(|text| phrases.text(text))
    });
    found.unwrap_or_else(|| source.to_owned())
}

/// What an event says beside its sentence.
fn detail(teller: &Teller<'_>, told: &Told, at: Option<&At>) -> Vec<Say> {
    let reason = |because: &String| {
        if because.is_empty() { Vec::new() } else { vec![say!("原因：{because}", "reason: {because}")] }
    };
    match &told.event.what {
        What::Answered { field, value, .. } => vec![answered(teller, at, field, value)],
        What::Ticked { number, .. } => {
            let text = at.and_then(|at| {
                let (_, node, phrases) = teller.at(at)?;
                let mut boxes = node.node.work.acts.iter().filter_map(|act| match act {
                    Act::Do(text) | Act::Pause(text, _) => Some(phrases.text(text)),
                    Act::Ask(_) | Act::Warning(_) => None,
                });
                boxes.nth(number.checked_sub(1)?)
            });
            let text = text.unwrap_or_else(|| number.to_string());
            vec![say!("已做：{text}", "did: {text}")]
        }
        What::Done { says, confirmed, .. } => {
            let mut details = Vec::new();
            let open = at.map_or(0, |at| open_boxes(teller, &told.before, at));
            if *confirmed && open > 0 {
                details.push(say!("确认清单上的事都已做到", "confirmed that everything on the checklist is done"));
            }
            for says in says {
                let says = text(teller, at, says);
                details.push(say!("选择：{says}", "chose: {says}"));
            }
            details
        }
        What::Listed { items, .. } => {
            (1..).zip(items).map(|(number, item): (usize, _)| say!("{number}. {item}", "{number}. {item}")).collect()
        }
        What::Approved { because, .. } if !because.is_empty() => vec![say!("意见：{because}", "remark: {because}")],
        What::Skipped { because, .. } | What::Rejected { because, .. } | What::HandedOver { because, .. } => {
            reason(because)
        }
        _ => Vec::new(),
    }
}

fn open_boxes(teller: &Teller<'_>, before: &State, at: &At) -> usize {
    let ticked = before.work(&at.path).map_or(0, |work| work.ticked.len());
    let acts = teller.node(at).map(|node| node.work.acts.as_slice()).unwrap_or_default();
    let boxes = acts.iter().filter(|act| matches!(act, Act::Do(_) | Act::Pause(..))).count();
    boxes.saturating_sub(ticked)
}

fn answered(teller: &Teller<'_>, at: Option<&At>, field: &str, value: &str) -> Say {
    let name = Name::new(field);
    let known = at.and_then(|at| {
        let file = teller.program.graph(&at.path)?.file;
        let field = asked(teller.program, at).into_iter().find(|asked| asked.name == name)?;
        Some((file, field))
    });
    let Some((file, field)) = known else { return say!("{field}：{value}", "{field}: {value}") };
    let title = field_title(teller, file, &field);
    if value.trim().is_empty() {
        return say!("撤回“{title}”的答复", "took back the answer to “{title}”");
    }
    let answer = Answer::read(teller.program.project, file, &field.ty, value);
    let words = answer.map_or_else(|_| value.to_owned(), |answer| teller.answer(file, &field.ty, &answer));
    let line = teller.labelled(&title, &words);
    say!("{line}", "{line}")
}
