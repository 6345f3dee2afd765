//! What must hold of every walk: it is a walk on the graph, it is the same again from its events, and it is short.

use std::collections::{BTreeSet, HashMap};

use petgraph::visit::EdgeRef;
use sopkit::flow::case::{At, Effect, Event, Path, Program, Refusal, State, What, apply};
use sopkit::flow::{EdgeKind, Graph, NodeId, Reach, reachable};
use sopkit::model::{NodeKind, Project};
use sopkit::source::Span;

/// Applies the events again, looking at every step; what is wrong in words.
pub fn watch(program: &Program<'_>, events: &[Event], last: &State) -> Result<(), String> {
    let mut state = State::default();
    for event in events {
        let text = serde_json::to_string(event).map_err(|error| error.to_string())?;
        let again: Event = serde_json::from_str(&text).map_err(|error| format!("{text}: {error}"))?;
        if again != *event {
            return Err(format!("{text} is read as {again:?}"));
        }
        let (next, effects) = apply(program, &state, &again).map_err(|refusal| format!("{text}: {refusal:?}"))?;
        if apply(program, &state, event) != Ok((next.clone(), effects.clone())) {
            return Err(format!("{text} gives two states"));
        }
        on_graph(program, &state, &again, &effects)?;
        if matches!(event.what, What::Warned { .. }) && apply(program, &next, event) != Err(Refusal::NotDue) {
            return Err(format!("{text} comes twice"));
        }
        state = next;
    }
    match state == *last {
        true => Ok(()),
        false => Err("the events again give another state".to_owned()),
    }
}

/// Every node that is entered is entered by an edge of the graph, from a node where the case stood.
fn on_graph(program: &Program<'_>, before: &State, event: &Event, effects: &[Effect]) -> Result<(), String> {
    let mut stood: BTreeSet<At> = before.scopes.iter().map(|(path, at)| At::new(path, at.node)).collect();
    let mut went: Vec<(At, Span, bool)> = Vec::new();
    for effect in effects {
        match effect {
            Effect::Went(at, line) => went.push((at.clone(), *line, false)),
            Effect::BoundUsedUp(at, line) => went.push((at.clone(), *line, true)),
            Effect::Entered(at) => {
                let graph = program.graph(&at.path).ok_or("no graph")?;
                if !entered_by_edge(graph, at, &stood, &went, event) {
                    return Err(format!("{} is entered by no edge", program.address(at)));
                }
                stood.insert(at.clone());
            }
            _ => {}
        }
    }
    for (at, line, used_up) in &went {
        let graph = program.graph(&at.path).ok_or("no graph")?;
        let node = graph.node(at.node).ok_or("no node")?;
        let from = [node.enter, node.done, graph.start];
        let exists = graph.points.edge_references().any(|edge| {
            let kind = edge.weight().kind;
            from.contains(&edge.source())
                && edge.weight().at == *line
                && (kind == EdgeKind::Exceeded) == *used_up
                && ((edge.source() == graph.start) == (kind == EdgeKind::Anytime))
        });
        if !exists {
            return Err(format!("{} went a way that is no edge", program.address(at)));
        }
    }
    Ok(())
}

fn entered_by_edge(graph: &Graph<'_>, at: &At, stood: &BTreeSet<At>, went: &[(At, Span, bool)], event: &Event) -> bool {
    let Some(node) = graph.node(at.node) else { return false };
    if !reachable(graph, graph.start, &Reach::default()).has(node.enter) {
        return false;
    }
    graph.points.edges_directed(node.enter, petgraph::Direction::Incoming).any(|edge| match edge.weight().kind {
        EdgeKind::Next if edge.source() == graph.start => {
            let called = at.path.out().is_some_and(|(caller, _)| stood.iter().any(|stood| stood.path == caller));
            event.what == What::Started || called
        }
        EdgeKind::Branch(_) => {
            let block = graph.node_at(edge.source()).map(|(id, _)| id);
            let outer = at.path.out().map(|(outer, _)| outer);
            stood.iter().any(|stood| Some(stood.node) == block && Some(&stood.path) == outer.as_ref())
        }
        kind => went.iter().any(|(from, line, used_up)| {
            let source = graph.node(from.node).is_some_and(|node| [node.enter, node.done].contains(&edge.source()));
            let anytime = kind == EdgeKind::Anytime && edge.source() == graph.start;
            from.path.flow() == at.path.flow()
                && edge.weight().at == *line
                && (kind == EdgeKind::Exceeded) == *used_up
                && (source || anytime)
                && stood.contains(from)
        }),
    })
}

/// No node of a flow is entered more often than this in one go through the flow, for one item.
///
/// Between two takings of bounded ways a case goes along edges without a bound. They form no circle (otherwise there
/// is a finding), so each point is passed at most once. A bounded way is taken at most its number of times, and once a
/// line of `anytime` each: so there are at most one more stretches than the bounds and lines add up to.
pub fn most_entries(graph: &Graph<'_>) -> usize {
    let bounds = graph.points.edge_references().filter_map(|edge| edge.weight().bound.flatten());
    1 + graph.flow.anytime.len() + bounds.map(|most| most as usize).sum::<usize>()
}

/// Checks the bound of [`most_entries`] on the effects of a whole case.
pub fn is_short(program: &Program<'_>, effects: &[Effect]) -> Result<(), String> {
    let mut entered: HashMap<(Path, NodeId), usize> = HashMap::new();
    for effect in effects {
        let Effect::Entered(at) = effect else { continue };
        // A block or call that begins again begins its items, or its procedure, anew.
        let Some(graph) = program.graph(&at.path) else { return Err("no graph".to_owned()) };
        if matches!(
            graph.node(at.node).map(|node| &node.node.kind),
            Some(NodeKind::Each { .. } | NodeKind::Call { .. })
        ) {
            let depth = at.path.0.len();
            entered.retain(|(path, _), _| !(path.is_in(&at.path) && path.0.len() > depth));
        }
        let count = entered.entry((at.path.clone(), at.node)).or_default();
        *count += 1;
        if *count > most_entries(graph) {
            return Err(format!("{} is entered {count} times", program.address(at)));
        }
    }
    Ok(())
}

/// So many events are more than any walk through the flows of a project needs: every node entered as often as it may
/// be, by each of three items, with some events for each time; and calls inside calls multiply.
pub fn most_events(project: &Project, graphs: &[Graph<'_>]) -> usize {
    let entries = |graph: &Graph<'_>| graph.nodes.len() * most_entries(graph);
    let longest = graphs.iter().map(entries).max().unwrap_or(1);
    (longest * 30 * project.modules.len()).max(2_000)
}
