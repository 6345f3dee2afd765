//! Who tells the customer something: steps that use a channel, and calls of procedures in which such a step stands.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::flow::{Bypass, FlowNode};
use crate::model::{Body, Callee, DeclKind, Node, NodeKind, Ref, Start, StartOn, Text, Trigger, each_flow, each_node};
use crate::rules::lists::list;
use crate::rules::{Context, FlowView};
use crate::source::FileId;

/// Words of telling somebody something, and words for customers.
const WORDS: &str = include_str!("telling.tsv");

/// The steps that tell the customer something.
pub(super) struct Telling<'c, 'p> {
    context: &'c Context<'p>,
    /// The files of procedures in which something does, also through what they call.
    files: FxHashSet<FileId>,
    /// Those of them in which every way to a failed end does; asked of procedures whose failure somebody catches.
    failing: FxHashSet<FileId>,
}

impl<'c, 'p> Telling<'c, 'p> {
    /// Those of a project.
    pub(super) fn of(context: &'c Context<'p>) -> Self {
        let mut telling = Telling { context, files: FxHashSet::default(), failing: FxHashSet::default() };
        let mut callers: FxHashMap<FileId, Vec<FileId>> = FxHashMap::default();
        let mut caught: FxHashSet<FileId> = FxHashSet::default();
        let mut open: Vec<FileId> = Vec::new();
        for module in context.modules() {
            each_flow(&module.file, &mut |flow| {
                each_node(&flow.nodes, &mut |node| {
                    if telling.speaks(module.id, node) {
                        open.push(module.id);
                    }
                    if let NodeKind::Call { procedure } = &node.kind {
                        match context.project.callee(module.id, procedure) {
                            Some(callee) => {
                                callers.entry(callee).or_default().push(module.id);
                                if node.work.ways.iter().any(|way| way.trigger == Trigger::Failed) {
                                    caught.insert(callee);
                                }
                            }
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
        caught.retain(|file| telling.files.contains(file) && telling.tells_before_failing(*file));
        telling.failing = caught;
        telling
    }

    /// Whether a procedure has told the customer something on every way to a failed end.
    fn tells_before_failing(&self, file: FileId) -> bool {
        let Some(view) = self.context.flows_of(file).find(|view| view.routine.is_none() && !view.graph.wild) else {
            return true;
        };
        let graph = &view.graph;
        let told: Vec<_> = graph.iter().filter(|(_, node)| self.tells(file, node)).map(|(_, node)| node.done).collect();
        let untold = Bypass::of(self.context.project, graph, &view.values, &told);
        let fails = |end: &FlowNode<'_>| matches!(end.node.kind, NodeKind::End { failed: true });
        graph.ends().filter(|(_, end)| fails(end)).all(|(_, end)| untold.way(end.enter).is_none())
    }

    /// Whether a node is a call whose procedure has also told the customer when it fails.
    pub(super) fn tells_when_failed(&self, file: FileId, node: &FlowNode<'_>) -> bool {
        matches!(&node.node.kind, NodeKind::Call { procedure }
            if self.context.project.callee(file, procedure).is_some_and(|callee| self.failing.contains(&callee)))
    }

    /// Whether the first node of a flow surely answers the customer, and does not only take down what they say: it says
    /// so, or uses a channel by which no case comes.
    pub(super) fn answers(&self, view: &FlowView<'_>, node: &FlowNode<'_>) -> bool {
        let work = &node.node.work;
        let same = |via: &Ref| {
            let channel = |name: &Ref| self.context.project.find(view.graph.file, name).map(|(symbol, _)| symbol);
            let of_start = |start: &Start| start.via.iter().any(|other| channel(other) == channel(via));
            view.graph.flow.starts.iter().any(of_start)
        };
        let outward = work.via.iter().any(|via| !same(via));
        let says = !work.via.is_empty() && node.node.title.iter().any(|title| says(title, "tells"));
        outward || says
    }

    /// Whether there is something in a flow or at its start that speaks of a customer: a post outside that has a part
    /// in it, or a word for one. A case that staff report may come by telephone too.
    pub(super) fn has_customer(&self, view: &FlowView<'_>) -> bool {
        let file = view.graph.file;
        let part = view.graph.iter().any(|(_, node)| {
            let work = &node.node.work;
            let posts = work.by.iter().chain(&work.informs).chain(&work.consults).chain(&work.accountable);
            posts.into_iter().any(|post| self.is_outside(file, post))
        });
        let starts = view.graph.flow.starts.iter();
        let head = self.context.project.module(file).and_then(|module| module.file.head.as_ref());
        part || starts.filter_map(event).any(|text| says(text, "customer"))
            || head.and_then(|head| head.title.as_ref()).is_some_and(|title| says(title, "customer"))
    }

    fn is_outside(&self, file: FileId, post: &Ref) -> bool {
        let role = self.context.project.find_kind(file, post, DeclKind::Role).map(|(_, decl)| &decl.body);
        matches!(role, Some(Body::Role(role)) if role.external)
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
        !node.work.via.is_empty()
            || node.work.informs.iter().chain(&node.work.by).any(|post| self.is_outside(file, post))
    }
}

fn event(start: &Start) -> Option<&Text> {
    match &start.on {
        StartOn::Event(text) => Some(text),
        StartOn::After(_) => None,
    }
}

/// Whether a text has a word of a list in one of its languages; Latin ones as whole words.
fn says(text: &Text, what: &str) -> bool {
    let words = list(WORDS, &[what]);
    let translations = text.translations.iter().map(|other| &other.text);
    std::iter::once(&text.source).chain(translations).any(|text| {
        let text = text.to_ascii_lowercase();
        let mut latin = text.split(|sign: char| !sign.is_ascii_alphabetic());
        latin.any(|word| words.contains(&word)) || words.iter().any(|word| !word.is_ascii() && text.contains(word))
    })
}
