//! Most of a limit may pass while nobody who may act is at work.

use super::limit_cannot_be_kept::{case_of, first};
use super::moments::{length, moment};
use super::watched::{Held, Worst};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "clock-runs-nobody-works",
    code: "T08",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("clock_runs_nobody_works.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for watch in &view.watches {
            let eaten: Vec<_> = watch.held.iter().filter_map(|held| Some((held, eaten(context, held)?))).collect();
            let Some((held, worst)) = first(&eaten, |(held, _)| held) else { continue };
            let zone = context.zone_of(&watch.posts, watch.clock);
            let (Some(to), Some(counted)) = (worst.to.map(|to| moment(to, &zone)), worst.counted.map(length)) else {
                continue;
            };
            let (case, limit) = (case_of(context, watch, held, worst), held.figure.length.say());
            let (case_zh, case, limit_zh, limit) = (case.zh, case.en, limit.zh, limit.en);
            let (to_zh, to, counted_zh, counted) = (to.zh, to.en, counted.zh, counted.en);
            let calendar = watch.posts.iter().next().map_or("?", |open| context.name_of(*open));
            out.push(
                INFO.at(
                    held.limit.at.0,
                    say!(
                        "{case_zh}，{to_zh}才有人处理，时限 {limit_zh} 中有 {counted_zh} 没有人上班",
                        "{case} is first seen {to}: of its limit, {limit}, {counted} have passed by then with nobody at work"
                    ),
                )
                .help(say!(
                    "只计工作时间（`on {calendar}`；时限表写 `clock {calendar}`），或安排人值班",
                    "count working time only (`on {calendar}`; in a table `clock {calendar}`), or put somebody on duty"
                ))
                .cause(watch.cause()),
            );
        }
    }
}

/// The worst case, if it is seen in time and more than half of the limit has passed by then.
fn eaten(context: &Context<'_>, held: &Held<'_>) -> Option<Worst> {
    let seconds = held.figure.seconds()?;
    let unseen = context.unseen(&held.question)?;
    let counted = unseen.counted?;
    let most = counted.as_secs() <= seconds && counted.as_secs() > seconds / 2;
    most.then_some(Worst { from: unseen.stretch.from, to: unseen.stretch.to, counted: Some(counted), due: None })
}
