//! Which values fields and categories can have at each point of a flow.
//!
//! Each variable has a small set of atoms: "not set", and one for each value, or for each stretch of numbers between
//! the figures that conditions compare it with. A point keeps the set of atoms that some case can bring there. Within
//! one node the combinations of the variables that its conditions read are tried one by one, so that coverage is exact
//! there; between nodes each variable is kept by itself, which can only make the sets larger, never smaller.

mod assigned;
mod beside;
mod branches;
mod calls;
mod cases;
mod domain;
mod effects;
mod ends;
mod eval;
mod joins;
mod rounds;
mod spread;
mod unset;
mod ways;

pub use assigned::{Assigned, FieldHere, assigned};
pub use branches::Branching;
pub use cases::{Cases, Follow};
pub use domain::{Atom, Domain, Variable};
pub use rounds::Rounds;
pub use spread::is_called;
pub use unset::{Unset, unset};
pub use ways::{Choice, Pair};

use rustc_hash::FxHashSet;

use petgraph::graph::NodeIndex;

use super::graph::{EdgeKind, FlowNode, Graph, NodeId};
use super::measure::Measure;
use crate::model::{Guard, Name, NodeKind, Project, Ref, Trigger};
use crate::source::{FileId, Span};
use effects::Effects;
use spread::{From, spread};

/// The values of a flow.
#[derive(Debug)]
pub struct Values<'m> {
    /// The variables that conditions of the flow read.
    pub variables: Vec<Variable<'m>>,
    /// For each point the sets of atoms, one for each variable; `None` where no case comes.
    pub states: Vec<Option<Vec<Atoms>>>,
    /// What can be said about the ways of the nodes at which a case is sorted by conditions or answers, in reading
    /// order. Nodes that no case comes to, and choices that could not be decided, are left out.
    pub choices: Vec<(NodeId, Choice)>,
    /// The same for the branches of blocks.
    pub branchings: Vec<(NodeId, Branching)>,
    /// Whether callers are taken to have set what is shared.
    callers: bool,
    /// What the nodes do to the variables.
    effects: Effects,
}

/// A set of atoms, one bit each. Atom 0 is "not set".
pub type Atoms = u128;

/// The bit of "not set".
pub const UNSET: Atoms = 1;

impl<'m> Values<'m> {
    /// Works out the values of a flow.
    #[must_use]
    pub fn of(project: &'m Project, graph: &Graph<'m>) -> Values<'m> {
        let variables = domain::variables(project, graph);
        let mut values = Values::from(project, graph, variables, From { callers: true, anytime: true });
        values.choices = values.sorted(project, graph);
        values.branchings = values.branched(project, graph);
        values
    }

    /// The values of a flow that nobody has prepared, for what its conditions read and for some more shared fields: by
    /// name, and by the file that declares them. About its choices nothing is said.
    #[must_use]
    pub fn unprepared(project: &'m Project, graph: &Graph<'m>, more: &[(&'m Name, FileId)]) -> Values<'m> {
        let mut variables = domain::variables(project, graph);
        for (name, home) in more {
            if !variables.iter().any(|known| known.name == *name && known.field.home == Some(*home)) {
                variables.push(Variable::unread(FieldHere::shared(project, graph.file, name, *home)));
            }
        }
        Values::from(project, graph, variables, From { callers: false, anytime: true })
    }

    fn from(project: &Project, graph: &Graph<'m>, variables: Vec<Variable<'m>>, from: From) -> Values<'m> {
        let effects = Effects::of(project, graph, &variables);
        let states =
            if variables.is_empty() { Vec::new() } else { spread(project, graph, (&variables, &effects), from) };
        Values { variables, states, choices: Vec::new(), branchings: Vec::new(), callers: from.callers, effects }
    }

    fn sorted(&self, project: &Project, graph: &Graph<'m>) -> Vec<(NodeId, Choice)> {
        let tried = |trigger: &Trigger| matches!(trigger, Trigger::When(_) | Trigger::Says(_));
        let choice = |(id, node): (NodeId, &FlowNode<'m>)| {
            // The lines of a wait are events: the first decides, and none need come.
            let waits = matches!(node.node.kind, NodeKind::Wait { .. });
            if waits || !node.node.work.ways.iter().any(|way| tried(&way.trigger)) {
                return None;
            }
            let choice = ways::choices(project, graph.file, node.node, &self.variables, self.state(node.done)?);
            choice.decided.then_some((id, choice))
        };
        let mut choices: Vec<(NodeId, Choice)> = graph.iter().filter_map(choice).collect();
        // Kept apart, the variables make combinations that no case has. What would be told is looked for once more among
        // the single cases; a sound choice is decided without them.
        let tells = |choice: &Choice| choice.uncovered.is_some() || !choice.overlaps.is_empty();
        if choices.iter().any(|(_, choice)| tells(choice))
            && let Some(cases) = Cases::follow(project, graph, self, &Follow { anytime: true, ..Follow::default() })
        {
            for (id, choice) in choices.iter_mut().filter(|(_, choice)| tells(choice)) {
                if let Some(node) = graph.node(*id) {
                    self.among(project, graph, node, choice, &cases);
                }
            }
        }
        choices
    }

    /// Keeps of what is told about a choice only what some single case meets.
    fn among(&self, project: &Project, graph: &Graph<'m>, node: &FlowNode<'m>, choice: &mut Choice, cases: &Cases) {
        let each = cases.at(node.done).map(|case| ways::choices(project, graph.file, node.node, &self.variables, case));
        let each: Vec<Choice> = each.collect();
        choice.uncovered = each.iter().find_map(|one| one.uncovered.clone());
        choice.overlaps.retain_mut(|pair| {
            let same = |one: &Pair| one.first == pair.first && one.second == pair.second;
            let found = each.iter().flat_map(|one| &one.overlaps).find(|one| same(one));
            found.is_some_and(|found| {
                pair.case.clone_from(&found.case);
                true
            })
        });
    }

    fn branched(&self, project: &Project, graph: &Graph<'m>) -> Vec<(NodeId, Branching)> {
        let branching = |(id, node): (NodeId, &FlowNode<'m>)| {
            let NodeKind::Parallel { branches, .. } = &node.node.kind else { return None };
            let state = self.state(node.enter)?;
            Some((id, branches::branching(project, graph.file, branches, &self.variables, state)?))
        };
        graph.iter().filter_map(branching).collect()
    }

    /// The lines and branches that no case takes, by where they are written.
    #[must_use]
    pub fn dead_lines(&self, graph: &Graph<'_>) -> FxHashSet<Span> {
        let mut dead = FxHashSet::default();
        for (id, choice) in &self.choices {
            let Some(node) = graph.node(*id) else { continue };
            let untaken = node.node.work.ways.iter().zip(&choice.states).filter(|(way, state)| {
                matches!(way.trigger, Trigger::When(_) | Trigger::Says(_) | Trigger::Otherwise) && state.is_none()
            });
            dead.extend(untaken.map(|(way, _)| way.at.0));
        }
        for (id, branching) in &self.branchings {
            let Some(node) = graph.node(*id) else { continue };
            let NodeKind::Parallel { branches, .. } = &node.node.kind else { continue };
            let otherwise = |branch: usize| branches.get(branch).is_some_and(|known| known.guard == Guard::Otherwise);
            let never = graph.points.edges(node.enter).filter(|edge| match edge.weight().kind {
                EdgeKind::Branch(branch) => {
                    branching.never.contains(&branch) || (branching.otherwise_never && otherwise(branch))
                }
                _ => false,
            });
            dead.extend(never.map(|edge| edge.weight().at));
        }
        dead
    }

    /// The state at a point; `None` where no case comes.
    fn state(&self, point: NodeIndex) -> Option<&[Atoms]> {
        match self.states.get(point.index()) {
            Some(state) => state.as_deref(),
            None => self.variables.is_empty().then_some(&[]),
        }
    }

    /// The index of the variable that a reference in a condition reads.
    #[must_use]
    pub fn index(&self, reference: &Ref) -> Option<usize> {
        index_of(&self.variables, reference.last())
    }

    /// What a variable can be at a point; nothing where no case comes.
    #[must_use]
    pub fn at(&self, point: NodeIndex, variable: usize) -> Atoms {
        let state = self.states.get(point.index()).and_then(Option::as_ref);
        state.and_then(|state| state.get(variable)).copied().unwrap_or(0)
    }

    /// Whether a state may be that of a case with these values.
    #[must_use]
    pub fn fits(&self, state: &[Atoms], case: &[(usize, Atom)]) -> bool {
        case.iter().all(|(index, atom)| {
            let known = self.variables.get(*index).zip(state.get(*index));
            known.is_some_and(|(variable, atoms)| {
                (0..=variable.domain.len()).any(|bit| atoms & (1 << bit) != 0 && variable.domain.atom(bit) == *atom)
            })
        })
    }

    /// Whether some case comes to a point.
    #[must_use]
    pub fn comes_to(&self, point: NodeIndex) -> bool {
        self.states.get(point.index()).is_some_and(Option::is_some)
    }
}

/// What the conditions of a flow measure a field in, where its values could be measured in something else: currencies,
/// reckonings of time.
#[must_use]
pub fn measures(project: &Project, graph: &Graph<'_>, name: &Name) -> Vec<Measure> {
    domain::measures(project, graph, name)
}

/// The index of a variable by its name.
pub(super) fn index_of(variables: &[Variable<'_>], name: &Name) -> Option<usize> {
    variables.iter().position(|variable| variable.name == name)
}
