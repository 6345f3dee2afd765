//! Findings replayed: a case is driven along the way that a finding names, into the fault that it tells.

use std::collections::HashSet;
use std::rc::Rc;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use sopkit::flow::case::{Effect, Event, Fault, Path, Program, Refusal, Step, What, apply, open_now};
use sopkit::flow::{Edge, EdgeKind, Graph, LoopKind, NodeId, Values, dead_circles, in_words, loops};
use sopkit::model::{NodeKind, Project};
use sopkit::rules::Finding;
use sopkit::source::Span;

use super::ahead::{Sets, Target};
use super::course::{Anyhow, Course, Named, Stage, Trace, goals_of};
use super::drive::{Driver, Reached};

/// From a circle without an end so many states are looked at.
const MOST_STATES: usize = 150;

/// One way in names stands for no more ways than these.
const MOST_TRACES: usize = 16;

/// One finding to be shown in the runner.
pub struct Show<'t, 'm> {
    pub project: &'t Project,
    pub program: &'t Program<'m>,
    pub graph: &'t Graph<'m>,
    pub finding: &'t Finding,
    /// Whether the flow relies on what its callers have set.
    pub prepared: bool,
}

impl Show<'_, '_> {
    /// `None` for findings of another flow.
    pub fn replay(&self) -> Option<Result<(), String>> {
        // A flow that lacks a node of the way is another one; what follows takes long.
        let named = |name: &String| self.graph.named(&sopkit::model::Name::new(name)).is_some();
        if !self.finding.path.iter().all(named) {
            return None;
        }
        let driver = Driver::new(self.program, self.prepared);
        let at_node = || self.graph.iter().find(|(_, node)| node.node.span() == self.finding.at).map(|(id, _)| id);
        let circle = |ways: Vec<Vec<NodeIndex>>| {
            ways.into_iter().find(|way| !way.is_empty() && in_words(self.graph, way) == self.finding.path)
        };
        let values = Values::of(self.project, self.graph);
        let bound = |kind| {
            loops(self.project, self.graph, &values)
                .into_iter()
                .filter(move |found| found.kind == kind)
                .map(|found| found.way)
        };
        match self.finding.rule.code {
            "F03" => {
                let id = at_node()?;
                let point = self.graph.node(id)?.done;
                Some(self.stuck(&driver, id, Fault::NothingFollows, (point, driver.ahead.any())))
            }
            "F05" => {
                let id = at_node()?;
                let node = self.graph.node(id)?;
                let choice = values.choices.iter().find(|(known, _)| *known == id);
                let branching = values.branchings.iter().find(|(known, _)| *known == id);
                let choice = choice.and_then(|(_, choice)| Some((choice.uncovered.clone()?, node.done)));
                let branching = || branching.and_then(|(_, found)| Some((found.uncovered.clone()?, node.enter)));
                let (case, point) = choice.or_else(branching)?;
                let mut sets = driver.ahead.any();
                for (variable, atom) in case {
                    let slot = self.program.slot(self.graph.file, values.variables[variable].name);
                    let known = &driver.ahead.variables;
                    let index = known.iter().position(|known| known.slot == slot)?;
                    let domain = &known[index].domain;
                    let bit = (0..=domain.len()).find(|bit| domain.atom(*bit) == atom)?;
                    sets[index] = 1 << bit;
                }
                Some(self.stuck(&driver, id, Fault::NotCovered, (point, sets)))
            }
            "F02" => Some(self.no_end(&driver, &circle(dead_circles(self.graph))?)),
            "F04" => Some(self.rounds(&driver, &circle(bound(LoopKind::Unbounded).collect())?)),
            "F15" => Some(self.used_up(&driver, &circle(bound(LoopKind::ThenLeadsBack).collect())?)),
            _ => None,
        }
    }

    /// Brings a case to a node by the way that the finding names, and shows that it cannot go on there, with values out
    /// of these sets.
    fn stuck(
        &self,
        driver: &Driver<'_, '_>,
        id: NodeId,
        fault: Fault,
        (point, sets): (NodeIndex, Sets),
    ) -> Result<(), String> {
        let has = |path: &Path, reached: &Reached| {
            let values = driver.ahead.values(&reached.state, path);
            values.iter().zip(&sets).all(|(value, set)| value & set != 0)
        };
        let there = |reached: &Reached| {
            let stuck = reached.state.stuck().any(|(path, at, found)| at == id && found == fault && has(path, reached));
            // Where a person says which way to go, there is nothing that they could say.
            stuck || (fault == Fault::NotCovered && self.speechless(reached, id, &has))
        };
        let label = self.graph.node(id).map(|node| node.node.label());
        let graph = self.program.graph(&Path::default()).ok_or("no graph")?;
        // A finding without a way says that no case comes there.
        if self.finding.path.is_empty() {
            let goals = goals_of(&driver.ahead, graph, &[Stage::Entered(id)], (usize::MAX, &[]), None);
            let found = driver.drive(&Anyhow { node: id, goals });
            return found.map_or(Ok(()), |_| Err("a case comes there, and no way is named".to_owned()));
        }
        if self.finding.path.last().map(String::as_str) != label {
            return Err("the way does not lead to the node".to_owned());
        }
        let tail = driver.ahead.goals(vec![Target { point, sets: sets.clone(), far: 0, by: None }], &[]);
        let node = self.graph.node(id).ok_or("no node")?;
        for stages in self.traces()? {
            let goals = goals_of(&driver.ahead, graph, &stages, (usize::MAX, &[]), Some(Rc::clone(&tail)));
            let trace = Trace { graph: self.graph, stages, goals, there: &there };
            if driver.drive(&trace).is_some() {
                return Ok(());
            }
        }
        Err(format!("the way does not lead into {}", node.node.label()))
    }

    /// The way of the finding, node by node. A block that it names again is done, or entered anew. Where the `then` of a
    /// bound leads on, the bound is used up first: a way does not name those rounds. Where both a line and its `then` lead
    /// to the same node, the finding does not say which: there are two ways then.
    fn traces(&self) -> Result<Vec<Vec<Stage>>, String> {
        let named = |name: &String| self.graph.named(&sopkit::model::Name::new(name)).map(|(id, _)| id);
        let nodes: Option<Vec<NodeId>> = self.finding.path.iter().map(named).collect();
        let nodes = nodes.filter(|nodes| !nodes.is_empty()).ok_or("no way is named")?;
        // Each with the points from which it goes on.
        let mut found: Vec<(Vec<Stage>, Vec<NodeIndex>)> = vec![(Vec::new(), Vec::new())];
        for (index, id) in nodes.iter().enumerate() {
            let node = self.graph.node(*id).ok_or("no node")?;
            let is_block = matches!(node.node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
            let leaves = match node.node.kind {
                NodeKind::Parallel { .. } => vec![node.enter],
                _ => vec![node.enter, node.done],
            };
            let mut options = vec![(Stage::Entered(*id), node.enter, leaves)];
            if is_block && nodes[..index].contains(id) {
                options.insert(0, (Stage::Joined(*id), node.done, vec![node.done]));
            }
            let before = index.checked_sub(1).map(|at| nodes[at]);
            let mut longer = Vec::new();
            for (way, from) in &found {
                for (stage, to, leaves) in &options {
                    let stages = match before {
                        Some(before) => self.stages_between(before, from, (*stage, *to)),
                        None => vec![*stage],
                    };
                    // Where it stops, it stops when the block is done: that is what is looked for there.
                    let stops = index + 1 == nodes.len() && matches!(stage, Stage::Joined(_));
                    longer.extend(stages.into_iter().map(|stage| {
                        let way = if stops { way.clone() } else { [way.as_slice(), &[stage]].concat() };
                        (way, leaves.clone())
                    }));
                }
            }
            if longer.is_empty() {
                let before = before.and_then(|before| self.graph.node(before)).map_or("?", |node| node.node.label());
                return Err(format!("no way leads from {before} to {}", node.node.label()));
            }
            longer.truncate(MOST_TRACES);
            found = longer;
        }
        Ok(found.into_iter().map(|(way, _)| way).collect())
    }

    /// How a way may come from some points of a node to a point of the next one.
    fn stages_between(&self, before: NodeId, from: &[NodeIndex], (stage, to): (Stage, NodeIndex)) -> Vec<Stage> {
        let edges = from.iter().flat_map(|from| self.graph.points.edges_connecting(*from, to));
        let edges: Vec<&Edge<'_>> = edges.map(|edge| edge.weight()).collect();
        let plain = edges.iter().any(|edge| edge.kind != EdgeKind::Exceeded).then_some(stage);
        let exceeded = edges.iter().filter(|edge| edge.kind == EdgeKind::Exceeded).map(|edge| match stage {
            Stage::Joined(block) => Stage::OverToJoin(before, edge.at, block),
            _ => Stage::Exceeded(before, edge.at, stage.node()),
        });
        plain.into_iter().chain(exceeded).collect()
    }

    fn speechless(&self, reached: &Reached, id: NodeId, has: &dyn Fn(&Path, &Reached) -> bool) -> bool {
        open_now(self.program, &reached.state).into_iter().any(|open| {
            let what = What::Done { at: open.address.clone(), says: Vec::new(), confirmed: true };
            let role = open
                .by
                .as_ref()
                .and_then(|by| by.first())
                .map_or("boss".to_owned(), |post| self.program.name(*post).to_string());
            let event =
                Event { moment: reached.events.last().unwrap().moment, person: "somebody else".to_owned(), role, what };
            let refused = || apply(self.program, &reached.state, &event);
            open.at.node == id && has(&open.at.path, reached) && matches!(refused(), Err(Refusal::Say(_)))
        })
    }

    /// The nodes that are entered on a circle, in order.
    fn stations(&self, way: &[NodeIndex]) -> Vec<NodeId> {
        let entered = |point: &NodeIndex| {
            let (id, node) = self.graph.node_at(*point)?;
            (node.enter == *point).then_some(id)
        };
        way[1..].iter().filter_map(entered).collect()
    }

    /// Goes round a circle without a bound, so that it can be gone round again and again.
    fn rounds(&self, driver: &Driver<'_, '_>, way: &[NodeIndex]) -> Result<(), String> {
        let stations = self.stations(way);
        let stages = [stations.as_slice(), &stations, &stations[..1]].concat();
        let stages: Vec<Stage> = stages.into_iter().map(Stage::Entered).collect();
        self.endless(driver, &stages, &stations, &[]).ok_or_else(|| "the circle is not gone round".to_owned())
    }

    /// Uses up the bound of a circle, and goes round it all the same.
    fn used_up(&self, driver: &Driver<'_, '_>, way: &[NodeIndex]) -> Result<(), String> {
        let stations = self.stations(way);
        // There may be several such lines on the circle; the last is the one that closes it.
        let mut lines: Vec<(NodeId, Span)> = Vec::new();
        let mut stages = Vec::new();
        for pair in way.windows(2) {
            let edges = self.graph.points.edges_connecting(pair[0], pair[1]).map(|edge| edge.weight());
            let (used_up, plain): (Vec<&Edge<'_>>, Vec<_>) = edges
                .filter(|edge| edge.kind == EdgeKind::Exceeded || edge.bound.is_none())
                .partition(|edge| edge.kind == EdgeKind::Exceeded);
            // What the finding names is gone; else a bound is used up only where no plain way leads on.
            let named = used_up.iter().find(|edge| edge.at == self.finding.at);
            let only = used_up.first().filter(|_| plain.is_empty());
            let Some(then) = named.or(only) else { continue };
            let bounds = self.graph.points.edges(pair[0]).filter(|edge| edge.weight().at == then.at);
            let bound = bounds.filter_map(|edge| edge.weight().bound.flatten()).next().ok_or("no bound")?;
            let (node, _) = self.graph.node_at(pair[0]).unwrap();
            lines.push((node, then.at));
            stages.extend(vec![Stage::Gone(node, then.at); bound as usize]);
        }
        let (node, line) = *lines.last().ok_or("the circle has no line with `then`")?;
        stages.push(Stage::UsedUp(node, line));
        let round = stations.iter().map(|id| Stage::Entered(*id));
        stages.extend(round.clone().chain(round));
        self.endless(driver, &stages, &stations, &lines).ok_or_else(|| "the line is not gone over its bound".to_owned())
    }

    /// Goes round a circle to the node that the finding names, and shows that no end is reached from there.
    fn no_end(&self, driver: &Driver<'_, '_>, way: &[NodeIndex]) -> Result<(), String> {
        let stations = self.stations(way);
        let here = self.graph.node_at(way[0]).map(|(_, node)| node.node.span());
        if here != Some(self.finding.at) {
            return Err("the finding is about another node".to_owned());
        }
        let stages = [&stations[stations.len() - 1..], stations.as_slice()].concat();
        let stages = stages.into_iter().map(Stage::Entered).collect();
        let reached = self.course(driver, stages, &stations, &[], &[], 0).ok_or("the circle is not gone round")?;
        let dead = self.without_end();
        // Other branches may end the case; then what goes round is given up.
        let lost = |reached: &Reached| {
            reached.last.iter().any(|effect| match effect {
                Effect::GivenUp(at) => {
                    let inside = at.path.0.iter().map(|step| match step {
                        Step::Branch(id, _) | Step::Item(id, _) | Step::Call(id) => *id,
                    });
                    let own = if at.path.flow() == Path::default() { Some(at.node) } else { None };
                    inside.chain(own).any(|id| dead.contains(&id))
                }
                _ => false,
            })
        };
        let any = driver.ahead.goals(Vec::new(), &[]);
        let (mut open, mut seen) = (vec![reached], HashSet::new());
        while let Some(here) = open.pop() {
            for next in driver.next(&here, &any, true) {
                if next.state.outcome.is_some() && !lost(&next) {
                    return Err("the case ends all the same".to_owned());
                }
                if next.state.outcome.is_none() && seen.len() < MOST_STATES && seen.insert(driver.key(&next.state)) {
                    open.push(next);
                }
            }
        }
        Ok(())
    }

    /// The nodes from which no line leads to an end, by a search of our own.
    fn without_end(&self) -> HashSet<NodeId> {
        let mut dead: HashSet<NodeId> = self.graph.iter().map(|(id, _)| id).collect();
        let mut open: Vec<NodeIndex> = self.graph.ends().map(|(_, end)| end.enter).collect();
        let mut seen: HashSet<NodeIndex> = open.iter().copied().collect();
        while let Some(point) = open.pop() {
            if let Some((id, node)) = self.graph.node_at(point)
                && node.enter == point
            {
                dead.remove(&id);
            }
            for edge in self.graph.points.edges_directed(point, petgraph::Direction::Incoming) {
                if edge.weight().kind != EdgeKind::Anytime && seen.insert(edge.source()) {
                    open.push(edge.source());
                }
            }
        }
        dead
    }

    /// Goes a course that ends with a circle which can be gone round again and again. No bounded way is taken meanwhile,
    /// but for lines that are used up; if that cannot be, at least none of the circle's own nodes.
    fn endless(
        &self,
        driver: &Driver<'_, '_>,
        stages: &[Stage],
        stations: &[NodeId],
        but: &[(NodeId, Span)],
    ) -> Option<()> {
        let all: Vec<NodeId> = self.graph.iter().map(|(id, _)| id).collect();
        let mut found = [all.as_slice(), stations]
            .into_iter()
            .map(|closed| self.course(driver, stages.to_vec(), stations, closed, but, 8));
        found.find_map(|found| found.map(drop))
    }

    /// Does some things in their order, the last of them once round some stations; from then on no bounded ways of some
    /// nodes are taken, but for some lines.
    fn course(
        &self,
        driver: &Driver<'_, '_>,
        stages: Vec<Stage>,
        stations: &[NodeId],
        closed: &[NodeId],
        but: &[(NodeId, Span)],
        again: usize,
    ) -> Option<Reached> {
        let astray = |reached: &Reached| self.takes_bounded(reached, closed, but);
        let graph = self.program.graph(&Path::default())?;
        let circle = stages.len().saturating_sub(stations.len() * 2);
        let goals = goals_of(&driver.ahead, graph, &stages, (circle, closed), None);
        let named = Named { graph: self.graph, nodes: stations.to_vec() };
        let round = stations.len().max(1);
        let free = again == 0 && self.uses_up(stations);
        driver.drive(&Course { driver, stages, goals, named, free, round, astray: &astray, again })
    }

    /// Whether some line on a circle is gone only when its bound is used up.
    fn uses_up(&self, stations: &[NodeId]) -> bool {
        let on_circle = |point: NodeIndex| self.graph.node_at(point).is_some_and(|(id, _)| stations.contains(&id));
        let mut edges = self.graph.points.edge_references();
        edges.any(|edge| {
            edge.weight().kind == EdgeKind::Exceeded && on_circle(edge.source()) && on_circle(edge.target())
        })
    }

    fn takes_bounded(&self, reached: &Reached, nodes: &[NodeId], but: &[(NodeId, Span)]) -> bool {
        let bounded = |node: NodeId, line: Span| {
            let node = self.graph.node(node);
            let points = node.into_iter().flat_map(|node| [node.enter, node.done]);
            let mut edges = points.flat_map(|point| self.graph.points.edges(point));
            edges.any(|edge| edge.weight().at == line && edge.weight().bound.is_some())
        };
        reached.last.iter().any(|effect| match effect {
            Effect::BoundUsedUp(at, line) => {
                at.path.flow() == Path::default() && nodes.contains(&at.node) && !but.contains(&(at.node, *line))
            }
            Effect::Went(at, line) => {
                at.path.flow() == Path::default() && nodes.contains(&at.node) && bounded(at.node, *line)
            }
            _ => false,
        })
    }
}
