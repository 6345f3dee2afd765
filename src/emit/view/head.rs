//! The head of a document: what it is, who answers for it, what was approved and changed.

use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::super::Audience;
use super::super::links::linked;
use super::super::page::Page;
use super::common::{Fact, facts};
use crate::labels::{Lang, fill};
use crate::model::{Approval, HistoryRow, Status};
use crate::time::date_after;

/// The head of a document.
#[derive(Debug, Serialize)]
pub(in super::super) struct HeadView {
    pub(in super::super) title: String,
    pub(in super::super) number: String,
    /// The number, empty where it has none.
    pub(super) own_number: String,
    pub(in super::super) version: String,
    pub(in super::super) status: String,
    pub(super) owner: String,
    /// The day from which it is in force, empty where none is set.
    pub(in super::super) effective: String,
    /// The day of its last change, else that from which it is in force.
    #[serde(skip)]
    pub(super) dated: Option<Date>,
    /// What must be seen first: a draft, no longer in force, built with errors.
    pub(super) marks: Vec<&'static str>,
    /// One word of them, for paper.
    #[serde(skip)]
    pub(super) watermark: &'static str,
    /// All entries of the head, with a word where one is missing.
    entries: Vec<Fact>,
    approvals: Vec<ApprovalView>,
    history: Vec<ChangeView>,
}

#[derive(Debug, Serialize)]
struct ApprovalView {
    by: String,
    on: String,
    meaning: String,
    of: String,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    version: String,
    on: String,
    by: String,
    what: String,
}

impl HeadView {
    pub(in super::super) fn of(page: &Page<'_>, errors: bool) -> Self {
        let w = &page.w.head;
        let missing = || page.w.blank.missing.to_owned();
        let or_missing = |value: Option<String>| value.filter(|value| !value.is_empty()).unwrap_or_else(missing);
        let Some(head) = page.file().head.as_ref() else { return HeadView::empty() };
        let title = head.title.as_ref().map(|text| page.text(text)).filter(|title| !title.is_empty());
        let title = title.or_else(|| head.ident.as_ref().map(|ident| ident.name.to_string()));
        let title = or_missing(title);
        let number = or_missing(head.number.as_ref().map(|(number, _)| number.clone()));
        let version = or_missing(head.version.as_ref().map(|(version, _)| version.clone()));
        // Without a status a procedure is a draft: nobody has released it.
        let status = head.status.map_or(Status::Draft, |(status, _)| status);
        let status_word = match status {
            Status::Draft => w.draft,
            Status::Approved => w.approved,
            Status::Retired => w.retired,
        };
        let owner = or_missing(head.owner.as_ref().map(|owner| page.title(owner)));
        let review = head.review.as_ref().map(|(every, by)| {
            let due = head.reviewed().zip(page.project.duration(page.module.id, every));
            let due = due.and_then(|((from, _), every)| date_after(from, every).ok());
            let every = page.every(every);
            let said = match by {
                Some(by) => fill(w.review_by, &[&every, &page.post(&page.title(by))]),
                None => every,
            };
            match due.filter(|_| status != Status::Retired) {
                Some(due) => fill(w.review_due, &[&said, &due.to_string()]),
                None => said,
            }
        });
        let languages: Vec<String> =
            page.project.languages(page.module.id).into_iter().map(|tag| language(page, tag)).collect();
        let entries = facts([
            (w.number, number.clone()),
            (w.title, title.clone()),
            (w.version, version.clone()),
            (w.status, status_word.to_owned()),
            (w.owner, owner.clone()),
            (w.author, or_missing(head.author.as_ref().map(|author| page.title(author)))),
            (w.effective, or_missing(head.effective.map(|(date, _)| date.to_string()))),
            (w.review, or_missing(review)),
            (w.supersedes, if head.supersedes.is_empty() { w.nothing.to_owned() } else { page.list(&head.supersedes) }),
            (w.distribution, or_missing(Some(page.title_list(&head.distribution)))),
            (w.languages, page.list(&languages)),
            (page.w.index.checklist, checklist(page)),
            (page.w.copy.label, copy(page).to_owned()),
            (page.w.copy.source, source(page)),
        ]);
        let mut marks = Vec::new();
        marks.extend((status == Status::Draft).then_some(w.draft_mark));
        marks.extend((status == Status::Retired).then_some(w.retired_mark));
        marks.extend(errors.then_some(w.errors_mark));
        HeadView {
            title,
            number,
            own_number: head.number.as_ref().map(|(number, _)| number.clone()).unwrap_or_default(),
            version,
            status: status_word.to_owned(),
            owner,
            watermark: match marks.as_slice() {
                [] => "",
                _ if status == Status::Approved => w.draft,
                _ => status_word,
            },
            effective: head.effective.map(|(date, _)| date.to_string()).unwrap_or_default(),
            dated: head.history.iter().filter_map(|row| row.on).max().or(head.effective.map(|(date, _)| date)),
            marks,
            entries,
            approvals: head.approvals.iter().map(|approval| ApprovalView::of(page, approval)).collect(),
            history: head.history.iter().map(|row| ChangeView::of(page, row)).collect(),
        }
    }

    /// A shared file has no head; it has no page either.
    fn empty() -> Self {
        HeadView {
            title: String::new(),
            number: String::new(),
            own_number: String::new(),
            version: String::new(),
            status: String::new(),
            owner: String::new(),
            effective: String::new(),
            dated: None,
            marks: Vec::new(),
            watermark: "",
            entries: Vec::new(),
            approvals: Vec::new(),
            history: Vec::new(),
        }
    }
}

impl ApprovalView {
    fn of(page: &Page<'_>, approval: &Approval) -> Self {
        let post = page.title(&approval.by);
        let person = approval.person.as_ref().map(|person| fill(page.w.signs.paren, &[person]));
        ApprovalView {
            by: post + &person.unwrap_or_default(),
            on: approval.on.map(|date| date.to_string()).unwrap_or_default(),
            meaning: approval.meaning.as_ref().map(|text| page.text(text)).unwrap_or_default(),
            of: approval.of.clone().unwrap_or_default(),
        }
    }
}

impl ChangeView {
    fn of(page: &Page<'_>, row: &HistoryRow) -> Self {
        ChangeView {
            version: row.version.clone(),
            on: row.on.map(|date| date.to_string()).unwrap_or_default(),
            by: row.by.as_ref().map(|by| page.title(by)).unwrap_or_default(),
            what: row.what.as_ref().map(|text| page.text(text)).unwrap_or_default(),
        }
    }
}

fn language(page: &Page<'_>, tag: &str) -> String {
    match Lang::of_tag(tag) {
        Some(Lang::Zh) => page.w.head.chinese.to_owned(),
        Some(Lang::En) => page.w.head.english.to_owned(),
        None => tag.to_owned(),
    }
}

/// Whose copy it is.
pub(in super::super) fn copy(page: &Page<'_>) -> &'static str {
    match page.audience {
        Audience::Staff => page.w.copy.staff,
        Audience::Auditor => page.w.copy.auditor,
    }
}

/// The way to the checklist, where documents are built.
fn checklist(page: &Page<'_>) -> String {
    let way = page.link_to(page.module.id);
    way.map(|way| linked(page.w.index.open, &way.checklist)).unwrap_or_default()
}

/// The hash of the file that the copy for auditors was made from.
pub(in super::super) fn source(page: &Page<'_>) -> String {
    match page.audience {
        Audience::Staff => String::new(),
        Audience::Auditor => {
            let hash = Sha256::digest(page.module.source.text().as_bytes());
            hash.iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
        }
    }
}
