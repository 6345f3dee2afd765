//! A field or category that is not surely set where a condition uses it.

use crate::flow::{Assigned, Graph, Reach, UNSET, assigned, comes_unset, in_words, reachable};
use crate::model::{Columns, Cond, Guard, Name, NodeKind, Ref, Trigger};
use crate::rules::FlowView;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use petgraph::graph::NodeIndex;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "used-before-set",
    code: "N09",
    group: Group::Names,
    severity: Severity::Error,
    page: include_str!("used_before_set.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        for (_, flow_node) in view.graph.iter() {
            let node = flow_node.node;
            // One use is told once for each node, also when several lines read it.
            let mut told: Vec<Name> = Vec::new();
            for way in &node.work.ways {
                if let Trigger::When(cond) = &way.trigger {
                    read(context, view, cond, flow_node.done, &mut told, out);
                }
            }
            if let NodeKind::Parallel { branches, .. } = &node.kind {
                for branch in branches {
                    if let Guard::When(cond) = &branch.guard {
                        read(context, view, cond, flow_node.enter, &mut told, out);
                    }
                }
            }
            limits(context, view, flow_node, &mut told, out);
        }
    }
}

fn read(
    context: &Context<'_>,
    view: &FlowView<'_>,
    cond: &Cond,
    at: NodeIndex,
    told: &mut Vec<Name>,
    out: &mut Vec<Finding>,
) {
    cond.fields(&mut |field| {
        let Some(index) = view.values.index(field) else { return };
        let unset = view.values.at(at, index) & UNSET != 0;
        if !unset || told.contains(field.last()) || context.project.field(view.graph.file, field).is_none() {
            return;
        }
        // Followed case by case, the ways on which it is unset may turn out to be ways that no case takes.
        if comes_unset(context.project, &view.graph, &view.values, at, index) == Some(false) {
            return;
        }
        told.push(field.last().clone());
        out.push(tell(context, &view.graph, field, at));
    });
}

fn tell(context: &Context<'_>, graph: &Graph<'_>, field: &Ref, at: NodeIndex) -> Finding {
    let way = way_without(context, graph, field.last(), at);
    let finding = INFO.at(field.span(), say!("走到这里时 `{field}` 不一定已有值", "`{field}` is not surely set here"));
    let finding = match way.is_empty() {
        true => finding,
        false => {
            let shown = way.join(" → ");
            finding.label(say!("经 {shown} 到这里时没有值", "not set on the way {shown}")).path(way)
        }
    };
    finding.help(say!(
        "在之前的每条路上用 `ask`（不带 optional）或 `sets` 确定它",
        "ask it (without `optional`) or `sets` it on every way before"
    ))
}

/// A way to the point on which nothing surely sets the field.
fn way_without(context: &Context<'_>, graph: &Graph<'_>, name: &Name, at: NodeIndex) -> Vec<String> {
    let sets = |point: NodeIndex| {
        graph.node_at(point).is_some_and(|(_, node)| {
            node.done == point && assigned(context.project, graph.file, node.node, name) == Some(Assigned::Surely)
        })
    };
    let setters: Vec<NodeIndex> = graph.points.node_indices().filter(|point| sets(*point)).collect();
    let edges = |edge: &crate::flow::Edge<'_>| edge.kind != crate::flow::EdgeKind::Anytime;
    let passable = |point: NodeIndex| !setters.contains(&point);
    let query = Reach { passable: &passable, edges: &edges, ..Reach::default() };
    let reached = reachable(graph, graph.start, &query);
    if reached.has(at) { in_words(graph, &reached.way(graph, at)) } else { Vec::new() }
}

/// The categories of a table must be set when the node that it limits is done.
fn limits(
    context: &Context<'_>,
    view: &FlowView<'_>,
    flow_node: &crate::flow::FlowNode<'_>,
    told: &mut Vec<Name>,
    out: &mut Vec<Finding>,
) {
    let file = view.graph.file;
    for limit in &flow_node.node.work.limits {
        let Some((symbol, sla, wanted)) = context.project.table_limit(file, &limit.value) else { continue };
        for table in &sla.tables {
            let axes: Vec<&Ref> = match &table.columns {
                Columns::Limits(names) if names.iter().any(|name| name.name == wanted.name) => {
                    table.axis.iter().collect()
                }
                Columns::Values { limit, axis, .. } if limit.name == wanted.name => {
                    table.axis.iter().chain([axis]).collect()
                }
                _ => continue,
            };
            for axis in axes {
                let Some((declared, _)) = context.project.find(symbol.file, axis) else { continue };
                // A caller may have decided a shared category before it called.
                let shared = declared.file != file && context.project.is_called(file);
                if shared || told.contains(axis.last()) || is_set(context, view, axis.last(), flow_node.done) {
                    continue;
                }
                told.push(axis.last().clone());
                let name = &flow_node.node.ident.as_ref().map_or_else(Name::default, |ident| ident.name.clone());
                out.push(
                    INFO.at(
                        limit.value.span(),
                        say!(
                            "`{name}` 完成时 `{axis}` 不一定已确定，时限表不知道取哪一行",
                            "`{axis}` is not surely set when `{name}` is done, so the table cannot say which row counts"
                        ),
                    )
                    .also(table.head.0, say!("这张表按 `{axis}` 规定时限", "the table goes by `{axis}`"))
                    .help(say!("在此之前用 `sets {axis}` 确定", "`sets {axis}` on every way before")),
                );
            }
        }
    }
}

/// Whether a category is surely set at a point: on every way there something sets it.
fn is_set(context: &Context<'_>, view: &FlowView<'_>, name: &Name, at: NodeIndex) -> bool {
    let graph = &view.graph;
    if let Some(index) = view.values.variables.iter().position(|variable| variable.name == name) {
        return !view.values.comes_to(at) || view.values.at(at, index) & UNSET == 0;
    }
    // No condition reads it: then it is no variable of the values, and setting is a question of ways alone.
    crate::flow::surely_set(context.project, graph, name, at)
}
