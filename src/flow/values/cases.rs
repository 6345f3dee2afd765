//! Single cases followed through a flow, where keeping each variable by itself is too coarse.
//!
//! "The field is asked only where the category is urgent, and read only there" is sound, but the sets of the two
//! variables do not know of each other. Here each combination of values is followed by itself, within a limit.

use rustc_hash::FxHashSet;
use std::rc::Rc;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::assigned::sets;
use super::calls::never_falls;
use super::eval::Case;
use super::joins::Joins;
use super::spread::{of_rejection, way_state};
use super::ways::choices;
use super::{Assigned, Atoms, UNSET, Values, Variable};
use crate::flow::graph::{EdgeKind, Graph};
use crate::flow::reach::branch_of;
use crate::model::{Branch, Guard, Node, NodeKind, Project};

/// More cases than this and nothing is concluded.
const MOST_CASES: usize = 30_000;

/// Which cases are followed.
#[derive(Debug, Clone, Default)]
pub struct Follow {
    /// From where, and with which values; from the beginning of the case if nothing is said.
    pub from: Vec<(NodeIndex, Vec<Atoms>)>,
    /// Points that are taken out.
    pub without: Vec<NodeIndex>,
    /// Whether what may happen at any time counts.
    pub anytime: bool,
    /// Whether blocks that set what conditions read are followed all the same. What other branches set may then be
    /// anything behind the join: there may be ways that no case goes, but a way that is found is one to be shown.
    pub loosely: bool,
    /// Whether what comes behind a bound that is used up is left out: ways that are easier to go, if there are any.
    pub plainly: bool,
    /// Whether a branch goes on behind a join of all branches only where the others can have come there as well.
    pub joining: bool,
    /// Whether what has a value keeps it where work need not set it: a record that is filled again may correct what it
    /// says, but no case is planned that way.
    pub uncorrected: bool,
    /// A variable whose values are told apart everywhere, also where no condition reads them any more.
    pub kept: Option<usize>,
}

/// Every single case that comes to a point, for all points.
#[derive(Debug)]
pub struct Cases {
    /// Point, values, and from which case it came; breadth first.
    seen: Vec<(NodeIndex, Single, Option<usize>)>,
}

/// One value for each variable. Kept once: a case is remembered in two places and carried from point to point.
type Single = Rc<[Atoms]>;

impl Cases {
    /// Follows each combination of values by itself. `None` if that cannot be done: too many cases, no conditions that
    /// could make a difference, or blocks that set what conditions read.
    #[must_use]
    pub fn follow<'m>(project: &Project, graph: &Graph<'m>, values: &Values<'m>, follow: &Follow) -> Option<Cases> {
        let sets = |node| values.effects.assigned(node).iter().any(Option::is_some);
        let inside = || graph.iter().any(|(id, node)| node.inside.is_some() && sets(id));
        if values.variables.is_empty() || (!follow.loosely && inside()) {
            return None;
        }
        let without = follow.without.iter().copied().collect();
        let joins = if follow.joining { Joins::of(project, graph, values) } else { Joins::none(graph) };
        let (seen, known, kept) = (Vec::new(), FxHashSet::default(), follow.kept);
        let mut cases = Following { seen, known, without, kept, values, joins };
        match follow.from.is_empty() {
            true => cases.arrive(graph.start, values.states.get(graph.start.index())?.as_ref()?, None),
            false => follow.from.iter().for_each(|(point, case)| cases.arrive(*point, case, None)),
        }
        let edges = graph.points.edges(graph.start).filter(|edge| edge.weight().kind == EdgeKind::Anytime);
        let anytime: Vec<NodeIndex> = edges.map(|edge| edge.target()).filter(|_| follow.anytime).collect();
        let mut at = 0;
        while let Some((point, case, _)) = cases.seen.get(at).cloned() {
            if cases.seen.len() > MOST_CASES {
                return None;
            }
            for (to, state) in next(project, graph, values, point, &case, follow) {
                for (state, from) in cases.joins.come((project, graph, values), (point, to), (state, at)) {
                    cases.arrive(to, &joined(project, graph, values, (point, to), state), Some(from));
                }
            }
            // What may happen at any time happens while somebody works, and has answered something or nothing.
            if stands_at(graph, point) && !anytime.is_empty() {
                let state = worked(graph, values, point, &case, Worked { partly: true, follow });
                anytime.iter().for_each(|to| cases.arrive(*to, &state, Some(at)));
            }
            at += 1;
        }
        Some(Cases { seen: cases.seen })
    }

    /// The cases that come to a point.
    pub fn at(&self, point: NodeIndex) -> impl Iterator<Item = &[Atoms]> {
        self.seen.iter().filter(move |(known, ..)| *known == point).map(|(_, case, _)| &**case)
    }

    /// The way of the first case that comes to a point; `None` if none does.
    #[must_use]
    pub fn way(&self, to: NodeIndex) -> Option<Vec<NodeIndex>> {
        self.way_of(to, &|_| true)
    }

    /// The way of the first case of some kind that comes to a point; `None` if none does.
    #[must_use]
    pub fn way_of(&self, to: NodeIndex, kind: &dyn Fn(&[Atoms]) -> bool) -> Option<Vec<NodeIndex>> {
        let mut at = self.seen.iter().position(|(point, case, _)| *point == to && kind(case));
        at?;
        let mut way = Vec::new();
        while let Some((point, _, before)) = at.and_then(|at| self.seen.get(at)) {
            way.push(*point);
            at = *before;
        }
        way.reverse();
        Some(way)
    }
}

struct Following<'f, 'm> {
    seen: Vec<(NodeIndex, Single, Option<usize>)>,
    known: FxHashSet<(NodeIndex, Single)>,
    without: FxHashSet<NodeIndex>,
    kept: Option<usize>,
    values: &'f Values<'m>,
    joins: Joins<'m>,
}

impl Following<'_, '_> {
    fn arrive(&mut self, point: NodeIndex, state: &[Atoms], from: Option<usize>) {
        if self.without.contains(&point) {
            return;
        }
        let told_apart = |index| {
            let read = self.values.effects.is_read_after(point, index) || self.joins.tell(point, index);
            read || self.kept == Some(index)
        };
        let variables = self.values.variables.iter().enumerate();
        let told = |((index, variable), atoms): ((usize, &Variable<'_>), &Atoms)| match told_apart(index) {
            true => Told::Singly(*atoms),
            // Nothing depends on it any more: cases that differ in it alone are one.
            false => Told::Whole(variable.domain.all() | UNSET),
        };
        for case in singles(variables.zip(state).map(told)) {
            if self.known.insert((point, Rc::clone(&case))) {
                self.seen.push((point, case, from));
            }
        }
    }
}

/// Whether a case may stand at a point for some time.
fn stands_at(graph: &Graph<'_>, point: NodeIndex) -> bool {
    graph.node_at(point).is_some_and(|(_, node)| node.enter == point && node.done != point)
}

/// How far the work of a node has come, and for which cases that is asked.
#[derive(Clone, Copy)]
struct Worked<'f> {
    /// Whether perhaps only a part of it is done.
    partly: bool,
    follow: &'f Follow,
}

/// The state when the work of a node is done, or a part of it.
fn worked(graph: &Graph<'_>, values: &Values<'_>, point: NodeIndex, case: &[Atoms], how: Worked<'_>) -> Vec<Atoms> {
    let Some((id, _)) = graph.node_at(point) else { return case.to_vec() };
    let known = case.iter().zip(&values.variables).zip(values.effects.assigned(id));
    let atoms = known.map(|((atoms, variable), assigned)| match assigned {
        Some(Assigned::Surely) if !how.partly => variable.domain.all(),
        Some(Assigned::Perhaps) if how.follow.uncorrected && atoms & UNSET == 0 => *atoms,
        Some(_) => *atoms | variable.domain.all(),
        None => *atoms,
    });
    atoms.collect()
}

/// Where a case may go from a point, with the states that it may have there.
fn next(
    project: &Project,
    graph: &Graph<'_>,
    values: &Values<'_>,
    point: NodeIndex,
    case: &[Atoms],
    follow: &Follow,
) -> Vec<(NodeIndex, Vec<Atoms>)> {
    let node = graph.node_at(point);
    let done = node.filter(|(_, node)| node.done == point && node.enter != point);
    let choice = done.map(|(_, node)| choices(project, graph.file, node.node, &values.variables, case));
    let work = |partly: bool| worked(graph, values, point, case, Worked { partly, follow });
    let mut found = Vec::new();
    for edge in graph.points.edges(point) {
        let state = match (edge.weight().kind, node) {
            // What may happen at any time proves nothing about the written ways.
            (EdgeKind::Anytime, _) => continue,
            (EdgeKind::Exceeded, _) if follow.plainly || edge.weight().idle => continue,
            (_, Some((_, node))) if never_falls(project, graph.file, node.node, edge.weight()) => continue,
            (EdgeKind::Work, _) => Some(work(false)),
            (_, Some((_, node))) if of_rejection(node, edge.weight()) => Some(work(false)),
            (EdgeKind::Late, _) => Some(work(true)),
            (EdgeKind::Failed, Some((id, _))) => values.effects.undone(id, edge.weight(), work(true)),
            // The same when the bound of such a line is used up.
            (EdgeKind::Exceeded, Some((id, node))) if point == node.enter => {
                values.effects.undone(id, edge.weight(), work(true))
            }
            (EdgeKind::Branch(branch), Some((_, node)))
                if !may_begin(project, graph, values, node.node, branch, case) =>
            {
                None
            }
            (EdgeKind::Sync(_) | EdgeKind::Branch(_) | EdgeKind::Skip, Some((_, node)))
                if matches!(node.node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. }) =>
            {
                Some(case.to_vec())
            }
            (kind, Some((id, node))) => {
                let state = way_state(node, &kind, edge.weight().at, choice.as_ref(), &case.to_vec());
                state.and_then(|state| values.effects.on_way(id, edge.weight(), state))
            }
            (_, None) => Some(case.to_vec()),
        };
        found.extend(state.map(|state| (edge.target(), state)));
    }
    found
}

/// Whether a branch of a block may begin with these values.
fn may_begin(
    project: &Project,
    graph: &Graph<'_>,
    values: &Values<'_>,
    node: &Node,
    branch: usize,
    case: &[Atoms],
) -> bool {
    let NodeKind::Parallel { branches, .. } = &node.kind else { return true };
    // Of several values of one variable it is not known which; then nothing is concluded from it.
    let single = |atoms: &Atoms| atoms.is_power_of_two().then(|| atoms.trailing_zeros() as usize);
    let bits: Vec<Option<usize>> = case.iter().map(single).collect();
    let case = Case { project, file: graph.file, variables: &values.variables, bits: &bits };
    let holds = |branch: &Branch| match &branch.guard {
        Guard::When(cond) => case.holds(cond),
        _ => None,
    };
    branches.get(branch).is_none_or(|own| match own.guard {
        Guard::Otherwise => branches.iter().all(|other| holds(other) != Some(true)),
        _ => holds(own) != Some(false),
    })
}

/// The state behind a join: what the other branches of the block set may be anything there.
fn joined(
    project: &Project,
    graph: &Graph<'_>,
    values: &Values<'_>,
    (from, to): (NodeIndex, NodeIndex),
    mut state: Vec<Atoms>,
) -> Vec<Atoms> {
    let Some((id, node)) = graph.node_at(to).filter(|(_, node)| node.done == to) else { return state };
    let NodeKind::Parallel { branches, .. } = &node.node.kind else { return state };
    let Some(own) = branch_of(graph, from, id) else { return state };
    for (atoms, variable) in state.iter_mut().zip(&values.variables) {
        let mut others = branches.iter().enumerate().filter(|(index, _)| *index != own).map(|(_, branch)| branch);
        if others.any(|branch| sets(project, graph.file, &branch.nodes, variable.field)) {
            *atoms |= variable.domain.all();
        }
    }
    state
}

/// How the values of a variable are followed.
enum Told {
    /// Each by itself.
    Singly(Atoms),
    /// As one.
    Whole(Atoms),
}

/// Every combination of the values that are followed singly.
fn singles(state: impl Iterator<Item = Told>) -> Vec<Single> {
    let mut cases: Vec<Vec<Atoms>> = vec![Vec::new()];
    for told in state {
        match told {
            Told::Singly(atoms)
                if !atoms.is_power_of_two() && cases.len() * atoms.count_ones() as usize <= MOST_CASES =>
            {
                let with = |case: &Vec<Atoms>, value: Atoms| [case.as_slice(), &[value]].concat();
                cases = cases.iter().flat_map(|case| values_of(atoms).map(move |value| with(case, value))).collect();
            }
            // Too many to follow singly: the whole set stands for them, which can only find more.
            Told::Singly(atoms) | Told::Whole(atoms) => cases.iter_mut().for_each(|case| case.push(atoms)),
        }
    }
    cases.into_iter().map(Rc::from).collect()
}

/// The single values of a set, from the lowest.
fn values_of(mut atoms: Atoms) -> impl Iterator<Item = Atoms> {
    std::iter::from_fn(move || {
        let lowest = atoms & atoms.wrapping_neg();
        atoms ^= lowest;
        (lowest != 0).then_some(lowest)
    })
}
