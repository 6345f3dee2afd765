//! What runs beside: branches of one block may set a field at any moment while another branch reads it.

use super::Atoms;
use super::assigned::sets;
use super::domain::Variable;
use super::eval::Case;
use super::ways::{each_case, read_by, too_many};
use crate::flow::graph::{Graph, NodeId};
use crate::model::{Branch, Guard, NodeKind, Project};

/// For each point, and each variable, the values that branches running beside it may give it.
pub(super) fn beside(project: &Project, graph: &Graph<'_>, variables: &[Variable<'_>]) -> Vec<Vec<Atoms>> {
    let mut found = vec![vec![0; variables.len()]; graph.points.node_count()];
    for (id, node) in graph.iter() {
        let beside = of_node(project, graph, variables, id);
        for point in [node.enter, node.done] {
            if let Some(slot) = found.get_mut(point.index()) {
                slot.clone_from(&beside);
            }
        }
    }
    found
}

fn of_node(project: &Project, graph: &Graph<'_>, variables: &[Variable<'_>], id: NodeId) -> Vec<Atoms> {
    let mut beside = vec![0; variables.len()];
    for inside in graph.around(id) {
        let Some(NodeKind::Parallel { branches, .. }) = graph.node(inside.block).map(|block| &block.node.kind) else {
            continue;
        };
        let Some(own) = branches.get(inside.branch) else { continue };
        for (_, other) in branches.iter().enumerate().filter(|(index, _)| *index != inside.branch) {
            for (atoms, variable) in beside.iter_mut().zip(variables) {
                if *atoms == 0
                    && sets(project, graph.file, &other.nodes, variable.field)
                    && together(project, graph, variables, own, other)
                {
                    *atoms = variable.domain.all();
                }
            }
        }
    }
    beside
}

/// Whether some case takes both branches.
fn together(project: &Project, graph: &Graph<'_>, variables: &[Variable<'_>], one: &Branch, other: &Branch) -> bool {
    let (one, other) = match (&one.guard, &other.guard) {
        (Guard::Otherwise, Guard::When(_) | Guard::Says(_)) | (Guard::When(_) | Guard::Says(_), Guard::Otherwise) => {
            return false;
        }
        (Guard::When(one), Guard::When(other)) => (one, other),
        _ => return true,
    };
    let mut read = Vec::new();
    read_by(one, variables, &mut read);
    read_by(other, variables, &mut read);
    let all: Vec<Atoms> = variables.iter().map(|variable| variable.domain.all()).collect();
    if too_many(&read, &all) {
        return true;
    }
    let mut both = false;
    each_case(&read, &all, &mut vec![None; variables.len()], 0, &mut |now| {
        let case = Case { project, file: graph.file, variables, bits: now };
        both |= case.holds(one) != Some(false) && case.holds(other) != Some(false);
    });
    both
}
