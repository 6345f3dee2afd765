//! When limits, their lines and delays are due; what is noted early is kept as early.

use serde_json::Value;

use crate::common::{Place, Ran};
use crate::desk::{CLERK, Desk};

/// It begins on Thursday, 21 November 2024, at 09:00.
const TEXT: &str = r#"sop shop "店" en "Shop" { language zh, en  version "1"  status draft }
role clerk "店员" en "Clerk" { count 1  reports to boss }
role boss "店长" en "Boss" { count 1  works office }
calendar office "办公时间" en "Office hours" { open mon-fri 09:00-17:00  timezone "Asia/Shanghai" }
category grade "等级" en "Grade" ranked { high "高" en "High"  low "低" en "Low" }
sla limits "时限" en "Limits" by grade {
  clock 24x7 paused in customer
  | grade | answer |
  | high | 2h |
  | low | 24h |
}
flow {
  step look "查看" en "Look" {
    by clerk
    within 1h
    at 50% notify boss
    when late every 30 min notify boss
    when late by 1h hand over to boss
  }
  wait rest "静置" en "Rest" { for 7 days }
  step ask_back "追问" en "Ask back" { by clerk  sets grade }
  wait customer "等待客户" en "Customer" { by clerk  within 9 days  -> answer  when late -> answer }
  step answer "答复" en "Answer" {
    by boss
    within limits.answer from case
    when late notify boss
    when late by 24h notify clerk
    within 1 working day on office
    at 50% notify clerk
    when late notify clerk
  }
  end over "结束" en "Over"
}
"#;

fn shop() -> Desk {
    let mut desk = Desk::new();
    desk.place = Place::with(&[("shop.sop", TEXT.as_bytes())]);
    desk.done(CLERK, &["start", "shop.sop"]);
    desk
}

fn worked(ran: &Ran) -> String {
    assert_eq!(ran.code(), 0, "{}", ran.error());
    ran.out()
}

/// What a command answers as JSON.
fn json(desk: &Desk, at: &str, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    serde_json::from_str(&worked(&desk.at(at, CLERK, &args))).unwrap()
}

/// Tells of an event on a day of November 2024, at a time.
fn event(desk: &Desk, at: &str, args: &[&str]) -> String {
    worked(&desk.at(&format!("2024-11-{at}"), CLERK, &[&["event", "shop-1"], args].concat()))
}

/// A case that stands at the wait for the customer, which pauses the limit of the table.
fn waiting() -> Desk {
    let desk = shop();
    worked(&desk.at("2024-11-21T09:10", CLERK, &["done", "shop-1", "look"]));
    event(&desk, "21T09:20", &["rest"]);
    worked(&desk.at("2024-11-21T09:30", CLERK, &["done", "shop-1", "ask_back", "grade=high"]));
    desk
}

#[test]
fn a_delay_that_is_noted_early_is_kept_as_early() {
    let mut desk = shop();
    desk.done(CLERK, &["done", "shop-1", "look"]);
    let next = worked(&desk.at("2024-11-21T09:05", CLERK, &["next", "shop-1"]));
    assert!(next.contains("\n  waits: due 2024-11-28 09:01\n"), "{next}");
    let told = desk.done(CLERK, &["event", "shop-1", "rest"]);
    assert!(told.contains("noted that the time has passed\n  → noted early, due 2024-11-28 09:01\n"), "{told}");
    let log = desk.done(CLERK, &["log", "shop-1", "--lang", "zh"]);
    assert!(log.contains("登记时间已到\n  → 登记早了，2024-11-28 09:01 才到时\n"), "{log}");

    let desk = shop();
    worked(&desk.at("2024-11-21T09:01", CLERK, &["done", "shop-1", "look"]));
    let told = event(&desk, "28T09:01", &["rest"]);
    assert!(told.contains("“Rest”: the time has passed\n") && !told.contains("early"), "{told}");
}

#[test]
fn a_warning_before_its_share_of_the_time_is_early() {
    let desk = shop();
    let told = event(&desk, "21T09:29", &["look", "--warn"]);
    assert!(told.contains("noted that 50%") && told.contains("→ noted early, due 2024-11-21 09:30\n"), "{told}");
    let desk = shop();
    let told = event(&desk, "21T09:30", &["look", "--warn"]);
    assert!(told.contains("\n  50% of the limit") && !told.contains("early"), "{told}");
}

#[test]
fn each_repeat_is_due_by_itself() {
    let desk = shop();
    let late = |at: &str| event(&desk, at, &["look", "--late", "1.1"]);
    let early =
        |told: &str, due: &str| assert!(told.contains(&format!("→ noted early, due 2024-11-21 {due}\n")), "{told}");
    let in_time = |told: &str| assert!(!told.contains("early"), "{told}");
    early(&late("21T09:59"), "10:00");
    // The early one stood for ten o'clock.
    early(&late("21T10:29"), "10:30");
    in_time(&late("21T11:10"));
    // What nobody noted at eleven is not caught up with.
    early(&late("21T11:20"), "11:30");
    in_time(&late("21T12:00"));
    let view = json(&desk, "2024-11-21T12:01", &["next", "shop-1"]);
    assert_eq!(view["late"][0]["due"], "2024-11-21T12:30:00+08:00");
}

#[test]
fn a_clock_that_is_paused_is_due_later() {
    let desk = waiting();
    // Thirty minutes of two hours are gone, and the clock stands still.
    let view = json(&desk, "2024-11-22T09:00", &["next", "shop-1"]);
    let late = &view["late"][1];
    assert_eq!((&late["address"], &late["due"], &late["overdue"]), (&"answer".into(), &Value::Null, &false.into()));
    assert_eq!(late["due_unknown"], "its clock stands still during step 4 “Customer”");
    let told = event(&desk, "22T09:00", &["answer", "--late"]);
    assert!(told.contains("→ noted early: its clock stands still during step 4 “Customer”\n"), "{told}");

    let desk = waiting();
    event(&desk, "22T09:30", &["customer"]);
    let view = json(&desk, "2024-11-22T09:30", &["next", "shop-1"]);
    assert_eq!(view["open"][0]["limits"][0]["due"], "2024-11-22T11:00:00+08:00");
    let told = event(&desk, "22T10:59", &["answer", "--late"]);
    assert!(told.contains("→ noted early, due 2024-11-22 11:00\n"), "{told}");
    let told = event(&desk, "23T11:00", &["answer", "--late", "1.2"]);
    assert!(told.contains("  step 5 “Answer” is late by 24 hours\n") && !told.contains("early"), "{told}");
}

#[test]
fn until_the_category_is_set_nobody_claims_that_it_is_late() {
    let desk = shop();
    let next = worked(&desk.at("2024-11-21T09:00", CLERK, &["next", "shop-1"]));
    let line = "answer --late 1.1  When late: notify the boss, due moment not known: “Grade” is not set yet; \
                at the earliest 2024-11-21 11:00";
    assert!(next.lines().any(|told| told.trim_start() == line), "{next}");
    let told = event(&desk, "21T10:00", &["answer", "--late"]);
    assert!(told.contains("noted early, due 2024-11-21 11:00 at the earliest (“Grade” is not set yet)"), "{told}");
    let told = event(&desk, "22T12:00", &["answer", "--late", "1.2"]);
    let words = "  noted that step 5 “Answer” is late by 24 hours\n";
    assert!(
        told.contains(words) && told.contains("→ whether it is due is not known: “Grade” is not set yet\n"),
        "{told}"
    );
    let late = &json(&desk, "2024-11-22T12:00", &["log", "shop-1"])["fired"];
    assert_eq!((&late[0]["early"], &late[1]["early"]), (&true.into(), &Value::Null));
    let log = worked(&desk.at("2024-11-22T12:00", CLERK, &["log", "shop-1", "--lang", "zh"]));
    assert!(
        log.contains("登记步骤 5“答复”超时满 24 小时\n") && log.contains("→ 是否到时不详：“等级”尚未确定\n"),
        "{log}"
    );
}

#[test]
fn due_moments_are_shown_and_marked_by_the_moment_that_is_given() {
    let desk = shop();
    let words = |args: &[&str]| worked(&desk.at("2024-11-21T10:00", CLERK, args));
    let next = words(&["next", "shop-1"]);
    for line in [
        "  limit: 1 hour, since 2024-11-21 09:00, due 2024-11-21 10:00 (past)\n",
        "  look --warn 1.1  At 50% of the limit: notify the boss, due 2024-11-21 09:30 (past)\n",
        "  look --late 1.2  When late by 1 hour: hand over to the boss, due 2024-11-21 11:00\n",
    ] {
        assert!(next.contains(line), "{line}: {next}");
    }
    let zh = words(&["next", "shop-1", "--lang", "zh"]);
    assert!(zh.contains("时限：1 小时，2024-11-21 09:00 起，2024-11-21 10:00 到期（已过）\n"), "{zh}");
    assert!(words(&["list"]).contains("step 1 “Look”, due 2024-11-21 10:00 (past)\n"));
    let status = words(&["status", "shop-1"]);
    assert!(status.contains("since 2024-11-21 09:00, due 2024-11-21 10:00 (past)\n"), "{status}");
    assert!(status.contains("  limits that run:\n    step 5 “Answer”: When late"), "{status}");
    // Without a moment the clock here is not asked.
    assert!(!desk.now(&["next", "shop-1"]).contains("(past)"));
    let view: Value = serde_json::from_str(&desk.now(&["next", "shop-1", "--format", "json"])).unwrap();
    assert_eq!(view["open"][0]["limits"][0]["overdue"], Value::Null);
    let view = json(&desk, "2024-11-21T09:59", &["next", "shop-1"]);
    let limit = &view["open"][0]["limits"][0];
    assert_eq!((&limit["due"], &limit["overdue"]), (&"2024-11-21T10:00:00+08:00".into(), &false.into()));
    assert_eq!(view["warnings"][0]["due"], "2024-11-21T09:30:00+08:00");
}

#[test]
fn working_days_are_counted_by_their_calendar() {
    let desk = waiting();
    // On Friday afternoon; Saturday and Sunday are closed.
    event(&desk, "22T15:00", &["customer"]);
    let view = json(&desk, "2024-11-22T15:00", &["next", "shop-1"]);
    assert_eq!(view["open"][0]["limits"][1]["due"], "2024-11-25T15:00:00+08:00");
    let warning = &view["warnings"][0];
    assert_eq!((&warning["limit"], &warning["due"]), (&2.into(), &"2024-11-25T11:00:00+08:00".into()));
}

#[test]
fn what_is_due_before_a_late_line_is_noted_with_it() {
    let desk = shop();
    let told = event(&desk, "21T11:00", &["look", "--late", "1.2"]);
    let wanted = "  step 1 “Look” is late\n  → the procedure asks to notify the boss\n  step 1 “Look” is late by 1 hour\n  \
                  → step 1 “Look” is handed over to the boss\n  → due before it and noted with it: 1.1\n";
    assert!(told.contains(wanted), "{told}");
    let zh =
        worked(&shop().at("2024-11-21T11:00", CLERK, &["event", "shop-1", "look", "--late", "1.2", "--lang", "zh"]));
    assert!(zh.contains("→ 先到时的 1.1 一并登记\n"), "{zh}");
    // One that was noted is not noted again.
    let desk = shop();
    event(&desk, "21T10:00", &["look", "--late"]);
    let told = event(&desk, "21T11:00", &["look", "--late", "1.2"]);
    assert!(!told.contains("noted with it"), "{told}");
}

#[test]
fn a_line_that_leads_away_before_another_is_noted_by_itself() {
    let mut desk = Desk::new();
    let text = TEXT.replace("when late every 30 min notify boss", "when late -> over");
    desk.place = Place::with(&[("shop.sop", text.as_bytes())]);
    desk.done(CLERK, &["start", "shop.sop"]);
    assert_eq!(desk.refused(CLERK, &["event", "shop-1", "look", "--late", "1.2"]), "earlier-line");
    let told = desk.by(CLERK, &["event", "shop-1", "look", "--late", "1.2"]).error();
    assert!(told.contains("`1.1` is due before `1.2`") && told.contains("`--late 1.1`"), "{told}");
}
