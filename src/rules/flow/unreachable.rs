//! A node that no case ever comes to.

use crate::flow::NodeId;
use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unreachable",
    code: "F01",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("unreachable.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        let graph = &view.graph;
        // What a dead end, a way that joins nothing or a choice with a hole cuts off has that as its cause.
        if !graph.stray_joins.is_empty()
            || !view.dead_circles.is_empty()
            || super::nothing_follows::dangling(graph).next().is_some()
        {
            continue;
        }
        let open: Vec<NodeId> =
            super::chosen(view).filter(|(_, _, choice)| choice.uncovered.is_some()).map(|(id, _, _)| id).collect();
        let mut before = true;
        for (id, node) in graph.iter() {
            let comes = view.reached.has(node.enter);
            // What follows an unreachable node, or lies inside it, has the same cause: the first is told.
            let inside = node
                .inside
                .and_then(|inside| graph.node(inside.block))
                .is_some_and(|block| !view.reached.has(block.enter));
            let fed = graph.points.neighbors_directed(node.enter, petgraph::Direction::Incoming).next().is_some();
            let cut_off = id.0.checked_sub(1).is_some_and(|last| open.contains(&NodeId(last)));
            if !comes && !inside && !cut_off && (before || !fed) {
                let name = node.node.label();
                let finding =
                    INFO.at(node.node.span(), say!("没有事情会走到 `{name}`", "no case ever comes to `{name}`"));
                let previous = id.0.checked_sub(1).and_then(|last| graph.node(NodeId(last)));
                let finding = match previous.filter(|previous| !matches!(previous.node.kind, NodeKind::End { .. })) {
                    Some(previous) => {
                        let other = previous.node.label();
                        finding.also(
                            previous.node.span(),
                            say!(
                                "写在它前面的 `{other}` 都去了别处",
                                "the ways of `{other}`, written before it, lead elsewhere"
                            ),
                        )
                    }
                    None => finding,
                };
                out.push(finding.help(say!(
                    "写一条通到这里的路 `-> {name}`，或删掉它",
                    "write a way that leads here, `-> {name}`, or take it out"
                )));
            }
            before = comes;
        }
    }
}
