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
use sopkit::source::Image;

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
    assert!(contains(&handbook.content, "<xmp:CreateDate>2026-02-20"), "it is dated as its history says");
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

#[test]
fn images_of_notes_are_in_the_document_no_wider_than_its_text() {
    let project = Project::new(support::loaded("tests/fixtures/images"));
    let request = Request { formats: vec![Format::Pdf], ..Request::default() };
    let request = support::with_images(&project, request);
    let mut documents = Vec::new();
    let made = build(&project, &request, |document| {
        documents.push(document);
        Ok::<(), Fault>(())
    });
    if made.is_err() {
        assert!(!has_fonts(), "{made:?}");
        return;
    }
    let handbook = documents.iter().find(|document| document.path == "desk/returns.zh.pdf").unwrap();
    let Some(words) = text(handbook) else { return };
    assert!(words.contains("退货 return"), "the words of a drawing are words: {words}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    fs::write(&path, &handbook.content).unwrap();
    let Ok(output) = Command::new("pdfimages").arg("-list").arg(&path).output() else { return };
    let list = String::from_utf8_lossy(&output.stdout).into_owned();
    // Width, height and pixels an inch of each; an inch is 96 pixels where it is shown as it is.
    let rows = list.lines().skip(2).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let images: Vec<(f64, f64)> =
        rows.filter(|row| row[2] == "image").map(|row| (row[3].parse().unwrap(), row[12].parse().unwrap())).collect();
    let widths: Vec<f64> = images.iter().map(|(width, _)| *width).collect();
    for width in [1600.0, 60.0, 32.0, 48.0, 24.0] {
        assert!(widths.contains(&width), "{width}: {list}");
    }
    for (width, ppi) in images {
        let points = width / ppi * 72.0;
        assert!(points < 482.0 && (width > 100.0 || (ppi - 96.0).abs() < 2.0), "{width} {points}: {list}");
    }
}

#[test]
fn an_image_that_is_damaged_inside_is_named() {
    let text = "sop x \"X\" { language en\n  note \"\"\"\n    ![x](a.png)\n    \"\"\"\n}\nflow { end e \"e\" }\n";
    let project = Project::of_text("x.sop", text);
    let mut bytes = fs::read(support::root().join("tests/fixtures/images/common/faces/badge.png")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8].fill(0);
    let images = [("a.png".to_owned(), Image::of("a.png", bytes).unwrap())].into_iter().collect();
    let request = Request { formats: vec![Format::Pdf], images, ..Request::default() };
    let Err(Fault::Format(words)) = build(&project, &request, |_| Ok::<(), Fault>(())) else {
        panic!("a damaged image was printed")
    };
    assert!(words.en.contains("`a.png`") && words.zh.contains("`a.png`"), "{words:?}");
}
