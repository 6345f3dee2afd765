//! The flows that a case may go through.

use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

use super::place::{At, Path, Step};
use super::state::{Slot, State};
use crate::flow::graph::{FlowNode, Graph, NodeId};
use crate::flow::{Measure, build, measures};
use crate::model::{Body, Flow, Name, NodeKind, Project, Ref, Symbol, Text, each_node};
use crate::source::FileId;

/// A procedure or routine with everything that it calls.
#[derive(Debug)]
pub struct Program<'m> {
    /// The project.
    pub project: &'m Project,
    /// The file of the procedure or routine.
    pub file: FileId,
    own: Graph<'m>,
    called: FxHashMap<FileId, Graph<'m>>,
}

impl<'m> Program<'m> {
    /// The program of a flow in a file.
    #[must_use]
    pub fn new(project: &'m Project, file: FileId, flow: &'m Flow) -> Program<'m> {
        let mut called = FxHashMap::default();
        let mut open: Vec<(FileId, &'m Flow)> = vec![(file, flow)];
        while let Some((from, flow)) = open.pop() {
            each_node(&flow.nodes, &mut |node| {
                if let NodeKind::Call { procedure } = &node.kind
                    && let Some(callee) = project.callee(from, procedure)
                    && let Some(flow) = project.module(callee).and_then(|module| module.file.flow.as_ref())
                    && flow.unset.is_none()
                    && !called.contains_key(&callee)
                {
                    called.insert(callee, build(callee, flow));
                    open.push((callee, flow));
                }
            });
        }
        Program { project, file, own: build(file, flow), called }
    }

    /// The flow in which a scope lies.
    #[must_use]
    pub fn graph(&self, path: &Path) -> Option<&Graph<'m>> {
        path.0.iter().try_fold(&self.own, |graph, step| match step {
            Step::Call(node) => self.called.get(&self.callee(graph, *node)?),
            Step::Branch(..) | Step::Item(..) => Some(graph),
        })
    }

    /// All flows that a case may go through.
    pub(super) fn graphs(&self) -> impl Iterator<Item = &Graph<'m>> {
        std::iter::once(&self.own).chain(self.called.values())
    }

    /// The procedure that a call names.
    pub(super) fn callee(&self, graph: &Graph<'m>, node: NodeId) -> Option<FileId> {
        match &graph.node(node)?.node.kind {
            NodeKind::Call { procedure } => self.project.callee(graph.file, procedure),
            _ => None,
        }
    }

    /// The files whose flow more than one call of the program leads into.
    #[must_use]
    pub fn called_often(&self) -> BTreeSet<FileId> {
        let mut once = BTreeSet::new();
        let calls = self.graphs().flat_map(|graph| graph.iter().filter_map(|(id, _)| self.callee(graph, id)));
        calls.filter(|callee| !once.insert(*callee)).collect()
    }

    /// The procedure that a call names, where its flow is still open: with the reason.
    #[must_use]
    pub fn unset_flow(&self, at: &At) -> Option<&'m Text> {
        let callee = self.callee(self.graph(&at.path)?, at.node)?;
        self.project.module(callee)?.file.flow.as_ref()?.unset.as_ref()
    }

    /// Whether a call leads into a flow. Otherwise people say when it is done.
    pub(super) fn has_flow(&self, graph: &Graph<'m>, node: NodeId) -> bool {
        self.callee(graph, node).is_some_and(|callee| self.called.contains_key(&callee))
    }

    /// The node at a place.
    #[must_use]
    pub fn node(&self, at: &At) -> Option<&FlowNode<'m>> {
        self.graph(&at.path)?.node(at.node)
    }

    /// The address of a place: what people write for it.
    #[must_use]
    pub fn address(&self, at: &At) -> String {
        let mut graph = &self.own;
        let mut address = String::new();
        let mut items = String::new();
        let label = |graph: &Graph<'m>, node: NodeId| graph.node(node).map_or("?", |node| node.node.label()).to_owned();
        for step in &at.path.0 {
            match step {
                Step::Branch(..) => {}
                Step::Item(_, index) => items.push_str(&format!("[{}]", index + 1)),
                Step::Call(node) => {
                    address.push_str(&format!("{}{items}/", label(graph, *node)));
                    items.clear();
                    if let Some(inner) = self.callee(graph, *node).and_then(|callee| self.called.get(&callee)) {
                        graph = inner;
                    }
                }
            }
        }
        address + &label(graph, at.node) + &items
    }

    /// The open node at an address.
    #[must_use]
    pub fn find(&self, state: &State, address: &str) -> Option<At> {
        let places = state.scopes.iter().map(|(path, position)| At::new(path, position.node));
        places.into_iter().find(|at| self.address(at) == address)
    }

    /// The slot that a field's name stands for in a file.
    #[must_use]
    pub fn slot(&self, file: FileId, name: &Name) -> Slot {
        Slot { shared: self.project.shared_home(file, name), name: name.clone() }
    }

    /// What the conditions of the case measure a field in: answers in another currency, or in another reckoning of time,
    /// could not be compared with them.
    #[must_use]
    pub fn measure(&self, slot: &Slot) -> Option<Measure> {
        let reading = self.graphs().filter(|graph| self.slot(graph.file, &slot.name) == *slot);
        let mut found: Vec<Measure> = reading.flat_map(|graph| measures(self.project, graph, &slot.name)).collect();
        found.sort();
        found.dedup();
        // Several: then no answer suits all of them, and the checker has said so.
        found.pop().filter(|_| found.is_empty())
    }

    /// A post, or a system, by the name that it has in a file; else in the file of the case; else anywhere.
    #[must_use]
    pub fn role(&self, file: FileId, name: &str) -> Option<Symbol> {
        let name = Name::new(name);
        let acts = |symbol: &Symbol| {
            self.project.decl(*symbol).is_some_and(|decl| matches!(decl.body, Body::Role(_) | Body::System(_)))
        };
        let in_scope = |file: FileId| self.project.scope_of(file)?.names.get(&name)?.iter().copied().find(acts);
        let anywhere = || {
            self.project.modules.iter().find_map(|module| {
                let index = module
                    .file
                    .decls
                    .iter()
                    .position(|decl| decl.ident.as_ref().is_some_and(|ident| ident.name == name))?;
                Some(Symbol { file: module.id, index }).filter(acts)
            })
        };
        in_scope(file).or_else(|| in_scope(self.file)).or_else(anywhere)
    }

    /// The posts and systems that references name; `None` if one cannot be found.
    pub(super) fn symbols(&self, file: FileId, refs: &[Ref]) -> Option<Vec<Symbol>> {
        refs.iter().map(|reference| self.project.find(file, reference).map(|(symbol, _)| symbol)).collect()
    }

    /// The name of a declaration.
    #[must_use]
    pub fn name(&self, symbol: Symbol) -> Name {
        let ident = self.project.decl(symbol).and_then(|decl| decl.ident.as_ref());
        ident.map(|ident| ident.name.clone()).unwrap_or_default()
    }
}
