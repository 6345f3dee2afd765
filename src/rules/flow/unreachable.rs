//! A node that no case ever comes to.

use petgraph::visit::Dfs;

use crate::flow::{FlowNode, NodeId};
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
        // What a dead end, a way that joins nothing, one into a block past its beginning or a choice with a hole cuts
        // off has that as its cause.
        if !graph.stray_joins.is_empty()
            || graph.jumps.iter().any(|jump| jump.into)
            || !view.dead_circles.is_empty()
            || super::nothing_follows::dangling(graph).any(|node| view.reached.has(node.done))
        {
            continue;
        }
        let open: Vec<NodeId> =
            super::chosen(view).filter(|(_, _, choice)| choice.uncovered.is_some()).map(|(id, _, _)| id).collect();
        let mut before = true;
        // Where the nodes lead that were told already.
        let mut led = Dfs::empty(&graph.points);
        for (id, node) in graph.iter() {
            let comes = view.reached.has(node.enter);
            // What follows an unreachable node, or lies inside it, has the same cause: the first is told.
            let inside = node
                .inside
                .and_then(|inside| graph.node(inside.block))
                .is_some_and(|block| !view.reached.has(block.enter));
            let fed = graph.points.neighbors_directed(node.enter, petgraph::Direction::Incoming).next().is_some();
            let cut_off = id.0.checked_sub(1).is_some_and(|last| open.contains(&NodeId(last)));
            let hangs = led.discovered.contains(node.enter.index());
            if !comes && !inside && !cut_off && !hangs && (before || !fed) {
                led.move_to(node.enter);
                while led.next(&graph.points).is_some() {}
                let name = node.node.label();
                let finding =
                    INFO.at(node.node.span(), say!("没有事情会走到 `{name}`", "no case ever comes to `{name}`"));
                let beside =
                    |(other, flow_node): &(NodeId, &FlowNode<'_>)| *other < id && flow_node.inside == node.inside;
                let previous = graph.iter().filter(beside).last().map(|(_, previous)| previous);
                let finding = match previous.map(|previous| (previous, &previous.node.kind)) {
                    None | Some((_, NodeKind::End { .. })) => finding,
                    Some((block, NodeKind::Parallel { .. })) if view.reached.has(block.enter) => {
                        let other = block.node.label();
                        finding.also(
                            block.node.span(),
                            say!(
                                "`{other}` 的分支不会全部汇合，或汇合后去了别处",
                                "the branches of `{other}` never all come together, or lead elsewhere then"
                            ),
                        )
                    }
                    Some((previous, _)) => {
                        let other = previous.node.label();
                        finding.also(
                            previous.node.span(),
                            say!(
                                "写在它前面的 `{other}` 都去了别处",
                                "the ways of `{other}`, written before it, lead elsewhere"
                            ),
                        )
                    }
                };
                let into = graph.points.edges_directed(node.enter, petgraph::Direction::Incoming);
                let idle = into.map(|edge| edge.weight()).filter(|edge| edge.idle).map(|edge| edge.at).min();
                let finding = match idle {
                    Some(line) => finding.also(
                        line,
                        say!(
                            "这一行次数用完之后的路从来走不到：它的计时不会重新开始，最多发生一次",
                            "the `then` here is never gone: its clock does not start again, so the line comes once at most"
                        ),
                    ),
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
