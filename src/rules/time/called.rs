//! What a called procedure takes at least by the limits of its own steps: for part-exceeds-whole and
//! parts-exceed-whole.

use petgraph::graph::NodeIndex;

use super::figures::{Figure, figures};
use super::part_exceeds_whole::INFO;
use super::parts_exceed_whole::{amount, part, parts, told};
use crate::flow::{Edge, FlowNode, NodeId, in_words, shortest};
use crate::model::NodeKind;
use crate::rules::{Context, Finding, FlowView};
use crate::say;

/// Calls inside calls are followed so deep; what lies deeper counts as nothing.
const MOST_DEEP: usize = 4;

/// The shortest way through a called procedure.
pub(super) struct Least<'c, 'p> {
    /// What the limits on it add up to, in the measure of the whole.
    pub lasts: i64,
    /// The procedure.
    called: &'c FlowView<'p>,
    way: Vec<NodeIndex>,
}

/// Looks at the limits of calls.
pub(super) fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        for (_, node) in view.graph.iter().filter(|(_, node)| !node.node.broken) {
            if !matches!(node.node.kind, NodeKind::Call { .. }) {
                continue;
            }
            for limit in node.node.work.limits.iter().filter(|limit| limit.from.is_none()) {
                let all = figures(context, &view.graph, limit, &node.node.work.by);
                // Of a table, cases of the other rows may be the ones that come here.
                let Some(whole) = all.longest() else { continue };
                let exceeds = |least: &Least<'_, '_>| amount(whole).is_some_and(|most| least.lasts > most);
                let Some(least) = least(context, view, node, whole).filter(exceeds) else { continue };
                out.push(tell(context, node, limit.at.0, whole, &least).cause(limit.at.0));
            }
        }
    }
}

/// The least that the procedure takes which a node calls, on the way to an end that is no failure. `None` where nothing
/// is known of it.
pub(super) fn least<'c, 'p>(
    context: &'c Context<'p>,
    view: &FlowView<'p>,
    node: &FlowNode<'p>,
    whole: &Figure<'_>,
) -> Option<Least<'c, 'p>> {
    deep(context, view, node, whole, MOST_DEEP)
}

fn deep<'c, 'p>(
    context: &'c Context<'p>,
    view: &FlowView<'p>,
    node: &FlowNode<'p>,
    whole: &Figure<'_>,
    more: usize,
) -> Option<Least<'c, 'p>> {
    let NodeKind::Call { procedure } = &node.node.kind else { return None };
    let file = context.project.callee(view.graph.file, procedure)?;
    let called = context.flows_of(file).find(|view| view.routine.is_none() && !view.graph.wild)?;
    let graph = &called.graph;
    let ends = |point: NodeIndex| {
        graph.node_at(point).is_some_and(|(_, node)| matches!(node.node.kind, NodeKind::End { failed: false }))
    };
    let weight = |id: NodeId| {
        let Some(node) = graph.node(id) else { return 0 };
        let own = part(context, file, &parts(context, called, node), whole);
        let inside = || deep(context, called, node, whole, more.checked_sub(1)?).map(|least| least.lasts);
        own.or_else(inside).unwrap_or_default()
    };
    let edges = |edge: &Edge<'_>| !edge.kind.interrupts() && !edge.guess;
    let (lasts, way) = shortest(graph, ends, &edges, weight)?;
    Some(Least { lasts, called, way })
}

fn tell(
    context: &Context<'_>,
    node: &FlowNode<'_>,
    limit: crate::source::Span,
    whole: &Figure<'_>,
    least: &Least<'_, '_>,
) -> Finding {
    let graph = &least.called.graph;
    let procedure = context.project.module(graph.file).and_then(|module| module.file.procedure());
    let (home, called) = (node.node.label(), procedure.map_or("?", |ident| ident.name.as_str()));
    let (sum, whole) = (told(least.lasts, whole), whole.length.say());
    let (sum_zh, whole_zh, sum, whole) = (sum.zh, whole.zh, sum.en, whole.en);
    let way = in_words(graph, &least.way);
    let shown = way.join(" → ");
    let finding = INFO
        .at(
            limit,
            say!(
                "`{home}` 的时限是 {whole_zh}，而它调用的 `{called}` 照自己的时限，最短的一路也要 {sum_zh}",
                "the limit of `{home}` is {whole}, and by its own limits `{called}` takes {sum} on its shortest way"
            ),
        )
        .label(say!("最短的一路：{shown}", "the shortest way: {shown}"))
        .path(way)
        .help(say!(
            "缩短 `{called}` 中各步的时限，或放宽这里的时限",
            "shorten the limits of the steps in `{called}`, or allow more here"
        ));
    match procedure {
        Some(ident) => finding.also(ident.span(), say!("被调用的规程", "the procedure that is called")),
        None => finding,
    }
}
