//! Findings out: as text for people, as JSON for pipelines. Reports only read findings; they change nothing.

mod baseline;
mod code;
mod json;
mod look;
mod place;
mod text;

pub use baseline::{Baseline, Held};
pub use json::json;
pub(crate) use look::{HEAD, severity_style};
pub use look::{Look, Paint};
pub use text::Text;

use crate::model::Project;
use crate::rules::{Outcome, Severity};

/// How many there are of everything, for the last line of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Files that were checked.
    pub files: usize,
    /// Findings that weigh as errors.
    pub errors: usize,
    /// Findings that weigh as warnings.
    pub warnings: usize,
    /// Findings that weigh as information.
    pub infos: usize,
    /// Findings that somebody accepted with a reason.
    pub accepted: usize,
    /// Findings that a baseline knows, and that are not told.
    pub known: usize,
}

impl Counts {
    /// Counts what a check found.
    #[must_use]
    pub fn of(project: &Project, outcome: &Outcome) -> Counts {
        let weighing = |severity| outcome.findings.iter().filter(|finding| finding.severity == severity).count();
        Counts {
            files: project.modules.iter().filter(|module| module.named).count(),
            errors: weighing(Severity::Error),
            warnings: weighing(Severity::Warning),
            infos: weighing(Severity::Info),
            accepted: outcome.accepted.len(),
            known: outcome.known,
        }
    }
}
