//! Documents: golden files that a customer could read, and texts that must stay texts.
//!
//! `UPDATE=1 cargo test --test emit` rewrites the golden files; read that difference as you would read code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sopkit::emit::{DocLangs, Document, Request, documents};
use sopkit::labels::{Lang, Words};
use sopkit::model::Project;
use sopkit::source::load;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

fn built(path: &str, request: &Request) -> Vec<Document> {
    documents(&Project::new(load(&[here(path)]).unwrap()), request)
}

fn all() -> Request {
    Request::default()
}

fn document<'d>(documents: &'d [Document], path: &str) -> &'d str {
    let found = documents.iter().find(|document| document.path == path);
    found.unwrap_or_else(|| panic!("no {path}")).text()
}

/// Compares documents with the files of a folder, all of them and no others.
fn compare(documents: &[Document], folder: &str) {
    let folder = here(folder);
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for document in documents {
            let path = folder.join(&document.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &document.content).unwrap();
        }
    }
    let mut expected = paths_in(&folder, "");
    expected.sort();
    let mut paths: Vec<String> = documents.iter().map(|document| document.path.clone()).collect();
    paths.sort();
    assert_eq!(paths, expected);
    for document in documents {
        let expected = fs::read_to_string(folder.join(&document.path)).unwrap();
        assert!(document.text() == expected, "{} differs; UPDATE=1 rewrites it", document.path);
    }
}

/// The paths of all files below a folder.
fn paths_in(folder: &Path, before: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = format!("{before}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            found.extend(paths_in(&entry.path(), &format!("{path}/")));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_example_reads_as_it_should() {
    compare(&built("fixtures/example", &all()), "emit/example");
}

#[test]
fn every_construct_reads_as_it_should() {
    compare(&built("fixtures/constructs", &all()), "emit/constructs");
}

#[test]
fn what_stands_in_other_files_reads_as_it_should() {
    compare(&built("fixtures/elsewhere", &all()), "emit/elsewhere");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(built("fixtures/example", &all()), built("fixtures/example", &all()));
}

#[test]
fn every_heading_stands_in_every_handbook() {
    for folder in ["fixtures/example", "fixtures/constructs", "fixtures/bare"] {
        let documents = built(folder, &all());
        let handbooks = documents
            .iter()
            .filter(|document| !["checklist", "index", "post"].iter().any(|word| document.path.contains(word)));
        let mut count = 0;
        for document in handbooks {
            count += 1;
            let lang = if document.path.ends_with(".zh.md") { Lang::Zh } else { Lang::En };
            let mut rest = document.text();
            for (index, heading) in Words::of(lang).sections().into_iter().enumerate() {
                let line = format!("\n## {} {heading}\n", index + 1);
                let at = rest.find(&line).unwrap_or_else(|| panic!("{}: no {line}", document.path));
                rest = &rest[at + line.len()..];
                let body = rest.split("\n## ").next().unwrap();
                assert!(!body.trim().is_empty(), "{}: nothing under {line}", document.path);
            }
        }
        assert!(count > 0);
    }
}

#[test]
fn a_page_speaks_one_language() {
    for document in built("fixtures/example", &all()).iter().filter(|document| document.path.ends_with(".en.md")) {
        let foreign = document.text().chars().find(|sign| ('\u{2E80}'..'\u{FF00}').contains(sign));
        assert_eq!(foreign, None, "{}", document.path);
    }
}

#[test]
fn languages_are_those_of_the_procedure() {
    let paths = |languages| -> Vec<String> {
        let request = Request { languages, ..Request::default() };
        built("fixtures/bare", &request).into_iter().map(|document| document.path).collect()
    };
    let english = ["bare.en.md", "bare.checklist.en.md", "index.en.md"];
    assert_eq!(paths(DocLangs::First), english);
    assert_eq!(paths(DocLangs::All), english);
    assert_eq!(paths(DocLangs::One(Lang::En)), english);
    assert!(paths(DocLangs::One(Lang::Zh)).is_empty());
}

#[test]
fn what_was_built_with_errors_says_so_on_every_page() {
    for document in built("fixtures/example", &Request { draft_mark: true, ..Request::default() }) {
        let lang = if document.path.ends_with(".zh.md") { Lang::Zh } else { Lang::En };
        assert!(document.text().contains(Words::of(lang).head.errors_mark), "{}", document.path);
    }
}

/// The targets of the links of a document.
fn links(content: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in open_lines(content) {
        let mut rest = line.replace("\\]", "");
        while let Some((_, target)) = rest.clone().split_once("](") {
            let (target, tail) = target.split_once(')').unwrap();
            found.push(target.to_owned());
            rest = tail.to_owned();
        }
    }
    found
}

/// The anchors of the headings of a document, as readers of Markdown make them.
fn anchors_of(document: &Document) -> BTreeSet<String> {
    let mut anchorizer = comrak::Anchorizer::new();
    let headings = open_lines(document.text()).into_iter().filter(|line| line.starts_with('#'));
    headings.map(|line| anchorizer.anchorize(&line.trim_start_matches(['#', ' ']).replace('\\', ""))).collect()
}

#[test]
fn every_link_leads_to_a_document_in_the_same_language() {
    let sops = Path::new(env!("CARGO_MANIFEST_DIR")).join("sops");
    let library = documents(&Project::new(load(&[sops]).unwrap()), &all());
    for documents in [library, built("fixtures/example", &all()), built("fixtures/constructs", &all())] {
        let mut count = 0;
        let mut anchors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for document in &documents {
            let end = if document.path.ends_with(".zh.md") { ".zh.md" } else { ".en.md" };
            for target in links(document.text()) {
                let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
                let path = if path.is_empty() { document.path.clone() } else { support::meant(&document.path, path) };
                let found = documents.iter().find(|other| other.path == path);
                let found = found.unwrap_or_else(|| panic!("{}: {target}", document.path));
                let mut is_there = || anchors.entry(path.clone()).or_insert_with(|| anchors_of(found)).contains(anchor);
                assert!(anchor.is_empty() || is_there(), "{}: {target} is no heading", document.path);
                assert!(path.ends_with(end), "{}: {target} is in another language", document.path);
                count += usize::from(!document.path.starts_with("index"));
            }
        }
        assert!(count > 0, "no document leads to another");
    }
}

#[test]
fn a_procedure_that_is_not_built_is_named_without_a_link() {
    let documents = built("fixtures/example/complaint.sop", &all());
    let handbook = document(&documents, "complaint.en.md");
    assert!(handbook.contains("\n- **Procedure**: CS-SOP-021 “"));
}

#[test]
fn every_row_of_a_table_has_the_cells_of_its_header() {
    let sops = Path::new(env!("CARGO_MANIFEST_DIR")).join("sops");
    let library = documents(&Project::new(load(&[sops]).unwrap()), &all());
    for document in library.iter().chain(&built("fixtures/example", &all())) {
        let mut width = None;
        for line in open_lines(document.text()) {
            let cells = line.starts_with('|').then(|| line.replace("\\|", "").matches('|').count());
            if let (Some(width), Some(cells)) = (width, cells) {
                assert_eq!(width, cells, "{}: {line}", document.path);
            }
            width = cells;
        }
    }
}

/// The lines of a document that are no part of a fence or quotation.
fn open_lines(content: &str) -> Vec<&str> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in content.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && !line.starts_with('>') {
            lines.push(line);
        }
    }
    assert!(!fenced, "a fence stays open");
    lines
}

#[test]
fn no_text_becomes_markup_of_its_own() {
    let hostile = built("fixtures/hostile", &all());
    let tame = built("fixtures/tame", &all());
    let shape = |content: &str| -> Vec<String> {
        let heading = |line: &&str| line.starts_with('#');
        open_lines(content).into_iter().filter(heading).map(|line| line.split(' ').next().unwrap().to_owned()).collect()
    };
    for (bad, good) in hostile.iter().zip(&tame) {
        assert_eq!(bad.path, good.path);
        assert_eq!(shape(bad.text()), shape(good.text()), "{}: headings", bad.path);
        assert!(!bad.text().to_lowercase().contains("<script"), "{}", bad.path);
        let lines = |content: &str| open_lines(content).len();
        assert_eq!(lines(bad.text()), lines(good.text()), "{}: lines", bad.path);
        for (bad, good) in open_lines(bad.text()).into_iter().zip(open_lines(good.text())) {
            let bars = |line: &str| line.replace("\\|", "").matches('|').count();
            assert_eq!(bars(bad), bars(good), "{bad}");
            for sign in ["`", "*", "[", "]", "~", "$"] {
                let plain = |line: &str| line.replace(&format!("\\{sign}"), "").matches(sign).count();
                assert_eq!(plain(bad), plain(good), "{sign} in {bad}");
            }
        }
        // Outside quotations of the author's own Markdown there is no HTML at all.
        assert!(open_lines(bad.text()).iter().all(|line| !line.contains('<')), "{}", bad.path);
    }
}

#[test]
fn half_a_file_still_builds() {
    let text = fs::read_to_string(here("fixtures/constructs/all.sop")).unwrap();
    let request = Request { draft_mark: true, ..Request::default() };
    for end in (0..text.len()).step_by(97).filter(|end| text.is_char_boundary(*end)) {
        for document in documents(&Project::of_text("half.sop", &text[..end]), &request) {
            open_lines(document.text());
        }
    }
}

#[test]
fn a_branch_may_have_a_text_as_its_condition() {
    let text = r#"sop goods "发货" en "Dispatch" { language zh, en }
role agent "客服" en "Agent" { count 4 }
flow {
  parallel pack "打包" en "Pack" {
    branch firm "加固" en "Firm" when "需要<b>加固" en "It <b>breaks" { step foam "填充" en "Foam" { by agent } }
    branch usual "常规" en "Usual" otherwise { step box "装箱" en "Box" { by agent } }
    join all
  }
  end sent "已发" en "Sent"
}
"#;
    let documents = documents(&Project::of_text("goods.sop", text), &all());
    let (zh, en) = (document(&documents, "goods.zh.md"), document(&documents, "goods.en.md"));
    assert!(zh.contains("\n仅当“需要&lt;b&gt;加固”时进行\n"), "{zh}");
    assert!(en.contains("\nOnly if “It &lt;b&gt;breaks”\n"), "{en}");
    assert!(zh.contains("“需要#60;b#62;加固”\"|"), "{zh}");
    assert!(en.contains("“It #60;b#62;breaks”\"|"), "{en}");
}

#[test]
fn a_picture_stays_a_picture() {
    let hostile = built("fixtures/hostile", &all());
    let content = document(&hostile, "bad.en.md");
    let picture = content.split("```mermaid\n").nth(1).unwrap().split("\n```").next().unwrap();
    for line in picture.lines().skip(1) {
        let line = line.trim();
        let quotes = line.matches('"').count();
        assert!(quotes == 0 || quotes == 2, "{line}");
        assert!(!line.contains("%%") && !line.contains('`') && !line.contains('<'), "{line}");
    }
}
