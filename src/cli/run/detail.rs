//! What an event says beside its sentence: answers, ticks, reasons.

use super::due::timed;
use super::teller::Teller;
use super::timing::Standing;
use super::view::field_title;
use crate::flow::case::{Answer, At, Due, DueId, State, What, asked, boxes, due_now};
use crate::labels::Say;
use crate::model::{Guard, Name, NodeKind, Trigger};
use crate::run::Told;
use crate::say;

/// A text that somebody chose, in the reader's language.
pub(super) fn text(teller: &Teller<'_>, at: Option<&At>, source: &str) -> String {
    let found = at.and_then(|at| {
        let (_, node, phrases) = teller.at(at)?;
        let ways = node.node.work.ways.iter().filter_map(|way| match &way.trigger {
            Trigger::Says(text) => Some(text),
            _ => None,
        });
        let branches = match &node.node.kind {
            NodeKind::Parallel { branches, .. } => branches.as_slice(),
            _ => &[],
        };
        let guards = branches.iter().filter_map(|branch| match &branch.guard {
            Guard::Says(text) => Some(text),
            _ => None,
        });
        ways.chain(guards).find(|text| super::texts::is(text, source)).map(|text| phrases.text(text))
    });
    found.unwrap_or_else(|| source.to_owned())
}

/// What an event says beside its sentence.
pub(super) fn detail(teller: &Teller<'_>, told: &Told, at: Option<&At>) -> Vec<Say> {
    let reason = |because: &String| {
        if because.is_empty() { Vec::new() } else { vec![say!("原因：{because}", "reason: {because}")] }
    };
    match &told.event.what {
        What::Answered { field, value, .. } => vec![answered(teller, at, field, value)],
        What::Ticked { number, .. } => {
            let text = at.and_then(|at| {
                let (_, node, phrases) = teller.at(at)?;
                let (_, act) = boxes(node.node).nth(number.checked_sub(1)?)?;
                phrases.act(act)
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
        What::Warned { .. } | What::Late { .. } => within(teller, told).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The line of a limit that an event is about.
pub(super) fn due<'p>(teller: &Teller<'p>, told: &Told) -> Option<Due<'p>> {
    let (at, limit, id) = match &told.event.what {
        What::Warned { at, limit, warning } => (at, limit, DueId::Warning(warning.checked_sub(1)?)),
        What::Late { at, limit, line } => (at, limit, DueId::Late(line.checked_sub(1)?)),
        _ => return None,
    };
    let is_it = |due: &Due<'_>| teller.program.address(&due.at) == *at && due.limit + 1 == *limit && due.id == id;
    due_now(teller.program, &told.before).into_iter().find(is_it)
}

/// How long the limit is, and when it is missed.
fn within(teller: &Teller<'_>, told: &Told) -> Option<Say> {
    let due = due(teller, told)?;
    let (words, _) = teller.limit(&told.before, &due.at, due.within)?;
    // Where it was noted early, that stands below with its moment.
    let in_time = timed(teller, told).is_some_and(|timed| timed.has_come());
    let missed = Standing::before(teller, told).missed(&due.at, due.within, due.since);
    let missed = missed.moment().filter(|_| in_time);
    Some(match missed.map(|moment| teller.moment(moment)) {
        Some(moment) => say!("时限：{words}，{moment} 到期", "limit: {words}, due {moment}"),
        None => say!("时限：{words}", "limit: {words}"),
    })
}

fn open_boxes(teller: &Teller<'_>, before: &State, at: &At) -> usize {
    let ticked = before.work(&at.path).map_or(0, |work| work.ticked.len());
    let boxes = teller.node(at).map_or(0, |node| boxes(node).count());
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
