//! The last node of a flow has no way on.

use super::Traces;
use crate::flow::{FlowNode, Graph};
use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "nothing-follows",
    code: "F03",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("nothing_follows.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let traces = Traces::of(context.project, view);
        for flow_node in dangling(&view.graph) {
            let node = flow_node.node;
            let name = node.label();
            out.push(
                INFO.at(node.span(), say!("`{name}` 之后没有去处", "nobody can leave `{name}`"))
                    .label(say!("后面没有步骤，它自己也不是 `end`", "nothing follows it, and it is no `end`"))
                    .path(traces.to(flow_node.done, &[]))
                    .help(say!(
                        "写明去处 `-> …`，或在后面写一个 `end`",
                        "write the way on, `-> …`, or an `end` after it"
                    )),
            );
        }
    }
}

/// The nodes of a flow that nobody can leave.
pub fn dangling<'v, 'p>(graph: &'v Graph<'p>) -> impl Iterator<Item = &'v FlowNode<'p>> + use<'v, 'p> {
    graph.iter().filter(|(_, node)| node.inside.is_none()).filter_map(|(_, node)| {
        let is_end = matches!(node.node.kind, NodeKind::End { .. } | NodeKind::Broken(_));
        let goes_on = graph.points.edges(node.done).any(|edge| !leaves_only_sometimes(&edge.weight().kind));
        (!is_end && !goes_on && !node.node.broken).then_some(node)
    })
}

/// A way for some ends of a call only does not say where the others go.
fn leaves_only_sometimes(kind: &crate::flow::EdgeKind<'_>) -> bool {
    matches!(kind, crate::flow::EdgeKind::Ended(_))
}
