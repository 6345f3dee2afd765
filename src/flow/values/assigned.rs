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

/// A field or category as the nodes of a file set it.
#[derive(Debug, Clone, Copy)]
pub struct FieldHere<'n> {
    /// Its name.
    pub name: &'n Name,
    /// The shared file that declares it; `None` for what belongs to one procedure.
    pub home: Option<FileId>,
    /// Whether the file knows it. Otherwise only the procedures set it that the file calls.
    pub known: bool,
}

impl<'n> FieldHere<'n> {
    /// What a file knows by a name.
    #[must_use]
    pub fn of(project: &Project, file: FileId, name: &'n Name) -> FieldHere<'n> {
        FieldHere { name, home: project.shared_home(file, name), known: true }
    }

    /// What a shared file declares, as another file knows it.
    #[must_use]
    pub fn shared(project: &Project, file: FileId, name: &'n Name, home: FileId) -> FieldHere<'n> {
        FieldHere { name, home: Some(home), known: project.shared_home(file, name) == Some(home) }
    }
}

/// What a node does to a variable; `None` if nothing.
#[must_use]
pub fn assigned(project: &Project, file: FileId, node: &Node, field: FieldHere<'_>) -> Option<Assigned> {
    assigned_within(project, file, node, field, &mut vec![file])
}

/// Whether nodes set a variable so that it is seen outside them. What is asked for an item is not.
pub(super) fn sets(project: &Project, file: FileId, nodes: &[Node], field: FieldHere<'_>) -> bool {
    sets_within(project, file, nodes, field, &mut vec![file])
}

fn sets_within(project: &Project, file: FileId, nodes: &[Node], field: FieldHere<'_>, path: &mut Vec<FileId>) -> bool {
    nodes.iter().any(|node| match &node.kind {
        NodeKind::Each { .. } => false,
        NodeKind::Parallel { branches, .. } => {
            branches.iter().any(|branch| sets_within(project, file, &branch.nodes, field, path))
        }
        _ => assigned_within(project, file, node, field, path).is_some(),
    })
}

fn assigned_within(
    project: &Project,
    file: FileId,
    node: &Node,
    field: FieldHere<'_>,
    path: &mut Vec<FileId>,
) -> Option<Assigned> {
    let name = field.name;
    if let NodeKind::Call { procedure } = &node.kind {
        let callee = project.callee(file, procedure)?;
        // Fields that are not shared stay in their procedure, whatever their names.
        let home = field.home?;
        if path.contains(&callee) {
            return None;
        }
        path.push(callee);
        let found = called(project, callee, node, FieldHere::shared(project, callee, name, home), path);
        path.pop();
        return found;
    }
    if !field.known {
        return None;
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
fn called(
    project: &Project,
    callee: FileId,
    call: &Node,
    field: FieldHere<'_>,
    path: &mut Vec<FileId>,
) -> Option<Assigned> {
    let flow = project.module(callee)?.file.flow.as_ref()?;
    if !sets_within(project, callee, &flow.nodes, field, path) {
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
    let mut sets = |node: &Node| assigned_within(project, callee, node, field, path) == Some(Assigned::Surely);
    let setters: Vec<_> = graph.iter().filter(|(_, node)| sets(node.node)).map(|(_, node)| node.done).collect();
    let surely = graph.ends().all(|(_, end)| {
        let fails = matches!(end.node.kind, NodeKind::End { failed: true });
        (fails && fails_elsewhere && !ended_in(end.node)) || surely_set_by(&graph, &setters, end.enter)
    });
    Some(if surely { Assigned::Surely } else { Assigned::Perhaps })
}
