//! A finding: plain data that reports, editors and pipelines read.

use crate::labels::Say;
use crate::source::{Level, Span};

use super::RuleInfo;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Severity {
    /// The word for it in JSON, in `sop.toml` and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of a level; `None` if it is off.
    #[must_use]
    pub fn of_level(level: Level) -> Option<Severity> {
        match level {
            Level::Off => None,
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// One finding. Rules build it in one chain; only `verdict` changes its severity.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in the owner's words.
    pub message: Say,
    /// The main place.
    pub at: Span,
    /// What stands at the main place, beside the mark.
    pub label: Option<Say>,
    /// Other places, where two collide.
    pub related: Vec<(Say, Span)>,
    /// What to write instead.
    pub help: Option<Say>,
    /// The way that proves it, as names in order.
    pub path: Vec<String>,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// The declaration, node, limit or way that must change: of findings with one cause the first rule is kept.
    pub cause: Span,
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whether it can be made without a person looking.
    pub safe: bool,
    /// The pieces to replace.
    pub edits: Vec<(Span, String)>,
}

impl Finding {
    /// A finding of `rule` at a place, which is also its cause unless another is named.
    #[must_use]
    pub fn new(rule: &'static RuleInfo, at: Span, message: Say) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message,
            at,
            label: None,
            related: Vec::new(),
            help: None,
            path: Vec::new(),
            fix: None,
            cause: at,
        }
    }

    /// What stands beside the mark.
    #[must_use]
    pub fn label(mut self, label: Say) -> Self {
        self.label = Some(label);
        self
    }

    /// Another place that belongs to it.
    #[must_use]
    pub fn also(mut self, at: Span, message: Say) -> Self {
        self.related.push((message, at));
        self
    }

    /// What to write instead.
    #[must_use]
    pub fn help(mut self, help: Say) -> Self {
        self.help = Some(help);
        self
    }

    /// The way that proves it.
    #[must_use]
    pub fn path(mut self, path: Vec<String>) -> Self {
        self.path = path;
        self
    }

    /// How to mend it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// What to write in the place of something else, without a person looking.
    #[must_use]
    pub fn mend(self, at: Span, text: impl Into<String>) -> Self {
        self.fix(Fix { safe: true, edits: vec![(at, text.into())] })
    }

    /// What must change, if that is not the main place.
    #[must_use]
    pub fn cause(mut self, cause: Span) -> Self {
        self.cause = cause;
        self
    }

    /// Another severity than the rule's own, for a rule that weighs cases differently.
    #[must_use]
    pub fn weighing(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}
