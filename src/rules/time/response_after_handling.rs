//! Of two limits from one point on one clock, the earlier place has the longer one.

use crate::flow::{Graph, NodeId, Reach, point_of, reachable};
use crate::model::{ClockRef, Limit, Name, Sla, Symbol, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::time::Duration;
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

/// One figure of a limit: for tables the value of the category that it belongs to.
struct Figure<'m> {
    case: Option<(&'m Name, &'m Name)>,
    duration: Duration,
}

fn compare(
    context: &Context<'_>,
    graph: &Graph<'_>,
    earlier: (NodeId, &Limit),
    later: (NodeId, &Limit),
    out: &mut Vec<Finding>,
) {
    let (Some((clock_a, figures_a)), Some((clock_b, figures_b))) =
        (figures(context, graph, earlier.1), figures(context, graph, later.1))
    else {
        return;
    };
    if clock_a != clock_b {
        return;
    }
    for a in &figures_a {
        let longer = figures_b.iter().find(|b| {
            let same_case = a.case.is_none() || b.case.is_none() || a.case == b.case;
            same_case && a.duration.compare(b.duration) == Some(Ordering::Greater)
        });
        if longer.is_none() {
            continue;
        }
        let name = |id: NodeId| graph.node(id).map_or("?", |node| node.node.label());
        let (first, second) = (name(earlier.0), name(later.0));
        let finding = match a.case {
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

/// The clock of a limit, and its figures.
fn figures<'p>(
    context: &Context<'p>,
    graph: &Graph<'p>,
    limit: &'p Limit,
) -> Option<(Option<ClockRef>, Vec<Figure<'p>>)> {
    if let Some((symbol, sla, wanted)) = context.project.table_limit(graph.file, &limit.value) {
        let clock = limit.on.clone().or_else(|| sla.clock.clone()).or_else(|| graph.flow.clock.clone());
        return Some((plain(clock), in_tables(context, symbol, sla, &wanted.name)));
    }
    let clock = limit.on.clone().or_else(|| graph.flow.clock.clone());
    match context.project.value(graph.file, &limit.value) {
        Some(Value::Duration(duration)) => Some((plain(clock), vec![Figure { case: None, duration: *duration }])),
        _ => None,
    }
}

/// All the time is how a clock runs where nothing is said.
fn plain(clock: Option<ClockRef>) -> Option<ClockRef> {
    clock.filter(|clock| *clock != ClockRef::Always)
}

fn in_tables<'p>(context: &Context<'p>, symbol: Symbol, sla: &'p Sla, wanted: &Name) -> Vec<Figure<'p>> {
    let mut figures = Vec::new();
    for table in &sla.tables {
        let crate::model::Columns::Limits(names) = &table.columns else { continue };
        let Some(column) = names.iter().position(|name| name.name == *wanted) else { continue };
        for row in &table.rows {
            let cell = row.cells.get(column).and_then(Option::as_ref);
            let duration = cell.and_then(|cell| context.project.duration(symbol.file, cell));
            if let (Some(axis), Some(value), Some(duration)) = (&table.axis, &row.value, duration) {
                figures.push(Figure { case: Some((axis.last(), &value.name)), duration });
            }
        }
    }
    figures
}
