//! The site in the real Chromium. Browser and driver are installed by `.ci/run`; without them the test says so and
//! passes.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use sopkit::emit::{Format, Request, documents};
use sopkit::model::Project;

#[test]
fn a_reader_finds_and_reads_everything() {
    let driver = support::root().join(".ci/browser");
    let known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let browser = std::env::var_os("CHROMIUM").is_some() || known.iter().any(|path| Path::new(path).exists());
    if !browser || !driver.join("node_modules").exists() {
        let _ = writeln!(std::io::stderr(), "skipped: Chromium is not installed; `bash .ci/run` installs it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let project = Project::new(support::loaded("tests/fixtures/example"));
    for document in documents(&project, &Request { formats: vec![Format::Html], ..Request::default() }) {
        let path = folder.path().join(document.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, document.content).unwrap();
    }
    let output = Command::new("node").arg(driver.join("site.mjs")).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
