//! Procedures with values that are still open: what people are told, in both languages.

use crate::common::Place;
use crate::desk::{CLERK, Desk};

const TEXT: &str = r#"sop a "甲" { language zh  version "1"  status draft }
role clerk "柜员" { count 1 }
param least money = unset "待财务确定"
flow {
  step look "查看" {
    by clerk
    within xx小时
    ask wait "等了多久" as duration
    ask cost "费用" as money
    when wait <= 2 working days -> over
    when cost >= least -> look at most xx times then -> over
    when cost >= xx CNY -> over
    otherwise -> pay
  }
  call pay "付款" of paying { by clerk  when failed -> over }
  end over "结束"
}
"#;

const PAYING: &str = "sop paying \"付款\" { language zh  version \"1\"  status draft }\nflow unset \"原文只有标题\"\n";

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.place = Place::with(&[("a.sop", TEXT.as_bytes()), ("paying.sop", PAYING.as_bytes())]);
    desk
}

#[test]
fn a_length_in_other_units_is_refused_with_those_to_write() {
    let mut desk = desk();
    desk.done(CLERK, &["start", "a.sop"]);
    let args = ["answer", "a-1", "look", "wait=5h"];
    assert_eq!(desk.refused(CLERK, &args), "wrong-value");
    let told = desk.by(CLERK, &["answer", "a-1", "look", "wait=5h"]).error();
    assert!(told.contains("compare it in working days") && told.contains("such as `2 working days`"), "{told}");
    let told = desk.by(CLERK, &["answer", "a-1", "look", "wait=5h", "--lang", "zh"]).error();
    assert!(told.contains("以工作日为单位填写，例如 `2 个工作日`"), "{told}");
    let next = desk.by(CLERK, &["next", "a-1", "--lang", "zh"]).out();
    assert!(next.contains("如 2 个工作日"), "{next}");
    desk.done(CLERK, &["answer", "a-1", "look", "wait=2 个工作日"]);
}

#[test]
fn what_needs_an_open_value_is_refused_and_told_before() {
    let mut desk = desk();
    desk.done(CLERK, &["start", "a.sop"]);
    let next = desk.by(CLERK, &["next", "a-1"]).out();
    for wanted in [
        "never comes due",
        "the parameter `least` of `cost >= least` (`a.sop`, line 11)",
        "`at most xx times then -> over` (`a.sop`, line 11)",
        "`cost >= xx CNY` (`a.sop`, line 12)",
    ] {
        assert!(next.contains(wanted), "{wanted}: {next}");
    }
    let args = ["done", "a-1", "look", "wait=3 working days", "cost=5 CNY"];
    assert_eq!(desk.refused(CLERK, &args), "value-missing");
    let told = desk.by(CLERK, &args).error();
    assert!(told.contains("could not go on at `look`") && told.contains("the parameter `least`"), "{told}");
    let told = desk.by(CLERK, &[args.as_slice(), &["--lang", "zh"]].concat()).error();
    assert!(told.contains("参数 `least`（`a.sop` 第 11 行）") && told.contains("另开案件"), "{told}");
    // Nothing of it is kept, and the way that needs no open value is gone.
    desk.done(CLERK, &["done", "a-1", "look", "wait=1 working day", "cost=5 CNY"]);
}

#[test]
fn a_procedure_whose_flow_is_open_is_done_by_hand() {
    let mut desk = desk();
    let text = TEXT
        .replace("    when cost >= least -> look at most xx times then -> over\n    when cost >= xx CNY -> over\n", "");
    std::fs::write(desk.place.path().join("a.sop"), text.replace("param least money = unset \"待财务确定\"\n", ""))
        .unwrap();
    desk.done(CLERK, &["start", "a.sop"]);
    desk.done(CLERK, &["done", "a-1", "look", "wait=3 working days", "cost=5 CNY"]);
    let next = desk.by(CLERK, &["next", "a-1", "--lang", "zh"]).out();
    assert!(next.contains("要执行的规程流程待定（原文只有标题）"), "{next}");
    assert!(!next.contains("失败或被取消"), "{next}");
    desk.done(CLERK, &["done", "a-1", "pay"]);
}
