//! The longest way between two points, as a sum of what its nodes last.

use std::ops::Add;

use petgraph::Direction;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::graph::{Edge, EdgeKind, Graph, NodeId, PointAt};
use super::reach::{Reach, reachable};
use crate::model::{NodeKind, Side};

/// The longest way from one point to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Longest<W> {
    /// How long it is: the weights of the nodes that are worked on along it.
    pub weight: W,
    /// Its points in order, both ends included.
    pub way: Vec<NodeIndex>,
}

/// The longest way from `from` to `to` on which no way leads back, by the edges that count. `weight` says how long a node
/// lasts. A block for which it says nothing lasts as long as its longest branch; one that has a length of its own, such
/// as its own limit, lasts that long, whatever lies inside. Of several ways the one found first in reading order.
///
/// A way leads back if its target is written before its source, or is its source: what goes round a loop is as long as
/// its bound allows, which is another question. `None` if no way leads there, or if a circle is left, as a jump into a
/// block can make one.
#[must_use]
pub fn longest<W: Copy + Default + Ord + Add<Output = W>>(
    graph: &Graph<'_>,
    (from, to): (NodeIndex, NodeIndex),
    edges: &dyn Fn(&Edge<'_>) -> bool,
    weight: impl Fn(NodeId) -> Option<W>,
) -> Option<Longest<W>> {
    let onward = |edge: EdgeIndex| {
        let (source, target) = graph.points.edge_endpoints(edge)?;
        let counts = graph.points.edge_weight(edge).is_some_and(edges) && !leads_back(graph, source, target);
        counts.then_some((source, target))
    };
    // A point comes after all those that lead to it, so its longest way is known when its turn comes (Kahn).
    let reached = reachable(graph, from, &Reach { edges, ..Reach::default() });
    let mut waiting = vec![0_usize; graph.points.node_count()];
    for (_, target) in graph.points.edge_indices().filter_map(onward).filter(|(source, _)| reached.has(*source)) {
        *waiting.get_mut(target.index())? += 1;
    }
    let mut best: Vec<Option<(W, Option<NodeIndex>)>> = vec![None; graph.points.node_count()];
    *best.get_mut(from.index())? = Some((W::default(), None));
    let mut ready: Vec<NodeIndex> = graph
        .points
        .node_indices()
        .filter(|point| reached.has(*point) && waiting.get(point.index()) == Some(&0))
        .collect();
    while let Some(point) = ready.pop() {
        if let Some((enter, own)) = block_at(graph, point).and_then(|(id, enter)| Some((enter, weight(id)?)))
            && let Some((before, _)) = best.get(enter.index()).copied().flatten()
            && from != enter
        {
            *best.get_mut(point.index())? = Some((before + own, Some(enter)));
        }
        let so_far = best.get(point.index()).copied().flatten();
        let mut out: Vec<EdgeIndex> =
            graph.points.edges_directed(point, Direction::Outgoing).map(|edge| edge.id()).collect();
        out.sort_unstable();
        for edge in out {
            let Some((_, target)) = onward(edge) else { continue };
            if let Some((length, _)) = so_far {
                let length = length + worked_on(graph, edge).and_then(&weight).unwrap_or_default();
                let known = best.get_mut(target.index())?;
                if known.is_none_or(|(other, _)| length > other) && target != from {
                    *known = Some((length, Some(point)));
                }
            }
            let left = waiting.get_mut(target.index())?;
            *left = left.saturating_sub(1);
            if *left == 0 {
                ready.push(target);
            }
        }
    }
    if waiting.iter().any(|left| *left > 0) {
        return None;
    }
    let (length, _) = best.get(to.index()).copied().flatten()?;
    let mut way = vec![to];
    let mut at = to;
    while let Some(before) = best.get(at.index()).copied().flatten().and_then(|(_, before)| before) {
        way.push(before);
        at = before;
    }
    way.reverse();
    Some(Longest { weight: length, way })
}

/// The block whose join a point is, and its fork.
fn block_at(graph: &Graph<'_>, point: NodeIndex) -> Option<(NodeId, NodeIndex)> {
    let (id, node) = graph.node_at(point)?;
    let is_block = matches!(node.node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
    (is_block && node.done == point).then_some((id, node.enter))
}

/// Whether an edge leads to a node that is written before its own, or to its own. Ways to the join of a block lead on.
pub(super) fn leads_back(graph: &Graph<'_>, source: NodeIndex, target: NodeIndex) -> bool {
    match (graph.at(source), graph.at(target)) {
        (PointAt::Node(from, _), PointAt::Node(to, Side::Start)) => to <= from,
        _ => false,
    }
}

/// The node that is worked on along an edge.
pub(super) fn worked_on(graph: &Graph<'_>, edge: EdgeIndex) -> Option<NodeId> {
    let is_work = graph.points.edge_weight(edge).is_some_and(|edge| edge.kind == EdgeKind::Work);
    let (source, _) = graph.points.edge_endpoints(edge).filter(|_| is_work)?;
    graph.node_at(source).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::build;
    use crate::model::Project;
    use crate::source::FileId;

    /// The length of the longest way from the start to an end, a node lasting as many units as its name has letters; a
    /// block only if its name begins with `own`.
    fn length(flow: &str, end: &str) -> Option<(usize, String)> {
        let text = format!("sop x \"x\" {{\n}}\nrole r \"r\" {{\n}}\nflow {{\n{flow}\n}}\n");
        let project = Project::of_text("x.sop", &text);
        let module = &project.modules[0];
        assert!(module.file.faults.is_empty(), "{:?}", module.file.faults);
        let graph = build(FileId(0), module.file.flow.as_ref().unwrap());
        let name = |id: NodeId| graph.node(id).unwrap().node.ident.as_ref().unwrap().name.as_str().to_owned();
        let to = graph.iter().find(|(id, _)| name(*id) == end).unwrap().1.enter;
        let found = longest(&graph, (graph.start, to), &|edge| !edge.kind.interrupts(), |id| {
            let is_block =
                matches!(graph.node(id).unwrap().node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
            (!is_block || name(id).starts_with("own")).then(|| name(id).len())
        })?;
        let mut names: Vec<String> = Vec::new();
        for (id, _) in found.way.iter().filter_map(|point| graph.node_at(*point)) {
            if names.last() != Some(&name(id)) {
                names.push(name(id));
            }
        }
        Some((found.weight, names.join(" ")))
    }

    #[test]
    fn the_longer_of_two_ways_counts() {
        let flow = "step a \"a\" {\n when \"y\" -> e\n otherwise -> bbb\n}\nstep bbb \"b\" {\n}\nstep cc \"c\" {\n}\nend e \"e\"";
        assert_eq!(length(flow, "e"), Some((6, "a bbb cc e".to_owned())));
    }

    #[test]
    fn ways_back_do_not_count() {
        let flow = "step aa \"a\" {\n}\ndecision b \"b\" {\n when \"y\" -> aa at most 2 times then -> e\n otherwise -> e\n}\nend e \"e\"";
        assert_eq!(length(flow, "e"), Some((3, "aa b e".to_owned())));
    }

    #[test]
    fn a_block_lasts_as_long_as_its_longest_branch() {
        let flow = "parallel p \"p\" {\n branch x \"x\" {\n step aa \"a\" {\n}\n step b \"b\" {\n}\n}\n branch y \"y\" {\n step cccc \"c\" {\n}\n}\n join all\n}\nstep d \"d\" {\n}\nend e \"e\"";
        assert_eq!(length(flow, "e"), Some((5, "p cccc p d e".to_owned())));
    }

    #[test]
    fn a_block_with_a_length_of_its_own_lasts_that_long() {
        let flow = "parallel own \"p\" {\n branch x \"x\" {\n step aaaaaaaa \"a\" {\n}\n}\n branch y \"y\" {\n step b \"b\" {\n}\n}\n join all\n}\nstep d \"d\" {\n}\nend e \"e\"";
        assert_eq!(length(flow, "e"), Some((4, "own d e".to_owned())));
    }

    #[test]
    fn where_no_way_leads_there_is_none() {
        let flow = "step a \"a\" {\n -> e\n}\nstep b \"b\" {\n -> f\n}\nend e \"e\"\nend f \"f\"";
        assert_eq!(length(flow, "f"), None);
        let many: String = (0..2_000).map(|number| format!("step s{number} \"s\" {{\n}}\n")).collect();
        assert!(length(&format!("{many}end e \"e\""), "e").is_some_and(|(weight, _)| weight > 8_000));
    }
}
