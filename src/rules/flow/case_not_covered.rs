//! A choice that some case does not match.

use super::{Traces, chosen};
use crate::model::{Branch, Cond, Guard, Trigger, Way};
use crate::rules::FlowView;
use crate::rules::names::compared;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "case-not-covered",
    code: "F05",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("case_not_covered.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let traces = Traces::of(context.project, view);
        branches(context, view, &traces, out);
        for (_, node, choice) in chosen(view) {
            let Some(case) = &choice.uncovered else { continue };
            let ways = &node.node.work.ways;
            let unsure = |way: &Way| matches!(&way.trigger, Trigger::When(cond) if is_unsure(context, view, cond));
            if node.node.broken || ways.iter().any(unsure) {
                continue;
            }
            let name = node.node.label();
            let Some(first) = ways.iter().find(|way| is_choice(way)) else { continue };
            let words = super::in_words(view, case);
            let finding = match words.is_empty() {
                true => INFO.at(
                    node.node.span(),
                    say!(
                        "`{name}` 没有写回答都不符合时去哪里",
                        "`{name}` does not say where to go when no answer fits"
                    ),
                ),
                false => INFO.at(
                    node.node.span(),
                    say!("`{name}` 没有覆盖的情况：{words}", "`{name}` does not cover the case {words}"),
                ),
            };
            out.push(
                finding
                    .path(traces.to(node.done, case))
                    .also(first.at.0, say!("选择从这里开始", "the choice begins here"))
                    .help(say!("补一条 `when`，或写 `otherwise -> …`", "add a `when` line, or `otherwise -> …`")),
            );
        }
    }
}

/// A block all of whose branches have a condition needs an `otherwise` branch, unless one of them always holds.
fn branches(context: &Context<'_>, view: &FlowView<'_>, traces: &Traces<'_, '_>, out: &mut Vec<Finding>) {
    for (node, branches, branching) in super::branched(view) {
        let Some(case) = &branching.uncovered else { continue };
        let unsure = |branch: &Branch| match &branch.guard {
            Guard::When(cond) => branch.broken || is_unsure(context, view, cond),
            _ => branch.broken,
        };
        if node.node.broken || branches.iter().any(unsure) {
            continue;
        }
        let (name, words) = (node.node.label(), super::in_words(view, case));
        let message = match words.is_empty() {
            true => say!(
                "`{name}` 没有写各个回答都不成立时走哪个分支",
                "`{name}` does not say which branch to take when none of the answers holds"
            ),
            false => say!("`{name}` 没有一个分支适用的情况：{words}", "`{name}` has no branch for the case {words}"),
        };
        out.push(
            INFO.at(node.node.span(), message)
                .path(traces.to(node.enter, case))
                .help(say!("补一个分支 `branch … otherwise {{ … }}`", "add a branch `branch … otherwise {{ … }}`")),
        );
    }
}

/// Whether a condition cannot be read, or compares a field with what it cannot have: likely the case that is not
/// covered then.
fn is_unsure(context: &Context<'_>, view: &FlowView<'_>, cond: &Cond) -> bool {
    let mut faults = Vec::new();
    compared::condition(context, view.graph.file, cond, &mut faults);
    cond.is_broken() || !faults.is_empty()
}

fn is_choice(way: &Way) -> bool {
    matches!(way.trigger, Trigger::When(_) | Trigger::Says(_))
}
