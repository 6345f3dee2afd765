//! The library of real procedures: it is whole, and its README says what is in it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is wrong")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sopkit::emit::trace::{Trace, TracedClause, Wanted, standard_names, trace};
use sopkit::labels::Lang;
use sopkit::model::{Body, ParamValue, Project};
use sopkit::rules::{Settings, Severity, check};
use sopkit::source::load;

fn library() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sops")
}

fn project() -> Project {
    Project::new(load(&[library()]).unwrap())
}

fn readme() -> String {
    fs::read_to_string(library().join("README.md")).unwrap()
}

fn traced(project: &Project, standard: Option<&str>) -> Trace {
    trace(project, &Wanted { standard, lang: Lang::En })
}

/// A clause that is one of the procedures which a source describes, such as `AS-P07`.
fn is_procedure(clause: &TracedClause) -> bool {
    let number = clause.id.split_once("-P").map(|(_, number)| number);
    number.is_some_and(|number| number.len() == 2 && number.chars().all(|sign| sign.is_ascii_digit()))
}

#[test]
fn every_fact_and_every_procedure_of_the_sources_is_met() {
    let found = traced(&project(), None);
    let (procedures, facts): (Vec<_>, Vec<_>) = found.clauses.iter().partition(|clause| is_procedure(clause));
    // The sources have 140 procedures and 1,696 facts, of which 1,393 must be met.
    assert_eq!((procedures.len(), facts.len()), (140, 1696));
    assert_eq!(facts.iter().filter(|fact| !fact.may).count(), 1393);
    let open: Vec<&str> =
        found.clauses.iter().filter(|clause| clause.is_gap()).map(|clause| clause.id.as_str()).collect();
    assert_eq!(open, [""; 0]);
    assert!(procedures.iter().all(|procedure| !procedure.met_by.is_empty()));
    // Nothing is done away with by calling it inapplicable.
    assert!(facts.iter().all(|fact| fact.excluded.is_none()));
}

#[test]
fn it_has_neither_errors_nor_warnings() {
    let project = project();
    let outcome = check(&project, &Settings { today: Some("2026-11-22".parse().unwrap()), ..Settings::default() });
    let told = outcome.findings.iter().filter(|finding| finding.severity != Severity::Info);
    let told: Vec<_> = told.map(|finding| (finding.rule.name, &finding.message.en)).collect();
    assert!(told.is_empty(), "{told:?}");
}

/// `UPDATE=1 cargo test --test library` writes the figures anew.
#[test]
fn the_figures_of_the_readme_are_those_of_the_trace() {
    let project = project();
    let mut table = String::from(
        "| 标准 Standard | 条款 Clauses | 已落实 Met | 缺口 Gaps | 可不落实 Need not be met | 不适用 Do not apply |\n\
         | --- | --: | --: | --: | --: | --: |\n",
    );
    let mut standards = standard_names(&project);
    standards.sort_unstable();
    let rows = standards.iter().map(|name| (format!("`{name}`"), Some(*name)));
    for (name, standard) in rows.chain([("合计 Total".to_owned(), None)]) {
        let clauses = traced(&project, standard).clauses;
        let count = |wanted: fn(&TracedClause) -> bool| clauses.iter().filter(|clause| wanted(clause)).count();
        let met = count(|clause| clause.met && clause.excluded.is_none());
        let (gaps, excluded) = (count(TracedClause::is_gap), count(|clause| clause.excluded.is_some()));
        let may = clauses.len() - met - gaps - excluded;
        writeln!(table, "| {name} | {} | {met} | {gaps} | {may} | {excluded} |", clauses.len()).unwrap();
    }
    let text = readme();
    let (before, rest) = text.split_once("<!-- coverage -->\n").unwrap();
    let (found, after) = rest.split_once("<!-- /coverage -->").unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(library().join("README.md"), format!("{before}<!-- coverage -->\n{table}<!-- /coverage -->{after}"))
            .unwrap();
        return;
    }
    assert_eq!(found, table);
}

#[test]
fn the_readme_lists_every_procedure_and_every_open_parameter_in_both_languages() {
    let (project, text) = (project(), readme());
    let (zh, en) = text.split_once("\n# Customer service procedure library").unwrap();
    let mut procedures = 0;
    for module in &project.modules {
        let link = format!("({})", module.path);
        if let Some(head) = &module.file.head {
            procedures += 1;
            let number = head.number.as_ref().map(|(number, _)| number.as_str()).unwrap_or_default();
            for part in [zh, en] {
                let row = part.lines().find(|line| line.starts_with(&format!("| {number} |")));
                let row = row.unwrap_or_else(|| panic!("the README has no row for {number}, {}", module.path));
                assert!(row.contains(&link), "{row}");
            }
        }
        for decl in &module.file.decls {
            if matches!(&decl.body, Body::Param(param) if matches!(param.value, ParamValue::Unset(_))) {
                let name = format!("| `{}` |", decl.label());
                assert!(zh.contains(&name) && en.contains(&name), "the README does not list {name}");
            }
        }
    }
    let links = |part: &str| part.lines().filter(|line| line.starts_with("| ") && line.contains("-SOP-")).count();
    assert_eq!((links(zh), links(en)), (procedures, procedures));
    assert!(zh.contains(&format!("共 {procedures} 个")) && en.contains(&format!("{procedures} of them")));
}
