//! A target that is looser than the limit of every case.

use std::cmp::Ordering;

use petgraph::graph::NodeIndex;

use super::cases::Flow;
use super::limits::{clock, longest};
use super::{Indicator, indicators};
use crate::flow::{EdgeKind, FlowNode, Reach, point_of, reachable};
use crate::labels::Say;
use crate::model::{ClockRef, Cmp, Limit, Measure, Side, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::time::Duration;
use petgraph::visit::EdgeRef;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "target-looser-than-limit",
    code: "K04",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("target_looser_than_limit.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for indicator in indicators(context) {
        let Some((Measure::Time { from, to, .. }, _)) = indicator.measure() else { continue };
        let Some(target) = indicator.kpi.target.as_ref() else { continue };
        if !matches!(target.cmp, Some(Cmp::AtMost | Cmp::Below)) || to.side != Side::End {
            continue;
        }
        let Some(Value::Duration(aim)) = context.project.value(indicator.file, &target.value) else { continue };
        let Some(flow) = Flow::of_points(context, indicator.file, [from, to], None) else { continue };
        let (Some(start), Some(end)) = (flow.point(from), flow.point(to)) else { continue };
        let Some((_, node)) = flow.view.graph.node_at(end) else { continue };
        let looser = node.node.work.limits.iter().find_map(|limit| {
            let most = comparable(&flow, &indicator, (start, node), limit, *aim)?;
            (aim.compare(most) == Some(Ordering::Greater)).then_some((limit, most))
        });
        let Some((limit, most)) = looser else { continue };
        let name = indicator.decl.label();
        let (Say { zh: aim_zh, en: aim }, Say { zh: most_zh, en: most }) = (aim.say(), most.say());
        out.push(
            INFO.at(
                target.value.span(),
                say!(
                    "指标 `{name}` 的目标是 {aim_zh}，而每件的时限最长只有 {most_zh}",
                    "the target of `{name}` is {aim}, and no case may take longer than {most}"
                ),
            )
            .also(limit.at.0, say!("逐件的时限", "the limit of each case"))
            .help(say!("目标不要超过 {most_zh}", "set a target of {most} or less")),
        );
    }
}

/// The longest time that a limit gives for the very span that is measured, if both run on the same clock.
fn comparable(
    flow: &Flow<'_, '_>,
    indicator: &Indicator<'_>,
    (start, node): (NodeIndex, &FlowNode<'_>),
    limit: &Limit,
    aim: Duration,
) -> Option<Duration> {
    let (context, graph) = (flow.context, &flow.view.graph);
    let from = match &limit.from {
        Some(point) => point_of(graph, point)?,
        None => node.enter,
    };
    if beginning(flow, from) != beginning(flow, start) {
        return None;
    }
    let most = longest(context, indicator.file, limit)?;
    let always = *clock(context, indicator.file, graph.flow, limit) == ClockRef::Always;
    if most.unit.is_working() != aim.unit.is_working() || (!most.unit.is_working() && !always) {
        return None;
    }
    // The clock of a table stands still in some waits; the measured time does not.
    let paused = context.project.table_limit(indicator.file, &limit.value).map(|(_, sla, _)| sla.paused.as_slice());
    let waits = paused.into_iter().flatten().filter_map(|wait| graph.named(wait.last()));
    let before = reachable(graph, start, &Reach { without: Some(node.done), ..Reach::default() });
    let between =
        |wait: &FlowNode<'_>| before.has(wait.enter) && reachable(graph, wait.enter, &Reach::default()).has(node.enter);
    let mut waits = waits;
    (!waits.any(|(_, wait)| between(wait))).then_some(most)
}

/// The first node is entered when the case begins.
fn beginning(flow: &Flow<'_, '_>, point: NodeIndex) -> NodeIndex {
    let graph = &flow.view.graph;
    if point != graph.start {
        return point;
    }
    let mut first = graph.points.edges(point).filter(|edge| edge.weight().kind != EdgeKind::Anytime);
    first.next().map_or(point, |edge| edge.target())
}
