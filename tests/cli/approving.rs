//! `sop approve`: what it writes, what it refuses, and what a check says when the content changes afterwards.

use std::fs;

use crate::common::{Place, Ran};

/// A procedure that may be approved as it is, in its one form.
const FILE: &str = r#"# who may say yes
sop refund "退款规程" en "Refunds" {
  number "CS-7"
  language zh, en
  version "1.0"
  status draft
  owner manager
  author quality  # who wrote it
  effective 2026-12-01
  review every 12 months by quality
  purpose "退款及时到账。" en "Refunds arrive."
  scope "全部退款。" en "All refunds."
  history { "1.0" on 2026-11-20 by quality "首次编写" en "First issue" }
}
use "common.sop"

flow {
  when late notify manager
  starts when "客户要求退款" en "A customer wants a refund" via phone
  step refund "办理退款" en "Refund" {
    by agent  within 2 working days on office  via phone
    do "退款并告知客户" en "Refund and tell the customer"
  }
  end refunded "已退款" en "Refunded"
}
"#;

const SHARED: &str = r#"channel phone "电话" en "Phone" { open office }
calendar office "工作时间" en "Office hours" { open mon-fri 09:00-18:00  timezone "Asia/Shanghai" }
role agent "客服专员" en "Service agent" { reports to manager  works office  count 6 }
role manager "客服经理" en "Service manager" { works office  count 1  may approve }
role quality "质量专员" en "Quality officer" { reports to manager  works office  count 1  may approve }
role director "总监" en "Director" { works office  count 1  may approve }
role buyer "客户" en "Customer" external { }
"#;

fn place(file: &str) -> Place {
    Place::with(&[("refund.sop", file.as_bytes()), ("common.sop", SHARED.as_bytes())])
}

fn approve(place: &Place, role: &str, more: &[&str]) -> Ran {
    let args = ["approve", "refund.sop", "--as", "Ann Li", "--role", role, "--today", "2026-11-22"];
    place.run(&[&args, more].concat())
}

/// The rules that a check of the procedure tells of, with their weights.
fn told(place: &Place) -> Vec<(String, String)> {
    let ran = place.run(&["check", "refund.sop", "--format", "json", "--today", "2026-11-23"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out()).unwrap();
    let found = json["findings"].as_array().unwrap().iter();
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    found.map(|finding| (word(&finding["code"]), word(&finding["severity"]))).collect()
}

fn changed(weight: &str) -> Vec<(String, String)> {
    vec![("C07".to_owned(), weight.to_owned())]
}

/// A procedure that the manager approved and released.
fn approved() -> Place {
    let place = place(FILE);
    let ran = approve(&place, "manager", &["--release"]);
    assert_eq!(ran.code(), 0, "{}{}", ran.out(), ran.error());
    place
}

/// Refused, and the file is as it was.
fn refused(file: &str, role: &str, more: &[&str], code: i32, because: &str) {
    let place = place(file);
    let ran = approve(&place, role, more);
    assert_eq!(ran.code(), code, "{}{}", ran.out(), ran.error());
    let said = format!("{}{}", ran.out(), ran.error());
    assert!(said.contains(because), "{said}");
    assert_eq!(place.read("refund.sop"), file);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "a temporary file stays behind");
}

/// The lines of the second text that the first has not.
fn new_lines(before: &str, after: &str) -> Vec<String> {
    let known: Vec<&str> = before.split('\n').collect();
    after.split('\n').filter(|line| !known.contains(line)).map(str::to_owned).collect()
}

#[test]
fn an_approval_is_one_line_with_the_hash_of_the_content() {
    let place = place(FILE);
    let ran = approve(&place, "manager", &["--meaning", "批准", "--meaning", "Approval"]);
    assert_eq!(ran.code(), 0, "{}{}", ran.out(), ran.error());
    let after = place.read("refund.sop");
    let lines = new_lines(FILE, &after);
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    let start = "  approved by manager \"Ann Li\" on 2026-11-22 meaning \"批准\" en \"Approval\" of \"sha256:";
    let hash = line.strip_prefix(start).unwrap_or_else(|| panic!("{line}")).strip_suffix('"').unwrap();
    assert_eq!(hash.len(), 64);
    assert_eq!(after.replace(&format!("{line}\n"), ""), FILE);
    assert!(after.contains(&format!("author quality  # who wrote it\n{line}\n  effective")), "{after}");
    let said = ran.out();
    assert_eq!(said, format!("Ann Li approves refund.sop, version 1.0, as `manager` on 2026-11-22: sha256:{hash}\n"));
    assert!(ran.error().contains("still a draft"), "{}", ran.error());
    assert_eq!(place.run(&["fmt", "--check", "refund.sop"]).code(), 0);
    assert_eq!(told(&place), []);
}

#[test]
fn the_same_content_is_approved_once_and_others_add_their_line() {
    let place = place(FILE);
    assert_eq!(approve(&place, "客服经理", &[]).code(), 0);
    let first = place.read("refund.sop");
    let again = approve(&place, "manager", &[]);
    assert_eq!(
        (again.code(), again.out().as_str()),
        (0, "`manager` has already approved this content on 2026-11-22\n")
    );
    assert_eq!(place.read("refund.sop"), first);
    assert_eq!(approve(&place, "director", &["--release"]).code(), 0);
    let both = place.read("refund.sop");
    assert_eq!(new_lines(&first, &both).len(), 2, "{both}");
    assert!(both.contains("  status approved\n"));
    let (manager, director) = (both.find("approved by manager").unwrap(), both.find("approved by director").unwrap());
    assert!(manager < director);
    assert_eq!(told(&place), []);
}

#[test]
fn who_has_approved_may_still_release() {
    let place = place(FILE);
    assert_eq!(approve(&place, "manager", &[]).code(), 0);
    let draft = place.read("refund.sop");
    let ran = approve(&place, "manager", &["--release"]);
    assert_eq!(ran.code(), 0, "{}", ran.out());
    assert_eq!(place.read("refund.sop"), draft.replace("status draft", "status approved"));
}

#[test]
fn other_content_under_the_same_version_is_told_and_a_new_version_is_not() {
    let place = approved();
    let own = place.read("refund.sop");
    let other = own.replace("within 2 working days", "within 3 working days");
    place.write("refund.sop", &other);
    assert_eq!(told(&place), changed("warning"));
    place.write("refund.sop", &other.replace("status approved", "status draft"));
    assert_eq!(told(&place), changed("info"));
    let row = "history { \"1.0\" on 2026-11-20 by quality \"首次编写\" en \"First issue\" }";
    let rows = format!("{}  \"1.1\" on 2026-11-23 by quality \"放宽\" en \"Longer\" }}", row.trim_end_matches('}'));
    let raised = other.replace("version \"1.0\"", "version \"1.1\"").replace(row, &rows);
    place.write("refund.sop", &raised.replace("\"  \"1.1\"", "\"\n    \"1.1\""));
    assert_eq!(told(&place), []);
    // The new content gets its own line; the old one stays for those who ask later.
    place.write("refund.sop", &other);
    assert_eq!(approve(&place, "manager", &["--today", "2026-11-22"]).code(), 2, "an option twice");
    let args = ["approve", "refund.sop", "--as", "Ann", "--role", "manager", "--today", "2026-11-24"];
    let again = place.run(&args);
    assert_eq!(again.code(), 0);
    assert!(again.error().contains("the content changed after its approval on 2026-11-22"), "{}", again.error());
    assert_eq!(place.read("refund.sop").matches("approved by manager").count(), 2);
    assert_eq!(told(&place), []);
}

#[test]
fn what_a_shared_file_says_of_it_belongs_to_it_and_the_rest_does_not() {
    let place = approved();
    place.write("common.sop", &SHARED.replace("09:00-18:00", "09:00-17:00"));
    assert_eq!(told(&place), changed("warning"));
    place.write("common.sop", &SHARED.replace("role buyer \"客户\"", "role buyer \"顾客\""));
    assert_eq!(told(&place), []);
}

#[test]
fn another_form_is_no_other_content() {
    let place = approved();
    let own = place.read("refund.sop");
    place.write(
        "refund.sop",
        &own.replace("  within 2 working days on", "\n      within   2 working days   on").replace('\n', "\r\n"),
    );
    assert_eq!(told(&place), []);
    place.write("refund.sop", &own);
    assert_eq!(place.run(&["fmt", "--keywords", "zh", "refund.sop"]).code(), 0);
    assert!(
        place.read("refund.sop").contains("批准人 manager \"Ann Li\" 于 2026-11-22"),
        "{}",
        place.read("refund.sop")
    );
    assert_eq!(told(&place), []);
}

#[test]
fn the_line_is_written_in_the_language_and_the_form_of_the_file() {
    let place = place(FILE);
    assert_eq!(place.run(&["fmt", "--keywords", "zh", "refund.sop"]).code(), 0);
    let before = format!("\u{feff}{}", place.read("refund.sop").replace('\n', "\r\n"));
    place.write("refund.sop", &before);
    assert_eq!(
        approve(&place, "manager", &["--meaning", "说“可以”", "--meaning", "says \"yes\"", "--release"]).code(),
        0
    );
    let after = place.read("refund.sop");
    let lines = new_lines(&before, &after);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0], "  状态 已批准\r");
    assert!(
        lines[1].starts_with(
            "  批准人 manager \"Ann Li\" 于 2026-11-22 含义 \"说“可以”\" en “says \"yes\"” 对应 \"sha256:"
        ),
        "{lines:?}"
    );
    assert_eq!(after.replace(&format!("{}\n", lines[1]), "").replace("已批准", "草稿"), before);
    assert_eq!(told(&place), []);
}

#[test]
fn a_head_on_one_line_gets_its_form_with_the_line() {
    let settings = "[rules]\nhead-incomplete = \"off\"\nhistory-gap = \"off\"\n";
    let file = "sop a \"退款\" { language zh  version \"1.0\"  status draft  owner lead }\nrole lead \"主管\" { count 1 }\n\
        flow {\n  step pay \"退款\" { by lead  do \"退款\" }\n  end paid \"已退\"\n}\n";
    for file in [file.to_owned(), file.replace("  owner lead", "")] {
        let place = Place::with(&[("refund.sop", file.as_bytes()), ("sop.toml", settings.as_bytes())]);
        assert_eq!(place.run(&["fmt", "--check", "refund.sop"]).code(), 0);
        let ran = approve(&place, "lead", &[]);
        assert_eq!(ran.code(), 0, "{}{}", ran.out(), ran.error());
        assert_eq!(place.run(&["fmt", "--check", "refund.sop"]).code(), 0, "{}", place.read("refund.sop"));
        assert!(place.read("refund.sop").contains("\n  approved by lead \"Ann Li\" on 2026-11-22 of \"sha256:"));
    }
}

#[test]
fn a_post_behind_an_alias_is_named_with_it() {
    let file = FILE.replace("use \"common.sop\"", "use \"common.sop\"\nuse \"top.sop\" as top");
    let place = place(&file);
    place.write("top.sop", "role chair \"董事长\" en \"Chair\" { count 1  may approve }\n");
    assert_eq!(approve(&place, "Chair", &[]).code(), 0);
    assert!(place.read("refund.sop").contains("approved by top.chair \"Ann Li\" on"));
    assert_eq!(
        approve(&place, "top.chair", &[]).out(),
        "`top.chair` has already approved this content on 2026-11-22\n"
    );
}

#[test]
fn what_may_not_be_approved_is_refused_and_stays_byte_for_byte() {
    let manager = |file: &str, code, because| refused(file, "manager", &[], code, because);
    // As a draft this is worth knowing, as an approved document it is an error.
    manager(&FILE.replace("within 2 working days", "within xx working days"), 1, "T01");
    manager(&FILE.replace("  purpose \"退款及时到账。\" en \"Refunds arrive.\"\n", ""), 1, "P05");
    manager(&FILE.replace("  step refund", "  stepp refund"), 1, "X01");
    manager(&FILE.replace("by agent  within", "by agnet  within"), 1, "N01");
    manager(&FILE.replace("effective 2026-12-01", "effective 2026-11-01"), 1, "P07");
    refused(FILE, "quality", &[], 1, "P04");
    refused(FILE, "agent", &[], 2, "`agent` has no authority to approve");
    refused(FILE, "manger", &[], 2, "there is no post `manger` for this procedure; did you mean `manager`?");
    refused(FILE, "manager", &["--meaning", "批准"], 2, "once for each language, in this order: zh, en");
    manager(&FILE.replace("status draft", "status retired"), 2, "is retired");
    manager(&FILE.replace("  status draft\n", ""), 2, "write `status draft` first");
    let place = place(FILE);
    for (file, because) in [
        ("common.sop", "is a shared file"),
        (".", "one file is approved at a time"),
        ("no.sop", "`no.sop` does not exist"),
    ] {
        place.run(&["approve", file, "--as", "Ann", "--role", "manager"]).refused(because);
    }
    assert_eq!(place.run(&["approve", "refund.sop", "--role", "manager"]).code(), 2);
    assert_eq!(place.run(&["approve", "refund.sop", "--as", " ", "--role", "manager"]).code(), 2);
}

#[test]
fn a_hole_in_what_it_shares_stands_against_it() {
    let shared = format!("{SHARED}param pause \"时限\" en \"Limit\" duration = unset \"未定\" en \"open\"\n");
    let file = FILE.replace("within 2 working days on office", "within pause");
    let using = place(&file);
    using.write("common.sop", &shared);
    let ran = approve(&using, "manager", &[]);
    assert_eq!(ran.code(), 1, "{}", ran.out());
    assert!(ran.out().contains("T01"), "{}", ran.out());
    assert_eq!(using.read("refund.sop"), file);
    // A hole that it does not use is a hole of others.
    let other = place(FILE);
    other.write("common.sop", &shared);
    let ran = approve(&other, "manager", &[]);
    assert_eq!(ran.code(), 0, "{}", ran.out());
}

#[test]
fn who_says_approved_by_hand_is_told_that_nobody_did() {
    let place = place(&FILE.replace("status draft", "status approved"));
    assert_eq!(told(&place), [("P05".to_owned(), "error".to_owned())]);
    let ran = approve(&place, "manager", &[]);
    assert_eq!(ran.code(), 0, "{}", ran.out());
    assert_eq!(told(&place), []);
}

#[test]
fn a_draft_that_it_calls_is_approved_first() {
    let file =
        FILE.replace("  end refunded", "  call check \"核对\" en \"Check\" of checking { by agent }\n  end refunded");
    let checking = FILE
        .replace("sop refund \"退款规程\" en \"Refunds\"", "sop checking \"核对规程\" en \"Checking\"")
        .replace("CS-7", "CS-8");
    let place = place(&file);
    place.write("checking.sop", &checking);
    let ran = approve(&place, "manager", &[]);
    assert_eq!(ran.code(), 1, "{}", ran.out());
    assert!(ran.out().contains("C18"), "{}", ran.out());
    assert_eq!(place.read("refund.sop"), file);
}

#[test]
fn warnings_are_told_and_do_not_stop() {
    let place = place(&FILE.replace("\"退款并告知客户\"", "\"尽快退款并告知客户\""));
    let ran = approve(&place, "manager", &[]);
    assert_eq!(ran.code(), 0, "{}", ran.out());
    assert!(ran.out().contains("vague-word (S02)"), "{}", ran.out());
    assert!(ran.out().lines().last().unwrap().starts_with("Ann Li approves refund.sop"));
    let chinese = approve(&place, "director", &["--lang", "zh"]);
    assert!(chinese.out().contains("Ann Li 以 `director` 的岗位批准 refund.sop，版本 1.0，2026-11-22：sha256:"));
}
