//! The head of a procedure.

use super::{Lower, broken};
use crate::model::{Approval, Expect, Head, HistoryRow, Status};
use crate::syntax::{Kind, Node};

impl Lower {
    pub(super) fn head(&mut self, node: Node<'_>) -> Head {
        let at = self.place(node);
        let mut head = Head {
            ident: self.ident_in(node),
            title: self.text_in(node),
            at,
            head: self.head_place(node),
            broken: broken(node),
            ..Head::default()
        };
        for clause in node.children() {
            // The accepts of a head are about the whole file: an empty place stands for that.
            if !self.common(clause, crate::source::Place::default(), &mut head.common) {
                self.head_clause(clause, &mut head);
            }
        }
        head
    }

    fn head_clause(&mut self, clause: Node<'_>, head: &mut Head) {
        let at = self.place(clause);
        match clause.kind() {
            Kind::number_c => head.number = self.string_in(clause).map(|number| (number, at)),
            Kind::language_c => {
                let codes = clause.children().filter(|child| child.kind() == Kind::lang_code);
                head.languages.extend(codes.map(|code| (code.text().to_owned(), self.place(code))));
            }
            Kind::version_c => head.version = self.string_in(clause).map(|version| (version, at)),
            Kind::status_c => {
                head.status = clause.children().find_map(|word| match word.kind() {
                    Kind::kw_draft => Some((Status::Draft, at)),
                    Kind::kw_st_approved => Some((Status::Approved, at)),
                    Kind::kw_retired => Some((Status::Retired, at)),
                    _ => None,
                });
            }
            Kind::owner_c => head.owner = self.reference_in(clause),
            Kind::author_c => head.author = self.reference_in(clause),
            Kind::approved_c => {
                if let Some(by) = self.reference_in(clause) {
                    let on = self.date_in(clause);
                    let of = self.string_in(clause);
                    let person = clause.child(Kind::person).and_then(|person| self.string_in(person));
                    head.approvals.push(Approval { by, person, on, meaning: self.text_in(clause), of, at });
                }
            }
            Kind::effective_c => head.effective = self.date_in(clause).map(|date| (date, at)),
            Kind::review_c => {
                let every = self.quantity_in(clause);
                head.review = Some((self.expect(every, Expect::Duration), self.reference_in(clause)));
            }
            Kind::supersedes_c => {
                let strings = clause.children().filter(|child| super::shared::is_string(child.kind()));
                head.supersedes.extend(strings.map(super::shared::string_value));
            }
            Kind::purpose_c => head.purpose = self.text_in(clause),
            Kind::scope_c => head.scope = self.text_in(clause),
            Kind::distribution_c => head.distribution.extend(self.refs(clause)),
            Kind::history_c => {
                for row in clause.children().filter(|child| child.kind() == Kind::history_row) {
                    head.history.push(HistoryRow {
                        version: self.string_in(row).unwrap_or_default(),
                        on: self.date_in(row),
                        by: self.reference_in(row),
                        what: self.text_in(row),
                        at: self.place(row),
                    });
                }
            }
            _ => {}
        }
    }
}
