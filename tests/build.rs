//! `sop build` on the disk: what it writes, takes away, leaves alone and refuses.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is wrong")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const ONE: &str = "sop one \"One\" { language en }\nrole r \"R\" {}\nflow { step s \"Do\" { by r } end e \"Over\" }\n";

fn sop(dir: &TempDir, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sop"));
    command.current_dir(dir.path()).args(["build", "--draft", "--lang", "en"]).args(args).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn exists(dir: &TempDir, path: &str) -> bool {
    dir.path().join(path).exists()
}

fn two() -> TempDir {
    support::folder(&[("sop.toml", "[project]\n"), ("one.sop", ONE), ("b/two.sop", &ONE.replace("one", "two"))])
}

#[test]
fn what_is_no_longer_built_is_taken_away() {
    let dir = two();
    assert_eq!(sop(&dir, &[]).status.code(), Some(0));
    assert!(exists(&dir, "out/b/two.en.md") && exists(&dir, "out/.sop-build"));
    fs::write(dir.path().join("out/mine.md"), "my own").unwrap();
    fs::write(dir.path().join("out/b/two.checklist.en.md"), "changed").unwrap();
    fs::remove_file(dir.path().join("b/two.sop")).unwrap();
    let output = sop(&dir, &[]);
    assert!(!exists(&dir, "out/b/two.en.md"));
    assert!(exists(&dir, "out/mine.md"), "what the program did not write is none of its business");
    assert!(exists(&dir, "out/b/two.checklist.en.md"), "what somebody changed stays");
    assert!(told(&output).contains("two.checklist.en.md` is no longer built; somebody changed it, so it stays"));
    assert!(told(&output).contains("1 document of an earlier build removed"), "{}", told(&output));
}

#[test]
fn folders_that_are_empty_then_go_too() {
    let dir = two();
    sop(&dir, &[]);
    fs::remove_file(dir.path().join("b/two.sop")).unwrap();
    sop(&dir, &[]);
    assert!(!exists(&dir, "out/b") && exists(&dir, "out/one.en.md"));
}

#[test]
fn a_build_of_a_part_or_in_another_format_takes_nothing_away() {
    let dir = two();
    sop(&dir, &[]);
    assert!(!told(&sop(&dir, &["one.sop"])).contains("earlier builds"));
    let output = sop(&dir, &["--to", "html"]);
    assert!(told(&output).contains(" documents of earlier builds left as they are"), "{}", told(&output));
    assert!(exists(&dir, "out/b/two.en.md") && exists(&dir, "out/b/two.en.html"));
    fs::remove_file(dir.path().join("b/two.sop")).unwrap();
    sop(&dir, &["--to", "md,html"]);
    assert!(!exists(&dir, "out/b/two.en.md") && !exists(&dir, "out/b/two.en.html"));
}

#[test]
fn every_format_takes_away_its_own() {
    let dir = two();
    sop(&dir, &["--to", "json,csv,mermaid"]);
    let of_two = ["out/b/two.json", "out/b/two.en.mmd"];
    let over_all = ["out/matrices/raci.en.csv", "out/procedure.schema.json"];
    assert!(of_two.into_iter().chain(over_all).all(|path| exists(&dir, path)));
    fs::remove_file(dir.path().join("b/two.sop")).unwrap();
    sop(&dir, &["--to", "csv"]);
    assert!(of_two.into_iter().chain(over_all).all(|path| exists(&dir, path)), "none of them is a matrix");
    sop(&dir, &["--to", "json,mermaid"]);
    assert!(of_two.into_iter().all(|path| !exists(&dir, path)) && over_all.into_iter().all(|path| exists(&dir, path)));
}

#[test]
fn a_list_that_somebody_forged_leads_nowhere_else() {
    let dir = two();
    sop(&dir, &[]);
    fs::write(dir.path().join("victim.md"), "text").unwrap();
    let hash = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1";
    fs::write(dir.path().join("out/.sop-build"), format!("{hash}  ../victim.md\n")).unwrap();
    sop(&dir, &[]);
    assert!(exists(&dir, "victim.md"));
}

#[test]
fn a_draft_says_that_it_has_errors_where_it_has_some() {
    let says = |text: &str| {
        let dir = support::folder(&[("one.sop", text)]);
        let output = sop(&dir, &[]);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        fs::read_to_string(dir.path().join("out/one.en.md")).unwrap().contains("Built with errors")
    };
    assert!(!says(ONE) && says(&ONE.replace("by r }", "by r -> nowhere }")));
}

#[test]
fn a_template_that_does_not_fit_writes_nothing() {
    let template = "# {{ head.title }}\n{{ head.nothing }}\n";
    let dir = support::folder(&[("one.sop", ONE), ("own/handbook.md.j2", template), ("bad/handbok.md.j2", "")]);
    let output = sop(&dir, &["--template", "own"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("handbook.md.j2`, line 2: it uses a value that"), "{}", told(&output));
    assert!(!exists(&dir, "out"));
    let output = sop(&dir, &["--template", "bad"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("handbok.md.j2` is no template"), "{}", told(&output));
    assert!(!exists(&dir, "out"));
    let output = sop(&dir, &["--template", "missing"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_project_names_its_templates_itself() {
    let config = "[build]\ntemplates = \"own\"\nto = [\"html\"]\n";
    let dir = support::folder(&[("sop.toml", config), ("one.sop", ONE), ("own/handbook.md.j2", "# Mine\n")]);
    assert_eq!(sop(&dir, &[]).status.code(), Some(0));
    let page = fs::read_to_string(dir.path().join("out/one.en.html")).unwrap();
    assert!(page.contains("<h1 id=\"mine\">Mine</h1>"));
}

#[test]
fn a_copy_is_for_staff_or_for_auditors() {
    let dir = support::folder(&[("one.sop", ONE)]);
    let handbook = |dir: &TempDir| fs::read_to_string(dir.path().join("out/one.en.md")).unwrap();
    sop(&dir, &["--audience", "staff"]);
    assert!(handbook(&dir).contains("| Copy | for staff |") && !handbook(&dir).contains("sha256:"));
    sop(&dir, &[]);
    assert!(handbook(&dir).contains("| Copy | for auditors |") && handbook(&dir).contains("sha256:"));
    assert_eq!(sop(&dir, &["--audience", "nobody"]).status.code(), Some(2));
}

#[test]
fn more_documents_than_files_may_be_open() {
    let mut files: Vec<(String, String)> =
        (0..300).map(|index| (format!("p{index}.sop"), ONE.replace("one", &format!("p{index}")))).collect();
    files.push(("sop.toml".to_owned(), "[project]\n".to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let dir = support::folder(&files);
    let program = env!("CARGO_BIN_EXE_sop");
    let line = format!("ulimit -n 128 && '{program}' build --draft -q");
    let status = Command::new("sh").current_dir(dir.path()).args(["-c", &line]).status();
    if cfg!(unix) {
        assert!(status.unwrap().success());
        let count = fs::read_dir(dir.path().join("out")).unwrap().count();
        assert!(count > 600, "{count}");
        let left = |path: &Path| path.file_name().unwrap().to_string_lossy().starts_with(".sop-");
        let strays = fs::read_dir(dir.path().join("out")).unwrap().map(|entry| entry.unwrap().path());
        assert_eq!(strays.filter(|path| left(path)).count(), 1, "only the list is left");
    }
}
