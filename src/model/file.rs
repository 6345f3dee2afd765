//! A file: its head, what it uses, its declarations, its flow.

use jiff::civil::Date;

use super::{Cite, Control, Decl, Fault, Flow, Ident, Name, Quantity, Ref, Text};
use crate::source::{Place, Span};

/// One file of the project, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct File {
    /// The head; a file without one is shared.
    pub head: Option<Head>,
    /// What it brings into scope.
    pub uses: Vec<Use>,
    /// Its declarations in written order.
    pub decls: Vec<Decl>,
    /// Its controls in written order.
    pub controls: Vec<Control>,
    /// Its flow.
    pub flow: Option<Flow>,
    /// Notes, citations and accepted deviations outside any block.
    pub common: Common,
    /// What was readable but makes no sense: wrong types, missing units, impossible days.
    pub faults: Vec<Fault>,
    /// Words in pieces that could not be read. They may have been declarations or uses, so rules about unknown and
    /// unused names keep silent about them.
    pub mentions: Vec<Name>,
    /// Whether a line that cannot be read names a `.sop` file: it may have been a `use`.
    pub lost_use: bool,
    /// Whether a declaration outside any other could not be read, or is without a name.
    pub broken: bool,
    /// Whether a second head or flow stands in it, which is no part of this.
    pub doubled: bool,
    /// The whole text.
    pub at: Place,
}

impl File {
    /// The procedure's name, if the file is one.
    #[must_use]
    pub fn procedure(&self) -> Option<&Ident> {
        self.head.as_ref().and_then(|head| head.ident.as_ref())
    }
}

/// The head of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The procedure's name.
    pub ident: Option<Ident>,
    /// Its title.
    pub title: Option<Text>,
    /// Document number.
    pub number: Option<(String, Place)>,
    /// Languages, source language first.
    pub languages: Vec<(String, Place)>,
    /// Version.
    pub version: Option<(String, Place)>,
    /// Draft, approved or retired.
    pub status: Option<(Status, Place)>,
    /// The post that answers for it.
    pub owner: Option<Ref>,
    /// The post that wrote it.
    pub author: Option<Ref>,
    /// Approvals.
    pub approvals: Vec<Approval>,
    /// In force from.
    pub effective: Option<(Date, Place)>,
    /// When it is reviewed, and by whom.
    pub review: Option<(Quantity, Option<Ref>)>,
    /// Numbers of the documents that it replaces.
    pub supersedes: Vec<String>,
    /// Why it exists.
    pub purpose: Option<Text>,
    /// What it applies to.
    pub scope: Option<Text>,
    /// Who receives it.
    pub distribution: Vec<Ref>,
    /// Change history.
    pub history: Vec<HistoryRow>,
    /// Notes, citations, accepted deviations: those of the whole file.
    pub common: Common,
    /// The whole head.
    pub at: Place,
    /// Keyword and name.
    pub head: Place,
    /// Whether a piece of it could not be read.
    pub broken: bool,
}

impl Head {
    /// The place that a finding about the procedure points at.
    #[must_use]
    pub fn span(&self) -> Span {
        self.ident.as_ref().map_or(self.head.0, Ident::span)
    }

    /// The day from which the time to its next review counts, and where it stands: that of the last approval, else the
    /// one from which it is in force.
    #[must_use]
    pub fn reviewed(&self) -> Option<(Date, Place)> {
        let approved = self.approvals.iter().filter_map(|approval| Some((approval.on?, approval.at)));
        approved.max_by_key(|(day, _)| *day).or(self.effective)
    }
}

/// The state of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Not released yet.
    Draft,
    /// Released.
    Approved,
    /// No longer in force.
    Retired,
}

/// `approved by manager on 2026-02-20 meaning "…" of "sha256:…"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The post.
    pub by: Ref,
    /// The person who held it, as that person is called.
    pub person: Option<String>,
    /// The day.
    pub on: Option<Date>,
    /// What the approval means.
    pub meaning: Option<Text>,
    /// The content that was approved.
    pub of: Option<String>,
    /// Where it stands.
    pub at: Place,
}

/// `"2.1" on 2026-02-20 by quality "…"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// The version.
    pub version: String,
    /// The day.
    pub on: Option<Date>,
    /// The post.
    pub by: Option<Ref>,
    /// What changed.
    pub what: Option<Text>,
    /// Where it stands.
    pub at: Place,
}

/// `use "common.sop" as c`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The path as written; `None` where it is missing.
    pub path: Option<String>,
    /// The alias.
    pub alias: Option<Ident>,
    /// Where the path stands.
    pub at: Place,
}

/// What stands in any block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Common {
    /// Remarks and decisions.
    pub notes: Vec<Text>,
    /// Clauses that the construct meets.
    pub cites: Vec<Cite>,
    /// Declared deviations.
    pub accepts: Vec<Accept>,
}

/// `accept slower-for-more-serious because "…" until 2027-01-01`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accept {
    /// The rule's name or code; `None` where it is missing.
    pub rule: Option<(String, Place)>,
    /// The reason; `None` where it is missing.
    pub because: Option<Text>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it stands.
    pub at: Place,
    /// The construct that it is about: findings whose main place lies in it are accepted.
    pub within: Place,
}
