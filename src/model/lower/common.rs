//! What stands in any block: notes, citations, accepted deviations, and what a file uses.

use super::Lower;
use crate::model::{Accept, Cite, Common, Ident, Name, Text, Use};
use crate::source::Place;
use crate::syntax::{Kind, Node};

impl Lower {
    /// Takes a clause if it is one of the common ones. `within` is the construct in whose block it stands.
    pub(super) fn common(&mut self, clause: Node<'_>, within: Place, common: &mut Common) -> bool {
        match clause.kind() {
            Kind::note => common.notes.extend(self.text_in(clause)),
            Kind::cites => common.cites.extend(self.cite(clause)),
            Kind::accept => {
                let accept = self.accept(clause, within);
                common.accepts.push(accept);
            }
            _ => return false,
        }
        true
    }

    /// The common clauses among the children of a construct, including those of its small block.
    pub(super) fn commons(&mut self, node: Node<'_>, within: Place) -> Common {
        let mut common = Common::default();
        for child in node.children() {
            self.common(child, within, &mut common);
        }
        common
    }

    /// A citation; `None` without a standard.
    pub(super) fn cite(&self, clause: Node<'_>) -> Option<Cite> {
        let standard = self.reference_in(clause)?;
        let clauses = clause
            .children()
            .filter(|child| child.kind() == Kind::clause_id)
            .map(|leaf| Ident { name: Name::new(leaf.text()), at: self.place(leaf) })
            .collect();
        Some(Cite { standard, clauses, at: self.place(clause) })
    }

    /// The citations at the end of a clause.
    pub(super) fn cites_in(&self, clause: Node<'_>) -> Vec<Cite> {
        clause.children().filter(|child| child.kind() == Kind::cites).filter_map(|cites| self.cite(cites)).collect()
    }

    fn accept(&mut self, clause: Node<'_>, within: Place) -> Accept {
        let rule = clause.child(Kind::rule_name).map(|leaf| (leaf.text().to_owned(), self.place(leaf)));
        let because: Option<Text> = self.text_in(clause).filter(|text| !text.source.trim().is_empty());
        let until = clause.child(Kind::date).and_then(|leaf| self.date(leaf));
        Accept { rule, because, until, at: self.place(clause), within }
    }

    pub(super) fn use_decl(&mut self, node: Node<'_>) -> Use {
        let path = self.string_in(node);
        let at = node.children().find(|child| super::shared::is_string(child.kind())).unwrap_or(node);
        Use { path, alias: self.ident_in(node), at: self.place(at) }
    }
}
