//! Files that are written: whole or not at all.

use std::fs;

use crate::common::{CLEAN, Place, WRONG};

#[test]
fn documents_that_cannot_be_written_are_refused() {
    let place = Place::with(&[("clean.sop", CLEAN.as_bytes()), ("file", b"a regular file")]);
    place.run(&["build", "clean.sop", "--out", "file/out"]).refused("`file` cannot be written: it is not a folder");
    place.run(&["build", "clean.sop", "--out", "file"]).refused("`file` cannot be written: it is not a folder");
    assert_eq!(fs::read(place.path().join("file")).unwrap(), b"a regular file");
}

#[test]
fn documents_are_built_only_without_errors_or_as_a_draft() {
    let place = Place::with(&[("clean.sop", CLEAN.as_bytes()), ("wrong/wrong.sop", WRONG.as_bytes())]);
    let built = place.run(&["build", "clean.sop", "--out", "a/b"]);
    assert_eq!((built.code(), built.out().as_str()), (0, ""), "{}", built.error());
    assert!(fs::read_dir(place.path().join("a/b")).unwrap().count() > 0);
    let stopped = place.run(&["build", "wrong", "--out", "c"]);
    assert_eq!(stopped.code(), 1);
    assert!(stopped.out().contains("nothing-follows (F03)"));
    assert!(!place.path().join("c").exists());
    assert_eq!(place.run(&["build", "wrong", "--out", "c", "--draft"]).code(), 0);
    assert!(place.path().join("c").exists());
}

#[test]
#[cfg(not(feature = "pdf"))]
fn a_format_that_was_left_out_says_how_to_get_it() {
    let place = Place::with(&[("clean.sop", CLEAN.as_bytes())]);
    // A file that is no browser prints nothing, and no file names none.
    let told = |browser: &str| {
        let mut command = place.command(&["build", "clean.sop", "--to", "pdf", "--lang", "en"]);
        let output = command.env("CHROMIUM", browser).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let nothing = told("none");
    assert!(nothing.contains("install sop with `--features pdf`"), "{nothing}");
    let nothing = told(place.path().join("clean.sop").to_str().unwrap());
    assert!(nothing.contains("did not print `clean.zh.pdf`"), "{nothing}");
    assert!(!place.path().join("out").exists());
}

#[test]
fn a_folder_of_fonts_that_is_not_there_is_refused() {
    let place = Place::with(&[("clean.sop", CLEAN.as_bytes())]);
    place.run(&["build", "clean.sop", "--font-path", "none"]).refused("there is no folder of fonts `none`");
}

#[test]
fn formatting_writes_whole_files_and_tells_on_standard_error() {
    let untidy = CLEAN.replace("flow {", "flow  {");
    let place = Place::with(&[("a.sop", untidy.as_bytes()), ("b.sop", CLEAN.as_bytes())]);
    let told = place.run(&["fmt", "--check"]);
    assert_eq!((told.code(), told.out().as_str()), (1, "a.sop would change\n"));
    let shown = place.run(&["fmt", "--diff"]);
    assert_eq!(shown.code(), 0);
    assert!(shown.out().contains("-flow  {"), "{}", shown.out());
    assert_eq!(fs::read_to_string(place.path().join("a.sop")).unwrap(), untidy);
    let wrote = place.run(&["fmt"]);
    assert_eq!((wrote.code(), wrote.out().as_str(), wrote.error().as_str()), (0, "", "formatted a.sop\n"));
    assert_eq!(fs::read_to_string(place.path().join("a.sop")).unwrap(), CLEAN);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "a temporary file stays behind");
    let piped = place.feed(&["fmt", "-"], untidy.as_bytes());
    assert_eq!((piped.code(), piped.out().as_str()), (0, CLEAN));
    assert_eq!(place.feed(&["fmt", "-", "--check"], untidy.as_bytes()).code(), 1);
}

#[test]
fn a_file_that_cannot_be_formatted_stays_as_it_is() {
    let deep = "{".repeat(1000);
    let place = Place::with(&[("deep.sop", deep.as_bytes()), ("gbk.sop", b"sop a \"\xcd\xb6\xcb\xdf\" { }\n")]);
    place.run(&["fmt", "deep.sop"]).refused("`deep.sop:1:65` cannot be formatted");
    place.run(&["fmt", "gbk.sop"]).refused("`gbk.sop` is not UTF-8");
    assert_eq!(fs::read_to_string(place.path().join("deep.sop")).unwrap(), deep);
}
