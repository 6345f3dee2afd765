//! The whole library in every format, in both languages, with what auditors get: each document is opened by something
//! that is not ours. Built with `--features full`; `.ci/run` does, and installs LibreOffice, poppler and a Chinese font.
//! Without them the tests say so and pass.

#![cfg(all(feature = "office", feature = "pdf"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use calamine::Reader as _;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use sopkit::emit::{Audience, Checked, Document, Fault, Format, Request, build, schema};
use sopkit::model::Project;
use sopkit::rules::check;

/// The formats in which a library is handed over.
const FORMATS: [Format; 8] =
    [Format::Html, Format::Pdf, Format::Docx, Format::Xlsx, Format::Csv, Format::Md, Format::Svg, Format::Json];

fn installed(program: &str, version: &str) -> bool {
    Command::new(program).arg(version).output().is_ok()
}

fn skipped(what: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {what}; `bash .ci/run` installs it");
}

fn built(threads: usize, mut take: impl FnMut(Document) + Send) {
    let project = Project::new(support::loaded("sops"));
    let outcome = check(&project, &support::settings());
    let request = Request {
        formats: FORMATS.to_vec(),
        audience: Audience::Auditor,
        checked: Some(Checked::of(&project, &outcome)),
        ..Request::default()
    };
    let built = support::on_threads(threads, || {
        build(&project, &request, |document| {
            take(document);
            Ok::<(), Fault>(())
        })
    });
    assert_eq!(built, Ok(()));
}

/// All documents; nothing where no font has their signs.
fn library() -> Option<&'static BTreeMap<String, Vec<u8>>> {
    static ALL: OnceLock<Option<BTreeMap<String, Vec<u8>>>> = OnceLock::new();
    let made = || {
        let fonts = Command::new("fc-list").arg(":lang=zh-cn").output();
        if !fonts.is_ok_and(|fonts| !fonts.stdout.is_empty()) {
            return None;
        }
        let mut all = BTreeMap::new();
        built(2, |document| drop(all.insert(document.path, document.content)));
        Some(all)
    };
    let all = ALL.get_or_init(made).as_ref();
    if all.is_none() {
        skipped("no font with Chinese signs");
    }
    all
}

fn of<'a>(all: &'a BTreeMap<String, Vec<u8>>, ending: &str) -> Vec<(&'a str, &'a [u8])> {
    let some = all.iter().filter(|(path, _)| path.ends_with(ending));
    let some: Vec<_> = some.map(|(path, content)| (path.as_str(), content.as_slice())).collect();
    assert!(!some.is_empty(), "no {ending}");
    some
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> Output {
    let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// The title of a document: that of its Markdown.
fn title<'a>(all: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    let (stem, _) = path.rsplit_once('.').unwrap();
    let markdown = std::str::from_utf8(&all[&format!("{stem}.md")]).unwrap();
    markdown.lines().next().unwrap().trim_start_matches("# ")
}

/// A text without blanks: what sets it breaks its lines where it likes.
fn dense(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\\').collect()
}

#[test]
fn the_same_bytes_on_one_thread_and_two() {
    let Some(all) = library() else { return };
    let mut count = 0;
    built(1, |Document { path, content }| {
        let (one, two) = (Sha256::digest(&content), Sha256::digest(&all[&path]));
        assert!(one == two, "{path} differs");
        count += 1;
    });
    assert_eq!(count, all.len());
}

#[test]
fn poppler_reads_every_pdf() {
    let Some(all) = library() else { return };
    if !installed("pdftotext", "-v") {
        return skipped("pdftotext is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    of(all, ".pdf").into_par_iter().enumerate().for_each(|(index, (path, content))| {
        let name = format!("{index}.pdf");
        fs::write(folder.path().join(&name), content).unwrap();
        let output = run("pdftotext", &["-layout", &name, "-"], folder.path());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let title = dense(title(all, path));
        let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        assert!(dense(pages[0]).contains(&title), "{path}: its title {title} is not on page 1");
        // The header stands on every page, with the number of the page.
        for (number, page) in (1..).zip(&pages).skip(1) {
            let told = [format!("第 {number} 页，共 {} 页", pages.len()), format!("{number} of {}", pages.len())];
            assert!(told.iter().any(|told| dense(page).contains(&dense(told))), "{path}, page {number}: {page}");
        }
    });
}

#[test]
fn libre_office_opens_word_and_excel() {
    let Some(all) = library() else { return };
    if !installed("soffice", "--version") {
        return skipped("LibreOffice is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    // Every handbook and every workbook; LibreOffice takes them in one go.
    let handbooks = of(all, ".docx").into_iter().filter(|(path, _)| path.contains('/') && !path.contains("checklist"));
    let files: Vec<(String, &str, &[u8])> = handbooks
        .filter(|(path, _)| !path.starts_with("post/"))
        .chain(of(all, ".xlsx"))
        .enumerate()
        .map(|(index, (path, content))| (format!("{index}.{}", path.rsplit_once('.').unwrap().1), path, content))
        .collect();
    for (name, _, content) in &files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    for (ending, format) in [("docx", "txt:Text (encoded):UTF8"), ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")]
    {
        let names: Vec<&str> =
            files.iter().map(|(name, ..)| name.as_str()).filter(|name| name.ends_with(ending)).collect();
        let arguments = [&[profile.as_str(), "--headless", "--convert-to", format], names.as_slice()].concat();
        run("soffice", &arguments, folder.path());
    }
    for (name, path, _) in files {
        let (stem, ending) = name.rsplit_once('.').unwrap();
        let made = if ending == "docx" { "txt" } else { "csv" };
        let text = fs::read_to_string(folder.path().join(format!("{stem}.{made}"))).unwrap_or_default();
        match ending {
            "docx" => assert!(dense(&text).contains(&dense(title(all, path))), "{path}: {text:.200}"),
            _ => assert!(text.lines().count() > 100, "{path}: {text:.200}"),
        }
    }
}

#[test]
fn others_read_the_rest() {
    let Some(all) = library() else { return };
    for (path, content) in of(all, ".svg") {
        let text = std::str::from_utf8(content).unwrap();
        let picture = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(picture.root_element().has_tag_name(("http://www.w3.org/2000/svg", "svg")), "{path}");
    }
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema()).unwrap()).unwrap();
    for (path, content) in of(all, ".json").into_iter().filter(|(path, _)| *path != "procedure.schema.json") {
        let json = serde_json::from_slice(content).unwrap();
        assert!(validator.is_valid(&json), "{path}");
    }
    for (path, content) in of(all, ".csv") {
        let rows = csv::Reader::from_reader(content).into_records().collect::<Result<Vec<_>, _>>().unwrap();
        assert!(rows.len() > 5, "{path}");
    }
    for (path, content) in of(all, ".xlsx") {
        let mut book = calamine::Xlsx::new(Cursor::new(content)).unwrap();
        assert_eq!(book.sheet_names().len(), 6, "{path}");
        assert!(book.worksheets().iter().all(|(_, rows)| rows.height() > 5), "{path}");
    }
    for (path, content) in of(all, ".html") {
        let page = scraper::Html::parse_document(std::str::from_utf8(content).unwrap());
        assert!(page.errors.is_empty(), "{path}: {:?}", page.errors);
    }
}
