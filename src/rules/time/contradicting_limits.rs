//! Two limits on one span that say different things.

use std::cmp::Ordering;

use petgraph::Direction;
use petgraph::graph::NodeIndex;

use super::figures::{Figure, figures};
use crate::flow::{FlowNode, Graph, point_of};
use crate::model::Limit;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "contradicting-limits",
    code: "T18",
    group: Group::Time,
    severity: Severity::Warning,
    page: include_str!("contradicting_limits.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        for (_, node) in graph.iter() {
            let work = &node.node.work;
            if work.limits.len() < 2 {
                continue;
            }
            let known: Vec<_> = work
                .limits
                .iter()
                .filter_map(|limit| Some((start(graph, node, limit)?, limit, figures(context, graph, limit, &work.by))))
                .collect();
            for (index, (from, limit, second)) in known.iter().enumerate() {
                for (_, first, figures) in known.iter().take(index).filter(|(start, ..)| start == from) {
                    let pair = second.all.iter().find_map(|b| Some((figures.all.iter().find(|a| differ(a, b))?, b)));
                    let Some((a, b)) = pair else { continue };
                    let (a, b) = (a.length.say(), b.length.say());
                    let (a_zh, b_zh, a, b) = (a.zh, b.zh, a.en, b.en);
                    let name = node.node.label();
                    out.push(
                        INFO.at(
                            limit.at.0,
                            say!(
                                "`{name}` 的同一段时间有两个时限：{a_zh}，又写 {b_zh}",
                                "two limits on the same span of `{name}`: {a}, and {b}"
                            ),
                        )
                        .also(first.at.0, say!("另一个时限", "the other limit"))
                        .help(say!(
                            "只留一个；分级提醒写 `at …` 和 `when late by …`",
                            "keep one of them; for steps of escalation write `at …` and `when late by …`"
                        )),
                    );
                    break;
                }
            }
        }
    }
}

/// Whether two figures that count for one case differ, on one clock.
fn differ(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    a.meets(b) && matches!(a.compare(b), Some(Ordering::Less | Ordering::Greater))
}

/// Where a limit starts. The enter of the first node is the beginning of the case, unless a way leads back to it.
fn start(graph: &Graph<'_>, node: &FlowNode<'_>, limit: &Limit) -> Option<NodeIndex> {
    let from = match &limit.from {
        Some(point) => point_of(graph, point)?,
        None => node.enter,
    };
    let mut before = graph.points.neighbors_directed(from, Direction::Incoming);
    let only = before.next().filter(|_| before.next().is_none());
    Some(if only == Some(graph.start) { graph.start } else { from })
}
