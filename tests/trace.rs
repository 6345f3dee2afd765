//! Clause by clause, what meets it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::process::{Command, Output};

use serde_json::Value;

const PROCEDURE: &str = r#"sop repair "送修处理" en "Repair" { language zh, en  cites norm 1 }
standard norm "维修规范" en "Repair norm" {
  clause 1 procedure "维修" en "Repair"
  clause 2.1 step "修理, “当日”" en "Mend, the same day"
  clause 2.2 deadline "一天内" en "Within a day"
  clause 2.3 role "师傅" en "Master"
  clause 3 "说明" en "About" may
  clause 4 training "培训" en "Training" excluded "无新人" en "no beginners"
  clause 5 kpi "合格率" en "Rate"
}
role engineer "维修工程师" en "Engineer" { count 3  works always }
calendar always "全天" en "Always" { open mon-sun 00:00-24:00  timezone "Asia/Shanghai" }
flow {
  step fix "修理" en "Mend" {
    by engineer
    cites norm 2.1, 2.3
    within 24h  cites norm 2.2
  }
  end done "修好" en "Mended"
}
rule fix before done because "先修" en "First mend" { cites norm 3 }
"#;

fn sop(args: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("repair.sop"), PROCEDURE).unwrap();
    Command::new(env!("CARGO_BIN_EXE_sop")).args(args).current_dir(folder.path()).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn json_tells_each_clause_with_everything_that_cites_it() {
    let output = sop(&["trace", "--format", "json", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0));
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(json["version"], 1);
    let clauses = json["clauses"].as_array().unwrap();
    let met: Vec<String> = clauses
        .iter()
        .map(|clause| {
            let by = clause["met_by"].as_array().unwrap().iter();
            let by = by.map(|by| format!("{} {} {}:{}", by["kind"], by["name"], by["file"], by["line"]));
            format!("{} {}", clause["id"], by.collect::<Vec<_>>().join(", ")).replace('"', "")
        })
        .collect();
    assert_eq!(
        met,
        [
            "1 sop repair repair.sop:1",
            "2.1 step fix repair.sop:14",
            "2.2 limit fix repair.sop:17",
            "2.3 step fix repair.sop:14",
            "3 rule null repair.sop:21",
            "4 ",
            "5 ",
        ]
    );
    let keys: Vec<&String> = clauses[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["standard", "id", "kind", "text", "may", "excluded", "met_by"]);
    assert_eq!((&clauses[5]["excluded"], &clauses[4]["may"]), (&"no beginners".into(), &true.into()));
}

#[test]
fn gaps_are_what_must_be_met_and_is_not_also_by_the_wrong_kind() {
    let output = sop(&["trace", "--gaps", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    let ids: Vec<&str> =
        json["clauses"].as_array().unwrap().iter().map(|clause| clause["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["2.3", "5"]);
    let told = out(&sop(&["trace", "--gaps", "--lang", "zh"]));
    assert!(
        told.contains("5 kpi 合格率（缺口）") && told.contains("条款 7 条：已落实 4，缺口 2，可不落实 0，不适用 1"),
        "{told}"
    );
}

#[test]
fn csv_has_a_row_for_each_clause_and_construct() {
    let text = out(&sop(&["trace", "--format", "csv", "--lang", "zh"]));
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 7);
    assert_eq!(&rows[1][3], "修理, “当日”");
    assert_eq!((&rows[2][6], &rows[2][7], &rows[2][9]), ("limit", "fix", "17"));
}

#[test]
fn the_workbook_names_what_meets_a_clause_as_the_handbook_does() {
    use calamine::Reader as _;
    let output = sop(&["trace", "--format", "xlsx", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0));
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(output.stdout)).unwrap();
    let range = book.worksheet_range("Clauses and where they are met").unwrap();
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let met: Vec<String> = rows.iter().skip(1).map(|row| format!("{} {} {}", row[1], row[4], row[7])).collect();
    assert_eq!(
        met,
        [
            "1 met the whole procedure",
            "2.1 met step 1",
            "2.2 met step 1",
            "2.3 gap step 1",
            "3 met control 1",
            "4 does not apply: no beginners ",
            "5 gap ",
        ]
    );
}

#[test]
fn a_standard_that_is_not_there_is_refused_with_the_nearest() {
    let output = sop(&["trace", "--standard", "nrom", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("there is no standard `nrom`; did you mean `norm`?"), "{told}");
}

#[test]
fn the_page_has_a_row_for_each_clause_and_marks_the_gaps() {
    use scraper::{Html, Selector};
    let output = sop(&["trace", "--format", "html", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0));
    let page = Html::parse_document(&out(&output));
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let all = |within: &str| -> Vec<String> {
        let found = Selector::parse(within).unwrap();
        page.select(&found).map(|node| node.text().collect::<Vec<_>>().join("").trim().to_owned()).collect()
    };
    assert_eq!(all("tbody tr th"), ["1", "2.1", "2.2", "2.3", "3", "4", "5"]);
    assert_eq!(all("tbody td strong"), ["gap", "gap"]);
    assert_eq!(all("main h1 + p"), ["7 clauses: 4 met, 2 gaps, 0 need not be met, 1 do not apply"]);
    assert!(all("tbody td:last-child")[1].ends_with("step 1"), "{:?}", all("tbody td:last-child"));
    let gaps = out(&sop(&["trace", "--gaps", "--format", "html"]));
    assert_eq!(gaps.matches("<tr>").count(), 3, "a head and two gaps: {gaps}");
}
