//! The terminal, fed through a pipe: what is asked, what is kept, and that it goes on where it was.

use std::io::Write as _;
use std::process::Stdio;

use crate::common::Ran;
use crate::desk::{Desk, here};

/// Feeds lines to `sop run` as somebody.
fn feed(desk: &Desk, (person, role): (&str, &str), args: &[&str], lines: &str) -> Ran {
    let mut all = vec!["run"];
    all.extend(args);
    all.extend(["--as", person, "--role", role, "--at", "2024-11-21T12:00"]);
    let mut child = desk.place.command(&all).env("TZ", "Asia/Shanghai").stdin(Stdio::piped()).spawn().unwrap();
    // It may leave before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    Ran(child.wait_with_output().unwrap())
}

fn golden(name: &str, told: &str) {
    let path = here().join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(&path).unwrap_or_default(), "{name}: UPDATE=1 writes it");
}

#[test]
fn a_step_is_asked_box_by_box_and_field_by_field() {
    let desk = Desk::new();
    // Boxes, weight (first wrong), fee, share, how long, day, kind by number, size by title, insured, photo, remark.
    let lines = "1\n\n\n60\n4.5\n12 CNY\n\n\n\n1\n2\nyes\n\nfragile glass\n\nq\n";
    let ran = feed(&desk, ("Ann", "clerk"), &["parcel.sop"], lines);
    assert_eq!(ran.code(), 0, "{}", ran.error());
    golden("terminal.en.out", &ran.out());
}

#[test]
fn chinese_is_asked_in_chinese() {
    let desk = Desk::new();
    let lines = "1\n\n-\n重\n4.5\n12 元\n\n\n\n\n\n是\n\n\n?\ng\nq\n";
    let ran = feed(&desk, ("王芳", "clerk"), &["parcel.sop", "--lang", "zh"], lines);
    assert_eq!(ran.code(), 0, "{}", ran.error());
    golden("terminal.zh.out", &ran.out());
}

#[test]
fn it_goes_on_where_it_was() {
    let mut desk = Desk::new();
    feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "1\n\n\n4.5\n");
    let kept = desk.json(("Ann", "clerk"), &["next", "parcel-1"]);
    let open = &kept["open"][0];
    assert_eq!(open["boxes"][0]["ticked"], true);
    assert_eq!(open["fields"][0]["value"], "4.5");
    // The case is offered; only what is missing is asked.
    let ran = feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "1\n1\n9 CNY\n\n\n\n\n\n\n\n\n\nq\n");
    assert!(!ran.out().contains("Weight (number"), "{}", ran.out());
    assert_eq!(desk.open(), ["decide"]);
}

#[test]
fn approvals_waits_items_and_branches_are_asked() {
    let mut desk = Desk::begun();
    desk.done(("Ann", "clerk"), &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm"]);
    // The head decides by a text, then both approve: a box that is still open keeps nobody from deciding.
    feed(&desk, ("Bob", "head"), &["parcel.sop"], "1\n1\n1\nq\n");
    feed(&desk, ("Cy", "head"), &["parcel.sop"], "1\n1\n\n-\n\n1\nfine\nq\n");
    let board = &desk.json(("Ann", "clerk"), &["next", "parcel-1"])["open"][0];
    assert_eq!([&board["boxes"][0]["ticked"], &board["boxes"][1]["ticked"]], [true, false]);
    feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "1\n1\n\n\n1\n\nq\n");
    assert_eq!(desk.open(), ["pack"]);
    // Which branches: the fragile one; then both of their steps, then three receivers.
    feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "1\n1\ny\n1\n\n1\n\n1\nEva\nLeo\n\nq\n");
    assert_eq!(desk.open(), ["tell[1]", "tell[2]"]);
    feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "1\n2\nyes\n\n1\nyes\n\n1\n\nq\n");
    assert_eq!(desk.open(), ["pickup"]);
    let ran = feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "1\n1\n\n\n2\nq\n");
    assert!(ran.out().contains("→ the case ends: “Returned”"), "{}", ran.out());
}

#[test]
fn who_may_not_act_is_told_and_may_take_another_post() {
    let desk = Desk::new();
    let ran = feed(&desk, ("Bob", "head"), &["parcel.sop"], "1\nr\n1\n1\n.\nq\n");
    let out = ran.out();
    assert!(out.contains("this step is for"), "{out}");
    assert!(out.contains("[ ] 1 Empty the scale"), "{out}");
}

#[test]
fn without_a_procedure_the_open_cases_are_offered() {
    let desk = Desk::new();
    let ran = feed(&desk, ("Ann", "clerk"), &[], "1\n");
    assert_eq!(ran.code(), 2);
    feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "q\n");
    let ran = feed(&desk, ("Ann", "clerk"), &[], "1\nq\n");
    assert!(ran.out().contains("1  parcel-1"), "{}", ran.out());
    assert_eq!(ran.code(), 0);
}

#[test]
fn a_limit_that_is_near_or_missed_is_noted() {
    let mut desk = Desk::begun();
    let ran = feed(&desk, ("Bob", "head"), &["parcel.sop"], "1\nl\n2\nl\n2\nq\n");
    let out = ran.out();
    assert!(out.contains("  l  a limit is near or missed\n"), "{out}");
    assert!(
        out.contains(
            "  2  step 1 “Weigh and charge”: At 80% of the limit: notify the clerk, due 2024-11-21 09:48 (past)\n"
        ),
        "{out}"
    );
    // The warning at 80% is gone from the list; the second is now the late line.
    let fired = desk.json(("Ann", "clerk"), &["status", "parcel-1"])["fired"].clone();
    let fired: Vec<&str> = fired.as_array().unwrap().iter().map(|one| one["words"].as_str().unwrap()).collect();
    assert_eq!(fired, ["80% of the limit of step 1 “Weigh and charge” is used", "step 1 “Weigh and charge” is late"]);
}

/// A case whose decision was rejected, with the first step to be done again.
fn rejected() -> Desk {
    let mut desk = Desk::new();
    let text = r#"sop memo "通知" en "Note" { language zh, en  version "1"  status draft }
role clerk "文员" en "Clerk" { count 2 }
role boss "领导" en "Boss" { count 1  may approve }
flow {
  step write "起草" en "Write" {
    by clerk
    do "查资料" en "Look it up"
    do "写" en "Write it"
    ask cost "费用" en "Cost" as money
    ask topic "主题" en "Topic" as text
    ask size "大小" en "Size" as one of small, big optional
    ask sent_on "日期" en "Day" as date optional
  }
  approval check "审核" en "Check" {
    by boss
    ask doubts "疑问" en "Doubts" as text
    when approved -> sent
    when rejected -> write at most 2 times then -> sent
  }
  end sent "已发" en "Sent"
}
"#;
    desk.place = crate::common::Place::with(&[("memo.sop", text.as_bytes())]);
    let clerk = ("Ann", "clerk");
    desk.done(clerk, &["start", "memo.sop"]);
    let fields = ["cost=12 CNY", "topic=Fire drill", "size=big", "sent_on=2024-11-20", "--confirm"];
    desk.done(clerk, &[["done", "memo-1", "write"].as_slice(), &fields].concat());
    desk.done(("Bob", "boss"), &["reject", "memo-1", "check", "doubts=many", "--because", "too dear"]);
    desk
}

/// What a field of the open step is, and whether it was answered.
fn field(desk: &mut Desk, name: &str) -> (String, bool) {
    let view = desk.json(("Ann", "clerk"), &["next", "memo-1"]);
    let fields = view["open"][0]["fields"].as_array().unwrap().clone();
    let field = fields.iter().find(|field| field["name"] == name).unwrap();
    (field["value"].as_str().unwrap_or_default().to_owned(), field["answered"].as_bool().unwrap())
}

#[test]
fn a_step_that_is_done_again_says_why_and_enter_takes_what_was_answered() {
    let mut desk = rejected();
    let next = desk.done(("Ann", "clerk"), &["next", "memo-1"]);
    let line = "  rejected because: too dear (step 2 “Check”, 2024-11-21 09:02 Bob (Boss))\n";
    assert!(next.contains(line), "{next}");
    let rejection = desk.json(("Ann", "clerk"), &["next", "memo-1"])["open"][0]["rejected"][0].clone();
    assert_eq!((&rejection["because"], &rejection["person"]), (&"too dear".into(), &"Bob".into()));
    // Both boxes; the cost anew, everything else as it was.
    let ran = feed(&desk, ("Ann", "clerk"), &["memo.sop"], "1\n1\n\n\n9 CNY\n\n\n\n\nq\n");
    let out = ran.out();
    assert!(out.contains(line), "{out}");
    assert!(out.contains("Topic (text; Enter: Fire drill) > "), "{out}");
    assert!(out.contains("Size (1 small  2 big, may be left out; Enter: big) > "), "{out}");
    assert!(out.contains("→ on to step 2 “Check”"), "{out}");
    let answers = desk.json(("Ann", "clerk"), &["status", "memo-1"])["answers"].clone();
    let values: Vec<&str> = answers.as_array().unwrap().iter().map(|one| one["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["9 CNY", "Fire drill", "big", "2024-11-20", "many"]);
}

#[test]
fn boxes_take_yes_and_no_and_ask_again_for_anything_else() {
    for (typed, ticked) in [("y", true), ("是", true), ("x", true), ("1", true), ("n", false), ("否", false)] {
        let mut desk = rejected();
        let ran = feed(&desk, ("Ann", "clerk"), &["memo.sop"], &format!("1\n1\nperhaps\n{typed}\n"));
        assert!(ran.out().contains("type y or n"), "{}", ran.out());
        assert_eq!(
            desk.json(("Ann", "clerk"), &["next", "memo-1"])["open"][0]["boxes"][0]["ticked"],
            ticked,
            "{typed}"
        );
    }
}

#[test]
fn what_is_missing_is_named_by_its_own_words() {
    let desk = Desk::begun();
    let ran = feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "1\n1\ny\nn\n2\n\n\n\n\n\n\n\n\n\nq\n");
    let out = ran.out();
    assert!(out.contains("  kept; not done yet, still open: “Weigh”, “Fee”\n"), "{out}");
    let ran = feed(&desk, ("王芳", "clerk"), &["parcel.sop", "--lang", "zh"], "1\n1\n否\n\n\n\n\n\n\n\n\n\nq\n");
    assert!(ran.out().contains("  已保存，还没有完成；还缺：“称重”、“费用”\n"), "{}", ran.out());
    // A step that is left out still needs what decides the way; nobody is sent to a command line.
    let ran = feed(&desk, ("Ann", "clerk"), &["parcel.sop"], "1\n1\nn\nmuch\n.\nq\n");
    assert!(ran.out().contains("  ✗ `much` is no answer to “Fee”\n    write an amount"), "{}", ran.out());
    let mut desk = rejected();
    let fields = ["done", "memo-1", "write", "cost=1 CNY", "topic=x", "--confirm"];
    desk.done(("Ann", "clerk"), &fields);
    let ran = feed(&desk, ("Bob", "boss"), &["memo.sop"], "1\n1\n.\ns 1\nno time\nq\n");
    let out = ran.out();
    assert!(out.contains("✗") && !out.contains("sop run approve") && !out.contains("--"), "{out}");
}

#[test]
fn an_answer_is_corrected_before_the_step_is_done() {
    // Back from the topic to the cost.
    let mut desk = rejected();
    feed(&desk, ("Ann", "clerk"), &["memo.sop"], "1\n1\n\n\n5 CNY\n<\n6 CNY\nFlood\n\n\nn\nq\n");
    assert_eq!(field(&mut desk, "cost"), ("6 CNY".into(), true));
    assert_eq!(field(&mut desk, "topic"), ("Flood".into(), true));
    // Taken up again, at the last question.
    let ran = feed(&desk, ("Ann", "clerk"), &["memo.sop"], "1\n1\n?\nc\n2\nStorm\n\nq\n");
    let out = ran.out();
    assert!(out.contains("c  at the last question: correct any answer"), "{out}");
    assert!(out.contains("  2  Topic: Flood\n") && out.contains("→ on to step 2 “Check”"), "{out}");
    let told = desk.done(("Ann", "clerk"), &["status", "memo-1"]);
    assert!(told.contains("Topic: Storm\n"), "{told}");
    // And before the decision of an approval.
    let ran = feed(&desk, ("Bob", "boss"), &["memo.sop"], "1\n1\n\nc\n1\nnone\n1\n\nq\n");
    assert!(ran.out().contains("  1  Doubts: many\n"), "{}", ran.out());
    assert!(desk.done(("Ann", "clerk"), &["status", "memo-1"]).contains("Doubts: none\n"));
}
