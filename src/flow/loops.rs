//! Circles: those without a bound, those whose bound leads back, those that cannot be left.

use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

use super::graph::{Edge, EdgeKind, Graph};
use super::knots::{Endless, circle_through, knots};
use super::longest::leads_back;
use super::reach::{Reach, reachable, reaches_end};
use super::values::Values;
use crate::source::Span;

/// What is wrong with a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopKind {
    /// No line on it is bounded.
    Unbounded,
    /// Its bound leads back into it.
    ThenLeadsBack,
}

/// A circle that may be gone round for ever.
#[derive(Debug, Clone)]
pub struct Loop {
    /// What is wrong with it.
    pub kind: LoopKind,
    /// Its points in order; the first one again at the end.
    pub way: Vec<NodeIndex>,
    /// The line that leads back.
    pub back: Span,
}

/// The circles that may be gone round for ever, one for each knot of the graph, in reading order. Lines that no case
/// takes make none.
#[must_use]
pub fn loops(graph: &Graph<'_>, values: &Values<'_>) -> Vec<Loop> {
    let dead = values.dead_lines(graph);
    let is_shown = |edge: &Edge<'_>| !edge.guess && !edge.into && !edge.idle && !dead.contains(&edge.at);
    let free = |edge: &Edge<'_>| edge.bound.is_none() && edge.kind != EdgeKind::Anytime && is_shown(edge);
    let without_then = |edge: &Edge<'_>| free(edge) && edge.kind != EdgeKind::Exceeded;
    let mut found = Vec::new();
    let endless = Endless::of(graph, &without_then);
    for knot in &endless.knots {
        if let Some(way) = endless.circle(graph, knot) {
            found.push(closed(graph, LoopKind::Unbounded, way, &without_then));
        }
    }
    let endless = Endless::of(graph, &free);
    for knot in &endless.knots {
        let inside = |edge: &EdgeReference<'_, Edge<'_>>| {
            edge.weight().kind == EdgeKind::Exceeded
                && endless.counts(edge.weight())
                && knot.has(edge.source())
                && knot.has(edge.target())
        };
        let mut lines = graph.points.edge_references().filter(inside);
        let back = lines.clone().find(|edge| leads_back(graph, edge.source(), edge.target()));
        let then = back.or_else(|| lines.next());
        if let Some(then) = then
            && let Some(way) = endless.circle_through(graph, knot, (then.source(), then.target()))
        {
            found.push(Loop { kind: LoopKind::ThenLeadsBack, way, back: then.weight().at });
        }
    }
    found
}

/// A circle with the line that leads back to its first point.
fn closed(graph: &Graph<'_>, kind: LoopKind, way: Vec<NodeIndex>, edges: &dyn Fn(&Edge<'_>) -> bool) -> Loop {
    let back = way
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] if to <= from => {
                graph.points.edges_connecting(*from, *to).find(|edge| edges(edge.weight())).map(|edge| edge.weight().at)
            }
            _ => None,
        })
        .next_back();
    let back = back.or_else(|| way.first().and_then(|point| graph.node_at(*point)).map(|(_, node)| node.node.span()));
    Loop { kind, way, back: back.unwrap_or_default() }
}

/// The circles that cannot be left: the last knots that a case can come to and from which no end is reached. Each is
/// one way round.
#[must_use]
pub fn dead_circles(graph: &Graph<'_>) -> Vec<Vec<NodeIndex>> {
    let ends = reaches_end(graph);
    let dead = |point: NodeIndex| !ends.get(point.index()).copied().unwrap_or(true);
    let counts = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime && !edge.idle;
    let mut found = Vec::new();
    for knot in knots(graph, &counts) {
        if !knot.points().all(dead) {
            continue;
        }
        let leaves = knot
            .points()
            .any(|point| graph.points.edges(point).any(|edge| counts(edge.weight()) && !knot.has(edge.target())));
        if !leaves && let Some(way) = circle_through(graph, &knot, &counts) {
            found.push(way);
        }
    }
    found
}

/// Whether an edge from `from` to `to` lies on a circle.
#[must_use]
pub fn on_loop(graph: &Graph<'_>, from: NodeIndex, to: NodeIndex) -> bool {
    let edges = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime;
    reachable(graph, to, &Reach { edges: &edges, ..Reach::default() }).has(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::{build, in_words};
    use crate::model::Project;
    use crate::source::FileId;

    /// What is told about the circles of a flow, its other steps being `a`, `b`, `c` and its end `e`.
    fn told(flow: &str) -> Vec<String> {
        let text = format!("sop x \"x\" {{\n}}\nrole r \"r\" {{\n}}\nflow {{\n{flow}\nend e \"e\"\n}}\n");
        let project = Project::of_text("x.sop", &text);
        let module = &project.modules[0];
        assert!(module.file.faults.is_empty(), "{:?}", module.file.faults);
        let graph = build(FileId(0), module.file.flow.as_ref().unwrap());
        let values = Values::of(&project, &graph);
        let circles = loops(&graph, &values).into_iter().map(|circle| (format!("{:?}", circle.kind), circle.way));
        let dead = dead_circles(&graph).into_iter().map(|way| ("Dead".to_owned(), way));
        circles.chain(dead).map(|(kind, way)| format!("{kind} {}", in_words(&graph, &way).join(" "))).collect()
    }

    /// `a`, then `b` with a limit, back from there to some step when it is late, and `c`.
    fn late(limit: &str, line: &str) -> Vec<String> {
        told(&format!(
            "step a \"a\" {{\n}}\nstep b \"b\" {{\n within 1h {limit}\n when late {line}\n}}\nstep c \"c\" {{\n -> e\n}}"
        ))
    }

    #[test]
    fn a_late_line_comes_once_for_each_start_of_its_clock() {
        assert_eq!(late("", "-> b"), ["Unbounded b"]);
        assert_eq!(late("from a.start", "-> b"), [""; 0]);
        assert_eq!(late("from a.end", "-> b"), [""; 0]);
        assert_eq!(late("from case", "-> a"), [""; 0]);
        // Here the clock starts anew in each round.
        assert_eq!(late("from a.start", "-> a"), ["Unbounded a b a"]);
        assert_eq!(late("from a.end", "-> a"), ["Unbounded a b a"]);
        assert_eq!(late("from b.start", "-> b"), ["Unbounded b"]);
        // What repeats comes again and again.
        assert_eq!(late("from a.start", "every 1h -> b"), ["Unbounded b"]);
    }

    #[test]
    fn a_bound_on_a_line_that_comes_once_is_not_used_up_for_ever() {
        assert_eq!(late("", "-> b at most 2 times then -> b"), ["ThenLeadsBack b"]);
        assert_eq!(late("from a.end", "-> b at most 2 times then -> b"), [""; 0]);
        assert_eq!(late("from a.end", "-> a at most 2 times then -> a"), ["ThenLeadsBack a b a"]);
    }

    #[test]
    fn items_that_begin_again_have_fresh_clocks() {
        let flow = |from: &str| {
            told(&format!(
                "step a \"a\" {{\n}}\neach i \"i\" {{\n step b \"b\" {{\n  within 1h {from}\n  when late -> c\n }}\n join all\n -> e\n}}\nstep c \"c\" {{\n -> i\n}}"
            ))
        };
        assert_eq!(flow("from a.start"), ["Unbounded c i b c"]);
        assert_eq!(flow("from case"), ["Unbounded c i b c"]);
    }

    #[test]
    fn a_circle_that_can_go_on_is_shown_past_the_start_of_the_clock() {
        // The way from `b` comes once for each start of `a`, and each round starts `a` anew.
        let flow = "step a \"a\" {\n within 1h\n when late -> b\n -> e\n}\nstep b \"b\" {\n within 1h from a.start\n when late -> a\n -> e\n}";
        assert_eq!(told(flow), ["Unbounded a b a"]);
    }

    #[test]
    fn who_waits_for_ever_does_not_come_to_an_end() {
        let flow = "step a \"a\" {\n when \"y\" -> b\n otherwise -> e\n}\nstep b \"b\" {\n within 1h from a.end\n when late -> c\n -> c\n}\nstep c \"c\" {\n -> b at most 2 times then -> b\n}";
        assert_eq!(told(flow), ["ThenLeadsBack b c b", "Dead b c b"]);
    }

    #[test]
    fn of_circles_without_an_end_the_last_is_told() {
        let flow =
            "step a \"a\" {\n when \"y\" -> a at most 2 times then -> b\n otherwise -> b\n}\nstep b \"b\" {\n -> b\n}";
        assert_eq!(told(flow), ["Unbounded b", "Dead b"]);
    }

    #[test]
    fn ways_into_blocks_and_lines_that_no_case_takes_make_no_circle() {
        let block = "parallel p \"p\" {\n branch x \"x\" {\n step a \"a\" {\n}\n step b \"b\" {\n}\n}\n branch y \"y\" {\n step d \"d\" {\n}\n}\n join all\n}\nstep c \"c\" {\n when \"y\" -> b\n otherwise -> e\n}";
        assert_eq!(told(block), [""; 0]);
        let choice = |back: &str| {
            told(&format!(
                "step a \"a\" {{\n ask n \"n\" as number 0..9\n when n >= 5 -> e\n otherwise -> b\n}}\nstep b \"b\" {{\n when {back} -> b\n otherwise -> c\n}}\nstep c \"c\" {{\n -> e\n}}"
            ))
        };
        assert_eq!(choice("n = 6"), [""; 0]);
        assert_eq!(choice("n < 3"), ["Unbounded b"]);
    }

    #[test]
    fn a_branch_otherwise_that_no_case_takes_makes_no_circle() {
        let block = |otherwise: &str| {
            told(&format!(
                "step a \"a\" {{\n ask g \"g\" as yes/no\n when g is yes -> p\n otherwise -> {otherwise}\n}}\nparallel p \"p\" {{\n branch x \"x\" when g is yes {{\n step b \"b\" {{\n}}\n}}\n branch y \"y\" otherwise {{\n step d \"d\" {{\n -> a\n}}\n}}\n join all\n -> e\n}}"
            ))
        };
        assert_eq!(block("e"), [""; 0]);
        assert_eq!(block("p"), ["Unbounded a p d a"]);
    }

    #[test]
    fn of_several_bounds_the_one_that_leads_back_is_told() {
        let flow = "step a \"a\" {\n when \"y\" -> a at most 2 times then -> b\n otherwise -> e\n}\nstep b \"b\" {\n -> a at most 2 times then -> a\n}";
        assert_eq!(told(flow), ["ThenLeadsBack a b a"]);
    }
}
