//! The target of an escalation is also entered from the line above.

use crate::flow::EdgeKind;
use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use petgraph::Direction;
use petgraph::visit::EdgeRef;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "entered-by-fall-through",
    code: "F06",
    group: Group::Flow,
    severity: Severity::Info,
    page: include_str!("entered_by_fall_through.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        let graph = &view.graph;
        for (_, node) in graph.iter().filter(|(_, node)| !matches!(node.node.kind, NodeKind::End { .. })) {
            let mut incoming: Vec<_> = graph.points.edges_directed(node.enter, Direction::Incoming).collect();
            incoming.reverse();
            let late = incoming.iter().find(|edge| edge.weight().kind == EdgeKind::Late);
            let above =
                incoming.iter().find(|edge| edge.weight().kind == EdgeKind::Next && edge.source() != graph.start);
            let (Some(late), Some(above)) = (late, above) else { continue };
            let Some((_, above)) = graph.node_at(above.source()) else { continue };
            let (name, other) = (node.node.label(), above.node.label());
            out.push(
                INFO.at(
                    node.node.span(),
                    say!(
                        "`{name}` 是超时的去处，但 `{other}` 办完也会走到这里",
                        "`{name}` is where late cases go, and `{other}` falls into it too"
                    ),
                )
                .also(late.weight().at, say!("超时从这里过来", "late cases come from here"))
                .also(above.node.span(), say!("办完也从这里过来", "and this one falls through"))
                .help(say!(
                    "如果不是有意的，给 `{other}` 写明去处 `-> …`",
                    "if that is not meant, write where `{other}` goes: `-> …`"
                )),
            );
        }
    }
}
