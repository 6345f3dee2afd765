//! The example procedures: all that the program says about them, in both languages. `UPDATE=1` rewrites the files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::process::Command;

use sopkit::model::Project;
use sopkit::rules::Group;

#[test]
fn all_findings_of_the_example_are_these() {
    for lang in ["en", "zh"] {
        let output = Command::new(env!("CARGO_BIN_EXE_sop"))
            .args(["check", ".", "--lang", lang, "--today", "2026-11-21", "--color", "never"])
            .current_dir(support::root().join("tests/fixtures/example"))
            .output()
            .unwrap();
        let told = format!("{}exit: {}\n", String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap());
        let path = support::root().join(format!("tests/fixtures/example.{lang}.out"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &told).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), told, "{lang}");
    }
}

#[test]
fn the_example_is_read_without_findings_of_writing_names_and_flow_and_its_two_holes_are_told() {
    let outcome = support::outcome(&Project::new(support::loaded("tests/fixtures/example")));
    let grave = |group: Group| matches!(group, Group::Written | Group::Names | Group::Flow);
    assert!(outcome.findings.iter().all(|finding| !grave(finding.rule.group)));
    assert_eq!(outcome.findings.iter().filter(|finding| finding.rule.code == "T01").count(), 2);
}
