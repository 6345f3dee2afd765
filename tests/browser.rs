//! The site in the real Chromium. Browser and driver are installed by `.ci/run`; without them the test says so and
//! passes.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sopkit::emit::{Format, Request, documents};
use sopkit::model::Project;

/// The folder of the programs that drive the browser; nothing where one of the two is missing.
fn driver() -> Option<PathBuf> {
    let driver = support::root().join(".ci/browser");
    let known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let browser = std::env::var_os("CHROMIUM").is_some() || known.iter().any(|path| Path::new(path).exists());
    if !browser || !driver.join("node_modules").exists() {
        let _ = writeln!(std::io::stderr(), "skipped: Chromium is not installed; `bash .ci/run` installs it");
        return None;
    }
    Some(driver)
}

/// The pages of a folder, used by a program.
fn used_by(program: &str, from: &str) {
    let Some(driver) = driver() else { return };
    let folder = tempfile::tempdir().unwrap();
    let project = Project::new(support::loaded(from));
    let request = Request { formats: vec![Format::Html], ..Request::default() };
    for document in documents(&project, &support::with_images(&project, request)) {
        let path = folder.path().join(document.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, document.content).unwrap();
    }
    let output = Command::new("node").arg(driver.join(program)).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_reader_finds_and_reads_everything() {
    used_by("site.mjs", "tests/fixtures/example");
}

#[test]
fn a_reader_sees_the_images_of_notes() {
    used_by("images.mjs", "tests/fixtures/images");
}
