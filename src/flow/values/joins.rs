//! Joins of all branches, for single cases: one branch goes on only where the others can have come there as well.

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::assigned::sets;
use super::eval::Case;
use super::ways::read_by;
use super::{Atoms, Values};
use crate::flow::graph::{FlowNode, Graph, NodeId};
use crate::flow::reach::branch_of;
use crate::model::{Branch, Cond, Count, Guard, NodeKind, Project, Trigger};

/// The joins of a flow that wait for all branches.
pub(super) struct Joins<'m> {
    joins: FxHashMap<NodeIndex, Join<'m>>,
    /// For each point the variables that branches beside it read, and no branch sets: cases that differ in them are told
    /// apart until the branches join.
    beside: Vec<Vec<bool>>,
}

/// A case that waits at a join: its branch, its values, and from which case it came.
type Arrived = (usize, Vec<Atoms>, usize);

struct Join<'m> {
    block: NodeId,
    branches: &'m [Branch],
    /// For each variable whether the branches leave it as it is.
    left: Vec<bool>,
    /// What has come by each branch, as far as they leave it as it is.
    there: Vec<FxHashSet<Vec<Atoms>>>,
    waiting: Vec<Arrived>,
}

impl<'m> Joins<'m> {
    pub(super) fn none(graph: &Graph<'m>) -> Self {
        Self { joins: FxHashMap::default(), beside: vec![Vec::new(); graph.points.node_count()] }
    }

    pub(super) fn of(project: &Project, graph: &Graph<'m>, values: &Values<'m>) -> Self {
        let mut found = Self::none(graph);
        for (block, node) in graph.iter() {
            let NodeKind::Parallel { branches, join: Some(Count::All), .. } = &node.node.kind else { continue };
            let set = |branch: &Branch, field| sets(project, graph.file, &branch.nodes, field);
            let fields = values.variables.iter().map(|known| known.field);
            let left: Vec<bool> = fields.map(|field| !branches.iter().any(|branch| set(branch, field))).collect();
            let mut read = Vec::new();
            let inside = |(id, _): &(NodeId, &FlowNode<'m>)| {
                *id == block || graph.around(*id).iter().any(|inside| inside.block == block)
            };
            for (id, node) in graph.iter().filter(inside) {
                let own = if id == block { &[] } else { node.node.work.ways.as_slice() };
                let ways = own.iter().filter_map(|way| match &way.trigger {
                    Trigger::When(cond) => Some(cond),
                    _ => None,
                });
                ways.chain(guards(&node.node.kind)).for_each(|cond| read_by(cond, &values.variables, &mut read));
            }
            for (_, node) in graph.iter().filter(inside).filter(|(id, _)| *id != block) {
                for point in [node.enter, node.done] {
                    let Some(beside) = found.beside.get_mut(point.index()) else { continue };
                    beside.resize(left.len(), false);
                    for (index, (beside, left)) in beside.iter_mut().zip(&left).enumerate() {
                        *beside |= *left && read.contains(&index);
                    }
                }
            }
            let there = vec![FxHashSet::default(); branches.len()];
            found.joins.insert(node.done, Join { block, branches, left, there, waiting: Vec::new() });
        }
        found
    }

    /// Whether cases that differ in a variable are told apart at a point for the sake of the branches beside it.
    pub(super) fn tell(&self, point: NodeIndex, variable: usize) -> bool {
        self.beside.get(point.index()).and_then(|beside| beside.get(variable)).copied().unwrap_or(false)
    }

    /// The cases that go on behind a point, each with the one that it came from, when a case comes there from another.
    pub(super) fn come(
        &mut self,
        (project, graph, values): (&Project, &Graph<'_>, &Values<'_>),
        (from, to): (NodeIndex, NodeIndex),
        (state, at): (Vec<Atoms>, usize),
    ) -> Vec<(Vec<Atoms>, usize)> {
        let join = self.joins.get_mut(&to).and_then(|join| Some((branch_of(graph, from, join.block)?, join)));
        let Some((branch, join)) = join else { return vec![(state, at)] };
        let kept = state.iter().zip(&join.left).map(|(atoms, left)| if *left { *atoms } else { Atoms::MAX });
        let is_new = join.there.get_mut(branch).is_some_and(|there| there.insert(kept.collect()));
        let waiting = if is_new { std::mem::take(&mut join.waiting) } else { Vec::new() };
        let (ready, waiting): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .chain([(branch, state, at)])
            .partition(|arrived| join.others_are_there(project, graph, values, arrived));
        join.waiting.extend(waiting);
        ready.into_iter().map(|(_, state, at)| (state, at)).collect()
    }
}

impl Join<'_> {
    fn others_are_there(
        &self,
        project: &Project,
        graph: &Graph<'_>,
        values: &Values<'_>,
        (own, state, _): &Arrived,
    ) -> bool {
        let single = |atoms: &Atoms| atoms.is_power_of_two().then(|| atoms.trailing_zeros() as usize);
        let bits: Vec<Option<usize>> =
            state.iter().zip(&self.left).map(|(atoms, left)| single(atoms).filter(|_| *left)).collect();
        let case = Case { project, file: graph.file, variables: &values.variables, bits: &bits };
        // Only of branches that this case surely takes.
        let taken = |branch: &Branch| match &branch.guard {
            Guard::Always => true,
            Guard::When(cond) => case.holds(cond) == Some(true),
            Guard::Says(_) | Guard::Otherwise => false,
        };
        let fits = |known: &Vec<Atoms>| known.iter().zip(state).all(|(known, atoms)| known & atoms != 0);
        let mut all = self.branches.iter().zip(&self.there).enumerate();
        all.all(|(index, (branch, there))| index == *own || !taken(branch) || there.iter().any(fits))
    }
}

/// The conditions of the branches of a block.
fn guards(kind: &NodeKind) -> impl Iterator<Item = &Cond> {
    let branches = if let NodeKind::Parallel { branches, .. } = kind { branches.as_slice() } else { &[] };
    branches.iter().filter_map(|branch| match &branch.guard {
        Guard::When(cond) => Some(cond),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::flow::{Cases, Follow, Values, build, in_words};
    use crate::model::{Name, Project};
    use crate::source::FileId;

    #[test]
    fn a_branch_goes_on_where_the_others_come_as_well() {
        // Who has no number leaves by the other branch before the join.
        let flow = "step a \"a\" {\n ask n \"n\" as yes/no\n}\nparallel p \"p\" {\n branch x \"x\" when n is no {\n step b \"b\" {\n}\n}\n branch y \"y\" {\n step c \"c\" {\n}\n step d \"d\" {\n when n is yes -> join\n otherwise -> e\n}\n}\n join all\n}\nstep g \"g\" {\n -> e\n}\nend e \"e\"";
        let text = format!("sop x \"x\" {{\n}}\nflow {{\n{flow}\n}}\n");
        let project = Project::of_text("x.sop", &text);
        let graph = build(FileId(0), project.modules[0].file.flow.as_ref().unwrap());
        let values = Values::of(&project, &graph);
        let way = |joining| {
            let follow = Follow { loosely: true, joining, ..Follow::default() };
            let cases = Cases::follow(&project, &graph, &values, &follow).unwrap();
            in_words(&graph, &cases.way(graph.named(&Name::new("g")).unwrap().1.enter).unwrap()).join(" ")
        };
        assert_eq!(way(false), "a p b p g");
        assert_eq!(way(true), "a p c d p g");
    }
}
