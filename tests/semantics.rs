//! The page about what may happen next is true: each pattern of its table has a procedure without errors and runs, and
//! the runs go as the page says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::collections::BTreeMap;

use sopkit::flow::case::Program;
use sopkit::rules::Severity;
use support::notation::Case;

/// A procedure of a section with its runs, each a case of its own.
#[derive(Default)]
struct Example {
    procedure: String,
    runs: Vec<Vec<String>>,
}

/// The procedures of the sections of a page, by heading, and the rows of its table of patterns.
fn read(page: &str) -> (BTreeMap<String, Vec<Example>>, Vec<String>) {
    let mut sections: BTreeMap<String, Vec<Example>> = BTreeMap::new();
    let (mut heading, mut fence, mut rows, mut chapter) = (String::new(), None::<&str>, Vec::new(), "");
    for line in page.lines() {
        match (fence, line) {
            (Some(_), "```") => fence = None,
            (Some("sop"), line) => {
                let example = sections.get_mut(&heading).unwrap().last_mut().unwrap();
                example.procedure.push_str(line);
                example.procedure.push('\n');
            }
            (Some(_), line) => {
                let example = sections.get_mut(&heading).unwrap().last_mut().unwrap();
                example.runs.last_mut().unwrap().push(line.to_owned());
            }
            (None, "```sop") => {
                sections.get_mut(&heading).unwrap().push(Example::default());
                fence = Some("sop");
            }
            (None, "```run") => {
                sections.get_mut(&heading).unwrap().last_mut().unwrap().runs.push(Vec::new());
                fence = Some("run");
            }
            (None, line) => {
                if let Some(name) = line.strip_prefix("### ") {
                    heading = name.to_owned();
                    sections.entry(heading.clone()).or_default();
                } else if let Some(name) = line.strip_prefix("## ") {
                    chapter = name;
                } else if chapter == "Patterns"
                    && let Some(row) = line.strip_prefix("| ")
                    && let Some((pattern, _)) = row.split_once(" |")
                    && pattern != "pattern"
                {
                    rows.push(pattern.to_owned());
                }
            }
        }
    }
    (sections, rows)
}

#[test]
fn every_pattern_is_run() {
    let page = std::fs::read_to_string(support::root().join("docs/semantics.md")).unwrap();
    let (sections, rows) = read(&page);
    assert!(rows.len() > 10, "{rows:?}");
    let mut named = rows.clone();
    named.sort();
    assert_eq!(named, sections.keys().cloned().collect::<Vec<_>>(), "the table and the sections differ");
    let bare: Vec<&String> = sections.iter().filter(|(_, all)| all.is_empty()).map(|(name, _)| name).collect();
    assert!(bare.is_empty(), "sections without a procedure: {bare:?}");
    for (name, example) in sections.iter().flat_map(|(name, all)| all.iter().map(move |example| (name, example))) {
        let project = support::project_of(&[("example.sop".to_owned(), example.procedure.clone())]);
        let errors = support::outcome(&project).findings.into_iter().filter(|found| found.severity == Severity::Error);
        let errors: Vec<String> = errors.map(|found| format!("{} {}", found.rule.code, found.message.en)).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let module = &project.modules[0];
        let flow = module.file.flow.as_ref().unwrap();
        let program = Program::new(&project, module.id, flow);
        assert!(!example.runs.is_empty(), "{name} is not run");
        for run in &example.runs {
            let mut case = Case::new(&program);
            assert!(run.len() > 1, "{name} is not run");
            for line in run {
                assert_eq!(case.line(line), Ok(()), "{name}");
            }
            assert!(case.state.outcome.is_some(), "a run of {name} does not come to an end");
        }
    }
}

#[test]
fn a_run_that_goes_otherwise_is_told() {
    let procedure = "sop a \"A\" { language en }\nrole clerk \"Clerk\" { count 2 }\nflow {\n  step one \"One\" { by clerk }\n  end two \"Two\"\n}\n";
    let project = support::project_of(&[("example.sop".to_owned(), procedure.to_owned())]);
    let flow = project.modules[0].file.flow.as_ref().unwrap();
    let program = Program::new(&project, project.modules[0].id, flow);
    for run in
        [&["started => two"][..], &["started => one", "done one => one"], &["started => one", "refused done one"]]
    {
        let mut case = Case::new(&program);
        assert!(run.iter().any(|line| case.line(line).is_err()), "{run:?}");
    }
}
