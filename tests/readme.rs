//! What README says is run: its commands for `sop`, its procedure, and what it promises about them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::path::Path;
use std::process::{Command, Output};

fn readme() -> String {
    std::fs::read_to_string(support::root().join("README.md")).unwrap()
}

/// The fenced blocks of README in a language.
fn blocks(language: &str) -> Vec<String> {
    let text = readme();
    let mut found = Vec::new();
    let mut block: Option<String> = None;
    for line in text.lines() {
        match &mut block {
            Some(own) if line == "```" => found.extend(Some(std::mem::take(own)).filter(|_| block.take().is_some())),
            Some(own) => own.push_str(&format!("{line}\n")),
            None if line == format!("```{language}") => block = Some(String::new()),
            None => {}
        }
    }
    found
}

/// The variables that README sets.
fn exported() -> Vec<(String, String)> {
    let blocks = blocks("sh").concat();
    let lines = blocks.lines().filter_map(|line| line.strip_prefix("export "));
    let pairs = lines.flat_map(str::split_whitespace).filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn sop(folder: &Path, command: &str) -> Output {
    let words: Vec<&str> = command.split_whitespace().skip(1).collect();
    let mut program = Command::new(env!("CARGO_BIN_EXE_sop"));
    program.args(words).args(["--lang", "en"]).current_dir(folder).envs(exported()).output().unwrap()
}

#[test]
fn the_first_procedure_checks_clean_builds_and_runs() {
    let folder = tempfile::tempdir().unwrap();
    let procedure = blocks("sop").remove(0);
    std::fs::write(folder.path().join("returns.sop"), &procedure).unwrap();
    let commands: Vec<String> =
        blocks("sh").iter().flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let own: Vec<&String> = commands.iter().filter(|line| line.starts_with("sop ")).collect();
    assert_eq!(own.len(), 9);
    let mut told = String::new();
    for command in own {
        let output = sop(folder.path(), command);
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        told.push_str(&String::from_utf8_lossy(&output.stdout));
    }
    assert!(told.contains("the case ends: “Refunded”"), "{told}");
    assert!(folder.path().join("site/index.html").is_file() && folder.path().join("staff/returns.zh.md").is_file());
    assert!(folder.path().join("handbook/returns.zh.md").is_file());
    // The sentence that follows: without its `otherwise` the case is told.
    let broken = procedure.replace("    otherwise -> refused\n", "");
    assert_ne!(broken, procedure);
    std::fs::write(folder.path().join("returns.sop"), broken).unwrap();
    let output = sop(folder.path(), "sop check returns.sop");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("case-not-covered") && told.contains("in_time = no"), "{told}");
}

#[test]
fn the_library_is_built_as_the_first_command_says() {
    let folder = tempfile::tempdir().unwrap();
    let first = blocks("sh").remove(0);
    let command = first.lines().next().unwrap();
    let (_, own) = command.split_once(" -- ").unwrap();
    let out = folder.path().join("out");
    let words = own.replace("out", "").replace("build sops --", "");
    assert!(words.trim().is_empty(), "the command is `build sops --out out`: {own}");
    let status = Command::new(env!("CARGO_BIN_EXE_sop"))
        .args(["build", "sops", "--out"])
        .arg(&out)
        .current_dir(support::root())
        .status()
        .unwrap();
    assert!(status.success());
    for index in ["index.zh.md", "index.en.md"] {
        let text = std::fs::read_to_string(out.join(index)).unwrap();
        assert!(text.contains("AS-SOP-002"), "{index}");
    }
}

#[test]
fn the_finding_that_readme_shows_is_what_the_program_prints() {
    let shown = blocks("text").remove(0);
    let page = sopkit::rules::page(sopkit::rules::find("no-way-to-end").unwrap());
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("call_back.sop"), page.bad).unwrap();
    let output = sop(folder.path(), "sop check call_back.sop --color never");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in shown.lines() {
        assert!(told.contains(line.trim()), "{line}\n{told}");
    }
}

#[test]
fn the_configuration_sets_levels_and_a_profile_sets_others() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sop.toml"), blocks("toml").remove(0)).unwrap();
    // No limit at the only step, and two words that were added; one of them is in the list of the rule, too.
    let procedure = "sop returns \"退货\" { language zh }\nrole agent \"客服\" { }\n\
                     flow { step take \"收货\" { by agent  do \"酌情检查\"  do \"看情况处理\" }  end done \"完成\" }\n";
    std::fs::write(folder.path().join("returns.sop"), procedure).unwrap();
    let told = |command: &str| {
        let output = sop(folder.path(), command);
        assert_eq!(String::from_utf8_lossy(&output.stderr).matches("error").count(), 0, "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let (plain, audit) = (told("sop check"), told("sop check --profile audit"));
    assert!(plain.matches("vague-word").count() == 2 && !plain.contains("step-without-limit"), "{plain}");
    assert!(audit.matches("vague-word").count() == 2 && audit.contains("step-without-limit"), "{audit}");
}
