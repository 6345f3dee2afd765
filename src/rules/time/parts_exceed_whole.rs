//! The limits along the longest way add up to more than the limit over it.

use super::called;
use super::figures::{Figure, Figures, figures, of_delay};
use super::moments::length;
use super::outer::{Outer, outers};
use super::sorted::can_be_gone;
use crate::flow::{Edge, FlowNode, NodeId, in_words, longest};
use crate::labels::Say;
use crate::model::{Count, NodeKind};
use crate::rules::hours::Open;
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;
use crate::time::{Duration, Unit};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "parts-exceed-whole",
    code: "T07",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("parts_exceed_whole.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let outers = outers(context, view);
        if outers.is_empty() {
            continue;
        }
        let parts: Vec<Parts<'_>> = view.graph.iter().map(|(_, node)| parts(context, view, node)).collect();
        out.extend(outers.iter().filter_map(|outer| exceeded(context, view, outer, &parts)));
    }
}

/// The figures of the limits that count from the enter of a node, and of a pure delay.
pub(super) type Parts<'p> = Vec<Figures<'p>>;

pub(super) fn parts<'p>(context: &Context<'p>, view: &FlowView<'p>, node: &FlowNode<'p>) -> Parts<'p> {
    let work = &node.node.work;
    let own = work.limits.iter().filter(|limit| limit.from.is_none() && !node.node.broken);
    let delay = match &node.node.kind {
        NodeKind::Wait { delay: Some(delay) } => of_delay(context, view.graph.file, delay),
        _ => None,
    };
    own.map(|limit| figures(context, &view.graph, limit, &work.by)).chain(delay).collect()
}

fn exceeded(context: &Context<'_>, view: &FlowView<'_>, outer: &Outer<'_, '_>, parts: &[Parts<'_>]) -> Option<Finding> {
    let graph = &view.graph;
    let whole = outer.sure(view)?;
    let most = amount(whole)?;
    let weight = |id: NodeId| {
        let node = graph.node(id)?;
        let own = part(context, graph.file, parts.get(id.index())?, whole).filter(|_| !outer.is_paused_in(node));
        match &node.node.kind {
            _ if id == outer.home && outer.limit.from.is_none() => None,
            // Of a block that does not wait for all, the shortest branch may be enough.
            NodeKind::Parallel { join, .. } | NodeKind::Each { join, .. } if *join != Some(Count::All) => {
                Some(own.unwrap_or_default())
            }
            // A call without a limit of its own lasts as long as what it calls.
            NodeKind::Call { .. } if own.is_none() => {
                called::least(context, view, node, whole).map(|least| least.lasts)
            }
            _ => own,
        }
    };
    let edges = |edge: &Edge<'_>| !edge.kind.interrupts() && !edge.guess;
    let found = longest(graph, (outer.from, outer.node.done), &edges, weight)?;
    if found.weight <= most || !can_be_gone(view, &found.way) {
        return None;
    }
    let way = in_words(graph, &found.way);
    let (home, shown) = (outer.node.node.label(), way.join(" → "));
    let sum = told(found.weight, whole);
    let whole = whole.length.say();
    let (sum_zh, whole_zh, sum, whole) = (sum.zh, whole.zh, sum.en, whole.en);
    Some(
        INFO.at(
            outer.limit.at.0,
            say!(
                "各步时限加起来是 {sum_zh}，超过到 `{home}` 为止的总时限 {whole_zh}",
                "the limits of the steps add up to {sum}, more than the limit of `{home}` over them, {whole}"
            ),
        )
        .label(say!("最长的一路：{shown}", "the longest way: {shown}"))
        .path(way)
        .help(say!(
            "缩短其中几步的时限，或放宽总时限",
            "shorten the limits of some steps, or allow more for the whole"
        )),
    )
}

/// An amount in the measure of the whole, in words.
pub(super) fn told(amount: i64, whole: &Figure<'_>) -> Say {
    match whole.length.unit {
        Unit::WorkingDays => Duration { amount: amount.into(), unit: Unit::WorkingDays }.say(),
        _ => length(jiff::SignedDuration::from_secs(amount)),
    }
}

/// What a figure is on its own clock: seconds, or working days.
pub(super) fn amount(figure: &Figure<'_>) -> Option<i64> {
    match figure.length.unit {
        Unit::WorkingDays => rust_decimal::prelude::ToPrimitive::to_i64(&figure.length.amount),
        _ => figure.seconds(),
    }
}

/// What a node may take at least by its own limit, in the measure of the whole; nothing where that is not sure.
pub(super) fn part(context: &Context<'_>, file: FileId, own: &Parts<'_>, whole: &Figure<'_>) -> Option<i64> {
    let least = |inner: &Figures<'_>| {
        let same = inner.all.iter().find(|figure| !whole.case.is_empty() && figure.case == whole.case);
        in_measure(context, file, same.or_else(|| inner.shortest())?, whole)
    };
    own.iter().filter_map(least).min()
}

fn in_measure(context: &Context<'_>, file: FileId, part: &Figure<'_>, whole: &Figure<'_>) -> Option<i64> {
    let days = |figure: &Figure<'_>| figure.length.unit == Unit::WorkingDays;
    if part.clock == whole.clock && days(part) == days(whole) {
        return amount(part);
    }
    if whole.clock != Open::Always || days(whole) {
        return None;
    }
    let least = context.least_elapsed(part.clock, context.year(file)?, part.length)?;
    Some(least.as_secs())
}
