//! The pictures of all documents, read by the real Mermaid parser. It is installed by `.ci/run`; without it the test
//! says so and passes.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::fs;
use std::io::Write as _;
use std::process::Command;

use sopkit::emit::{Request, documents};
use sopkit::model::Project;

#[test]
fn the_real_parser_accepts_every_picture() {
    let parser = support::root().join(".ci/mermaid");
    if !parser.join("node_modules").exists() {
        let _ = writeln!(std::io::stderr(), "skipped: the Mermaid parser is not installed; `bash .ci/run` installs it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for from in ["sops", "tests/fixtures/example", "tests/fixtures/constructs", "tests/fixtures/hostile"] {
        let project = Project::new(support::loaded(from));
        for document in documents(&project, &Request::default()) {
            let path = folder.path().join(from).join(document.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, document.content).unwrap();
        }
    }
    let output = Command::new("node").arg(parser.join("parse.mjs")).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
