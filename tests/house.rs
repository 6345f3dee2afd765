//! The rules of the house that a compiler does not guard.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the top down; a room may name those below it, never one above. Labels serve everybody.
const ROOMS: &[&str] = &["cli", "run", "report", "emit", "rules", "flow", "model", "time", "syntax", "source"];

/// Rooms on one floor, which may not name each other.
const APART: &[(&str, &str)] = &[
    ("report", "emit"),
    ("emit", "report"),
    ("run", "report"),
    ("run", "emit"),
    ("run", "rules"),
    ("time", "syntax"),
    ("time", "source"),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Each source file with its room and its text without comments and tests.
fn sources() -> Vec<(String, String, String)> {
    let root = support::root().join("src");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let room = name.split('/').next().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let own = text.split("#[cfg(test)]").next().unwrap().to_owned();
        let code: Vec<&str> = own.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        (name, room, code.join("\n"))
    };
    files(&root).into_iter().map(read).collect()
}

fn names(code: &str, room: &str) -> bool {
    // A `use crate::{model, …}` is written out per room in this house; both forms are looked for.
    code.contains(&format!("crate::{room}::")) || code.contains(&format!("crate::{room};"))
}

#[test]
fn arrows_run_down_only() {
    for (name, room, code) in sources() {
        let Some(floor) = ROOMS.iter().position(|known| *known == room) else { continue };
        for above in &ROOMS[..floor] {
            assert!(!names(&code, above), "{name} names {above}, which lies above it");
        }
        for (from, to) in APART.iter().filter(|(from, _)| *from == room) {
            assert!(!names(&code, to), "{name} of {from} names {to}");
        }
    }
}

#[test]
fn only_the_syntax_names_pest_and_only_the_report_names_miette() {
    for (name, room, code) in sources() {
        assert!(room == "syntax" || !code.contains("pest::"), "{name} names pest");
        assert!(room == "report" || !code.contains("miette::"), "{name} names miette");
    }
}

#[test]
fn the_core_reads_no_files_knows_no_clock_and_prints_nothing() {
    let pure = ["syntax", "model", "time", "flow", "rules", "emit", "labels"];
    let banned =
        ["std::fs", "std::env", "std::io", "SystemTime", "Instant::now", "Zoned::now", "println!", "print!(", "rand::"];
    for (name, room, code) in sources() {
        if pure.contains(&room.as_str()) {
            // A package is packed in memory.
            let in_memory = name == "emit/word/pack.rs";
            for word in banned.iter().filter(|word| !(in_memory && **word == "std::io")) {
                assert!(!code.contains(*word), "{name} uses {word}");
            }
        }
    }
}

#[test]
fn cases_know_no_clock_and_only_their_store_writes() {
    for (name, room, code) in sources() {
        if room == "run" {
            for word in ["SystemTime", "Instant::now", "Zoned::now", "Timestamp::now", "std::env", "println!", "rand::"]
            {
                assert!(!code.contains(word), "{name} uses {word}");
            }
            assert!(name == "run/store.rs" || !code.contains("std::fs"), "{name} uses std::fs");
        }
    }
}

#[test]
fn the_model_knows_no_rules_the_flow_no_text_and_the_emitters_no_tree() {
    for (name, room, code) in sources() {
        match room.as_str() {
            "flow" | "emit" | "rules" if room != "rules" => {
                assert!(!names(&code, "syntax"), "{name} names the tree");
            }
            _ => {}
        }
    }
}

#[test]
fn files_stay_small() {
    for path in files(&support::root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        let most = if path.to_string_lossy().contains("/rules/") { 300 } else { 500 };
        assert!(lines <= most, "{} has {lines} lines", path.display());
    }
}

#[test]
fn one_thread_and_two_find_the_same() {
    let print = |threads: usize| {
        support::on_threads(threads, || {
            let mut text = String::new();
            for folder in ["tests/fixtures/example", "sops"] {
                let mut loaded = support::loaded(folder);
                // Broken on purpose, so that there is something to find.
                for file in &mut loaded.files {
                    file.text = file.text.clone().map(|text| text.replace("by ", "").replace("otherwise", "when late"));
                }
                let project = sopkit::model::Project::new(loaded);
                text.push_str(&format!("{:?}", support::outcome(&project).findings));
            }
            text
        })
    };
    let one = print(1);
    assert!(one.len() > 10_000);
    assert!(one == print(2) && one == print(1));
}
