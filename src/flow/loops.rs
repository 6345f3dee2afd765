//! Circles: those without a bound, those whose bound leads back, those that cannot be left.

use std::borrow::Cow;

use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

use super::graph::{Edge, EdgeKind, Graph};
use super::knots::{Endless, circle_through, knots};
use super::longest::leads_back;
use super::reach::{Reach, reachable, reaches_end};
use super::values::{Rounds, Values};
use crate::model::Project;
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
/// takes, or takes again with the values with which it has come round, make none.
#[must_use]
pub fn loops<'m>(project: &Project, graph: &Graph<'m>, values: &Values<'m>) -> Vec<Loop> {
    let dead = values.dead_lines(graph);
    let is_shown = |edge: &Edge<'_>| !edge.guess && !edge.into && !edge.idle && !dead.contains(&edge.at);
    let free = |edge: &Edge<'_>| edge.bound.is_none() && edge.kind != EdgeKind::Anytime && is_shown(edge);
    let without_then = |edge: &Edge<'_>| free(edge) && edge.kind != EdgeKind::Exceeded;
    let mut found = Vec::new();
    let again = gone_again(project, graph, values, &without_then);
    let endless = Endless::of(&again, &without_then);
    for knot in &endless.knots {
        let inside = |edge: EdgeReference<'_, Edge<'_>>| endless.is_in(knot, edge);
        let rounds = Rounds::of(project, &again, values, &inside);
        // The shortest that is found first; if no case goes round that one, another.
        let goes_round = |way: &Vec<NodeIndex>| rounds.as_ref().is_none_or(|rounds| rounds.goes_round(way));
        let first = endless.circle(&again, knot);
        let other = || knot.points().find_map(|point| rounds.as_ref()?.circle(point, &|_| true));
        if let Some(way) = first.clone().filter(goes_round).or_else(other).or(first) {
            found.push(closed(&again, LoopKind::Unbounded, way, &without_then));
        }
    }
    let again = gone_again(project, graph, values, &free);
    let endless = Endless::of(&again, &free);
    for knot in &endless.knots {
        let inside = |edge: EdgeReference<'_, Edge<'_>>| endless.is_in(knot, edge);
        let rounds = Rounds::of(project, &again, values, &inside);
        let goes_round = |way: &Vec<NodeIndex>| rounds.as_ref().is_none_or(|rounds| rounds.goes_round(way));
        let edges = again.points.edge_references().filter(|edge| inside(*edge));
        let (back, onward): (Vec<_>, Vec<_>) = edges
            .filter(|edge| edge.weight().kind == EdgeKind::Exceeded)
            .partition(|edge| leads_back(&again, edge.source(), edge.target()));
        let lines = || back.iter().chain(&onward);
        let first = lines().next().and_then(|then| {
            let way = endless.circle_through(&again, knot, (then.source(), then.target()))?;
            Some((way, then.weight().at))
        });
        let other = || {
            lines().find_map(|then| {
                let way = rounds.as_ref()?.circle(then.target(), &|edge| edge.id() == then.id())?;
                Some((way, then.weight().at))
            })
        };
        if let Some((way, back)) = first.clone().filter(|(way, _)| goes_round(way)).or_else(other).or(first) {
            found.push(Loop { kind: LoopKind::ThenLeadsBack, way, back });
        }
    }
    found
}

/// The graph without those edges of its knots that no case goes again and again.
fn gone_again<'g, 'm>(
    project: &Project,
    graph: &'g Graph<'m>,
    values: &Values<'m>,
    edges: &dyn Fn(&Edge<'_>) -> bool,
) -> Cow<'g, Graph<'m>> {
    let mut again = Cow::Borrowed(graph);
    loop {
        let endless = Endless::of(&again, edges);
        let inside = |edge: EdgeReference<'_, Edge<'_>>| endless.knots.iter().any(|knot| endless.is_in(knot, edge));
        let rounds = if endless.knots.is_empty() { None } else { Rounds::of(project, &again, values, &inside) };
        let once = rounds.map(|rounds| rounds.gone_once()).unwrap_or_default();
        if once.is_empty() {
            return again;
        }
        again.to_mut().points.retain_edges(|_, edge| !once.contains(&edge));
    }
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
        let circles =
            loops(&project, &graph, &values).into_iter().map(|circle| (format!("{:?}", circle.kind), circle.way));
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
    fn who_has_come_round_must_be_able_to_go_round_again() {
        let flow = |back: &str| {
            told(&format!(
                "step a \"a\" {{\n ask n \"n\" as number 0..9\n when n >= 5 -> b\n otherwise -> e\n}}\nstep b \"b\" {{\n when n >= 7 -> c\n otherwise -> e\n}}\nstep c \"c\" {{\n ask n \"n\" as number 0..9\n when n < {back} -> b\n otherwise -> e\n}}"
            ))
        };
        assert_eq!(flow("5"), [""; 0]);
        assert_eq!(flow("8"), ["Unbounded b c b"]);
    }

    #[test]
    fn the_circle_that_is_shown_can_be_gone_round() {
        // Who goes straight to the join does not come back.
        let flow = "step a \"a\" {\n ask n \"n\" as number 0..9\n}\nparallel p \"p\" {\n branch x \"x\" {\n step b \"b\" {\n when n >= 3 and n < 6 -> join\n otherwise -> c\n}\n step c \"c\" {\n}\n}\n branch y \"y\" {\n step d \"d\" {\n when n < 3 -> join\n otherwise -> f\n}\n step f \"f\" {\n}\n}\n join all\n when n >= 6 -> a\n otherwise -> e\n}";
        assert_eq!(told(flow), ["Unbounded a p b c p a"]);
    }

    #[test]
    fn of_several_bounds_the_one_that_leads_back_is_told() {
        let flow = "step a \"a\" {\n when \"y\" -> a at most 2 times then -> b\n otherwise -> e\n}\nstep b \"b\" {\n -> a at most 2 times then -> a\n}";
        assert_eq!(told(flow), ["ThenLeadsBack a b a"]);
    }
}
