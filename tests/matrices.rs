//! The matrices over a build, read by programs that are not ours.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use sopkit::emit::{Audience, Document, Format, Request, documents};
use sopkit::labels::{Lang, Words};
use sopkit::model::Project;

const NAMES: [&str; 6] = ["raci", "levels", "indicators", "records", "trace", "retention"];

fn built(from: &str) -> Vec<Document> {
    let request = Request { formats: vec![Format::Csv, Format::Xlsx], ..Request::default() };
    documents(&Project::new(support::loaded(from)), &request)
}

fn document<'d>(documents: &'d [Document], path: &str) -> &'d Document {
    documents.iter().find(|document| document.path == path).unwrap_or_else(|| panic!("no {path}"))
}

/// The records of a file of values, its header first.
fn records(documents: &[Document], name: &str, lang: &str) -> Vec<Vec<String>> {
    let document = document(documents, &format!("matrices/{name}.{lang}.csv"));
    let text = document.content.strip_prefix("\u{FEFF}".as_bytes()).unwrap();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn book(documents: &[Document], lang: &str) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(document(documents, &format!("matrices.{lang}.xlsx")).content.clone())).unwrap()
}

/// A row of the first that has a cell with this text.
fn row<'r>(rows: &'r [Vec<String>], cell: &str) -> BTreeMap<&'r str, &'r str> {
    let found = rows.iter().find(|row| row.iter().any(|own| own == cell)).unwrap_or_else(|| panic!("no {cell}"));
    rows[0].iter().map(String::as_str).zip(found.iter().map(String::as_str)).collect()
}

#[test]
fn workbook_and_values_say_the_same() {
    for from in ["tests/fixtures/example", "tests/fixtures/constructs", "tests/fixtures/hostile", "sops"] {
        let documents = built(from);
        let languages = ["zh", "en"]
            .into_iter()
            .filter(|lang| documents.iter().any(|document| document.path == format!("matrices.{lang}.xlsx")));
        for lang in languages {
            let mut book = book(&documents, lang);
            let sheets = book.sheet_names();
            assert_eq!(sheets.len(), NAMES.len());
            for (name, sheet) in NAMES.iter().zip(sheets) {
                let rows = records(&documents, name, lang);
                let range = book.worksheet_range(&sheet).unwrap();
                assert_eq!(range.height(), rows.len(), "{from} {name}.{lang}");
                for (values, cells) in rows.iter().zip(range.rows()) {
                    for (value, cell) in values.iter().zip(cells) {
                        match cell {
                            Data::Empty => assert_eq!(value, ""),
                            Data::String(text) => assert_eq!(value.strip_prefix('\'').unwrap_or(value), text),
                            Data::Float(number) => {
                                let share = value.strip_suffix('%').map(|share| share.parse::<f64>().unwrap() / 100.0);
                                assert!((share.unwrap_or_else(|| value.parse().unwrap()) - number).abs() < 1e-9);
                            }
                            other => panic!("{other:?} in {name}"),
                        }
                    }
                }
                // A formula would be one that a text made.
                assert!(book.worksheet_formula(&sheet).unwrap().is_empty(), "{from} {name}.{lang}");
            }
        }
    }
}

#[test]
fn the_example_is_in_them() {
    let documents = built("tests/fixtures/example");
    let raci = records(&documents, "raci", "en");
    assert_eq!(raci[0][..4], ["Document number", "Procedure", "Status", "Step"]);
    let register = raci.iter().find(|row| row[3].starts_with("1 ")).unwrap();
    assert!(register[4..].iter().any(|letters| letters.contains('R')), "{register:?}");
    let retention = records(&documents, "retention", "zh");
    assert_eq!(retention[0], ["记录", "保管岗位", "保存位置", "保存期限", "自何时起算", "含个人信息", "符合条款"]);
    let trace = records(&documents, "trace", "zh");
    let states: Vec<&str> = trace.iter().skip(1).map(|row| row[4].as_str()).collect();
    let known = |state: &&str| ["已落实", "缺口", "可不落实"].contains(state) || state.starts_with("不适用：");
    assert!(!states.is_empty() && states.iter().all(known), "{states:?}");
}

#[test]
fn every_record_has_its_retention_and_every_step_of_the_library_its_row() {
    let documents = built("sops");
    let retention = records(&documents, "retention", "zh");
    let kept = row(&retention, "沟通记录");
    assert_eq!((kept["保管岗位"], kept["保存期限"], kept["含个人信息"]), ("质量专员", "2 年", "是"));
    assert_eq!(kept["自何时起算"], "自填写起（AS-SOP-012：步骤 11）");
    assert!(retention.iter().skip(1).any(|row| row[2] != "未填写"), "no record lies in a system");
    let levels = records(&documents, "levels", "zh");
    assert!(levels.iter().skip(1).any(|row| row[4].contains('：')), "no limit of a table");
    // A sheet for each language says as much as that of the other.
    for name in NAMES {
        assert_eq!(records(&documents, name, "zh").len(), records(&documents, name, "en").len(), "{name}");
    }
}

#[test]
fn what_was_built_with_errors_says_so() {
    let request = Request { formats: vec![Format::Csv], draft_mark: true, ..Request::default() };
    let documents = documents(&Project::new(support::loaded("tests/fixtures/example")), &request);
    let rows = records(&documents, "raci", "zh");
    assert!(rows.iter().skip(1).all(|row| row[2].ends_with("（带错误生成）")), "{rows:?}");
}

#[test]
fn staff_get_what_they_work_by() {
    let request = Request { formats: vec![Format::Csv], audience: Audience::Staff, ..Request::default() };
    let documents = documents(&Project::new(support::loaded("tests/fixtures/example")), &request);
    for name in NAMES {
        let rows = records(&documents, name, "zh");
        assert!(rows.len() > 1, "{name}");
        assert!(!rows.iter().flatten().any(|cell| cell.contains("ISO 10002")), "{name}: {rows:?}");
    }
    assert_eq!(records(&documents, "trace", "zh")[1][0], "见审核版。");
}

#[test]
fn a_cell_is_the_same_where_handbooks_have_links() {
    let project = Project::new(support::loaded("tests/fixtures/constructs"));
    let built = |formats: Vec<Format>| {
        let documents = documents(&project, &Request { formats, ..Request::default() });
        documents.into_iter().filter(|document| document.path.ends_with(".csv")).collect::<Vec<_>>()
    };
    let alone = built(vec![Format::Csv]);
    assert!(alone == built(vec![Format::Md, Format::Csv]));
    assert!(!alone.iter().any(|document| document.text().contains(".md") || document.text().contains("#step")));
}

#[test]
fn no_text_begins_a_formula() {
    for document in built("tests/fixtures/hostile").iter().filter(|document| document.path.ends_with(".csv")) {
        let text = document.text().trim_start_matches('\u{FEFF}');
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        for row in rows.records() {
            for cell in row.unwrap().iter() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            }
        }
    }
    let text = r#"sop x "=1+1" en "=1+1" { language zh, en  number "@x" }
role a "=HYPERLINK(1)" en "+x" { count 1 }
flow { step s "-2+3" en "\u{9}=3" { by a } end e "完" en "End" }
"#;
    let request = Request { formats: vec![Format::Csv, Format::Xlsx], ..Request::default() };
    let documents = documents(&Project::of_text("x.sop", text), &request);
    let rows = records(&documents, "raci", "zh");
    assert_eq!((rows[1][0].as_str(), rows[1][1].as_str(), rows[0][4].as_str()), ("'@x", "'=1+1", "'=HYPERLINK(1)"));
    let mut book = book(&documents, "zh");
    let sheet = Words::of(Lang::Zh).people.raci;
    let range = book.worksheet_range(sheet).unwrap();
    assert_eq!(range.get((1, 1)), Some(&Data::String("=1+1".to_owned())));
    assert!(book.worksheet_formula(sheet).unwrap().is_empty());
}
