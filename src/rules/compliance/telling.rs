//! Who tells the customer something: steps that use a channel, and calls of procedures in which such a step stands.

use std::collections::{HashMap, HashSet};

use crate::flow::FlowNode;
use crate::model::{Body, Callee, DeclKind, Node, NodeKind, each_flow, each_node};
use crate::rules::Context;
use crate::source::FileId;

/// The steps that tell the customer something.
pub(super) struct Telling<'c, 'p> {
    context: &'c Context<'p>,
    /// The files of procedures in which something does, also through what they call.
    files: HashSet<FileId>,
}

impl<'c, 'p> Telling<'c, 'p> {
    /// Those of a project.
    pub(super) fn of(context: &'c Context<'p>) -> Self {
        let mut telling = Telling { context, files: HashSet::new() };
        let mut callers: HashMap<FileId, Vec<FileId>> = HashMap::new();
        let mut open: Vec<FileId> = Vec::new();
        for module in context.modules() {
            each_flow(&module.file, &mut |flow| {
                each_node(&flow.nodes, &mut |node| {
                    if telling.speaks(module.id, node) {
                        open.push(module.id);
                    }
                    if let NodeKind::Call { procedure } = &node.kind {
                        match context.project.callee(module.id, procedure) {
                            Some(callee) => callers.entry(callee).or_default().push(module.id),
                            None if *procedure != Callee::Missing => open.push(module.id),
                            None => {}
                        }
                    }
                });
            });
            // What is not written yet, or cannot be read, may tell the customer.
            let flow = module.file.flow.as_ref();
            if module.is_unread() || flow.is_some_and(|flow| flow.unset.is_some() || flow.broken) {
                open.push(module.id);
            }
        }
        while let Some(file) = open.pop() {
            if telling.files.insert(file) {
                open.extend(callers.get(&file).into_iter().flatten());
            }
        }
        telling
    }

    /// Whether the customer learns something when a node is done: it uses a channel, informs somebody outside, or calls
    /// a procedure that does.
    pub(super) fn tells(&self, file: FileId, node: &FlowNode<'_>) -> bool {
        let called = match &node.node.kind {
            NodeKind::Call { procedure } => {
                self.context.project.callee(file, procedure).is_none_or(|callee| self.files.contains(&callee))
            }
            _ => false,
        };
        called || self.speaks(file, node.node)
    }

    fn speaks(&self, file: FileId, node: &Node) -> bool {
        let role = |post| self.context.project.find_kind(file, post, DeclKind::Role).map(|(_, decl)| &decl.body);
        let outside = |post| matches!(role(post), Some(Body::Role(role)) if role.external);
        !node.work.via.is_empty() || node.work.informs.iter().chain(&node.work.by).any(outside)
    }
}
