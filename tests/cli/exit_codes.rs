//! Exit codes and streams.

use std::fs;
use std::io::Write;

use serde_json::Value;

use crate::common::{CLEAN, Place, WRONG};

#[test]
fn the_exit_code_says_what_was_found() {
    let place = Place::with(&[("clean.sop", CLEAN.as_bytes()), ("wrong/wrong.sop", WRONG.as_bytes())]);
    assert_eq!(place.run(&["check", "clean.sop"]).code(), 0);
    assert_eq!(place.run(&["check", "wrong"]).code(), 1);
    assert_eq!(place.run(&["check", "wrong", "--rule", "nothing-follows=warning"]).code(), 0);
    assert_eq!(place.run(&["check", "wrong", "--rule", "F03=warning", "--fail-on", "warning"]).code(), 1);
}

#[test]
fn findings_go_to_standard_output_and_refusals_to_standard_error() {
    let place = Place::with(&[("wrong.sop", WRONG.as_bytes())]);
    let found = place.run(&["check"]);
    assert!(found.out().contains("nothing-follows (F03)"), "{}", found.out());
    assert_eq!(found.error(), "");
    let refused = place.run(&["check", "nowhere.sop"]);
    assert_eq!(refused.out(), "");
    refused.refused("`nowhere.sop` does not exist");
}

#[test]
fn usage_is_told_with_exit_code_2() {
    let place = Place::with(&[("clean.sop", CLEAN.as_bytes())]);
    for args in [&["chek"][..], &["check", "--format", "xml"], &["check", "--today", "soon"], &[]] {
        assert_eq!(place.run(args).code(), 2, "{args:?}");
    }
    assert_eq!(place.run(&["explain"]).code(), 0, "what can be explained is listed");
    place.run(&["check", "--rule", "nothing-folows=off"]).refused("did you mean `nothing-follows`?");
    place.run(&["check", "--profile", "audit"]).refused("there is no profile `audit`");
    place.run(&["check", "-", "clean.sop"]).refused("`-` stands alone");
    place.run(&["check", "--stdin-path", "a.sop"]).refused("`--stdin-path` goes with `-`");
    place.run(&["explain", "nothing-folows"]).refused("did you mean `nothing-follows`?");
    place.run(&["build", "--to", "rtf"]).refused("`rtf`");
}

#[test]
fn version_and_help_are_no_errors() {
    let place = Place::new();
    let version = place.run(&["--version"]);
    assert_eq!((version.code(), version.out().as_str()), (0, concat!("sop ", env!("CARGO_PKG_VERSION"), "\n")));
    assert_eq!(place.run(&["--help"]).code(), 0);
    assert!(place.run(&["check", "--help", "--lang", "zh"]).out().contains("用法"));
}

#[test]
fn a_folder_without_procedures_is_refused() {
    let place = Place::with(&[("empty/readme.txt", b"nothing here")]);
    place.run(&["check", "empty"]).refused("there is no .sop file in `empty`");
    place.run(&["check", "empty", "--lang", "zh"]).refused("`empty` 里没有 .sop 文件");
    place.run(&["check"]).refused("there is no .sop file");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_opened_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&[("secret.sop", CLEAN.as_bytes())]);
    let path = place.path().join("secret.sop");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        let _ = writeln!(std::io::stderr(), "skipped: this user reads everything, so no file can be closed to it");
        return;
    }
    place.run(&["check", "secret.sop"]).refused("`secret.sop` cannot be read: permission denied");
}

#[test]
fn standard_input_stands_where_it_is_said_to_stand() {
    let place = Place::with(&[("common/posts.sop", br#"role engineer "x" { count 3 }"#), ("sop.toml", b"")]);
    let text = WRONG.replace("role engineer \"维修工程师\" { count 3 }", "use \"common/posts.sop\"");
    let found = place.feed(&["check", "-", "--stdin-path", "repair.sop", "--format", "json"], text.as_bytes());
    assert_eq!(found.code(), 1, "{}", found.error());
    let json: Value = serde_json::from_str(&found.out()).unwrap();
    let rules: Vec<&str> = json["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"nothing-follows"), "{rules:?}");
    assert!(!rules.contains(&"bad-import") && !rules.contains(&"unknown-name"), "{rules:?}");
    assert!(json["findings"].as_array().unwrap().iter().all(|finding| finding["file"] == "repair.sop"));
    assert_eq!(place.feed(&["check", "-"], CLEAN.as_bytes()).code(), 0);
}
