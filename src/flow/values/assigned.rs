//! What the work of a node does to a variable.

use crate::flow::build;
use crate::flow::spans::surely_set_by;
use crate::model::{Body, Name, Node, NodeKind, Project, Trigger};
use crate::source::FileId;

/// What a node does to a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assigned {
    /// It surely has a value afterwards.
    Surely,
    /// It may have got a value.
    Perhaps,
}

/// What a node does to a variable; `None` if nothing.
#[must_use]
pub fn assigned(project: &Project, file: FileId, node: &Node, name: &Name) -> Option<Assigned> {
    assigned_within(project, file, node, name, &mut vec![file])
}

/// Whether nodes set a variable so that it is seen outside them. What is asked for an item is not.
pub(super) fn sets(project: &Project, file: FileId, nodes: &[Node], name: &Name) -> bool {
    sets_within(project, file, nodes, name, &mut vec![file])
}

fn sets_within(project: &Project, file: FileId, nodes: &[Node], name: &Name, path: &mut Vec<FileId>) -> bool {
    nodes.iter().any(|node| match &node.kind {
        NodeKind::Each { .. } => false,
        NodeKind::Parallel { branches, .. } => {
            branches.iter().any(|branch| sets_within(project, file, &branch.nodes, name, path))
        }
        _ => assigned_within(project, file, node, name, path).is_some(),
    })
}

fn assigned_within(
    project: &Project,
    file: FileId,
    node: &Node,
    name: &Name,
    path: &mut Vec<FileId>,
) -> Option<Assigned> {
    if let NodeKind::Call { procedure } = &node.kind {
        let callee = project.callee(file, procedure)?;
        // Fields that are not shared stay in their procedure, whatever their names.
        let home = project.shared_home(file, name)?;
        if path.contains(&callee) || project.shared_home(callee, name) != Some(home) {
            return None;
        }
        path.push(callee);
        let found = called(project, callee, node, name, path);
        path.pop();
        return found;
    }
    let work = &node.work;
    if work.sets.iter().any(|set| set.last() == name) {
        return Some(Assigned::Surely);
    }
    if let Some(ask) = work.asks().find(|ask| ask.ident.as_ref().is_some_and(|ident| ident.name == *name)) {
        return Some(if ask.optional { Assigned::Perhaps } else { Assigned::Surely });
    }
    let offers = work.fills.iter().any(|record| {
        let found = project.find(file, record).and_then(|(symbol, _)| project.decl(symbol));
        matches!(found.map(|decl| &decl.body), Some(Body::Record(record))
            if record.fields.iter().any(|field| field.ident.name == *name))
    });
    offers.then_some(Assigned::Perhaps)
}

/// What a called procedure does to a shared variable, where it ends so that the call is done.
fn called(project: &Project, callee: FileId, call: &Node, name: &Name, path: &mut Vec<FileId>) -> Option<Assigned> {
    let flow = project.module(callee)?.file.flow.as_ref()?;
    if !sets_within(project, callee, &flow.nodes, name, path) {
        return None;
    }
    let graph = build(callee, flow);
    let ways = &call.work.ways;
    let fails_elsewhere = ways.iter().any(|way| way.trigger == Trigger::Failed);
    let ended_in = |end: &Node| {
        ways.iter().any(|way| {
            matches!(&way.trigger, Trigger::Ended(ends)
                if end.ident.as_ref().is_some_and(|ident| ends.iter().any(|name| *name.last() == ident.name)))
        })
    };
    let mut sets = |node: &Node| assigned_within(project, callee, node, name, path) == Some(Assigned::Surely);
    let setters: Vec<_> = graph.iter().filter(|(_, node)| sets(node.node)).map(|(_, node)| node.done).collect();
    let surely = graph.ends().all(|(_, end)| {
        let fails = matches!(end.node.kind, NodeKind::End { failed: true });
        (fails && fails_elsewhere && !ended_in(end.node)) || surely_set_by(&graph, &setters, end.enter)
    });
    Some(if surely { Assigned::Surely } else { Assigned::Perhaps })
}
