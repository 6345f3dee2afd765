//! PDF documents, built with `--features pdf`. They need a font with Chinese signs; `.ci/run` installs one. Without it the
//! tests say so and pass.

#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::fs;
use std::io::Write as _;
use std::process::Command;

use sopkit::emit::{Document, Fault, Format, Request, build};
use sopkit::model::Project;

fn built(project: &Project, draft_mark: bool) -> Result<Vec<Document>, Fault> {
    let mut documents = Vec::new();
    let request = Request { formats: vec![Format::Pdf], draft_mark, ..Request::default() };
    build(project, &request, |document| {
        documents.push(document);
        Ok::<(), Fault>(())
    })?;
    Ok(documents)
}

/// The documents of a folder; nothing where no font has their signs.
fn folder(from: &str) -> Option<Vec<Document>> {
    let built = built(&Project::new(support::loaded(from)), false);
    match built {
        Ok(documents) => Some(documents),
        Err(Fault::Format(words)) if words.en.starts_with("no font has") && !has_fonts() => {
            let _ = writeln!(std::io::stderr(), "skipped: no font with Chinese signs; `bash .ci/run` installs one");
            None
        }
        Err(fault) => panic!("{fault:?}"),
    }
}

fn has_fonts() -> bool {
    let output = Command::new("fc-list").arg(":lang=zh-cn").output();
    output.is_ok_and(|output| !output.stdout.is_empty())
}

/// The text of a document, if the program that reads it is installed.
fn text(document: &Document) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    fs::write(&path, &document.content).unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn contains(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn documents_are_for_the_archive_and_say_what_they_are() {
    let Some(documents) = folder("tests/fixtures/example") else { return };
    assert!(documents.iter().any(|document| document.path == "complaint.checklist.en.pdf"));
    for document in &documents {
        assert!(document.content.starts_with(b"%PDF-"), "{}", document.path);
        assert!(contains(&document.content, "pdfaid:part>2<") && contains(&document.content, "pdfaid:conformance>B<"));
        assert!(contains(&document.content, "StructTreeRoot"), "{} has no tags", document.path);
    }
    let handbook = documents.iter().find(|document| document.path == "complaint.zh.pdf").unwrap();
    let Some(text) = text(handbook) else { return };
    for words in ["客户投诉处理规程", "CS-SOP-017", "2.1", "草稿", "受理投诉", "2026-03-01", "第 1 页，共"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_same_procedure_gives_the_same_bytes_on_one_thread_and_two() {
    let build = |threads: usize| support::on_threads(threads, || folder("tests/fixtures/example"));
    assert!(build(1) == build(2));
}

#[test]
fn texts_stay_texts() {
    let hostile = r##"sop x "#read(\"/etc/passwd\") $x$ @a <b>" en "#import \"x\": * // /* _a_" { language zh, en }
role a "#panic()" en "]#panic()[" { count 1 }
flow { step s "#eval(\"1\")" en "= x" { by a  note """
  #read("/etc/passwd") `#panic()` **]**
  """ } end e "完\\" en "\\" }
"##;
    let built = built(&Project::of_text("x.sop", hostile), true);
    let documents = match built {
        Ok(documents) => documents,
        Err(fault) => {
            assert!(!has_fonts(), "{fault:?}");
            return;
        }
    };
    let Some(text) = text(&documents[0]) else { return };
    assert!(text.contains("#panic()") && text.contains("带错误生成"), "{text}");
    folder("tests/fixtures/hostile");
    folder("tests/fixtures/constructs");
}

#[test]
fn a_sign_that_no_font_has_is_named() {
    let text = "sop x \"a\u{2FFFD}b\" { language en }\nflow { end e \"e\" }\n";
    let Err(Fault::Format(words)) = built(&Project::of_text("x.sop", text), true) else {
        panic!("a blank was printed")
    };
    assert!(words.en.contains('\u{2FFFD}') && words.en.contains("x.en.pdf"), "{}", words.en);
}
