//! A training that nobody can fail, or whose failing means nothing.

use crate::model::{Body, Training};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "training-without-test",
    code: "C17",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("training_without_test.md"),
};

/// What is missing, in Chinese and English, and how it is written.
type Missing = (&'static str, &'static str, &'static str);

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        let Body::Training(training) = &decl.body else { continue };
        let missing = missing(training);
        if missing.is_empty() {
            continue;
        }
        let name = decl.label();
        let zh = missing.iter().map(|(zh, ..)| *zh).collect::<Vec<_>>().join("、");
        let en = missing.iter().map(|(_, en, _)| *en).collect::<Vec<_>>().join(", ");
        let write = missing.iter().map(|(.., written)| *written).collect::<Vec<_>>().join("  ");
        out.push(
            INFO.at(decl.span(), say!("培训 `{name}` 没有{zh}", "the training `{name}` has {en}"))
                .help(say!("写 `{write}`", "write `{write}`")),
        );
    }
}

fn missing(training: &Training) -> Vec<Missing> {
    // A mark of the whole is enough; without one each test needs its own.
    let marked =
        training.pass.is_some() || !training.tests.is_empty() && training.tests.iter().all(|test| test.pass.is_some());
    let mut missing = Vec::new();
    if training.tests.is_empty() {
        missing.push(("考核", "no test", "test \"…\""));
    }
    if !marked {
        missing.push(("合格线", "no pass mark", "pass >= 80 points"));
    }
    if training.when_failed.is_none() {
        missing.push(("不合格的后果", "no consequence of failing", "when failed retake at most 2 times then \"…\""));
    }
    missing
}
