//! What a rule sees.

use std::sync::OnceLock;

use jiff::civil::Date;
use rayon::prelude::*;

use super::hours::Known;
use super::pieces::{Piece, pieces_of};
use super::records::Records;
use super::time::watched::{Watch, watches};
use crate::flow::{Before, Graph, Loop, Reach, Reached, Values, build, dead_circles, loops, reachable};
use crate::model::{Body, Decl, Module, Project, Symbol, TextUse, Usage, texts, usages};
use crate::source::{FileId, Span};
use crate::syntax::{Kind, Node, is_mark};
use petgraph::graph::NodeIndex;

/// A flow with its graph and values.
pub struct FlowView<'p> {
    /// The graph.
    pub graph: Graph<'p>,
    /// What fields and categories can be where.
    pub values: Values<'p>,
    /// What can be reached from the beginning of the case.
    pub reached: Reached,
    /// Circles that may be gone round for ever.
    pub loops: Vec<Loop>,
    /// Circles that cannot be left.
    pub dead_circles: Vec<Vec<NodeIndex>>,
    /// What every way to a point passes.
    pub(super) before: OnceLock<Before>,
    /// The routine whose flow it is; `None` for the flow of a procedure.
    pub routine: Option<&'p Decl>,
    /// Its limits and who must keep them.
    pub(super) watches: Vec<Watch<'p>>,
}

impl FlowView<'_> {
    /// Whether every way to a point passes another one, what may happen at any time left out.
    pub(super) fn passes(&self, point: NodeIndex, to: NodeIndex) -> bool {
        self.before.get_or_init(|| Before::of(&self.graph)).passes(point, to)
    }
}

/// A mark in a file's tree, with the constructs around it from the outside in.
pub struct Mark<'p> {
    /// The file.
    pub module: &'p Module,
    /// The mark.
    pub node: Node<'p>,
    /// The node that it stands in.
    pub parent: Node<'p>,
    /// Whether it stands in the block of a line that cannot be read: then that line is what must be mended.
    pub inside_unread: bool,
}

/// Everything that rules look at.
pub struct Context<'p> {
    /// The project.
    pub project: &'p Project,
    /// The flows of all files, in their order.
    pub flows: Vec<FlowView<'p>>,
    /// The marks of all files, in their order.
    pub marks: Vec<Mark<'p>>,
    /// The uses of names in each file.
    pub usages: Vec<Vec<Usage<'p>>>,
    /// The texts of each file.
    pub texts: Vec<Vec<TextUse<'p>>>,
    /// The same texts language by language.
    pub(super) pieces: Vec<Vec<Vec<Piece<'p>>>>,
    /// The day that counts as today, if one does.
    pub today: Option<Date>,
    /// The earlier version of the project, if one was given to compare with.
    pub before: Option<&'p Project>,
    /// The records of the project; nothing where a file cannot be read.
    pub(super) records: Option<Records<'p>>,
    /// What is known so far about the calendars of the year checked.
    pub(super) known: Known,
}

impl<'p> Context<'p> {
    /// Looks at a project once, so that every rule can.
    #[must_use]
    pub fn new(project: &'p Project, before: Option<&'p Project>, today: Option<Date>) -> Self {
        let parts: Vec<_> = project
            .modules
            .par_iter()
            .map(|module| {
                let texts = texts(&module.file);
                let pieces = pieces_of(project, module, &texts);
                (flows_of(project, module), marks_of(module), usages(&module.file), texts, pieces)
            })
            .collect();
        let mut context = Self {
            project,
            flows: Vec::new(),
            marks: Vec::new(),
            usages: Vec::new(),
            texts: Vec::new(),
            pieces: Vec::new(),
            today,
            before,
            records: None,
            known: Known::default(),
        };
        for (flows, marks, usages, texts, pieces) in parts {
            context.flows.extend(flows);
            context.marks.extend(marks);
            context.usages.push(usages);
            context.texts.push(texts);
            context.pieces.push(pieces);
        }
        context.records = Records::of(&context);
        let watches: Vec<_> = context.flows.par_iter().map(|view| watches(&context, view)).collect();
        for (view, watches) in context.flows.iter_mut().zip(watches) {
            view.watches = watches;
        }
        context
    }

    /// The files.
    pub fn modules(&self) -> impl Iterator<Item = &'p Module> + use<'p> {
        self.project.modules.iter()
    }

    /// The declarations of all files, each with its file.
    pub fn decls(&self) -> impl Iterator<Item = (FileId, &'p Decl)> + use<'p> {
        self.modules().flat_map(|module| module.file.decls.iter().map(|decl| (module.id, decl)))
    }

    /// The declarations of all files, each with what names it.
    pub fn symbols(&self) -> impl Iterator<Item = (Symbol, &'p Decl)> + use<'p> {
        self.modules().flat_map(|module| {
            let file = module.id;
            module.file.decls.iter().enumerate().map(move |(index, decl)| (Symbol { file, index }, decl))
        })
    }

    /// The flows of one file.
    pub fn flows_of(&self, file: FileId) -> impl Iterator<Item = &FlowView<'p>> {
        let first = self.flows.partition_point(|view| view.graph.file < file);
        self.flows.get(first..).unwrap_or_default().iter().take_while(move |view| view.graph.file == file)
    }

    /// The line of a place, from 1.
    #[must_use]
    pub fn line(&self, at: Span) -> u32 {
        self.project.module(at.file).map_or(1, |module| module.source.line(at.start))
    }

    /// The text at a place.
    #[must_use]
    pub fn text(&self, at: Span) -> &'p str {
        self.project.module(at.file).map_or("", |module| module.source.slice(at.start, at.end))
    }

    /// Whether a name stands in a piece of the file that could not be read: it may be declared or used there.
    #[must_use]
    pub fn is_mentioned(&self, file: FileId, name: &crate::model::Name) -> bool {
        self.project.module(file).is_some_and(|module| module.file.mentions.contains(name))
    }
}

fn flows_of<'p>(project: &'p Project, module: &'p Module) -> Vec<FlowView<'p>> {
    let routines = module.file.decls.iter().filter_map(|decl| match &decl.body {
        Body::Routine(routine) => routine.flow.as_ref().map(|flow| (flow, Some(decl))),
        _ => None,
    });
    let own = module.file.flow.as_ref().map(|flow| (flow, None));
    own.into_iter()
        .chain(routines)
        .map(|(flow, routine)| {
            let mut graph = build(module.id, flow);
            // Ways may lead into a second flow, which no graph shows.
            graph.wild |= module.file.doubled;
            let values = Values::of(project, &graph);
            let reached = reachable(&graph, graph.start, &Reach { joins_wait: true, ..Reach::default() });
            let loops = loops(project, &graph, &values);
            let dead_circles = dead_circles(&graph);
            FlowView {
                values,
                reached,
                loops,
                dead_circles,
                before: OnceLock::new(),
                graph,
                routine,
                watches: Vec::new(),
            }
        })
        .collect()
}

fn marks_of(module: &Module) -> Vec<Mark<'_>> {
    let root = module.parsed.tree.root(module.source.text());
    let mut marks = Vec::new();
    let mut around: Vec<(Node<'_>, usize)> = Vec::new();
    for node in root.descendants() {
        while around.last().is_some_and(|(_, next)| *next <= node.index()) {
            around.pop();
        }
        if is_mark(node.kind()) || node.kind() == Kind::s_mixed {
            let parent = around.last().map_or(root, |(parent, _)| *parent);
            let inside_unread = around.iter().any(|(node, _)| node.kind() == Kind::bad_block);
            marks.push(Mark { module, node, parent, inside_unread });
        }
        if !node.is_leaf() {
            around.push((node, node.next_index()));
        }
    }
    marks
}

impl Mark<'_> {
    /// Where the mark stands.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.module.id, self.node.start(), self.node.end())
    }

    /// What a finding about a missing piece points at: the last word before it.
    #[must_use]
    pub fn before(&self) -> Span {
        let root = self.module.parsed.tree.root(self.module.source.text());
        let at = self.node.start();
        let leaves = root.leaves().filter(|leaf| leaf.kind() != Kind::comment);
        let last = leaves.take_while(|leaf| leaf.end() <= at).last();
        last.map_or_else(|| self.span(), |leaf| Span::new(self.module.id, leaf.start(), leaf.end()))
    }
}
