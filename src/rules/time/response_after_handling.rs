//! Of two limits from one point on one clock, the earlier place has the longer one.

use super::figures::figures;
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
        let limits: Vec<(NodeId, &Limit)> = graph
            .iter()
            .flat_map(|(id, node)| node.node.work.limits.iter().map(move |limit| (id, limit)))
            .filter(|(_, limit)| limit.from.is_some())
            .collect();
        for (first, earlier) in &limits {
            for (second, later) in limits.iter().filter(|(second, _)| second != first) {
                if same_start(graph, earlier, later) && comes_before(graph, *first, *second) {
                    compare(context, graph, (*first, earlier), (*second, later), out);
                }
            }
        }
    }
}

fn same_start(graph: &Graph<'_>, a: &Limit, b: &Limit) -> bool {
    let start = |limit: &Limit| limit.from.as_ref().and_then(|point| point_of(graph, point));
    start(a).is_some() && start(a) == start(b)
}

/// Whether the first is done on every way to the second.
fn comes_before(graph: &Graph<'_>, first: NodeId, second: NodeId) -> bool {
    let (Some(a), Some(b)) = (graph.node(first), graph.node(second)) else { return false };
    let query = Reach { without: Some(a.done), joins_wait: true, ..Reach::default() };
    !reachable(graph, graph.start, &query).has(b.enter)
}

fn compare<'p>(
    context: &Context<'p>,
    graph: &Graph<'p>,
    earlier: (NodeId, &'p Limit),
    later: (NodeId, &'p Limit),
    out: &mut Vec<Finding>,
) {
    let of = |(id, limit): (NodeId, &'p Limit)| {
        let by = graph.node(id).map_or(&[][..], |node| &node.node.work.by);
        figures(context, graph, limit, by).all
    };
    let (figures_a, figures_b) = (of(earlier), of(later));
    for a in &figures_a {
        let longer = figures_b.iter().any(|b| {
            let same_case = a.case.is_empty() || b.case.is_empty() || a.case == b.case;
            same_case && a.compare(b) == Some(Ordering::Greater)
        });
        if !longer {
            continue;
        }
        let name = |id: NodeId| graph.node(id).map_or("?", |node| node.node.label());
        let (first, second) = (name(earlier.0), name(later.0));
        let axis = |axis: &Symbol| context.project.decl(*axis).map_or("?", Decl::label);
        let finding = match a.case.first().map(|(category, value)| (axis(category), value)) {
            Some((axis, value)) => INFO.at(
                earlier.1.at.0,
                say!(
                    "{axis} 为 {value} 时，`{first}` 的时限比后面 `{second}` 的还长",
                    "for {axis} {value}, the limit of `{first}` is longer than that of `{second}`, which comes later"
                ),
            ),
            None => INFO.at(
                earlier.1.at.0,
                say!(
                    "`{first}` 的时限比后面 `{second}` 的还长",
                    "the limit of `{first}` is longer than that of `{second}`, which comes later"
                ),
            ),
        };
        out.push(
            finding
                .also(later.1.at.0, say!("后面的时限从同一点起算", "the later limit counts from the same point"))
                .help(say!("检查两个时限是否写反", "check whether the two were swapped")),
        );
        return;
    }
}
