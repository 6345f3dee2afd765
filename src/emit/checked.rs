//! What a check came to, as the copy for auditors tells it.

use std::collections::{BTreeMap, BTreeSet};

use crate::labels::Say;
use crate::model::{Control, ControlKind, Project};
use crate::rules::{Finding, Group, Outcome, Severity, find};
use crate::source::{FileId, Level, Span};

/// The rules that hold controls to the flow.
const OF_CONTROLS: [&str; 3] = ["order-broken", "same-person-both", "consequence-broken"];

/// What a check came to, file by file.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    told: BTreeMap<FileId, Vec<Told>>,
    /// Whether something could not be read or is not known, so that nothing is proved.
    unsure: bool,
    refuted: BTreeSet<Span>,
    accepted: BTreeSet<Span>,
}

/// A finding as it is told.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    /// Its line, from 1.
    pub(super) line: u32,
    pub(super) message: Say,
}

/// What is known of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It holds on every way.
    Proved,
    /// It can be kept; whether it is shows in each case.
    Possible,
    /// It does not hold.
    Refuted,
    /// It does not hold, and that was accepted.
    Accepted,
    /// Nothing was proved.
    Unproved,
}

impl Checked {
    /// What a check of a project came to.
    #[must_use]
    pub fn of(project: &Project, outcome: &Outcome) -> Self {
        let mut checked = Checked { unsure: is_off(project), ..Checked::default() };
        for finding in &outcome.findings {
            checked.unsure |= finding.severity == Severity::Error && !is_of_controls(finding);
            checked.unsure |= matches!(finding.rule.group, Group::Written | Group::Names);
            if is_of_controls(finding) {
                checked.refuted.insert(finding.at);
            }
            let line = project.module(finding.at.file).map_or(0, |module| module.source.line(finding.at.start));
            let told =
                Told { severity: finding.severity, code: finding.rule.code, line, message: finding.message.clone() };
            checked.told.entry(finding.at.file).or_default().push(told);
        }
        let accepted = outcome.accepted.iter().filter(|accepted| OF_CONTROLS.contains(&accepted.rule.name));
        checked.accepted.extend(accepted.map(|accepted| accepted.at));
        checked
    }

    /// What is told about a file.
    pub(super) fn of_file(&self, file: FileId) -> &[Told] {
        self.told.get(&file).map(Vec::as_slice).unwrap_or_default()
    }

    /// What is known of a control.
    pub(super) fn verdict(&self, control: &Control) -> Verdict {
        let at = control.at.0;
        let inside = |span: &Span| span.file == at.file && at.start <= span.start && span.end <= at.end;
        if self.refuted.iter().any(inside) {
            return Verdict::Refuted;
        }
        if self.accepted.iter().any(inside) {
            return Verdict::Accepted;
        }
        match control.kind {
            _ if self.unsure || control.broken => Verdict::Unproved,
            ControlKind::Before(..) | ControlKind::LeadsTo(..) => Verdict::Proved,
            ControlKind::DifferentPeople(..) => Verdict::Possible,
            ControlKind::Broken(_) => Verdict::Unproved,
        }
    }
}

fn is_of_controls(finding: &Finding) -> bool {
    OF_CONTROLS.contains(&finding.rule.name)
}

/// Whether the project switches off what would prove a control.
fn is_off(project: &Project) -> bool {
    let names = |word: &str| find(word).is_some_and(|rule| OF_CONTROLS.contains(&rule.name));
    project.root.config.rules.iter().any(|(word, (level, _))| *level == Level::Off && names(word))
}
