//! `then` lines that no case goes: those of late lines that come too seldom to use their bound up.
//!
//! A late line whose clock runs from an earlier point comes once for each start of that point. Where the point is never
//! passed again on the way back to the line, it comes once in a case, and its bound is never used up.

use rustc_hash::FxHashMap;

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::{Dfs, EdgeRef};

use super::graph::{EdgeKind, Graph, NodeId};
use super::knots::{knots, restarts};
use crate::model::NodeKind;

/// Marks them in a graph.
pub(super) fn mark(graph: &mut Graph<'_>) {
    for edge in idle(graph) {
        if let Some(weight) = graph.points.edge_weight_mut(edge) {
            weight.idle = true;
        }
    }
}

fn idle(graph: &Graph<'_>) -> Vec<EdgeIndex> {
    let then =
        |edge: &EdgeReferenceOf<'_, '_>| edge.weight().kind == EdgeKind::Exceeded && edge.weight().once.is_some();
    let lines: Vec<_> = graph.points.edge_references().filter(then).collect();
    // Ways that cannot be read, or whose target nobody knows, may lead anywhere.
    if lines.is_empty() || graph.wild || !graph.unresolved.is_empty() {
        return Vec::new();
    }
    let mut knot_of: FxHashMap<NodeIndex, usize> = FxHashMap::default();
    for (index, knot) in knots(graph, &|edge| edge.kind != EdgeKind::Anytime).iter().enumerate() {
        knot_of.extend(knot.points().map(|point| (point, index)));
    }
    let anytime = graph.points.edges(graph.start).filter(|edge| edge.weight().kind == EdgeKind::Anytime);
    let mut led = Dfs::empty(&graph.points);
    led.stack = anytime.map(|edge| edge.target()).collect();
    while led.next(&graph.points).is_some() {}
    let comes_again = |then: &EdgeReferenceOf<'_, '_>| {
        let source = then.source();
        let mut ways = graph.points.edges(source).filter(|edge| edge.weight().at == then.weight().at);
        // A bound that is open, or nought, is told elsewhere; whatever it means, nothing is concluded from it.
        let way = ways.find(|edge| edge.weight().bound.flatten().is_some_and(|most| most > 0));
        let Some(way) = way else { return true };
        restarts(graph, source, way.weight()).into_iter().any(|point| {
            let round = knot_of.get(&point);
            let goes_round = round.is_some() && [source, way.target()].iter().all(|on| knot_of.get(on) == round);
            goes_round || led.discovered.contains(point.index()) || runs_beside(graph, point, source)
        })
    };
    lines.into_iter().filter(|then| !comes_again(then)).map(|then| then.id()).collect()
}

type EdgeReferenceOf<'g, 'm> = petgraph::graph::EdgeReference<'g, super::graph::Edge<'m>>;

/// Whether two points stand in different branches of one block: what happens in one goes on while the other waits.
fn runs_beside(graph: &Graph<'_>, one: NodeIndex, other: NodeIndex) -> bool {
    let around = |point| graph.node_at(point).map(|(id, _)| graph.around(id)).unwrap_or_default();
    let is_parallel =
        |block: NodeId| graph.node(block).is_some_and(|node| matches!(node.node.kind, NodeKind::Parallel { .. }));
    let others = around(other);
    around(one).into_iter().any(|inside| {
        let beside = others.iter().any(|known| known.block == inside.block && known.branch != inside.branch);
        beside && is_parallel(inside.block)
    })
}

#[cfg(test)]
mod tests {
    use crate::flow::{PointAt, build};
    use crate::model::Project;
    use crate::source::FileId;

    /// Where the `then` lines lead that no case goes, in a flow that ends with the end `e`.
    fn idle(flow: &str) -> Vec<String> {
        let text = format!("sop x \"x\" {{\n}}\nrole r \"r\" {{\n}}\nflow {{\n{flow}\nend e \"e\"\n}}\n");
        let project = Project::of_text("x.sop", &text);
        let module = &project.modules[0];
        assert!(module.file.faults.is_empty(), "{:?}", module.file.faults);
        let graph = build(FileId(0), module.file.flow.as_ref().unwrap());
        let targets = graph.points.edge_indices().filter(|edge| graph.points[*edge].idle);
        let targets = targets.filter_map(|edge| graph.points.edge_endpoints(edge)).map(|(_, to)| match graph.at(to) {
            PointAt::Node(id, _) => graph.node(id).unwrap().node.label().to_owned(),
            other => format!("{other:?}"),
        });
        targets.collect()
    }

    /// `a`, then `b` with a limit, and back when it is late; `c` behind the bound, and what else is written.
    fn late(limit: &str, line: &str, more: &str) -> Vec<String> {
        let step = |name: &str, lines: &str| format!("step {name} \"{name}\" {{\n{lines}\n}}\n");
        let b = step("b", &format!("within 1h {limit}\nwhen late {line} then -> c\n-> e"));
        idle(&format!("{}{b}{}{more}", step("a", ""), step("c", "-> e")))
    }

    #[test]
    fn a_line_that_comes_once_does_not_use_its_bound_up() {
        assert_eq!(late("from a.start", "-> b at most 1 times", ""), ["c"]);
        assert_eq!(late("from a.end", "-> b at most 2 times", ""), ["c"]);
        assert_eq!(late("from case", "-> a at most 2 times", ""), ["c"]);
    }

    #[test]
    fn a_clock_that_starts_again_uses_it_up() {
        assert_eq!(late("", "-> b at most 2 times", ""), [""; 0]);
        assert_eq!(late("from a.start", "-> a at most 2 times", ""), [""; 0]);
        assert_eq!(late("from a.end", "-> a at most 2 times", ""), [""; 0]);
        assert_eq!(late("from b.start", "-> b at most 2 times", ""), [""; 0]);
        assert_eq!(late("from a.start", "every 1h -> b at most 2 times", ""), [""; 0]);
    }

    #[test]
    fn what_may_start_it_again_is_enough() {
        assert_eq!(late("from a.start", "-> b at most 1 times", "anytime when \"x\" -> a"), [""; 0]);
        assert_eq!(late("from a.start", "-> b at most 1 times", "anytime when \"x\" -> c"), ["c"]);
        // A bound that is open may be nought.
        assert_eq!(late("from a.start", "-> b at most xx times", ""), [""; 0]);
        // A way whose target nobody knows may lead anywhere.
        assert_eq!(late("from a.start", "-> b at most 1 times", "anytime when \"x\" -> nowhere"), [""; 0]);
    }

    #[test]
    fn a_clock_beside_may_start_at_any_moment() {
        let beside = |first: &str| {
            format!(
                "parallel p \"p\" {{\nbranch one \"one\" {{\n{first}}}\nbranch two \"two\" {{\nstep b \"b\" {{\nwithin 1h from a.start\nwhen late -> b at most 2 times then -> join\n}}\n}}\njoin all\n-> e\n}}\n"
            )
        };
        let a = "step a \"a\" {\n}\n";
        assert_eq!(idle(&beside(a)), [""; 0]);
        assert_eq!(idle(&format!("{a}{}", beside("step c \"c\" {\n}\n"))), ["p"]);
    }
}
