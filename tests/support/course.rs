//! Courses: what is to happen in a case, one after the other, and nothing beside that the course does not name.

use std::rc::Rc;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use sopkit::flow::case::{Effect, Fault, Path};
use sopkit::flow::{EdgeKind, Graph, NodeId};
use sopkit::source::Span;

use super::ahead::{Ahead, Goals, Target};
use super::drive::{Aim, Driver, Reached};

/// What is to happen next on a course.
#[derive(Clone, Copy, PartialEq)]
pub enum Stage {
    /// This line is gone.
    Gone(NodeId, Span),
    /// The bound of this line is used up: its `then` is gone.
    UsedUp(NodeId, Span),
    /// This node is entered.
    Entered(NodeId),
    /// This block is done.
    Joined(NodeId),
    /// The bound of this line of the first node is used up, and its `then` leads into the second node.
    Exceeded(NodeId, Span, NodeId),
    /// The bound of this line of a node is used up, and its `then` leads to the join of this block, which may have to wait.
    OverToJoin(NodeId, Span, NodeId),
}

impl Stage {
    pub fn node(self) -> NodeId {
        match self {
            Stage::Gone(id, _) | Stage::UsedUp(id, _) | Stage::Entered(id) | Stage::Joined(id) => id,
            Stage::Exceeded(_, _, into) | Stage::OverToJoin(_, _, into) => into,
        }
    }

    /// What an effect in the flow of the case itself is; called procedures have courses of their own.
    fn of(effect: &Effect) -> Option<Stage> {
        let (at, stage) = match effect {
            Effect::Went(at, line) => (at, Stage::Gone(at.node, *line)),
            Effect::BoundUsedUp(at, line) => (at, Stage::UsedUp(at.node, *line)),
            Effect::Entered(at) => (at, Stage::Entered(at.node)),
            Effect::Done(at) => (at, Stage::Joined(at.node)),
            _ => return None,
        };
        (at.path.flow() == Path::default()).then_some(stage)
    }
}

/// The nodes that a course names.
pub struct Named<'t, 'm> {
    pub graph: &'t Graph<'m>,
    pub nodes: Vec<NodeId>,
}

impl Named<'_, '_> {
    /// Whether a node runs beside the course: in another branch of a block that the course passes, or goes on in.
    pub fn is_beside(&self, id: NodeId) -> bool {
        let in_branch = |node: NodeId, block: NodeId, branch: usize| {
            self.graph.around(node).iter().any(|inside| inside.block == block && inside.branch == branch)
        };
        self.graph.around(id).iter().any(|inside| {
            let passed = self.nodes.contains(&inside.block);
            let around = self.nodes.iter().any(|node| self.graph.around(*node).iter().any(|o| o.block == inside.block));
            (passed || around) && !self.nodes.iter().any(|node| in_branch(*node, inside.block, inside.branch))
        })
    }
}

/// To go a way node by node and to come to something at its end.
pub struct Trace<'a, 't, 'm> {
    pub graph: &'t Graph<'m>,
    pub stages: Vec<Stage>,
    pub goals: Vec<Rc<Goals>>,
    pub there: &'a dyn Fn(&Reached) -> bool,
}

impl Trace<'_, '_, '_> {
    /// Whether a node runs beside the way: in a branch of an open block into which the way does not lead. A way may pass a
    /// block several times, each time through another branch.
    fn is_beside(&self, id: NodeId, progress: usize) -> bool {
        let inside = |stage: &Stage, block: NodeId| {
            let around = self.graph.around(stage.node());
            around.into_iter().find(|inside| inside.block == block)
        };
        self.graph.around(id).into_iter().any(|own| {
            let enters = |stage: &Stage| {
                matches!(stage, Stage::Entered(block) | Stage::Exceeded(_, _, block) if *block == own.block)
            };
            let Some(entered) = self.stages[..progress].iter().rposition(enters) else { return false };
            let mut within = self.stages[entered + 1..].iter().map_while(|stage| inside(stage, own.block));
            within.all(|inside| inside.branch != own.branch)
        })
    }
}

impl Aim for Trace<'_, '_, '_> {
    fn progress(&self, reached: &Reached, before: usize) -> Option<usize> {
        let mut progress = before.min(self.stages.len());
        let mut used_up = None;
        for stage in reached.last.iter().filter_map(Stage::of) {
            let wanted = self.stages.get(progress);
            let free = matches!(wanted, Some(Stage::Exceeded(..) | Stage::OverToJoin(..)));
            let exceeded = |id| used_up.is_some_and(|(from, line)| wanted == Some(&Stage::Exceeded(from, line, id)));
            match stage {
                _ if wanted == Some(&stage) => progress += 1,
                Stage::Entered(id) if exceeded(id) => progress += 1,
                Stage::UsedUp(from, line) if matches!(wanted, Some(Stage::OverToJoin(node, at, _)) if (*node, *at) == (from, line)) =>
                {
                    progress += 1;
                }
                // A way does not name the rounds by which a bound is used up.
                Stage::Entered(id) if !free && !self.is_beside(id, progress) => return None,
                _ => {}
            }
            used_up = if let Stage::UsedUp(from, line) = stage { Some((from, line)) } else { None };
        }
        Some(progress + usize::from(progress == self.stages.len() && (self.there)(reached)))
    }

    fn last(&self) -> usize {
        self.stages.len() + 1
    }

    fn goals(&self, progress: usize) -> &Rc<Goals> {
        &self.goals[progress.min(self.stages.len())]
    }
}

/// To come to a node by any way.
pub struct Anyhow {
    pub node: NodeId,
    pub goals: Vec<Rc<Goals>>,
}

impl Aim for Anyhow {
    fn progress(&self, reached: &Reached, before: usize) -> Option<usize> {
        let comes = reached.last.iter().filter_map(Stage::of).any(|stage| stage == Stage::Entered(self.node));
        Some(before.max(usize::from(comes)))
    }

    fn last(&self) -> usize {
        1
    }

    fn goals(&self, _progress: usize) -> &Rc<Goals> {
        &self.goals[0]
    }
}

/// To do things in their order, and to end with a circle that can be gone round again and again.
pub struct Course<'a, 'r, 't, 'm> {
    pub driver: &'a Driver<'r, 'm>,
    pub stages: Vec<Stage>,
    pub goals: Vec<Rc<Goals>>,
    /// The nodes of the circle; once round nothing else is entered but what runs beside it.
    pub named: Named<'t, 'm>,
    /// Whether bounds are used up on the circle, by rounds of their own that its way does not name.
    pub free: bool,
    /// So many of the last stages are once round the circle.
    pub round: usize,
    /// Whether something happened that may not, once the circle has begun.
    pub astray: &'a dyn Fn(&Reached) -> bool,
    /// So often the last round must be able to be gone again, by the same events.
    pub again: usize,
}

impl Course<'_, '_, '_, '_> {
    /// What comes after the last stage is once more round.
    fn place(&self, progress: usize) -> usize {
        let over = progress.saturating_sub(self.stages.len());
        progress - over.div_ceil(self.round) * self.round
    }

    fn wanted(&self, progress: usize) -> Stage {
        self.stages[self.place(progress + 1) - 1]
    }
}

impl Aim for Course<'_, '_, '_, '_> {
    fn progress(&self, reached: &Reached, before: usize) -> Option<usize> {
        if before + self.round * 2 >= self.stages.len() && (self.astray)(reached) {
            return None;
        }
        let mut progress = before;
        for stage in reached.last.iter().filter_map(Stage::of) {
            if stage == self.wanted(progress) {
                progress += 1;
            } else if let Stage::Entered(id) = stage
                // Once round the circle is gone as the finding names it.
                && !self.free
                && progress + self.round > self.stages.len()
                && !self.named.is_beside(id)
            {
                return None;
            }
        }
        Some(progress)
    }

    fn last(&self) -> usize {
        self.stages.len()
    }

    fn goals(&self, progress: usize) -> &Rc<Goals> {
        &self.goals[self.place(progress + 1) - 1]
    }

    fn is_it(&self, reached: &Reached, stages: &[usize]) -> bool {
        // Without anybody doing anything it goes round at once.
        if reached.state.stuck().any(|(_, _, fault)| fault == Fault::Endless) {
            return true;
        }
        let begin = stages[stages.len() - 1 - self.round];
        let mut here = reached.clone();
        let mut progress = stages.len();
        let events = reached.events[begin..].to_vec();
        for _ in 0..self.again {
            let Some(next) = self.driver.again(&here, &events) else { return false };
            let Some(now) = self.progress(&next, progress).filter(|now| *now >= progress + self.round) else {
                return false;
            };
            (here, progress) = (next, now);
        }
        true
    }
}

/// Where to go for each of some stages, so that the later ones can follow; from the stage `circle` on no bounded way of
/// the closed nodes is gone. Behind the last stage comes `tail`; then each stage leads straight to the next one.
pub fn goals_of<'m>(
    ahead: &Ahead<'_, 'm>,
    graph: &Graph<'m>,
    stages: &[Stage],
    (circle, closed): (usize, &[NodeId]),
    tail: Option<Rc<Goals>>,
) -> Vec<Rc<Goals>> {
    let along = tail.is_some();
    let mut goals: Vec<Rc<Goals>> = tail.into_iter().collect();
    for (index, stage) in stages.iter().enumerate().rev() {
        // What will be used up by then.
        let gone = |stages: &[Stage]| -> Vec<(NodeId, u32)> {
            let lines = stages.iter().filter_map(|stage| match stage {
                Stage::Gone(id, line) => Some((*id, line.start)),
                _ => None,
            });
            lines.collect()
        };
        let later = gone(&stages[index + 1..]);
        let mut used = gone(&stages[..=index]);
        used.retain(|line| !later.contains(line));
        used.sort_unstable();
        used.dedup();
        let after = goals.last().map(|goals| ahead.map(graph, goals, used.clone(), &[]));
        let behind = |point: NodeIndex| match &after {
            Some(map) => map.at(point).to_vec(),
            None => vec![(0, ahead.any())],
        };
        // Once on the circle, its bounds may not be used.
        let closed = if index >= circle { closed } else { &[] };
        // The ways by which it happens: who stands at a node is yet to enter it again.
        let Some(node) = graph.node(stage.node()) else { continue };
        let out = |line: Span| {
            let edges = [node.enter, node.done].into_iter().flat_map(|point| graph.points.edges(point));
            edges.filter(move |edge| edge.weight().at == line).collect::<Vec<_>>()
        };
        let into = |point| graph.points.edges_directed(point, petgraph::Direction::Incoming).collect::<Vec<_>>();
        let edges = match stage {
            Stage::Entered(_) => into(node.enter),
            Stage::Joined(_) => into(node.done),
            Stage::Gone(_, line) | Stage::UsedUp(_, line) => out(*line),
            Stage::Exceeded(from, line, _) | Stage::OverToJoin(from, line, _) => {
                let to = if matches!(stage, Stage::Exceeded(..)) { node.enter } else { node.done };
                let edges = graph.node(*from).into_iter().flat_map(|from| {
                    let of = |point| graph.points.edges_connecting(point, to);
                    of(from.done).chain(of(from.enter))
                });
                edges.filter(|edge| edge.weight().at == *line).collect()
            }
        };
        let mut targets = Vec::new();
        for edge in edges {
            let exceeded = edge.weight().kind == EdgeKind::Exceeded;
            let from = graph.node_at(edge.source()).map(|(id, _)| (id, edge.weight().at.start));
            let is_used = from.is_some_and(|line| used.contains(&line));
            let is_closed = from.is_some_and(|(id, _)| closed.contains(&id));
            let before = index.checked_sub(1).map(|index| stages[index].node());
            let fits = match stage {
                _ if edge.weight().idle => false,
                Stage::Entered(_) | Stage::Joined(_)
                    if along && graph.node_at(edge.source()).map(|(id, _)| id) != before =>
                {
                    false
                }
                Stage::Entered(_) | Stage::Joined(_) if exceeded => is_used || !is_closed,
                Stage::Entered(_) | Stage::Joined(_) => edge.weight().bound.is_none() || !(is_used || is_closed),
                Stage::Gone(..) => !exceeded,
                Stage::UsedUp(..) | Stage::Exceeded(..) | Stage::OverToJoin(..) => exceeded,
            };
            if !fits {
                continue;
            }
            for (far, sets) in behind(edge.target()) {
                let sets = ahead.before(graph, edge.id(), &sets);
                let target = |sets| Target { point: edge.source(), sets, far: far + 1, by: Some(edge.id()) };
                targets.extend(sets.into_iter().map(target));
            }
        }
        // A block that asks, or waits for its other branches, is there already.
        if let Stage::Joined(_) = stage {
            let there = |(far, sets)| Target { point: node.done, sets, far: far + 1, by: None };
            targets.extend(behind(node.done).into_iter().map(there));
        }
        goals.push(ahead.goals(targets, closed));
    }
    goals.reverse();
    goals
}
