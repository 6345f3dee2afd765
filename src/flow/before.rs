//! Which points every way to a point passes: worked out once for a flow, so that each question takes no time.

use petgraph::algo::dominators::simple_fast;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeFiltered;

use super::graph::{EdgeKind, Graph};

/// For each point the points that come before it on every way from the beginning of the case, what may happen at any
/// time left out. Joins count as if one branch were enough, so more may be passed than is known here.
pub struct Before {
    /// When the point is come to and left in a walk through the tree of these points; `None` where no way leads.
    walk: Vec<Option<(usize, usize)>>,
}

impl Before {
    /// Looks at a flow.
    #[must_use]
    pub fn of(graph: &Graph<'_>) -> Self {
        let ways = EdgeFiltered::from_fn(&graph.points, |edge| edge.weight().kind != EdgeKind::Anytime);
        let tree = simple_fast(&ways, graph.start);
        let mut below: Vec<Vec<NodeIndex>> = vec![Vec::new(); graph.points.node_count()];
        for point in graph.points.node_indices() {
            let above = tree.immediate_dominator(point).and_then(|above| below.get_mut(above.index()));
            above.into_iter().for_each(|below| below.push(point));
        }
        let mut walk = vec![None; graph.points.node_count()];
        let mut time = 0;
        let mut open = vec![(graph.start, false)];
        while let Some((point, done)) = open.pop() {
            time += 1;
            let Some(known) = walk.get_mut(point.index()) else { continue };
            if done {
                *known = known.map(|(from, _)| (from, time));
                continue;
            }
            *known = Some((time, time));
            open.push((point, true));
            open.extend(below.get(point.index()).into_iter().flatten().map(|next| (*next, false)));
        }
        Before { walk }
    }

    /// Whether ways lead to a point, and each passes another one; a point is on every way to itself.
    #[must_use]
    pub fn passes(&self, point: NodeIndex, to: NodeIndex) -> bool {
        let times = |point: NodeIndex| self.walk.get(point.index()).copied().flatten();
        let (Some((from, until)), Some((at, _))) = (times(point), times(to)) else { return false };
        from <= at && at <= until
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::build;
    use crate::model::Project;
    use crate::source::FileId;

    /// Whether every way to the second node passes the first.
    fn passes(flow: &str, first: &str, second: &str) -> bool {
        let text = format!("sop x \"x\" {{ language en }}\nflow {{\n{flow}\n}}\n");
        let project = Project::of_text("x.sop", &text);
        let graph = build(FileId(0), project.modules[0].file.flow.as_ref().unwrap());
        let named = |name: &str| {
            *graph.iter().find(|(_, node)| node.node.ident.as_ref().unwrap().name.as_str() == name).unwrap().1
        };
        Before::of(&graph).passes(named(first).done, named(second).enter)
    }

    #[test]
    fn what_stands_before_the_fork_is_passed_and_what_stands_in_it_is_not() {
        let flow =
            "step a \"a\" {\n when \"y\" -> b\n otherwise -> c\n}\nstep b \"b\" {\n}\nstep c \"c\" {\n}\nend e \"e\"";
        assert!(passes(flow, "a", "e") && passes(flow, "a", "b") && passes(flow, "c", "e"));
        assert!(!passes(flow, "b", "e") && !passes(flow, "e", "a") && !passes(flow, "b", "c"));
    }

    #[test]
    fn what_may_happen_at_any_time_is_no_way_past() {
        let flow = "step a \"a\" {\n}\nend e \"e\"\nstep w \"w\" {\n -> e\n}\nanytime when \"z\" -> w";
        assert!(passes(flow, "a", "e"));
        assert!(!passes(flow, "a", "w"), "no other way leads there");
    }
}
