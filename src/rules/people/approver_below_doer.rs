//! Who approves reports to who did the step before.

use rustc_hash::FxHashSet;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rust_decimal::Decimal;

use super::posts::{Post, doers};
use crate::flow::{FlowNode, Graph};
use crate::model::{Count, Node, NodeKind, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "approver-below-doer",
    code: "R05",
    group: Group::People,
    severity: Severity::Warning,
    page: include_str!("approver_below_doer.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let file = view.graph.file;
        for (_, node) in view.graph.iter().filter(|(_, node)| !node.node.broken) {
            let NodeKind::Approval { needs } = &node.node.kind else { continue };
            let Some(approvers) = doers(context, file, &node.node.work) else { continue };
            for step in steps_before(&view.graph, node) {
                let Some(doers) = doers(context, file, &step.work).filter(|doers| !doers.is_empty()) else { continue };
                // Any of several may have done it: those below all of them are below whoever did.
                let below = |post: &&Post<'_>| doers.iter().all(|doer| post.is_below(context, doer));
                let low: Vec<&Post<'_>> = approvers.iter().filter(below).collect();
                if let Some(first) =
                    low.first().filter(|_| suffices(context, view.graph.file, needs, low.len(), approvers.len()))
                {
                    out.push(tell(node.node, first, step, &doers));
                    break;
                }
            }
        }
    }
}

/// Whether so many of the approvers can approve by themselves.
fn suffices(
    context: &Context<'_>,
    file: crate::source::FileId,
    needs: &Option<Count>,
    some: usize,
    all: usize,
) -> bool {
    match needs {
        None | Some(Count::All) => some == all,
        Some(Count::Any) => some > 0,
        Some(Count::Number(number)) => match context.project.value(file, number) {
            Some(Value::Number(needed)) => Decimal::from(some) >= *needed,
            _ => false,
        },
    }
}

fn tell(approval: &Node, approver: &Post<'_>, step: &Node, doers: &[Post<'_>]) -> Finding {
    let (name, work) = (approver.decl.label(), step.label());
    let doer = doers.first().map_or("?", |post| post.decl.label());
    let by = approval.work.by.iter().find(|by| by.last().as_str() == name);
    INFO.at(
        by.map_or_else(|| approval.span(), crate::model::Ref::span),
        say!(
            "`{name}` 是 `{doer}` 的下级，却要审批 `{doer}` 做的 `{work}`",
            "`{name}` reports to `{doer}` and decides on `{work}`, which `{doer}` did"
        ),
    )
    .also(step.span(), say!("`{doer}` 做的这一步", "what `{doer}` does"))
    .help(say!("换一个不在 `{doer}` 之下的岗位审批", "let a post approve that does not stand below `{doer}`"))
}

/// The steps that come right before a node, seen through the decisions and blocks between.
fn steps_before<'g>(graph: &'g Graph<'_>, node: &FlowNode<'_>) -> Vec<&'g Node> {
    let mut found: Vec<NodeIndex> = Vec::new();
    let mut seen: FxHashSet<NodeIndex> = FxHashSet::from_iter([node.enter]);
    let mut open = vec![node.enter];
    while let Some(point) = open.pop() {
        for edge in graph.points.edges_directed(point, Direction::Incoming) {
            let Some((_, before)) = graph.node_at(edge.source()) else { continue };
            if edge.weight().kind.interrupts() || !seen.insert(edge.source()) {
                continue;
            }
            match &before.node.kind {
                NodeKind::Step if !before.node.broken => found.push(before.enter),
                NodeKind::Decision | NodeKind::Wait { .. } | NodeKind::Parallel { .. } | NodeKind::Each { .. } => {
                    open.push(edge.source());
                }
                _ => {}
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().filter_map(|point| graph.node_at(point)).map(|(_, node)| node.node).collect()
}
