//! What is told in the end: the one place for severity, precedence and accepted deviations.

use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::civil::Date;
use rayon::prelude::*;

use super::compliance::idle_accept;
use super::precedence::{once_a_post, once_a_top, one_a_cause};
use super::{CONFIG_FILE, Context, Finding, Group, RULES, RuleInfo, Severity, find};
use crate::model::{Accept, Body, Common, Project, Status, each_flow, each_node};
use crate::say;
use crate::source::{FileId, Level, Span};

/// Findings in one file past this number are left out, with a finding that says so.
const MOST_FINDINGS: usize = 1000;

/// What a check is asked for.
#[derive(Debug, Clone, Default)]
pub struct Settings<'p> {
    /// The day that counts as today.
    pub today: Option<Date>,
    /// The earlier version of the project, for the rules that compare.
    pub before: Option<&'p Project>,
    /// Levels of rules by name or code, after those of `sop.toml`.
    pub levels: Vec<(String, Level)>,
    /// A profile of `sop.toml`.
    pub profile: Option<String>,
}

/// A declared deviation that is in effect.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// The accept.
    pub at: Span,
    /// The reason.
    pub because: crate::model::Text,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// What a check found, in the files that were named.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings sorted by file, place, rule.
    pub findings: Vec<Finding>,
    /// The deviations in effect, sorted by file and place.
    pub accepted: Vec<Accepted>,
    /// How many findings a baseline took out; a check takes out none.
    pub known: usize,
}

/// Checks a project.
#[must_use]
pub fn check(project: &Project, settings: &Settings<'_>) -> Outcome {
    check_with(project, settings, |_| true)
}

/// Checks a project with some of the rules.
#[must_use]
pub fn check_with(project: &Project, settings: &Settings<'_>, wanted: impl Fn(&RuleInfo) -> bool + Sync) -> Outcome {
    let context = Context::new(project, settings.before, settings.today);
    let levels = levels(project, settings);
    let found: Vec<Vec<Finding>> = RULES
        .par_iter()
        .filter(|(info, _)| wanted(info))
        .map(|(_, rule)| {
            let mut out = Vec::new();
            rule(&context, &mut out);
            out
        })
        .collect();
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    order(project, &mut findings);
    findings = one_a_line(&context, findings);
    findings = one_a_cause(findings);
    findings.retain_mut(|finding| weigh(project, &levels, finding));
    let (mut findings, accepted) = accept(&context, findings, &levels, wanted(&idle_accept::INFO));
    findings.retain(|finding| is_named(project, finding.at.file));
    once_a_post(&mut findings);
    once_a_top(&mut findings);
    order(project, &mut findings);
    Outcome { findings: at_most(findings), accepted, known: 0 }
}

/// The level of each rule that somebody set.
fn levels(project: &Project, settings: &Settings<'_>) -> IndexMap<&'static str, Level> {
    let config = &project.root.config;
    let profile = settings.profile.as_ref().and_then(|name| config.profiles.get(name));
    let written = config.rules.iter().chain(profile.into_iter().flatten()).map(|(rule, (level, _))| (rule, *level));
    let given = settings.levels.iter().map(|(rule, level)| (rule, *level));
    written.chain(given).filter_map(|(rule, level)| find(rule).map(|info| (info.name, level))).collect()
}

/// Gives a finding its weight; `false` if it is off.
fn weigh(project: &Project, levels: &IndexMap<&'static str, Level>, finding: &mut Finding) -> bool {
    if let Some(level) = levels.get(finding.rule.name) {
        return Severity::of_level(*level).is_some_and(|severity| {
            finding.severity = severity;
            true
        });
    }
    // A hole is told while the document is a draft, and stops its approval.
    if matches!(finding.rule.code, "T01" | "C01" | "P05") {
        finding.severity = match project.status(finding.at.file) {
            Status::Approved => Severity::Error,
            Status::Draft | Status::Retired => Severity::Info,
        };
    }
    true
}

/// Where a line cannot be read, nothing else is said about it, and only once.
fn one_a_line(context: &Context<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let unread = |finding: &Finding| finding.rule.group == Group::Written && finding.rule.severity == Severity::Error;
    let mut lines: FxHashSet<(FileId, u32)> = FxHashSet::default();
    let mut first: FxHashSet<usize> = FxHashSet::default();
    for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| unread(finding)) {
        if lines.insert((finding.at.file, context.line(finding.at))) {
            first.insert(index);
        }
    }
    let keep = |(index, finding): (usize, Finding)| {
        let line = (finding.at.file, context.line(finding.at));
        (first.contains(&index) || !lines.contains(&line)).then_some(finding)
    };
    findings.into_iter().enumerate().filter_map(keep).collect()
}

/// Takes out what is accepted, and tells accepts that accept nothing.
fn accept(
    context: &Context<'_>,
    findings: Vec<Finding>,
    levels: &IndexMap<&'static str, Level>,
    tell_idle: bool,
) -> (Vec<Finding>, Vec<Accepted>) {
    // Sorted by file, so that those which may accept a finding stand together.
    let accepts = accepts(context.project);
    let mut used = vec![false; accepts.len()];
    let mut kept = Vec::new();
    for finding in findings {
        let first = accepts.partition_point(|accept| accept.at.0.file < finding.at.file);
        let here = accepts.iter().enumerate().skip(first);
        let mut here = here.take_while(|(_, accept)| accept.at.0.file == finding.at.file);
        let by = here.find(|(_, accept)| accepts_it(context, accept, &finding));
        match by.and_then(|(index, _)| used.get_mut(index)) {
            Some(used) => *used = true,
            None => kept.push(finding),
        }
    }
    let mut accepted = Vec::new();
    for (accept, used) in accepts.iter().zip(used) {
        let Some(rule) = accept.rule.as_ref().and_then(|(rule, _)| find(rule)) else { continue };
        if used {
            if is_named(context.project, accept.at.0.file) {
                let because = accept.because.clone().unwrap_or_default();
                accepted.push(Accepted { rule, at: accept.at.0, because, until: accept.until });
            }
        } else if tell_idle && levels.get(rule.name) != Some(&Level::Off) {
            let idle = idle_accept::idle(context, accept, rule);
            kept.extend(idle.filter(|_| levels.get(idle_accept::INFO.name) != Some(&Level::Off)));
        }
    }
    (kept, accepted)
}

fn accepts_it(context: &Context<'_>, accept: &Accept, finding: &Finding) -> bool {
    let Some((rule, _)) = &accept.rule else { return false };
    let named = rule == finding.rule.name || rule == finding.rule.code;
    let over = accept.until.zip(context.today).is_some_and(|(until, today)| until < today);
    // The accepts of a head have no place of their own: they are about the whole file.
    let inside = if accept.within.0.is_empty() {
        accept.at.0.file == finding.at.file
    } else {
        accept.within.0.contains(finding.at)
    };
    named && inside && !over && accept.because.is_some() && can_be_accepted(finding.rule)
}

/// Whether findings of a rule can be accepted: not what cannot be read or names nothing, and not `accept` itself.
#[must_use]
pub fn can_be_accepted(rule: &RuleInfo) -> bool {
    !matches!(rule.group, Group::Written | Group::Names) && rule.code != "C08"
}

/// Every accept of a project.
#[must_use]
pub fn accepts(project: &Project) -> Vec<&Accept> {
    let mut found: Vec<&Accept> = Vec::new();
    for module in &project.modules {
        let file = &module.file;
        let mut commons: Vec<&Common> = vec![&file.common];
        commons.extend(file.head.iter().map(|head| &head.common));
        for decl in &file.decls {
            commons.push(&decl.common);
            if let Body::Routine(routine) = &decl.body
                && let Some(flow) = &routine.flow
            {
                commons.push(&flow.common);
            }
        }
        commons.extend(file.controls.iter().map(|control| &control.common));
        each_flow(file, &mut |flow| {
            commons.push(&flow.common);
            commons.extend(flow.starts.iter().map(|start| &start.common));
            commons.extend(flow.anytime.iter().map(|anytime| &anytime.common));
            each_node(&flow.nodes, &mut |node| {
                commons.push(&node.work.common);
                if let crate::model::NodeKind::Parallel { branches, .. } = &node.kind {
                    commons.extend(branches.iter().map(|branch| &branch.common));
                }
            });
        });
        found.extend(commons.into_iter().flat_map(|common| &common.accepts));
    }
    found.sort_by_key(|accept| accept.at.0);
    found.dedup_by_key(|accept| accept.at.0);
    found
}

fn is_named(project: &Project, file: FileId) -> bool {
    file == CONFIG_FILE || project.module(file).is_some_and(|module| module.named)
}

fn order(project: &Project, findings: &mut [Finding]) {
    let path = |finding: &Finding| project.module(finding.at.file).map_or("sop.toml", |module| module.path.as_str());
    findings.sort_by(|a, b| {
        (path(a), a.at.start, a.at.end, a.rule.name).cmp(&(path(b), b.at.start, b.at.end, b.rule.name))
    });
}

/// Leaves out what is past the limit of findings for each file, and says so once.
fn at_most(findings: Vec<Finding>) -> Vec<Finding> {
    let mut counts: BTreeMap<FileId, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for finding in findings {
        let count = counts.entry(finding.at.file).or_default();
        *count += 1;
        if *count <= MOST_FINDINGS {
            kept.push(finding);
        } else if *count == MOST_FINDINGS + 1 {
            let message = say!(
                "此文件的问题超过 {MOST_FINDINGS} 个，其余不再列出",
                "more than {MOST_FINDINGS} findings in this file; the rest is left out"
            );
            kept.push(Finding::new(&super::written::beyond_limits::INFO, finding.at, message));
        }
    }
    kept
}
