//! What a name means in a file.

use rustc_hash::FxHashMap;

use super::{Ask, AskType, Choice, ImportFault, Module, Name, Node, NodeKind, Symbol};
use crate::source::{FileId, Span, joined};

/// The names that a file can use.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Declarations of the file itself and of the files that it uses without an alias; its own come first.
    pub names: FxHashMap<Name, Vec<Symbol>>,
    /// Files behind an alias.
    pub aliases: FxHashMap<Name, FileId>,
    /// Nodes, branches and ends of all flows of the file.
    pub nodes: FxHashMap<Name, Vec<NodeOf>>,
    /// Fields that are asked somewhere in the file, with their types.
    pub asks: FxHashMap<Name, Vec<FieldOf>>,
    /// Asks of a field with another type than one before it: the name, its place there, its place before. What such a
    /// field can be is not known.
    pub torn: Vec<(Name, Span, Span)>,
    /// Fields with the first type that an ask of the file gives them.
    pub typed: FxHashMap<Name, FieldOf>,
    /// Set if a file that it uses could not be found or read: then unknown names say nothing.
    pub incomplete: bool,
}

/// A node, branch or end by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeOf {
    /// Where its name stands.
    pub at: Span,
    /// What it is.
    pub what: NodeWhat,
}

/// What a name in a flow stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeWhat {
    /// A step, decision, wait, call, parallel or each.
    Work,
    /// An approval.
    Approval,
    /// A branch of a parallel block.
    Branch,
    /// An end; whether it is a failure.
    End(bool),
}

/// A field by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOf {
    /// Where it is asked or declared.
    pub at: Span,
    /// Its type; text if nothing says more.
    pub ty: AskType,
}

impl Scope {
    pub(super) fn add_ask(&mut self, ask: &Ask) {
        if let Some(ident) = &ask.ident {
            let ty = ask.ty.clone().unwrap_or(AskType::Text);
            let here = FieldOf { at: ident.span(), ty: ty.clone() };
            // An ask without a type takes that of the others.
            if ask.ty.is_some() {
                let first = self.typed.entry(ident.name.clone()).or_insert(here);
                if !is_same_type(&first.ty, &ty) {
                    self.torn.push((ident.name.clone(), ident.span(), first.at));
                }
            }
            self.asks.entry(ident.name.clone()).or_default().push(FieldOf { at: ident.span(), ty });
        }
    }

    /// Whether a field is asked with different types.
    #[must_use]
    pub fn is_torn(&self, name: &Name) -> bool {
        self.torn.iter().any(|(torn, ..)| torn == name)
    }

    pub(super) fn add_node(&mut self, node: &Node) {
        if let Some(ident) = &node.ident {
            let what = match &node.kind {
                NodeKind::End { failed } => NodeWhat::End(*failed),
                NodeKind::Approval { .. } => NodeWhat::Approval,
                _ => NodeWhat::Work,
            };
            self.nodes.entry(ident.name.clone()).or_default().push(NodeOf { at: ident.span(), what });
        }
        if let NodeKind::Parallel { branches, .. } = &node.kind {
            for ident in branches.iter().filter_map(|branch| branch.ident.as_ref()) {
                let branch = NodeOf { at: ident.span(), what: NodeWhat::Branch };
                self.nodes.entry(ident.name.clone()).or_default().push(branch);
            }
        }
        for ask in node.work.asks() {
            self.add_ask(ask);
        }
    }
}

/// Whether two asks take the same answers. What could not be read may have been the same.
#[must_use]
pub fn is_same_type(a: &AskType, b: &AskType) -> bool {
    match (a, b) {
        (AskType::Broken, _) | (_, AskType::Broken) => true,
        (AskType::Category(a), AskType::Category(b)) => a.last() == b.last(),
        (AskType::OneOf(a), AskType::OneOf(b)) => {
            let has = |one: &Choice| b.iter().any(|other| other.ident == one.ident);
            a.len() == b.len() && a.iter().all(has)
        }
        (a, b) => a == b,
    }
}

/// The files behind the `use` lines of a module; `None` where there is none.
pub(super) fn uses(
    module: &Module,
    by_path: &FxHashMap<String, FileId>,
    faults: &mut Vec<ImportFault>,
) -> Vec<Option<FileId>> {
    let mut found = Vec::new();
    for line in &module.file.uses {
        let Some(written) = &line.path else {
            found.push(None);
            continue;
        };
        let Some(path) = joined(&module.path, written) else {
            faults.push(ImportFault::Outside(line.at.0, written.clone()));
            found.push(None);
            continue;
        };
        let target = by_path.get(path.as_str()).copied();
        if target.is_none() {
            let others = by_path.keys().map(String::as_str).filter(|known| *known != module.path);
            let nearest = super::nearest(&path, others.map(|known| (known, known.to_owned())));
            faults.push(ImportFault::NotFound(line.at.0, written.clone(), nearest));
        }
        found.push(target);
    }
    found
}

/// Tells each circle of files that use each other, once, at the first `use` on it in path order.
pub(super) fn circles(modules: &[Module], uses: &[Vec<Option<FileId>>], faults: &mut Vec<ImportFault>) {
    let mut graph = petgraph::graph::DiGraph::<usize, ()>::new();
    let nodes: Vec<_> = (0..modules.len()).map(|index| graph.add_node(index)).collect();
    for (from, targets) in nodes.iter().zip(uses) {
        for target in targets.iter().flatten() {
            if let Some(to) = nodes.get(target.index()) {
                graph.update_edge(*from, *to, ());
            }
        }
    }
    for component in petgraph::algo::kosaraju_scc(&graph) {
        let mut files: Vec<usize> = component.iter().map(|node| node.index()).collect();
        files.sort_unstable();
        let Some(&first) = files.first() else { continue };
        let inside = |id: &FileId| files.contains(&id.index());
        let line = uses.get(first).into_iter().flatten().position(|target| target.as_ref().is_some_and(inside));
        let Some((line, module)) = line.zip(modules.get(first)) else { continue };
        let Some(place) = module.file.uses.get(line) else { continue };
        let mut way: Vec<String> = files.iter().filter_map(|id| modules.get(*id)).map(|m| m.path.clone()).collect();
        way.push(module.path.clone());
        faults.push(ImportFault::Circle(place.at.0, way));
    }
}
