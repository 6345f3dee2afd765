//! From the tree to the model. Every child is visited: one fault never hides the next.

mod common;
mod decls;
mod flow;
mod head;
mod kpi;
mod param;
mod shared;
mod typed;
mod values;
mod work;

pub(super) use shared::{is_string, string_value};
pub use typed::read_value;

use super::{File, Name};
use crate::source::{FileId, Place, Span};
use crate::syntax::{Kind, Node, Tree, is_mark};

/// What is collected on the way.
pub(super) struct Lower {
    file: FileId,
    faults: Vec<super::Fault>,
    mentions: Vec<Name>,
}

impl Lower {
    fn span(&self, node: Node<'_>) -> Span {
        Span::new(self.file, node.start(), node.end())
    }

    fn place(&self, node: Node<'_>) -> Place {
        Place(self.span(node))
    }

    fn fault(&mut self, kind: super::FaultKind, at: Place) {
        self.faults.push(super::Fault { kind, at });
    }

    /// Keeps the words of a piece that could not be read: they may have been names.
    fn mention(&mut self, node: Node<'_>) {
        self.mentions.extend(words(node.text()));
    }
}

/// The words of a text that could be names.
pub(super) fn words(text: &str) -> impl Iterator<Item = Name> {
    text.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).filter(|word| !word.is_empty()).map(Name::new)
}

/// Makes the model of one file from its tree.
#[must_use]
pub fn lower(file: FileId, tree: &Tree, text: &str) -> File {
    let mut lower = Lower { file, faults: Vec::new(), mentions: Vec::new() };
    let root = tree.root(text);
    let mut model = File { at: Place(Span::new(file, 0, root.end())), ..File::default() };
    for item in root.children() {
        lower.item(item, &mut model);
    }
    for mark in root.descendants().filter(|node| is_mark(node.kind()) && node.end() > node.start()) {
        lower.mention(mark);
        model.lost_use |= mark.kind() == Kind::bad_head && mark.text().contains(".sop");
    }
    model.faults = lower.faults;
    model.mentions = lower.mentions;
    model
}

impl Lower {
    /// A second head or flow: `repeated-clause` tells it. Its words may be names that the rest of the file uses.
    fn second(&mut self, item: Node<'_>, model: &mut File) {
        self.mention(item);
        model.doubled = true;
    }

    fn item(&mut self, item: Node<'_>, model: &mut File) {
        match item.kind() {
            Kind::sop_decl => {
                if model.head.is_some() {
                    self.second(item, model);
                    return;
                }
                let head = self.head(item);
                model.broken |= head.ident.is_none();
                model.head = Some(head);
            }
            Kind::use_decl => model.uses.push(self.use_decl(item)),
            Kind::rule_decl => model.controls.push(self.control(item)),
            Kind::flow_decl => {
                if model.flow.is_some() {
                    self.second(item, model);
                    return;
                }
                model.flow = Some(self.flow(item));
            }
            Kind::foreign_node => {
                // Nodes behind a flow that was closed too early still belong to it.
                let flow = model.flow.get_or_insert_with(super::Flow::default);
                flow.broken = true;
                for node in item.children() {
                    if let Some(node) = self.node(node) {
                        flow.nodes.push(node);
                    }
                }
                model.broken = true;
            }
            Kind::bad_line_any | Kind::stray_close | Kind::foreign_clause => {
                model.broken = true;
                // What stands in the block of an unreadable line may still be whole declarations.
                if let Some(inner) = item.descendants().find(|node| node.kind() == Kind::bad_block) {
                    let unread = |kind| is_mark(kind) || matches!(kind, Kind::bad_line_any | Kind::bad_line);
                    for child in inner.children().filter(|child| !unread(child.kind())) {
                        self.item(child, model);
                    }
                }
            }
            _ => {
                if let Some(decl) = self.decl(item) {
                    model.broken |= decl.ident.is_none();
                    model.decls.push(decl);
                }
            }
        }
    }
}

/// Whether a piece of the construct could not be read. Nodes and branches inside it speak for themselves.
pub(super) fn broken(node: Node<'_>) -> bool {
    node.children().any(|child| {
        let kind = child.kind();
        is_mark(kind)
            || matches!(kind, Kind::bad_line | Kind::bad_line_any)
            || (!child.is_leaf() && !is_inner(kind) && broken(child))
    })
}

/// Whether a kind is a construct of its own inside a block of nodes.
fn is_inner(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::step_decl
            | Kind::decision_decl
            | Kind::approval_decl
            | Kind::wait_decl
            | Kind::call_decl
            | Kind::parallel_decl
            | Kind::each_decl
            | Kind::end_decl
            | Kind::branch_decl
            | Kind::flow_decl
    )
}
