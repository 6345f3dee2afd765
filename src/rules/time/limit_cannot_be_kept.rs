//! A limit that is shorter than the longest time in which nobody who may act is at work.

use std::cmp::Ordering;

use super::figures::Figure;
use super::moments::{length, moment};
use super::watched::{Held, Watch, Worst};
use crate::labels::Say;
use crate::rules::hours::Open;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "limit-cannot-be-kept",
    code: "T20",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("limit_cannot_be_kept.md"),
};

/// The most other limits that a finding shows.
const MOST: usize = 9;

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    super::zero::check(context, out);
    for view in &context.flows {
        for watch in &view.watches {
            let missed: Vec<_> = watch.held.iter().filter_map(|held| Some((held, held.missed(context)?))).collect();
            let Some((held, worst)) = first(&missed, |(held, _)| held) else { continue };
            let others: Vec<_> =
                missed.iter().map(|(other, _)| *other).filter(|other| !std::ptr::eq(other.limit, held.limit)).collect();
            let more = others.len().saturating_sub(MOST);
            let mut finding = tell(context, watch, held, worst).cause(watch.cause());
            for (index, other) in others.into_iter().take(MOST).enumerate() {
                let length = other.figure.length.say();
                let (zh, en) = (length.zh, length.en);
                let text = if more > 0 && index + 1 == MOST {
                    say!("同样做不到：{zh}；另外还有 {more} 处", "cannot be kept either: {en}; and {more} more")
                } else {
                    say!("同样做不到：{zh}", "cannot be kept either: {en}")
                };
                finding = finding.also(other.limit.at.0, text);
            }
            out.push(finding);
        }
    }
}

/// The limit to tell of several: one that begins with the case, else the shortest; of equal ones the first.
pub(super) fn first<'a, T>(all: &'a [T], held: impl Fn(&'a T) -> &'a Held<'a>) -> Option<&'a T> {
    let shorter = |a: &Figure<'_>, b: &Figure<'_>| a.compare(b) == Some(Ordering::Less);
    all.iter().reduce(|best, next| {
        let (a, b) = (held(best), held(next));
        let wins = if a.begins == b.begins { shorter(&b.figure, &a.figure) } else { b.begins };
        if wins { next } else { best }
    })
}

/// The case of the worst moment as the subject of a sentence.
pub(super) fn case_of(context: &Context<'_>, watch: &Watch<'_>, held: &Held<'_>, worst: &Worst) -> Say {
    let from = moment(worst.from, &context.zone_of(&watch.posts, watch.clock));
    let (zh, en, name) = (from.zh, from.en, held.node.node.label());
    match &held.limit.from {
        _ if held.begins => say!("{zh}到的案件", "a case of {en}"),
        None => say!("{zh}到 `{name}` 的案件", "a case that comes to `{name}` on {en}"),
        Some(point) => {
            let start = context.text(point.at.0);
            say!("{zh}从 `{start}` 起算的案件", "a case whose clock starts at `{start}` on {en}")
        }
    }
}

fn tell(context: &Context<'_>, watch: &Watch<'_>, held: &Held<'_>, worst: &Worst) -> Finding {
    let zone = context.zone_of(&watch.posts, watch.clock);
    let Say { zh: case_zh, en: case } = case_of(context, watch, held, worst);
    let Say { zh: limit_zh, en: limit } = held.figure.length.say();
    let message = match (worst.to.map(|to| moment(to, &zone)), worst.counted, worst.due) {
        (Some(to), Some(counted), _) => {
            let (to_zh, to, counted) = (to.zh, to.en, length(counted));
            let (counted_zh, counted) = (counted.zh, counted.en);
            match watch.clock {
                Open::Always => say!(
                    "{case_zh}，{to_zh}才有人处理，相隔 {counted_zh}；时限 {limit_zh}",
                    "{case} is first seen {to}, {counted} later; limit {limit}"
                ),
                Open::By(_) => {
                    let clock = context.name_of(watch.clock);
                    say!(
                        "{case_zh}，{to_zh}才有人处理，按 `{clock}` 相隔 {counted_zh}；时限 {limit_zh}",
                        "{case} is first seen {to}, {counted} of `{clock}` later; limit {limit}"
                    )
                }
            }
        }
        (Some(to), None, Some(due)) => {
            let (to_zh, to, due) = (to.zh, to.en, moment(due, &zone));
            let (due_zh, due) = (due.zh, due.en);
            say!(
                "{case_zh}，{to_zh}才有人处理，而 {due_zh}就已到期；时限 {limit_zh}",
                "{case} is first seen {to}, and was due {due}; limit {limit}"
            )
        }
        _ => say!(
            "{case_zh}，再也没有人处理；时限 {limit_zh}",
            "{case} is never seen, because nobody who may act is at work after it; limit {limit}"
        ),
    };
    let by: Vec<String> = held.by.iter().map(|post| format!("`{post}`")).collect();
    let (name, by_zh, by) = (held.node.node.label(), by.join("、"), by.join(", "));
    let calendar = watch.posts.iter().next().map_or("?", |open| context.name_of(*open));
    let finding = INFO
        .at(held.limit.at.0, message)
        .label(say!("`{name}` 由 {by_zh} 做", "`{name}` is done by {by}"))
        .help(say!(
            "安排人值班或代理，或只计工作时间（`on {calendar}`；时限表写 `clock {calendar}`），或放宽时限",
            "put somebody on duty or name a deputy, count working time only (`on {calendar}`; in a table `clock {calendar}`), or allow more time"
        ));
    if held.limit.value.span() == held.figure.at {
        return finding;
    }
    finding.also(held.figure.at, say!("时限取自这里", "the limit comes from here"))
}
