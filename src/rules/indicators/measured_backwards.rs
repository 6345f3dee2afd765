//! A time measured from a later point to an earlier one.

use super::cases::Flow;
use super::indicators;
use crate::flow::{Reach, reachable};
use crate::model::{Measure, Point, Side};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "measured-backwards",
    code: "K09",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("measured_backwards.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for indicator in indicators(context) {
        let Some((Measure::Time { from, to, .. }, _)) = indicator.measure() else { continue };
        if !is_backwards(context, indicator.file, from, to) {
            continue;
        }
        let (name, first, second) = (indicator.decl.label(), word(to), word(from));
        out.push(
            INFO.at(
                from.at.0,
                say!(
                    "指标 `{name}` 的起点 `{second}` 在终点 `{first}` 之后",
                    "`{name}` is measured from `{second}`, which comes after `{first}`"
                ),
            )
            .also(to.at.0, say!("终点", "to here"))
            .help(say!("把起点和终点对调：`from {first} to {second}`", "swap the two: `from {first} to {second}`")),
        );
    }
}

/// Whether one point comes after the other on every way.
pub(super) fn is_backwards(context: &Context<'_>, file: FileId, from: &Point, to: &Point) -> bool {
    let Some(flow) = Flow::of_points(context, file, [from, to], None) else { return false };
    let (Some(start), Some(end)) = (flow.point(from), flow.point(to)) else { return false };
    // Mostly all ways to the end pass the start.
    if flow.view.passes(start, end) {
        return false;
    }
    // On a loop the way back is a way, and what may happen at any time may happen afterwards.
    let onward = flow.after(&[start]).get(end.index()).is_none_or(|comes| *comes);
    !onward && reachable(&flow.view.graph, end, &Reach::default()).has(start)
}

/// A point as the language writes it.
fn word(point: &Point) -> String {
    let side = match point.side {
        Side::Start => "start",
        Side::End => "end",
    };
    point.node.as_ref().map_or_else(|| "case".to_owned(), |node| format!("{}.{side}", node.name))
}
