//! Of two limits from one point on one clock, the earlier place has the longer one.

use petgraph::graph::NodeIndex;

use super::figures::{Figure, figures};
use super::rows::Rows;
use crate::flow::{Graph, NodeId, Reach, point_of, reachable};
use crate::model::{Decl, Limit, Symbol};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use std::cmp::Ordering;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "response-after-handling",
    code: "T05",
    group: Group::Time,
    severity: Severity::Error,
    page: include_str!("response_after_handling.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        let limits: Vec<Counted<'_>> = graph
            .iter()
            .flat_map(|(id, node)| node.node.work.limits.iter().map(move |limit| (id, node, limit)))
            .filter_map(|(at, node, limit)| {
                let from = point_of(graph, limit.from.as_ref()?)?;
                Some(Counted { at, from, limit, figures: figures(context, graph, limit, &node.node.work.by).all })
            })
            .collect();
        let mut rows = Rows::of(context, view);
        for earlier in &limits {
            for later in limits.iter().filter(|later| later.at != earlier.at && later.from == earlier.from) {
                compare(context, (graph, &mut rows), earlier, later, out);
            }
        }
    }
}

/// A limit that counts from a point.
struct Counted<'p> {
    at: NodeId,
    from: NodeIndex,
    limit: &'p Limit,
    figures: Vec<Figure<'p>>,
}

/// Whether the first is done on every way to the second.
fn comes_before(graph: &Graph<'_>, first: NodeId, second: NodeId) -> bool {
    let (Some(a), Some(b)) = (graph.node(first), graph.node(second)) else { return false };
    let query = Reach { without: Some(a.done), joins_wait: true, ..Reach::default() };
    !reachable(graph, graph.start, &query).has(b.enter)
}

fn compare<'p>(
    context: &Context<'p>,
    (graph, rows): (&Graph<'p>, &mut Rows<'_, 'p>),
    earlier: &Counted<'p>,
    later: &Counted<'p>,
    out: &mut Vec<Finding>,
) {
    let pairs = earlier.figures.iter().flat_map(|a| later.figures.iter().map(move |b| (a, b)));
    let same_case = |a: &Figure<'_>, b: &Figure<'_>| a.case.is_empty() || b.case.is_empty() || a.case == b.case;
    let mut longer = pairs.filter(|(a, b)| same_case(a, b) && a.compare(b) == Some(Ordering::Greater)).peekable();
    // The costly questions last: most limits do not collide.
    if longer.peek().is_none() || !comes_before(graph, earlier.at, later.at) {
        return;
    }
    let done = [earlier.at, later.at].map(|id| graph.node(id).map(|node| node.done));
    let comes = |(a, b): &(&Figure<'p>, &Figure<'p>)| {
        let row = if a.case.is_empty() { &b.case } else { &a.case };
        done.iter().flatten().all(|point| rows.may_come(row, *point))
    };
    let Some((a, _)) = longer.find(comes) else { return };
    let name = |id: NodeId| graph.node(id).map_or("?", |node| node.node.label());
    let (first, second) = (name(earlier.at), name(later.at));
    let axis = |axis: &Symbol| context.project.decl(*axis).map_or("?", Decl::label);
    let finding = match a.case.first().map(|(category, value)| (axis(category), value)) {
        Some((axis, value)) => INFO.at(
            earlier.limit.at.0,
            say!(
                "{axis} 为 {value} 时，`{first}` 的时限比后面 `{second}` 的还长",
                "for {axis} {value}, the limit of `{first}` is longer than that of `{second}`, which comes later"
            ),
        ),
        None => INFO.at(
            earlier.limit.at.0,
            say!(
                "`{first}` 的时限比后面 `{second}` 的还长",
                "the limit of `{first}` is longer than that of `{second}`, which comes later"
            ),
        ),
    };
    out.push(
        finding
            .also(later.limit.at.0, say!("后面的时限从同一点起算", "the later limit counts from the same point"))
            .help(say!("检查两个时限是否写反", "check whether the two were swapped")),
    );
}
