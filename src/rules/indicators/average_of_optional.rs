//! An average of a field that some measured case does not have.

use petgraph::graph::NodeIndex;

use super::cases::Flow;
use super::indicators;
use super::setters::Setters;
use crate::flow::{Assigned, Cases, EdgeKind, Follow, Reach, in_words, reachable};
use crate::model::{CaseSet, Measure, NodeKind};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "average-of-optional",
    code: "K08",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("average_of_optional.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let setters = Setters::of(context);
    for indicator in indicators(context) {
        let Some((Measure::Field { field, among, .. }, _)) = indicator.measure() else { continue };
        let all = CaseSet::default();
        let among = among.as_ref().unwrap_or(&all);
        // Who says which cases are meant may well mean those that have the field.
        if among.condition.is_some() {
            continue;
        }
        let Some(flow) = Flow::of(context, indicator.file, among.ends.iter().map(|end| end.last())) else { continue };
        let Some(ends) = flow.ends(among) else { continue };
        let Some((end, way)) =
            without(&flow, &setters, field.last(), &ends.iter().map(|end| end.enter).collect::<Vec<_>>())
        else {
            continue;
        };
        let Some((_, end)) = flow.view.graph.node_at(end) else { continue };
        let (name, asked, last) = (indicator.decl.label(), field.last(), end.node.label());
        let words = in_words(&flow.view.graph, &way);
        let shown = words.join(" → ");
        out.push(
            INFO.at(
                field.span(),
                say!(
                    "有的案件走到 `{last}` 时还没有填 `{asked}`，`{name}` 只统计了一部分",
                    "a case can end in `{last}` without `{asked}`, so that `{name}` leaves it out"
                ),
            )
            .label(say!("这条路：{shown}", "on the way {shown}"))
            .also(end.node.span(), say!("`{last}` 在这里", "`{last}` is here"))
            .path(words)
            .help(say!(
                "写明统计哪些案件：`cases ending in …`，或在每条路上都询问",
                "say which cases count, `cases ending in …`, or ask for it on every way"
            )),
        );
    }
}

/// An end that a case can come to without the field, and the way there. What happens at any time does not count.
fn without<'p>(
    flow: &Flow<'_, 'p>,
    setters: &Setters<'p>,
    field: &crate::model::Name,
    ends: &[NodeIndex],
) -> Option<(NodeIndex, Vec<NodeIndex>)> {
    let (project, graph) = (flow.context.project, &flow.view.graph);
    if flow.view.routine.is_some() {
        return None;
    }
    let mut surely: Vec<NodeIndex> = Vec::new();
    let mut asked = false;
    for (node, how) in flow.setters(setters, field) {
        asked = true;
        let blocks = std::iter::successors(node.inside, |inside| graph.node(inside.block)?.inside);
        let mut blocks = blocks.filter_map(|inside| graph.node(inside.block));
        // What is asked for each item is another figure.
        if blocks.any(|block| matches!(block.node.kind, NodeKind::Each { .. })) {
            return None;
        }
        if how == Assigned::Surely {
            surely.push(node.done);
        }
    }
    // A step that could not be read whole may ask for it.
    if !asked || graph.nodes.iter().any(|node| node.node.broken) {
        return None;
    }
    if ends.iter().all(|end| surely.iter().any(|point| flow.view.passes(*point, *end))) {
        return None;
    }
    let passable = |point: NodeIndex| !surely.contains(&point);
    let edges = |edge: &crate::flow::Edge<'_>| edge.kind != EdgeKind::Anytime;
    let query = Reach { passable: &passable, edges: &edges, joins_wait: true, ..Reach::default() };
    let reached = reachable(graph, graph.start, &query);
    let mut left = ends.iter().copied().filter(|end| reached.has(*end)).peekable();
    left.peek()?;
    if setters.callers_may_set(flow.context, graph.file, field) {
        return None;
    }
    // The ways are there; a case must also be able to go one of them.
    let follow = Follow { without: surely.clone(), ..Follow::default() };
    match Cases::follow(project, graph, &flow.view.values, &follow) {
        Some(cases) => left.find_map(|end| Some((end, cases.way(end)?))),
        None => left.next().map(|end| (end, reached.way(graph, end))),
    }
}
