//! Word documents, unpacked and read as XML; and opened by LibreOffice, which `.ci/run` installs. Without it that test says
//! so and passes.

#![cfg(feature = "office")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::process::Command;

use roxmltree::Node;
use sopkit::emit::{Document, Format, Request, documents};
use sopkit::model::Project;

const FROM: [&str; 5] = [
    "tests/fixtures/example",
    "tests/fixtures/constructs",
    "tests/fixtures/elsewhere",
    "tests/fixtures/hostile",
    "tests/fixtures/bare",
];
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn built(from: &str) -> Vec<Document> {
    let request = Request { formats: vec![Format::Md, Format::Docx], ..Request::default() };
    documents(&Project::new(support::loaded(from)), &request)
}

fn words_of(documents: &[Document]) -> Vec<&Document> {
    documents.iter().filter(|document| document.path.ends_with(".docx")).collect()
}

fn part(document: &Document, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(document.content.as_slice())).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap_or_else(|_| panic!("no {name}")).read_to_string(&mut text).unwrap();
    text
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((W, name))
}

fn text(node: &Node<'_, '_>) -> String {
    node.descendants().filter(|inner| is(inner, "t")).filter_map(|inner| inner.text()).collect()
}

fn style<'a>(paragraph: &Node<'a, '_>) -> &'a str {
    let style = paragraph.descendants().find(|inner| is(inner, "pStyle"));
    style.and_then(|style| style.attribute((W, "val"))).unwrap_or("Normal")
}

/// A line of Markdown without its marks.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut signs = line.trim_start_matches(['#', '>', ' ', '|', '-']).chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => out.extend(signs.next()),
            '*' | '`' | '|' => out.push(' '),
            '[' if signs.peek() == Some(&' ') => drop((signs.next(), signs.next())),
            '[' => out.push(' '),
            ']' if signs.peek() == Some(&'(') => {
                for sign in signs.by_ref() {
                    if sign == ')' {
                        break;
                    }
                }
                out.push(' ');
            }
            sign => out.push(sign),
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn no_word_of_a_document_is_lost_and_its_headings_are_headings() {
    for from in FROM {
        let documents = built(from);
        for document in words_of(&documents) {
            let path = document.path.replace(".docx", ".md");
            let markdown = documents.iter().find(|other| other.path == path).unwrap().text();
            let body = part(document, "word/document.xml");
            let body = roxmltree::Document::parse(&body).unwrap();
            let all = text(&body.root());
            let mut fenced = false;
            let mut headings = Vec::new();
            for line in markdown.lines() {
                fenced ^= line.starts_with("```");
                if fenced || line.contains("```") || line.starts_with("| ---") {
                    continue;
                }
                if line.starts_with('#') {
                    headings.push((line.split(' ').next().unwrap().len(), plain(line).trim().to_owned()));
                }
                // The number of an item is made by Word.
                let line = line.trim_start().trim_start_matches(|sign: char| sign.is_ascii_digit());
                for word in plain(line.strip_prefix(". ").unwrap_or(line)).split_whitespace() {
                    assert!(all.contains(word), "{from}/{}: {word:?} of {line:?} is lost", document.path);
                }
            }
            let found: Vec<(usize, String)> = body
                .descendants()
                .filter(|node| is(node, "p") && style(node).starts_with("Heading"))
                .map(|node| (style(&node)["Heading".len()..].parse().unwrap(), text(&node).trim().to_owned()))
                .collect();
            assert_eq!(found, headings, "{from}/{}", document.path);
        }
    }
}

#[test]
fn every_style_is_there_and_headings_have_their_levels() {
    let documents = built("tests/fixtures/constructs");
    let document = words_of(&documents)[0];
    let styles = part(document, "word/styles.xml");
    let styles = roxmltree::Document::parse(&styles).unwrap();
    let known: Vec<&str> = styles
        .descendants()
        .filter(|node| is(node, "style"))
        .filter_map(|node| node.attribute((W, "styleId")))
        .collect();
    for document in words_of(&documents) {
        for name in ["word/document.xml", "word/header1.xml", "word/footer1.xml"] {
            let body = part(document, name);
            let body = roxmltree::Document::parse(&body).unwrap();
            let used =
                body.descendants().filter(|node| is(node, "pStyle") || is(node, "rStyle") || is(node, "tblStyle"));
            for style in used.filter_map(|node| node.attribute((W, "val"))) {
                assert!(known.contains(&style), "{style} is no style");
            }
        }
    }
    for level in 1..=6 {
        let id = format!("Heading{level}");
        let style = styles.descendants().find(|node| node.attribute((W, "styleId")) == Some(&id)).unwrap();
        let outline = style.descendants().find(|node| is(node, "outlineLvl")).unwrap();
        assert_eq!(outline.attribute((W, "val")), Some((level - 1).to_string().as_str()));
    }
}

#[test]
fn tables_repeat_their_heads_and_links_lead_to_documents() {
    let documents = built("tests/fixtures/example");
    let mut links = 0;
    for document in words_of(&documents) {
        let body = part(document, "word/document.xml");
        let body = roxmltree::Document::parse(&body).unwrap();
        for table in body.descendants().filter(|node| is(node, "tbl")) {
            let rows: Vec<Node<'_, '_>> = table.children().filter(|node| is(node, "tr")).collect();
            let cells = |row: &Node<'_, '_>| row.children().filter(|node| is(node, "tc")).count();
            assert!(rows[0].descendants().any(|node| is(&node, "tblHeader")));
            assert!(rows.iter().all(|row| cells(row) == cells(&rows[0])));
        }
        let relations = part(document, "word/_rels/document.xml.rels");
        let relations = roxmltree::Document::parse(&relations).unwrap();
        for relation in relations.descendants().filter(|node| node.attribute("TargetMode") == Some("External")) {
            let target = support::meant(&document.path, relation.attribute("Target").unwrap());
            assert!(documents.iter().any(|other| other.path == target), "{target} is not built");
            links += 1;
        }
        let marks: Vec<&str> = body
            .descendants()
            .filter(|node| is(node, "bookmarkStart"))
            .filter_map(|node| node.attribute((W, "name")))
            .collect();
        for link in
            body.descendants().filter(|node| is(node, "hyperlink")).filter_map(|node| node.attribute((W, "anchor")))
        {
            assert!(marks.contains(&link), "{link} is nowhere");
        }
    }
    assert!(links > 0, "no document leads to another");
    for path in ["index.zh.docx", "posts.en.docx", "post/agent.zh.docx"] {
        assert!(documents.iter().any(|document| document.path == path), "no {path}");
    }
}

#[test]
fn a_document_is_the_same_whatever_else_is_built() {
    let project = Project::new(support::loaded("tests/fixtures/example"));
    let built = |formats: Vec<Format>| {
        let documents = documents(&project, &Request { formats, ..Request::default() });
        documents.into_iter().filter(|document| document.path.ends_with(".docx")).collect::<Vec<_>>()
    };
    assert!(built(vec![Format::Docx]) == built(vec![Format::Md, Format::Html, Format::Docx, Format::Csv]));
}

#[test]
fn every_page_says_what_it_is() {
    let request = Request { formats: vec![Format::Docx], draft_mark: true, ..Request::default() };
    let documents = documents(&Project::new(support::loaded("tests/fixtures/example")), &request);
    let document = documents.iter().find(|document| document.path == "complaint.zh.docx").unwrap();
    let header = part(document, "word/header1.xml");
    for words in ["CS-SOP-017", "客户投诉处理规程", "2.1", "草稿", "带错误生成"] {
        assert!(header.contains(words), "{words}");
    }
    let footer = part(document, "word/footer1.xml");
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "));
    let core = part(document, "docProps/core.xml");
    assert!(
        core.contains("<dc:language>zh-CN</dc:language>") && core.contains(">2026-02-20T00:00:00Z</dcterms:modified>")
    );
    assert!(part(document, "word/styles.xml").contains("w:eastAsia=\"Noto Sans CJK SC\""));
    let body = part(document, "word/document.xml");
    assert!(body.contains("<wps:wsp>"), "the flow is not drawn");
    assert!(body.contains(" TOC "));
}

#[test]
fn a_picture_with_a_page_of_its_own_takes_its_heading_along() {
    let steps: String = (0..30).map(|number| format!("step s{number} \"S\" {{ by r }}\n")).collect();
    let text = format!("sop x \"X\" {{ language en }}\nrole r \"R\" {{}}\nflow {{\n{steps}end e \"Over\"\n}}\n");
    let request = Request { formats: vec![Format::Docx], ..Request::default() };
    let documents = documents(&Project::of_text("x.sop", &text), &request);
    let xml = part(documents.iter().find(|document| document.path == "x.en.docx").unwrap(), "word/document.xml");
    let parsed = roxmltree::Document::parse(&xml).unwrap();
    let paragraphs: Vec<Node<'_, '_>> = parsed.descendants().filter(|node| is(node, "p")).collect();
    let ends_section = |node: &Node<'_, '_>| node.descendants().any(|inner| is(&inner, "sectPr"));
    let first = paragraphs.iter().position(ends_section).unwrap();
    let own = &paragraphs[first + 1..first + 3];
    assert_eq!((style(&own[0]), self::text(&own[0])), ("Heading2", "6 Flow chart".to_owned()));
    assert!(style(&own[1]) == "Picture" && ends_section(&own[1]));
}

#[test]
fn no_text_becomes_markup_of_its_own() {
    let (hostile, tame) = (built("tests/fixtures/hostile"), built("tests/fixtures/tame"));
    for (bad, good) in words_of(&hostile).into_iter().zip(words_of(&tame)) {
        let shape = |document: &Document| -> Vec<String> {
            let body = part(document, "word/document.xml");
            let body = roxmltree::Document::parse(&body).unwrap();
            let paragraphs = body.descendants().filter(|node| is(node, "p") || is(node, "tc") || is(node, "hyperlink"));
            // What an author writes in a note is Markdown.
            let own = |node: &Node<'_, '_>| !["Note", "Warning", "Code"].contains(&style(node));
            paragraphs
                .filter(own)
                .filter(|node| !is(node, "p") || node.ancestors().all(|up| !is(&up, "txbxContent")))
                .map(|node| format!("{} {}", node.tag_name().name(), style(&node)))
                .collect()
        };
        assert_eq!(shape(bad), shape(good), "{}", bad.path);
        for name in ["word/header1.xml", "docProps/core.xml"] {
            roxmltree::Document::parse(&part(bad, name)).unwrap();
        }
    }
}

#[test]
fn half_a_file_still_makes_documents() {
    let text = fs::read_to_string(support::root().join("tests/fixtures/constructs/all.sop")).unwrap();
    let request = Request { formats: vec![Format::Docx], draft_mark: true, ..Request::default() };
    for end in (0..text.len()).step_by(991).filter(|end| text.is_char_boundary(*end)) {
        for document in documents(&Project::of_text("half.sop", &text[..end]), &request) {
            roxmltree::Document::parse(&part(&document, "word/document.xml")).unwrap();
        }
    }
}

#[test]
fn libre_office_opens_every_document() {
    let installed = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !installed("soffice") || !installed("pdftotext") {
        let _ = writeln!(std::io::stderr(), "skipped: LibreOffice is not installed; `bash .ci/run` installs it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let documents = built("tests/fixtures/example");
    for document in words_of(&documents) {
        let path = folder.path().join(&document.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &document.content).unwrap();
    }
    let paths = words_of(&documents).into_iter().map(|document| document.path.clone());
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "pdf"])
        .args(paths)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pdf = folder.path().join("complaint.zh.pdf");
    let output = Command::new("pdftotext").arg(&pdf).arg("-").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("客户投诉处理规程") && told.contains("共") && told.contains("受理投诉"), "{told}");
}
