//! How a field comes to a point without a value.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::assigned::assigned;
use super::spread::{From, spread};
use super::{Assigned, Atoms, Cases, Follow, UNSET, Values, Variable};
use crate::flow::graph::{Edge, EdgeKind, Graph};
use crate::flow::reach::{Reach, reachable};
use crate::flow::ways::in_words;
use crate::model::Project;
use crate::source::Span;

/// How a field comes to a point without a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unset {
    /// On a written way: its nodes, where they say something.
    Way(Vec<String>),
    /// Only by what may happen at any time: the line.
    Anytime(Span),
}

/// How a variable comes to a point without a value; `None` if it does not, or if that is not certain.
#[must_use]
pub fn unset(
    project: &Project,
    graph: &Graph<'_>,
    values: &Values<'_>,
    at: NodeIndex,
    variable: usize,
) -> Option<Unset> {
    let known = values.variables.get(variable)?;
    if values.at(at, variable) & UNSET == 0 {
        return None;
    }
    // Followed case by case, the ways on which it is unset may turn out to be ways that no case takes.
    let follow = |anytime: bool| {
        let start = values.states.get(graph.start.index())?.clone()?;
        let from = vec![(graph.start, start)];
        let cases = Cases::follow(
            project,
            graph,
            values,
            &Follow { from, anytime, kept: Some(variable), ..Follow::default() },
        )?;
        let is_unset = |case: &[Atoms]| case.get(variable).is_some_and(|atoms| atoms & UNSET != 0);
        Some(cases.at(at).any(is_unset))
    };
    let way = || Some(Unset::Way(way_without(project, graph, known, at)));
    match follow(false) {
        Some(true) => way(),
        Some(false) if follow(true) == Some(true) => by_anytime(project, graph, known, at, |_| true),
        Some(false) => None,
        None => {
            let states = spread(
                project,
                graph,
                (&values.variables, &values.effects),
                From { callers: values.callers, anytime: false },
            );
            let plain = states.get(at.index())?.as_ref().and_then(|state| state.get(variable));
            match plain.is_some_and(|atoms| atoms & UNSET != 0) {
                true => way(),
                // A way that asks for nothing on it is taken for certain.
                false => by_anytime(project, graph, known, at, |edge| {
                    matches!(edge.kind, EdgeKind::Work | EdgeKind::Next | EdgeKind::Go)
                }),
            }
        }
    }
}

/// The points at which nodes have surely set a variable.
fn setters(project: &Project, graph: &Graph<'_>, variable: &Variable<'_>) -> Vec<NodeIndex> {
    let surely = |node| assigned(project, graph.file, node, variable.field) == Some(Assigned::Surely);
    graph.iter().filter(|(_, node)| surely(node.node)).map(|(_, node)| node.done).collect()
}

/// A way to the point on which nothing surely sets the variable.
fn way_without(project: &Project, graph: &Graph<'_>, variable: &Variable<'_>, at: NodeIndex) -> Vec<String> {
    let setters = setters(project, graph, variable);
    let edges = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime;
    let passable = |point: NodeIndex| !setters.contains(&point);
    let query = Reach { passable: &passable, edges: &edges, ..Reach::default() };
    let reached = reachable(graph, graph.start, &query);
    if reached.has(at) { in_words(graph, &reached.way(graph, at)) } else { Vec::new() }
}

/// The line of something that may happen at any time, from which some ways lead to the point without setting the
/// variable.
fn by_anytime(
    project: &Project,
    graph: &Graph<'_>,
    variable: &Variable<'_>,
    at: NodeIndex,
    ways: impl Fn(&Edge<'_>) -> bool,
) -> Option<Unset> {
    let setters = setters(project, graph, variable);
    let edges = |edge: &Edge<'_>| edge.kind != EdgeKind::Anytime && ways(edge);
    let passable = |point: NodeIndex| !setters.contains(&point);
    let query = Reach { passable: &passable, edges: &edges, ..Reach::default() };
    let mut lines: Vec<_> =
        graph.points.edges(graph.start).filter(|edge| edge.weight().kind == EdgeKind::Anytime).collect();
    // petgraph lists edges newest first.
    lines.reverse();
    let line = lines.into_iter().find(|line| reachable(graph, line.target(), &query).has(at))?;
    Some(Unset::Anytime(line.weight().at))
}
