//! The point from which a limit counts is not on every way to here.

use crate::flow::{Cases, Follow, Reach, in_words, point_of, reachable, surely_started};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "clock-may-not-start",
    code: "T10",
    group: Group::Time,
    severity: Severity::Error,
    page: include_str!("clock_may_not_start.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        for (id, node) in graph.iter() {
            for limit in &node.node.work.limits {
                let Some(point) = &limit.from else { continue };
                let Some(from) = point_of(graph, point).filter(|from| !surely_started(graph, *from, id)) else {
                    continue;
                };
                let query = Reach { without: Some(from), joins_wait: true, ..Reach::default() };
                let follow = Follow { without: vec![from], anytime: true, ..Follow::default() };
                // The ways are there; a case must also be able to go one of them.
                let way = match Cases::follow(context.project, graph, &view.values, &follow) {
                    Some(cases) => cases.way(node.enter),
                    None => Some(reachable(graph, graph.start, &query).way(graph, node.enter)),
                };
                let Some(way) = way.map(|way| in_words(graph, &way)) else { continue };
                let (name, start) = (node.node.label(), context.text(point.at.0));
                let shown = way.join(" → ");
                out.push(
                    INFO.at(
                        point.at.0,
                        say!(
                            "走到 `{name}` 时不一定经过 `{start}`，时钟可能没有开始",
                            "not every way to `{name}` passes `{start}`, so the clock may not have started"
                        ),
                    )
                    .label(say!("不经过它的路：{shown}", "a way past it: {shown}"))
                    .path(way)
                    .help(say!(
                        "从每条路都经过的一点起算，例如 `from case`",
                        "count from a point on every way, such as `from case`"
                    )),
                );
            }
        }
    }
}
