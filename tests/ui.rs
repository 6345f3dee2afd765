//! What people see: each input lies beside the whole output that it gives.
//!
//! - `tests/ui/NAME.sop` beside `NAME.out` is one file, checked in a folder of its own.
//! - `tests/ui/NAME/` beside `NAME.out` is a project of several files. (For a new one, make an empty `NAME.out` first.)
//! - Any other folder groups tests.
//!
//! The command is `sop check`. A first line such as `# args: fmt --check --lang zh` says otherwise; of a project it is
//! that of its first file. The name of a single file is added at the end, but not to
//! `explain`; with `-` the file goes to standard input instead.
//! `check` leaves out what a head lacks, unless the first line names that rule.
//! `UPDATE=1 cargo test --test ui` rewrites the `.out` files: read that diff as you would read code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "these are tests, also where they stand in helpers"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Heads are kept as small as the point of a test allows: what they lack is told in tests about heads only.
const SMALL_HEADS: [&str; 2] = ["--rule", "head-incomplete=off"];

/// What every command gets unless its own arguments say otherwise.
const USUAL: [(&str, &str); 3] = [("--lang", "en"), ("--today", "2026-11-21"), ("--color", "never")];

#[test]
fn the_output_is_the_expected_one() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut inputs = Vec::new();
    collect(Path::new("tests/ui"), &mut inputs);
    assert!(!inputs.is_empty(), "no input in tests/ui");
    let mut wrong = Vec::new();
    for input in &inputs {
        let (expected, actual) = (input.with_extension("out"), output(input));
        if update {
            fs::write(&expected, &actual).unwrap();
            continue;
        }
        let before = fs::read_to_string(&expected).unwrap_or_default();
        if before != actual {
            let name = expected.display().to_string();
            wrong.push(sopkit::syntax::fmt::diff(&name, &before, &actual));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n\n{}", wrong.len(), inputs.len(), wrong.join("\n"));
}

#[test]
fn every_expected_output_has_its_input() {
    let mut inputs = Vec::new();
    collect(Path::new("tests/ui"), &mut inputs);
    let known: Vec<PathBuf> = inputs.iter().map(|input| input.with_extension("out")).collect();
    let mut folders = vec![PathBuf::from("tests/ui")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "out") {
                assert!(known.contains(&path), "{} belongs to no input", path.display());
            }
        }
    }
}

fn collect(folder: &Path, inputs: &mut Vec<PathBuf>) {
    for path in entries(folder) {
        let is_input = path.extension().is_some_and(|ext| ext == "sop");
        if is_input || (path.is_dir() && path.with_extension("out").exists()) {
            inputs.push(path);
        } else if path.is_dir() {
            collect(&path, inputs);
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The whole output of the program for one input, run in a folder that holds nothing else.
fn output(input: &Path) -> String {
    let place = tempfile::tempdir().unwrap();
    let name = input.file_name().unwrap().to_str().unwrap();
    let first =
        if input.is_dir() { entries(input).into_iter().find(|path| path.is_file()).unwrap() } else { input.into() };
    let bytes = fs::read(&first).unwrap();
    let mut args = arguments(&bytes);
    let stdin = args.iter().any(|arg| arg == "-");
    if !stdin {
        copy(input, place.path());
    }
    if input.is_file() && !stdin && args.first().is_some_and(|verb| verb != "explain") {
        args.push(name.to_owned());
    }
    let ran = run(&args, place.path(), if stdin { &bytes } else { b"" });
    let mut text = String::from_utf8(ran.stdout).unwrap();
    if !ran.stderr.is_empty() {
        text.push_str("--- standard error\n");
        text.push_str(&String::from_utf8(ran.stderr).unwrap());
    }
    text.push_str(&format!("exit: {}\n", ran.status.code().unwrap()));
    text
}

fn arguments(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().next().unwrap_or("").trim_start_matches('\u{FEFF}');
    let own = line.strip_prefix("# args:").unwrap_or("check");
    let mut args: Vec<String> = own.split_whitespace().map(str::to_owned).collect();
    for (option, value) in USUAL {
        if !args.iter().any(|arg| arg == option) {
            args.extend([option.to_owned(), value.to_owned()]);
        }
    }
    if args.first().is_some_and(|verb| verb == "check") && !own.contains("head-incomplete") {
        args.extend(SMALL_HEADS.map(str::to_owned));
    }
    args
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to.join(from.file_name().unwrap())).unwrap();
        return;
    }
    for path in entries(from) {
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

fn run(args: &[String], place: &Path, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sop"))
        .args(args)
        .current_dir(place)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input is no fault of the test.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}
