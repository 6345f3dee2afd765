//! Values that are still open where a case needs them: a case of a draft begins all the same, and is told of them.

use super::place::At;
use super::program::Program;
use crate::flow::graph::{FlowNode, Graph};
use crate::model::{
    Action, AskType, Bound, Columns, Cond, Go, Guard, Literal, Name, NodeKind, Project, Quantity, Row, Table, Text,
    Trigger, Value,
};
use crate::source::{FileId, Span};

/// A value that is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hole<'m> {
    /// The comparison, or the bound.
    pub at: Span,
    /// The parameter that has no value; `None` if the hole stands there itself.
    pub param: Option<&'m Name>,
}

/// The open values of everything that a case may go through.
#[derive(Debug, Clone, Default)]
pub struct Holes<'m> {
    /// Those that a case needs to go on: in conditions and bounds.
    pub needed: Vec<Hole<'m>>,
    /// Limits and delays without their time.
    pub timeless: Vec<Span>,
    /// Calls of procedures whose flow is still open, with the reason.
    pub flows: Vec<(Span, &'m Text)>,
}

/// The open values of a program, in the order of files and places.
#[must_use]
pub fn open_everywhere<'m>(program: &Program<'m>) -> Holes<'m> {
    let (mut holes, project) = (Holes::default(), program.project);
    for graph in program.graphs() {
        let file = graph.file;
        for (id, node) in graph.iter() {
            conditions(project, file, node, &mut holes.needed);
            holes.needed.extend(bounds(graph, node));
            let timeless = |value: &Quantity| is_hole(project, file, value) || has_open_cell(project, file, value);
            let limits = node.node.work.limits.iter().filter(|limit| timeless(&limit.value));
            holes.timeless.extend(limits.map(|limit| limit.at.0));
            match &node.node.kind {
                NodeKind::Wait { delay: Some(delay) } if timeless(&delay.lasts) => {
                    holes.timeless.push(delay.lasts.span());
                }
                NodeKind::Call { .. } => {
                    let flow = program.callee(graph, id).and_then(|callee| project.module(callee)?.file.flow.as_ref());
                    holes.flows.extend(flow.and_then(|flow| flow.unset.as_ref()).map(|why| (node.node.head.0, why)));
                }
                _ => {}
            }
        }
    }
    let place = |at: Span| (at.file, at.start);
    holes.needed.sort_by_key(|hole| place(hole.at));
    holes.timeless.sort_by_key(|at| place(*at));
    holes.flows.sort_by_key(|(at, _)| place(*at));
    holes
}

/// Whether a limit is that of tables in which a row is still open.
fn has_open_cell(project: &Project, file: FileId, value: &Quantity) -> bool {
    let Some((home, sla, wanted)) = project.table_limit(file, value) else { return false };
    let of_limit = |table: &&Table| match &table.columns {
        Columns::Limits(limits) => limits.iter().any(|limit| limit.name == wanted.name),
        Columns::Values { limit, .. } => limit.name == wanted.name,
    };
    sla.tables.iter().filter(of_limit).any(|table| {
        let column = match &table.columns {
            Columns::Limits(limits) => limits.iter().position(|limit| limit.name == wanted.name),
            Columns::Values { .. } => None,
        };
        let cells = |row: &Row| {
            let own = |index: usize| column.is_none_or(|column| column == index);
            row.cells
                .iter()
                .enumerate()
                .any(|(index, cell)| own(index) && cell.as_ref().is_some_and(|cell| is_hole(project, home.file, cell)))
        };
        table.rows.iter().any(cells)
    })
}

/// The open values in the conditions of a node.
#[must_use]
pub fn open_conditions<'m>(program: &Program<'m>, at: &At) -> Vec<Hole<'m>> {
    let mut found = Vec::new();
    if let Some((file, node)) = here(program, at) {
        conditions(program.project, file, node, &mut found);
    }
    found
}

fn conditions<'m>(project: &'m Project, file: FileId, node: &FlowNode<'m>, found: &mut Vec<Hole<'m>>) {
    for way in &node.node.work.ways {
        if let Trigger::When(cond) = &way.trigger {
            in_cond(project, file, cond, found);
        }
    }
    if let NodeKind::Parallel { branches, .. } = &node.node.kind {
        for branch in branches {
            if let Guard::When(cond) = &branch.guard {
                in_cond(project, file, cond, found);
            }
        }
    }
}

/// The open bounds on the ways of a node.
#[must_use]
pub fn open_bounds<'m>(program: &Program<'m>, at: &At) -> Vec<Hole<'m>> {
    let Some((graph, node)) = program.graph(&at.path).and_then(|graph| Some((graph, graph.node(at.node)?))) else {
        return Vec::new();
    };
    bounds(graph, node)
}

fn bounds<'m>(graph: &Graph<'m>, node: &FlowNode<'m>) -> Vec<Hole<'m>> {
    let late = node.node.work.limits.iter().flat_map(|limit| super::clocks::lines(graph, limit));
    let late = late.flat_map(|line| &line.actions).filter_map(|action| match action {
        Action::Go(go) => Some(go),
        _ => None,
    });
    let bounds = node.node.work.ways.iter().map(|way| &way.go).chain(late).filter_map(open_bound);
    bounds.map(|bound| Hole { at: bound.at.0, param: None }).collect()
}

/// Whether a value is still open, by itself or as a parameter.
#[must_use]
pub fn is_hole(project: &Project, file: FileId, quantity: &Quantity) -> bool {
    matches!(project.value(file, quantity), Some(Value::Hole(_)))
}

fn open_bound(go: &Go) -> Option<&Bound> {
    go.bound.as_ref().filter(|bound| bound.times.is_none())
}

fn here<'r, 'm>(program: &'r Program<'m>, at: &At) -> Option<(FileId, &'r FlowNode<'m>)> {
    let graph = program.graph(&at.path)?;
    Some((graph.file, graph.node(at.node)?))
}

fn in_cond<'m>(project: &'m Project, file: FileId, cond: &'m Cond, found: &mut Vec<Hole<'m>>) {
    match cond {
        Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| in_cond(project, file, part, found)),
        Cond::Compare(compare) if is_hole(project, file, &compare.value) => {
            found.push(Hole { at: compare.at.0, param: named(&compare.value) });
        }
        Cond::Is(is) => {
            // A name beside a closed set is one of its values, and no parameter.
            let closed = project
                .field(file, &is.field)
                .is_some_and(|field| matches!(field.ty, AskType::YesNo | AskType::OneOf(_) | AskType::Category(_)));
            let open = |literal: &&Literal| !closed && matches!(literal.value(project, file), Some(Value::Hole(_)));
            found.extend(is.values.iter().find(open).map(|literal| Hole {
                at: is.at.0,
                param: match literal {
                    Literal::Quantity(quantity) => named(quantity),
                    Literal::Name(ident) => Some(&ident.name),
                    _ => None,
                },
            }));
        }
        Cond::Compare(_) | Cond::Broken => {}
    }
}

fn named(quantity: &Quantity) -> Option<&Name> {
    match &quantity.value {
        Value::Name(reference) => Some(reference.last()),
        _ => None,
    }
}
