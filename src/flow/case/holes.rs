//! Values that are still open where a case needs them: a case of a draft begins all the same, and is told of them.

use super::place::At;
use super::program::Program;
use crate::flow::graph::FlowNode;
use crate::model::{
    Action, AskType, Bound, Cond, Go, Guard, Literal, Name, NodeKind, Project, Quantity, Trigger, Value,
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

/// The open values in the conditions of a node.
#[must_use]
pub fn open_conditions<'m>(program: &Program<'m>, at: &At) -> Vec<Hole<'m>> {
    let mut found = Vec::new();
    let Some((file, node)) = here(program, at) else { return found };
    for way in &node.node.work.ways {
        if let Trigger::When(cond) = &way.trigger {
            in_cond(program.project, file, cond, &mut found);
        }
    }
    if let NodeKind::Parallel { branches, .. } = &node.node.kind {
        for branch in branches {
            if let Guard::When(cond) = &branch.guard {
                in_cond(program.project, file, cond, &mut found);
            }
        }
    }
    found
}

/// The open bounds on the ways of a node.
#[must_use]
pub fn open_bounds<'m>(program: &Program<'m>, at: &At) -> Vec<Hole<'m>> {
    let Some((graph, node)) = program.graph(&at.path).and_then(|graph| Some((graph, graph.node(at.node)?))) else {
        return Vec::new();
    };
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
