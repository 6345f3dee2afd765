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
    assert!(out.contains("  2  step 1 “Weigh and charge”: At 80% of the limit: notify the clerk\n"), "{out}");
    // The warning at 80% is gone from the list; the second is now the late line.
    let fired = desk.json(("Ann", "clerk"), &["status", "parcel-1"])["fired"].clone();
    let fired: Vec<&str> = fired.as_array().unwrap().iter().map(|one| one["words"].as_str().unwrap()).collect();
    assert_eq!(fired, ["80% of the limit of step 1 “Weigh and charge” is used", "step 1 “Weigh and charge” is late"]);
}
