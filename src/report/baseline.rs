//! A baseline: the findings that a project had when it began to be checked, counted for each file and rule.
//!
//! Counts, not lines: an edit that moves a finding leaves the baseline as it is. While a file has no more findings of a
//! rule than the baseline says, they are not told; one more, and all of them are, for nobody can say which is the new one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::Project;
use crate::rules::{Finding, Group, Outcome, Severity};

/// How many findings of each rule each file may have, by its path in the project and the rule's name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    files: BTreeMap<String, BTreeMap<String, usize>>,
}

/// What a baseline did to an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// Findings that it knows, and that are not told.
    pub known: usize,
    /// Findings that it knows, and that are gone: it can be pruned.
    pub gone: usize,
}

impl Baseline {
    /// The baseline of an outcome.
    #[must_use]
    pub fn of(project: &Project, outcome: &Outcome) -> Baseline {
        Baseline { version: 1, files: counted(project, outcome) }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// No JSON of this shape; the parser's words.
    pub fn read(text: &str) -> Result<Baseline, String> {
        let baseline: Baseline = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if baseline.version == 1 { Ok(baseline) } else { Err(format!("version {}", baseline.version)) }
    }

    /// The text of the file: the same for the same findings.
    ///
    /// # Errors
    /// None that a baseline can cause.
    pub fn text(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n").map_err(|error| error.to_string())
    }

    /// Takes out of an outcome what the baseline knows.
    pub fn apply(&self, project: &Project, outcome: &mut Outcome) -> Held {
        let now = counted(project, outcome);
        let allowed = |path: &str, rule: &str| self.files.get(path).and_then(|rules| rules.get(rule)).copied();
        let present = |path: &str, rule: &str| now.get(path).and_then(|rules| rules.get(rule)).copied().unwrap_or(0);
        let before = outcome.findings.len();
        outcome.findings.retain(|finding| {
            let (path, rule) = (path(project, finding), finding.rule.name);
            !holds(finding) || allowed(path, rule).is_none_or(|allowed| present(path, rule) > allowed)
        });
        let named = |path: &str| path == CONFIG_PATH || is_named(project, path);
        let each = self.files.iter().filter(|(path, _)| named(path));
        let gone = each.flat_map(|(path, rules)| {
            rules.iter().map(move |(rule, allowed)| allowed.saturating_sub(present(path, rule)))
        });
        Held { known: before - outcome.findings.len(), gone: gone.sum() }
    }

    /// The baseline without what is gone. Files that were not looked at keep their counts; nothing grows.
    #[must_use]
    pub fn pruned(&self, project: &Project, outcome: &Outcome) -> Baseline {
        let now = counted(project, outcome);
        let mut pruned = self.clone();
        // A file that does not exist any more has no findings.
        let exists = |path: &str| path == CONFIG_PATH || project.modules.iter().any(|module| module.path == path);
        for (path, rules) in &mut pruned.files {
            if exists(path) && path != CONFIG_PATH && !is_named(project, path) {
                continue;
            }
            for (rule, allowed) in rules.iter_mut() {
                *allowed = (*allowed).min(now.get(path).and_then(|rules| rules.get(rule)).copied().unwrap_or(0));
            }
            rules.retain(|_, allowed| *allowed > 0);
        }
        pruned.files.retain(|_, rules| !rules.is_empty());
        pruned
    }
}

const CONFIG_PATH: &str = "sop.toml";

fn counted(project: &Project, outcome: &Outcome) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut files: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for finding in outcome.findings.iter().filter(|finding| holds(finding)) {
        let rules = files.entry(path(project, finding).to_owned()).or_default();
        *rules.entry(finding.rule.name.to_owned()).or_default() += 1;
    }
    files
}

/// What cannot be read, and names that name nothing, no baseline hides: nothing else that is said of the file holds then.
fn holds(finding: &Finding) -> bool {
    let basic = matches!(finding.rule.group, Group::Written | Group::Names);
    !(basic && finding.rule.severity == Severity::Error)
}

fn path<'p>(project: &'p Project, finding: &Finding) -> &'p str {
    project.module(finding.at.file).map_or(CONFIG_PATH, |module| module.path.as_str())
}

fn is_named(project: &Project, path: &str) -> bool {
    project.modules.iter().any(|module| module.named && module.path == path)
}
