//! A field or category that is not surely set where a condition uses it.

use petgraph::graph::NodeIndex;

use super::unset_calls;
use crate::flow::{FlowNode, UNSET, Unset, is_called, surely_set, unset};
use crate::model::{Columns, Guard, Name, Node, NodeKind, Project, Ref, Trigger};
use crate::rules::{Context, Finding, FlowView, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

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
            // One use is told once for each node, also when several lines read it.
            let mut told: Vec<Name> = Vec::new();
            each_read(flow_node, &mut |field, at| read(context, view, field, at, &mut told, out));
            limits(context, view, flow_node, &mut told, out);
        }
    }
    unset_calls::check(context, out);
}

/// Calls `visit` for every field that a condition of a node reads, with the point at which it is read.
pub(super) fn each_read<'p>(flow_node: &FlowNode<'p>, visit: &mut impl FnMut(&'p Ref, NodeIndex)) {
    for way in &flow_node.node.work.ways {
        if let Trigger::When(cond) = &way.trigger {
            cond.fields(&mut |field| visit(field, flow_node.done));
        }
    }
    if let NodeKind::Parallel { branches, .. } = &flow_node.node.kind {
        for branch in branches {
            if let Guard::When(cond) = &branch.guard {
                cond.fields(&mut |field| visit(field, flow_node.enter));
            }
        }
    }
}

fn read(
    context: &Context<'_>,
    view: &FlowView<'_>,
    field: &Ref,
    at: NodeIndex,
    told: &mut Vec<Name>,
    out: &mut Vec<Finding>,
) {
    let Some(index) = view.values.index(field) else { return };
    if told.contains(field.last()) || context.project.field(view.graph.file, field).is_none() {
        return;
    }
    let Some(unset) = unset(context.project, &view.graph, &view.values, at, index) else { return };
    told.push(field.last().clone());
    let finding = INFO.at(field.span(), say!("走到这里时 `{field}` 不一定已有值", "`{field}` is not surely set here"));
    let finding = how(finding, unset);
    let shared = view.values.variables.get(index).is_some_and(|known| known.field.home.is_some());
    // Callers may have set it; who wonders is told that there may be none.
    let finding = match view.graph.flow.starts.first().filter(|_| shared && is_called(context.project, &view.graph)) {
        Some(start) => finding.also(
            start.at.0,
            say!("本规程也会由此自行开始，不经调用", "the procedure also begins like this, called by nobody"),
        ),
        None => finding,
    };
    out.push(finding.help(say!(
        "在之前的每条路上用 `ask`（不带 optional）或 `sets` 确定它",
        "ask it (without `optional`) or `sets` it on every way before"
    )));
}

/// Shows how the field comes to the place of a finding without a value.
pub(super) fn how(finding: Finding, unset: Unset) -> Finding {
    match unset {
        Unset::Way(way) if way.is_empty() => finding,
        Unset::Way(way) => {
            let shown = way.join(" → ");
            finding.label(say!("经 {shown} 到这里时没有值", "not set on the way {shown}")).path(way)
        }
        Unset::Anytime(line) => {
            finding.also(line, say!("这件事发生时可能还没有填过", "this may happen before it is asked"))
        }
    }
}

/// The categories of a table must be set when the node that it limits is done.
fn limits(
    context: &Context<'_>,
    view: &FlowView<'_>,
    flow_node: &FlowNode<'_>,
    told: &mut Vec<Name>,
    out: &mut Vec<Finding>,
) {
    let left_to_callers = is_called(context.project, &view.graph) && view.graph.flow.starts.is_empty();
    for Axis { limit, table, axis, home } in axes(context.project, view.graph.file, flow_node.node) {
        // Whether callers have decided a shared category is asked at their calls.
        let theirs = left_to_callers && context.project.shared_home(view.graph.file, axis.last()) == Some(home);
        if theirs || told.contains(axis.last()) || is_set(context, view, axis.last(), flow_node.done) {
            continue;
        }
        told.push(axis.last().clone());
        let name = flow_node.node.label();
        let message = say!(
            "`{name}` 完成时 `{axis}` 不一定已确定，时限表不知道取哪一行",
            "`{axis}` is not surely set when `{name}` is done, so the table cannot say which row counts"
        );
        out.push(
            INFO.at(limit, message)
                .also(table, say!("这张表按 `{axis}` 规定时限", "the table goes by `{axis}`"))
                .help(say!("在此之前用 `sets {axis}` 确定", "`sets {axis}` on every way before")),
        );
    }
}

/// A category by which a table of limits goes.
pub(super) struct Axis<'p> {
    /// The limit that names the table.
    pub limit: Span,
    /// The head of the table.
    pub table: Span,
    /// The category, as the table names it.
    pub axis: &'p Ref,
    /// The file that declares it.
    pub home: FileId,
}

/// The categories by which the tables go that limit a node.
pub(super) fn axes<'p>(project: &'p Project, file: FileId, node: &'p Node) -> Vec<Axis<'p>> {
    let mut found = Vec::new();
    for limit in &node.work.limits {
        let Some((symbol, sla, wanted)) = project.table_limit(file, &limit.value) else { continue };
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
            let declared = |axis: &'p Ref| {
                let (declared, _) = project.find(symbol.file, axis)?;
                Some(Axis { limit: limit.value.span(), table: table.head.0, axis, home: declared.file })
            };
            found.extend(axes.into_iter().filter_map(declared));
        }
    }
    found
}

/// Whether a category is surely set at a point: on every way there something sets it.
fn is_set(context: &Context<'_>, view: &FlowView<'_>, name: &Name, at: NodeIndex) -> bool {
    if let Some(index) = view.values.variables.iter().position(|variable| variable.name == name) {
        return !view.values.comes_to(at) || view.values.at(at, index) & UNSET == 0;
    }
    // No condition reads it: then it is no variable of the values, and setting is a question of ways alone.
    surely_set(context.project, &view.graph, name, at)
}
