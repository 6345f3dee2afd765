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
        let ended = |end: &Node| !fails_elsewhere(node, end);
        let found = called(project, callee, FieldHere::shared(project, callee, name, home), path, &ended);
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

/// Whether a call has surely set a variable where it goes on by one of its lines; without one, by what is written next.
pub(super) fn surely_behind(
    project: &Project,
    file: FileId,
    call: &Node,
    line: Option<usize>,
    field: FieldHere<'_>,
) -> bool {
    let NodeKind::Call { procedure } = &call.kind else { return false };
    let (Some(callee), Some(home)) = (project.callee(file, procedure), field.home) else { return false };
    let ended = |end: &Node| goes_on_by(call, end, line);
    let field = FieldHere::shared(project, callee, field.name, home);
    callee != file && called(project, callee, field, &mut vec![file, callee], &ended) == Some(Assigned::Surely)
}

/// Whether a call whose procedure came to an end may go on by one of its lines; without one, by what is written next.
pub(super) fn goes_on_by(call: &Node, end: &Node, line: Option<usize>) -> bool {
    let outcome = outcome(call, end);
    let Some((index, way)) = line.and_then(|index| Some((index, call.work.ways.get(index)?))) else {
        return outcome.is_none();
    };
    match way.trigger {
        Trigger::Failed | Trigger::Ended(_) => outcome == Some(index),
        // The first that holds in written order.
        Trigger::When(_) | Trigger::Says(_) => outcome.is_none_or(|outcome| index < outcome),
        _ => outcome.is_none(),
    }
}

/// The line of a call for an end: the first in written order.
fn outcome(call: &Node, end: &Node) -> Option<usize> {
    call.work.ways.iter().position(|way| match &way.trigger {
        Trigger::Failed => matches!(end.kind, NodeKind::End { failed: true }),
        Trigger::Ended(names) => {
            end.ident.as_ref().is_some_and(|ident| names.iter().any(|name| *name.last() == ident.name))
        }
        _ => false,
    })
}

/// Whether an end is a failure after which the call is not done, but goes on by its line for failures.
fn fails_elsewhere(call: &Node, end: &Node) -> bool {
    let way = outcome(call, end).and_then(|line| call.work.ways.get(line));
    way.is_some_and(|way| way.trigger == Trigger::Failed)
}

/// What a called procedure does to a shared variable, where it ends so that `ended` holds.
fn called(
    project: &Project,
    callee: FileId,
    field: FieldHere<'_>,
    path: &mut Vec<FileId>,
    ended: &dyn Fn(&Node) -> bool,
) -> Option<Assigned> {
    let flow = project.module(callee)?.file.flow.as_ref()?;
    if !sets_within(project, callee, &flow.nodes, field, path) {
        return None;
    }
    let graph = build(callee, flow);
    let mut sets = |node: &Node| assigned_within(project, callee, node, field, path) == Some(Assigned::Surely);
    let setters: Vec<_> = graph.iter().filter(|(_, node)| sets(node.node)).map(|(_, node)| node.done).collect();
    let mut ends = graph.ends().filter(|(_, end)| ended(end.node));
    let surely = ends.all(|(_, end)| surely_set_by(&graph, &setters, end.enter));
    Some(if surely { Assigned::Surely } else { Assigned::Perhaps })
}
