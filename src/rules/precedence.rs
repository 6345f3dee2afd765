//! One cause is told once: which rule speaks where several find the same.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Finding, Severity};
use crate::source::Span;

/// Of two rules, the first wins where both find the same cause.
const PRECEDENCE: &[(&str, &[&str])] = &[
    ("P01", &["N01"]),
    ("N01", &["K01", "F01", "F02", "F03", "C03", "C05"]),
    ("N05", &["N01", "F12", "F01", "F05", "T04"]),
    ("X08", &["F08"]),
    ("T18", &["X08"]),
    ("F12", &["F01"]),
    ("N03", &["D01", "C01"]),
    ("C02", &["C01"]),
    ("F09", &["F03", "F02", "F15", "F04"]),
    ("F03", &["F01", "F02", "F15", "F04"]),
    ("F05", &["F17"]),
    ("F02", &["F15", "F04", "F01"]),
    ("F15", &["F04"]),
    ("F10", &["F11"]),
    ("F22", &["T02"]),
    ("F25", &["T03"]),
    ("T01", &["T04"]),
    ("T09", &["T07"]),
    ("T20", &["T22", "T12", "T08", "R08"]),
    ("T22", &["T12", "T08"]),
    ("T12", &["T08"]),
    ("K10", &["K05"]),
    ("D03", &["D04"]),
    ("S05", &["S01", "L01", "L06"]),
    ("S04", &["L03"]),
    ("L02", &["L03"]),
];

/// Leaves out what another finding with the same cause tells better.
pub(super) fn one_a_cause(findings: Vec<Finding>) -> Vec<Finding> {
    let causes: FxHashSet<(Span, &str)> = findings.iter().map(|finding| (finding.cause, finding.rule.code)).collect();
    // A condition with a wrong or unset value in it also looks as if no case could meet it.
    let inside = |finding: &Finding| {
        finding.rule.code == "F12"
            && causes.iter().any(|(cause, code)| matches!(*code, "N05" | "N09") && finding.at.contains(*cause))
    };
    let loses = |finding: &Finding| {
        inside(finding)
            || PRECEDENCE.iter().any(|(winner, losers)| {
                losers.contains(&finding.rule.code) && causes.contains(&(finding.cause, *winner))
            })
    };
    findings.into_iter().filter(|finding| !loses(finding)).collect()
}

/// Where posts are told to report to nobody, limits whose lateness should come to their superiors are not told one by
/// one. Where that is accepted, switched off or in a file that was not asked for, they are told.
pub(super) fn once_a_top(findings: &mut Vec<Finding>) {
    let tops = findings.iter().filter(|finding| finding.rule.code == "R13");
    let tops: FxHashSet<Span> = tops.flat_map(|top| top.related.iter().map(|(_, at)| *at).chain([top.at])).collect();
    findings.retain(|finding| finding.rule.code != "T03" || !finding.related.iter().any(|(_, at)| tops.contains(at)));
}

/// Where a post is told to have no hours, its limits in working time are not told one by one: the post then weighs what
/// they weigh. Where that is accepted, switched off or in a file that was not asked for, they are told.
pub(super) fn once_a_post(findings: &mut Vec<Finding>) {
    let of = |findings: &[Finding], code: &str| -> FxHashMap<Span, Severity> {
        let some = findings.iter().filter(|finding| finding.rule.code == code);
        some.map(|finding| (finding.cause, finding.severity)).collect()
    };
    let (posts, limits) = (of(findings, "R07"), of(findings, "X06"));
    findings.retain(|finding| finding.rule.code != "X06" || !posts.contains_key(&finding.cause));
    for post in findings.iter_mut().filter(|finding| finding.rule.code == "R07") {
        post.severity = limits.get(&post.cause).map_or(post.severity, |limit| post.severity.max(*limit));
    }
}
