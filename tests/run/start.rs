//! How cases begin, and when they do not.

use crate::common::Place;
use crate::desk::{CLERK, Desk};

fn desk(files: &[(&str, &str)]) -> Desk {
    let mut desk = Desk::new();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    desk.place = Place::with(&files);
    desk
}

const HEAD: &str = "sop a \"甲\" { language zh  version \"1\"  status draft }\nrole clerk \"柜员\" { count 1 }\n";

#[test]
fn a_procedure_with_errors_is_not_run() {
    let text = format!("{HEAD}flow {{ step b \"乙\" {{ by clerk }} }}\n");
    let mut desk = desk(&[("a.sop", &text)]);
    assert_eq!(desk.refused(CLERK, &["start", "a.sop"]), "has-errors");
    let told = desk.by(CLERK, &["start", "a.sop"]).error();
    assert!(told.contains("1 error") && told.contains("`sop check a.sop`"), "{told}");
    assert!(!desk.store().exists());
}

#[test]
fn what_has_no_flow_says_what_can_begin() {
    let routines = format!("{HEAD}routine clean \"清洁\" every day {{ by clerk  do \"清洁\" }}\n");
    let unset = format!("{HEAD}flow unset \"原文只有标题\"\n");
    let mut desk = desk(&[("routines.sop", &routines), ("u/unset.sop", &unset), ("p/posts.sop", "role x \"甲\" { }")]);
    assert_eq!(desk.refused(CLERK, &["start", "routines.sop"]), "no-flow");
    assert!(desk.by(CLERK, &["start", "routines.sop"]).error().contains("`--routine clean`"));
    assert_eq!(desk.refused(CLERK, &["start", "routines.sop", "--routine", "clen"]), "no-such-routine");
    assert!(desk.by(CLERK, &["start", "routines.sop", "--routine", "clen"]).error().contains("did you mean `clean`?"));
    assert_eq!(desk.refused(CLERK, &["start", "u/unset.sop"]), "no-flow");
    assert!(desk.by(CLERK, &["start", "u/unset.sop", "--lang", "zh"]).error().contains("流程待定：原文只有标题"));
    assert_eq!(desk.refused(CLERK, &["start", "p/posts.sop"]), "no-flow");
    assert_eq!(desk.refused(CLERK, &["start", "p"]), "no-flow");
    assert_eq!(desk.refused(CLERK, &["start", "none.sop"]), "no-file");
    desk.done(CLERK, &["start", "routines.sop", "--routine", "clean"]);
}

#[test]
fn who_begins_a_case_has_a_post_of_the_procedure() {
    let mut desk = Desk::new();
    assert_eq!(desk.refused(("Eve", "pilot"), &["start", "parcel.sop"]), "no-such-role");
    assert!(desk.by(("Eve", "pilot"), &["start", "parcel.sop"]).error().contains("`clerk` (Clerk)"));
}

#[test]
fn what_is_wrong_with_the_file_comes_before_the_post() {
    let text = "sop a \"甲\" { language zh  version \"1\"  status draft }\nuse \"common.sop\"\n\
                flow {\nstep b \"乙\" { by clerk }\nend d \"丁\"\n}\n";
    let mut desk = desk(&[("a.sop", text)]);
    for who in [CLERK, ("Eve", "a")] {
        assert_eq!(desk.refused(who, &["start", "a.sop"]), "has-errors");
    }
    let ran = desk.place.run(&["run", "start", "a.sop"]);
    assert!(ran.error().contains("there is no file `common.sop`"), "{}", ran.error());
}

#[test]
fn a_procedure_that_names_no_post_says_so() {
    let text = "sop a \"甲\" { language zh  version \"1\"  status draft }\nflow {\nstep b \"乙\" { do \"做\" }\nend d \"丁\"\n}\n";
    let mut desk = desk(&[("a.sop", text)]);
    assert_eq!(desk.refused(("Eve", "pilot"), &["start", "a.sop"]), "no-such-role");
    let told = desk.by(("Eve", "pilot"), &["start", "a.sop"]).error();
    assert!(told.contains("  help: the procedure names no post that works on it\n"), "{told}");
}

const OPEN: &str = r#"sop a "甲" en "A" { language zh, en  version "1"  status draft }
role clerk "柜员" en "Clerk" { count 1 }
param least "下限" en "Least" money = unset "待财务确定" en "for the finance department to say"
param idle "不用的" en "Idle" money = unset "没有用到" en "used nowhere"
category grade "等级" en "Grade" ranked { high "高" en "High"  low "低" en "Low" }
sla limits "时限" en "Limits" by grade {
  | grade | answer |
  | high | 2h |
  | low | xx小时 |
}
flow {
  step look "查看" en "Look" {
    by clerk
    within limits.answer  when late notify clerk
    sets grade
    ask cost "费用" en "Cost" as money
    when cost >= least -> over
    otherwise -> pay
  }
  call pay "付款" en "Pay" of paying { by clerk  within 5 days  when late notify clerk }
  end over "结束" en "Over"
}
"#;

#[test]
fn a_start_tells_what_is_still_open_and_begins() {
    let unset = "sop paying \"付款\" en \"Paying\" { language zh, en  version \"1\"  status draft }\n\
                 flow unset \"只有标题\" en \"its title only\"\n";
    let mut desk = desk(&[("a.sop", OPEN), ("paying.sop", unset)]);
    let told = desk.done(CLERK, &["start", "a.sop"]);
    for line in [
        "  note: not set yet, and the case stops where it needs it: the parameter `least` of `cost >= least` (`a.sop`, line 17)\n",
        "  note: a time that is not set yet never comes due: `within limits.answer` (`a.sop`, line 14)\n",
        "  note: the flow of a procedure is still open, and people do it: `call pay` (`a.sop`, line 20), its title only\n",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert!(!told.contains("idle"), "{told}");
    let zh = desk.done(CLERK, &["start", "a.sop", "--lang", "zh"]);
    assert!(zh.contains("  注意：尚未定值，用到它时案件停下：`cost >= least` 中的参数 `least`"), "{zh}");
    let view = desk.json(CLERK, &["start", "a.sop"]);
    let notes: Vec<&str> = view["notes"].as_array().unwrap().iter().map(|one| one["note"].as_str().unwrap()).collect();
    assert_eq!(notes, ["open-value", "never-due", "open-flow"]);
    assert!(desk.json(CLERK, &["next", "a-1"])["notes"].as_array().unwrap().is_empty());
}

#[test]
fn errors_about_times_are_told_and_stop_nobody() {
    let text = format!(
        "{HEAD}calendar office \"办公时间\" {{ open mon-fri 09:00-17:00  timezone \"Asia/Nowhere\" }}\n\
         category kind \"类别\" {{ big \"大\"  small \"小\" }}\n\
         sla limits \"时限\" by kind {{\n| kind | answer |\n| big | 2h |\n}}\nflow {{\n\
         step a0 \"分类\" {{ by clerk  sets kind  within limits.answer  when late notify clerk }}\n\
         step b \"乙\" {{ by clerk  within 2h on office  when late notify clerk }}\nend d \"丁\"\n}}\n"
    );
    let mut desk = desk(&[("a.sop", &text)]);
    let told = desk.done(CLERK, &["start", "a.sop"]);
    let notes: Vec<&str> = told.lines().filter(|line| line.starts_with("  note: ")).collect();
    assert_eq!(notes.len(), 1, "{told}");
    assert!(notes[0].contains("with which the case begins all the same: 1") && notes[0].contains("`a.sop`"), "{told}");
    let next = desk.done(CLERK, &["done", "a-1", "a0", "kind=big"]);
    assert!(next.contains("due moment not known: its calendar is incomplete\n"), "{next}");
}
