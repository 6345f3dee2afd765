//! The phrases of a procedure for others than documents: what is told about a case reads as its handbook does.

use petgraph::visit::EdgeRef;

use super::page::Page;
use super::phrase::{FlowOf, Next};
use super::shelf::EMPTY;
use super::view::{Fact, box_text, kind, node_facts, work_facts};
use crate::flow::{EdgeKind, Graph, NodeId, PointAt};
use crate::labels::{Lang, Words, fill};
use crate::model::{
    Act, Action, Anytime, AskType, Branch, Cond, Decl, Flow, Ident, LateLine, Limit, Module, Name, Node, NodeKind,
    Project, Quantity, Ref, Side, Text, Value, Warn, Way,
};
use crate::source::{Place, Span};

/// The phrases of one file in one language. Every phrase is plain text on one line.
pub struct Phrases<'p>(Page<'p>);

impl<'p> Phrases<'p> {
    /// The phrases of a file.
    #[must_use]
    pub fn new(project: &'p Project, module: &'p Module, lang: Lang) -> Self {
        Phrases(Page::new(project, module, lang, &EMPTY))
    }

    /// The words of the language.
    #[must_use]
    pub fn words(&self) -> &'static Words {
        self.0.w
    }

    /// A text.
    #[must_use]
    pub fn text(&self, text: &Text) -> String {
        self.0.text(text)
    }

    /// A text between quotation marks.
    #[must_use]
    pub fn quote(&self, text: &str) -> String {
        self.0.quote(text)
    }

    /// Texts as a list within a sentence, the last joined by another word.
    #[must_use]
    pub fn list_with(&self, texts: &[String], last: &str) -> String {
        self.0.list_with(texts, last)
    }

    /// The title of the procedure, marked as that of a document.
    #[must_use]
    pub fn procedure(&self) -> String {
        match self.0.module.file.head {
            Some(_) => self.0.procedure_title(self.0.module.id),
            None => self.0.quote(&self.0.module.path),
        }
    }

    /// The number of a step, as in the handbook; empty for an end.
    #[must_use]
    pub fn number(&self, node: &Node) -> String {
        match node.kind {
            NodeKind::End { .. } => String::new(),
            _ => self.0.numbers.at(node.at.0.start).map(|stop| stop.number.clone()).unwrap_or_default(),
        }
    }

    /// The title of a node, else its name.
    #[must_use]
    pub fn title(&self, node: &Node) -> String {
        let title = node.title.as_ref().map(|title| self.0.text(title)).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| node.label().to_owned())
    }

    /// A node within a sentence: number and title; an end by its title alone.
    #[must_use]
    pub fn step(&self, node: &Node) -> String {
        match self.number(node).as_str() {
            "" => self.0.quote(&self.title(node)),
            number => fill(self.0.w.step.reference, &[number, &self.title(node)]),
        }
    }

    /// What a node is if it is no plain step; else empty.
    #[must_use]
    pub fn kind(&self, node: &Node) -> &'static str {
        kind(&self.0, node)
    }

    /// What this kind of node says of itself: the called procedure, how many must approve, how long to wait.
    #[must_use]
    pub fn facts(&self, node: &Node) -> Vec<(&'static str, String)> {
        node_facts(&self.0, node).into_iter().map(Fact::parts).collect()
    }

    /// What else the doer of a node must know: who takes part, by which channels, what is read, how long it takes.
    #[must_use]
    pub fn work_facts(&self, node: &Node) -> Vec<(&'static str, String)> {
        work_facts(&self.0, &node.work).into_iter().map(Fact::parts).collect()
    }

    /// What a box of the checklist says; `None` for what is no box.
    #[must_use]
    pub fn act(&self, act: &Act) -> Option<String> {
        box_text(&self.0, act)
    }

    /// A branch within a sentence.
    #[must_use]
    pub fn branch(&self, branch: &Branch) -> String {
        let title = branch.title.as_ref().map(|title| self.0.text(title));
        let title = title.or_else(|| branch.ident.as_ref().map(|ident| ident.name.to_string())).unwrap_or_default();
        match self.0.numbers.at(branch.at.0.start) {
            Some(stop) => fill(self.0.w.step.branch_reference, &[&stop.number, &title]),
            None => self.0.quote(&title),
        }
    }

    /// The title of a declaration.
    #[must_use]
    pub fn decl(&self, decl: &Decl) -> String {
        self.0.decl_title(decl)
    }

    /// The title of a post within a sentence.
    #[must_use]
    pub fn post(&self, decl: &Decl) -> String {
        self.0.post(&self.0.decl_title(decl))
    }

    /// The titles of several names as a list.
    #[must_use]
    pub fn titles(&self, references: &[Ref]) -> String {
        self.0.title_list(references)
    }

    /// What a field is called that has no title where it is asked.
    #[must_use]
    pub fn field(&self, name: &Name) -> String {
        self.0.field_name(&Ident { name: name.clone(), at: Place(Span::new(self.0.module.id, 0, 0)) })
    }

    /// A condition.
    #[must_use]
    pub fn cond(&self, cond: &Cond) -> String {
        self.0.cond(cond)
    }

    /// A type of answers.
    #[must_use]
    pub fn ty(&self, ty: &AskType) -> String {
        self.0.type_words(ty)
    }

    /// The values of a closed set: the name and the title of each.
    #[must_use]
    pub fn values(&self, ty: &AskType) -> Vec<(Name, String)> {
        let names = self.0.project.values_of(self.0.module.id, ty).unwrap_or_default();
        let title = |name: &Name| match ty {
            AskType::Category(category) => {
                let ident = Ident { name: name.clone(), at: category.at };
                self.0.category_value(category, &ident)
            }
            _ => None,
        };
        names.into_iter().map(|name| (name.clone(), title(&name).unwrap_or_else(|| name.to_string()))).collect()
    }

    /// A value.
    #[must_use]
    pub fn value(&self, value: &Value) -> String {
        let at = Place(Span::new(self.0.module.id, 0, 0));
        self.0.quantity(&Quantity { value: value.clone(), at })
    }

    /// A limit of a node: how long and on which clock, and what happens before and after, one sentence each, while the
    /// work is that of `doers`.
    #[must_use]
    pub fn limit(&self, node: &Node, limit: &Limit, flow: &Flow, doers: &[Ref]) -> (String, Vec<String>) {
        let view = |doers| self.0.limit(limit, doers, FlowOf::from(flow), self.order(node));
        // The clock stays that of the posts that are named, also behind a hand-over.
        (view(&node.work.by).text, view(doers).consequences)
    }

    /// A late line of a node: when it comes and what it does, while the work is that of `doers`.
    #[must_use]
    pub fn late(&self, node: &Node, line: &LateLine, doers: &[Ref]) -> String {
        self.0.late(line, doers, self.order(node))
    }

    /// A warning of a node at one of its shares: when it comes and what it does, while the work is that of `doers`.
    #[must_use]
    pub fn warning(&self, node: &Node, warn: &Warn, share: &Quantity, doers: &[Ref]) -> String {
        self.0.warn_at(&self.0.quantity(share), warn, doers, self.order(node))
    }

    /// What the actions of a line tell people, while the work is that of `doers`.
    #[must_use]
    pub fn told(&self, actions: &[Action], doers: &[Ref]) -> String {
        self.0.told(actions, doers)
    }

    /// Where something that may happen at any time leads.
    #[must_use]
    pub fn anytime(&self, line: &Anytime) -> String {
        self.0.target(&line.to, 0)
    }

    /// When a way of a node is taken; empty for one that is always taken.
    #[must_use]
    pub fn when(&self, node: &Node, way: &Way) -> String {
        self.0.way(way, node, self.order(node)).when
    }

    /// Ends of the procedure that a node calls, as a list in which any one is meant.
    #[must_use]
    pub fn ends(&self, node: &Node, ends: &[Ref]) -> String {
        let ends: Vec<String> = ends.iter().map(|end| self.0.called_end(node, end)).collect();
        self.0.list_with(&ends, self.0.w.signs.or)
    }

    /// The ways on from a node in the order in which they are tried: when, and where to.
    #[must_use]
    pub fn ways(&self, graph: &Graph<'_>, id: NodeId) -> Vec<(String, String)> {
        let Some(node) = graph.node(id) else { return Vec::new() };
        let next = next(graph, id);
        let ways = self.0.ways(node.node, next, self.order(node.node));
        ways.into_iter().map(|way| (way.when, way.then)).collect()
    }

    /// A phrase as the beginning of a sentence.
    #[must_use]
    pub fn sentence(&self, phrase: &str) -> String {
        self.0.sentence(phrase)
    }

    fn order(&self, node: &Node) -> usize {
        self.0.numbers.at(node.at.0.start).map_or(0, |stop| stop.order)
    }
}

/// What stands behind a node: where it falls through to.
fn next<'m>(graph: &Graph<'m>, id: NodeId) -> Next<'m> {
    let Some(node) = graph.node(id) else { return Next::Nothing };
    let falls = graph.points.edges(node.done).find(|edge| {
        matches!(edge.weight().kind, EdgeKind::Next | EdgeKind::Sync(_)) && edge.weight().at == node.node.span()
    });
    let Some(target) = falls.map(|edge| graph.at(edge.target())) else { return Next::Nothing };
    match target {
        PointAt::Node(id, Side::Start) => graph.node(id).map_or(Next::Nothing, |next| Next::Node(next.node)),
        PointAt::Node(id, Side::End) => match graph.node(id).map(|block| &block.node.kind) {
            Some(NodeKind::Each { .. }) => Next::Item,
            _ => Next::Branch,
        },
        _ => Next::Nothing,
    }
}
