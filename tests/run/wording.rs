//! What people read of a case: lengths, reasons, names, in procedures that call one another.

use crate::desk::{CLERK, Desk, HEAD};

const RECORDS: &str = r#"record paper "单据" en "Paper" { field colour "颜色" en "Colour" as text }
"#;

const PRINTING: &str = r#"sop printing "印制规程" en "Printing" { language zh, en  version "1.0"  status draft }
use "posts.sop"
use "records.sop"
flow {
  step print "印制" en "Print" {
    by clerk
    fills paper
    ask colour
    when "印坏了" en "It is spoilt" -> spoilt
    otherwise -> printed
  }
  end printed "印好" en "Printed"
  end spoilt "印坏" en "Spoilt"
}
"#;

const SHOP: &str = r#"sop shop "门店规程" en "Shop" { language zh, en  version "1.0"  status draft }
use "posts.sop"
use "grades.sop"
sla limits "时限表" en "Time limits" by grade {
  clock 24x7
  | grade | answer |
  | high  | 2h     |
  | low   | 8h     |
}
flow {
  step take "接单" en "Take it" { by clerk  sets grade }
  decision sort "分流" en "Sort" {
    by clerk
    when grade is high -> work
    otherwise -> wait_a_while
  }
  wait wait_a_while "放一放" en "Let it rest" { for 1h }
  parallel work "制作" en "Work" {
    branch one "甲" en "One" { step cut "裁剪" en "Cut" { by clerk } }
    branch two "乙" en "Two" { step glue "粘贴" en "Glue" { by clerk } }
    join all
    when "客户改主意" en "The customer thinks again" -> take at most 1 times then -> over
    otherwise -> answer
  }
  step answer "答复" en "Answer" {
    by clerk
    within limits.answer from case
    when late -> apologise
    -> press
  }
  step apologise "致歉" en "Apologise" { by head }
  call press "印制" en "Have it printed" of printing {
    by head
    when ended in spoilt -> file_it
    otherwise -> over
  }
  wait file_it "等回执" en "Wait for the slip" {
    by clerk
    within 1 day
    ask slip "回执号" en "Number of the slip" as text
    when "回执到了" en "The slip is here" -> over
    when late -> over
  }
  end over "完成" en "Over"
}
"#;

const GRADES: &str = r#"category grade "等级" en "Grade" { high "高" en "High"  low "低" en "Low" }
"#;

fn shop(grade: &str) -> Desk {
    let mut desk = Desk::new();
    for (name, text) in
        [("records.sop", RECORDS), ("grades.sop", GRADES), ("printing.sop", PRINTING), ("shop.sop", SHOP)]
    {
        std::fs::write(desk.place.path().join(name), text).unwrap();
    }
    desk.done(CLERK, &["start", "shop.sop"]);
    desk.done(CLERK, &["done", "shop-1", "take", &format!("grade={grade}")]);
    desk
}

/// The end of a log in both languages.
fn log(desk: &mut Desk) -> [String; 2] {
    ["en", "zh"].map(|lang| desk.done(CLERK, &["log", "shop-1", "--lang", lang]))
}

fn says(told: &[String; 2], en: &str, zh: &str) {
    assert!(told[0].contains(en), "{}", told[0]);
    assert!(told[1].contains(zh), "{}", told[1]);
}

#[test]
fn a_limit_of_a_table_says_how_long_it_is() {
    for (grade, en, zh) in [("high", "2 hours", "2 小时"), ("low", "8 hours", "8 小时")] {
        let mut desk = shop(grade);
        desk.done(CLERK, &["event", "shop-1", "answer", "--late"]);
        let told = log(&mut desk);
        says(&told, &format!("    limit: {en}, per "), &format!("    时限：{zh}，按"));
        says(&told, "noted early, due 2024-11-21 ", "登记早了，2024-11-21 ");
    }
    // Until the grade is set nobody knows, and nothing is made up.
    let mut desk = shop("high");
    desk.done(CLERK, &["start", "shop.sop"]);
    let told = desk.done(CLERK, &["event", "shop-2", "answer", "--late"]);
    assert!(told.contains("“Grade” is not set yet") && !told.contains("hours,"), "{told}");
}

#[test]
fn a_late_line_that_is_due_is_noted_without_a_word() {
    let desk = shop("high");
    let late = |at: &str| desk.at(at, CLERK, &["event", "shop-1", "answer", "--late"]);
    let told = late("2024-11-21T11:00");
    assert_eq!(told.code(), 0, "{}", told.error());
    assert!(!told.out().contains("early") && !told.out().contains("noted that"), "{}", told.out());
}

#[test]
fn the_way_on_from_a_block_is_told_as_such() {
    let mut desk = shop("high");
    desk.all(CLERK, &["done shop-1 sort", "done shop-1 cut", "done shop-1 glue"]);
    desk.done(CLERK, &["done", "shop-1", "work", "--say", "1"]);
    let told = log(&mut desk);
    says(&told, "  chose the way on from step 4 “Work”\n", "  确定步骤 4“制作”之后的去向\n");
    says(&told, "    chose: The customer thinks again\n", "    选择：客户改主意\n");
    says(&told, "(time 1 of at most 1)\n", "（第 1 次，最多 1 次）\n");
}

#[test]
fn a_decision_tells_why_also_where_nothing_applied() {
    let mut desk = shop("low");
    desk.done(CLERK, &["done", "shop-1", "sort"]);
    says(&log(&mut desk), "because nothing else applies: on to step 3", "因为其他情况都不成立，进入步骤 3");
}

#[test]
fn what_was_late_before_it_began_says_so() {
    let mut desk = shop("high");
    desk.done(HEAD, &["event", "shop-1", "answer", "--late"]);
    desk.all(CLERK, &["done shop-1 sort", "done shop-1 cut", "done shop-1 glue", "done shop-1 work"]);
    let told = log(&mut desk);
    says(
        &told,
        "because step 5 “Answer” was late before it began: on to step 6 “Apologise”",
        "因为步骤 5“答复”开始前已超时，进入步骤 6“致歉”",
    );
}

#[test]
fn a_called_procedure_tells_its_fields_and_its_end() {
    let mut desk = shop("high");
    desk.all(
        CLERK,
        &[
            "done shop-1 sort",
            "done shop-1 cut",
            "done shop-1 glue",
            "done shop-1 work",
            "done shop-1 answer",
            "done shop-1 press/print colour=red --say 1",
        ],
    );
    for (lang, line) in [("en", "    Colour: red\n"), ("zh", "    颜色：red\n")] {
        let told = desk.done(CLERK, &["status", "shop-1", "--lang", lang]);
        assert!(told.contains(line), "{told}");
    }
    let told = log(&mut desk);
    says(&told, "because it ended in “Spoilt”: on to step 8", "因为结果为“印坏”，进入步骤 8");
    // What a wait asks is answered before anything is told of it.
    let next = desk.done(CLERK, &["next", "shop-1"]);
    assert!(next.contains("  command: sop run answer shop-1 file_it slip=…\n"), "{next}");
    let next = desk.done(CLERK, &["answer", "shop-1", "file_it", "slip=7"]);
    assert!(next.contains("  command: sop run event shop-1 file_it 1\n"), "{next}");
}

const ROUND: &str = r#"sop round "复核规程" en "Round" { language zh, en  version "1.0"  status draft }
use "posts.sop"
flow {
  step plan "计划" en "Plan" { by clerk }
  each guest "客人" en "guest" {
    step question "询问" en "Question" {
      by clerk
      within 1h
      when late -> plan at most 1 times then -> over
      otherwise -> join
    }
    join all
  }
  end over "完" en "Over"
}
"#;

#[test]
fn a_late_way_out_of_an_item_says_how_often_it_was_taken() {
    let mut desk = Desk::new();
    std::fs::write(desk.place.path().join("round.sop"), ROUND).unwrap();
    desk.all(CLERK, &["start round.sop", "done round-1 plan", "items round-1 guest Ann"]);
    let told = desk.done(CLERK, &["event", "round-1", "question[1]", "--late"]);
    assert!(told.contains("back to step 1 “Plan”, for the clerk (time 1 of at most 1)\n"), "{told}");
    desk.all(CLERK, &["done round-1 plan", "items round-1 guest Ann"]);
    let told = desk.done(CLERK, &["event", "round-1", "question[1]", "--late"]);
    assert!(told.contains("that way may be taken only once: the case ends: “Over”\n"), "{told}");
}
