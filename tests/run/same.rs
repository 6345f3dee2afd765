//! What is there twice: two calls of one procedure, items in items, the same text at several places.

use crate::desk::{CLERK, Desk, HEAD, here};

fn twice() -> Desk {
    let mut desk = Desk::new();
    std::fs::copy(here().join("twice.sop"), desk.place.path().join("twice.sop")).unwrap();
    desk.done(CLERK, &["start", "twice.sop"]);
    desk
}

/// Both ways are insured, and of two guests each has a bag or two.
fn with_bags() -> Desk {
    let mut desk = twice();
    desk.done(HEAD, &["done", "twice-1", "insure_there/premium", "premium=1 CNY"]);
    desk.done(HEAD, &["done", "twice-1", "insure_back/premium", "premium=2 CNY"]);
    desk.all(CLERK, &["items twice-1 guest Ann Bob", "items twice-1 bag[1] case sack", "items twice-1 bag[2] case"]);
    desk
}

#[test]
fn two_calls_of_one_procedure_are_told_apart() {
    let mut desk = twice();
    let status = desk.done(CLERK, &["status", "twice-1"]);
    for (address, call) in
        [("insure_there", "step 1.A.1 “Insurance there”"), ("insure_back", "step 1.B.1 “Insurance back”")]
    {
        let line =
            format!("{address}/premium: step 1 “Work out the premium” of “Insurance” (called by {call}), the head");
        assert!(status.contains(&line), "{status}");
    }
    desk.done(HEAD, &["done", "twice-1", "insure_back/premium", "premium=2 CNY"]);
    let log = desk.done(CLERK, &["log", "twice-1"]);
    assert!(log.contains("finished step 1 “Work out the premium” of “Insurance” (called by step 1.B.1"), "{log}");
    let zh = desk.done(CLERK, &["log", "twice-1", "--lang", "zh"]);
    assert!(zh.contains("完成《保险规程》步骤 1“计算保费”（由步骤 1.B.1“回程保险”调用）"), "{zh}");
    let status = desk.done(CLERK, &["status", "twice-1"]);
    assert!(status.contains("    called by step 1.B.1 “Insurance back” · Premium: 2 CNY\n"), "{status}");
}

#[test]
fn what_may_happen_at_any_time_keeps_its_number() {
    let mut desk = twice();
    let next = desk.done(CLERK, &["next", "twice-1"]);
    let numbers = |told: &str| -> Vec<String> {
        let lines = told.lines().skip_while(|line| !line.starts_with("at any time")).skip(1);
        lines
            .take_while(|line| line.starts_with("  "))
            .map(|line| line.trim().split("  ").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(numbers(&next), ["1", "2", "insure_there 1", "insure_back 1"], "{next}");
    // What is shown is what is written, whatever has happened meanwhile.
    desk.done(CLERK, &["event", "twice-1", "insure_there", "1"]);
    let next = desk.done(CLERK, &["next", "twice-1"]);
    assert_eq!(numbers(&next), ["1", "2", "insure_back 1"], "{next}");
    let log = desk.done(CLERK, &["log", "twice-1"]);
    assert!(log.contains("noted in step 1.A.1 “Insurance there”: The insurer declines\n"), "{log}");
    desk.done(CLERK, &["event", "twice-1", "2"]);
    let next = desk.done(CLERK, &["next", "twice-1"]);
    assert_eq!(numbers(&next), ["1"], "{next}");
    assert_eq!(desk.refused(CLERK, &["event", "twice-1", "2"]), "has-happened");
    let told = desk.done(CLERK, &["event", "twice-1", "1"]);
    assert!(told.contains("noted: The journey is called off\n"), "{told}");
}

#[test]
fn a_text_that_fits_several_places_is_not_guessed() {
    let mut desk = twice();
    assert_eq!(desk.refused(CLERK, &["event", "twice-1", "The insurer declines"]), "ambiguous-event");
    let error = desk.by(CLERK, &["event", "twice-1", "保险公司拒保"]).error();
    assert!(error.contains("say which one is meant: `insure_there 1`, `insure_back 1`"), "{error}");
    desk.done(CLERK, &["event", "twice-1", "insure_back", "The insurer declines"]);
    // Now it fits one place alone.
    desk.done(CLERK, &["event", "twice-1", "The insurer declines"]);

    let mut desk = with_bags();
    assert_eq!(desk.refused(CLERK, &["event", "twice-1", "It is taken"]), "ambiguous-event");
    let error = desk.by(CLERK, &["event", "twice-1", "It is taken"]).error();
    assert!(error.contains("`handed[1][1] 1`, `handed[1][2] 1`, `handed[2][1] 1`"), "{error}");
    desk.done(CLERK, &["event", "twice-1", "handed[2][1]", "1"]);
    desk.done(CLERK, &["event", "twice-1", "handed[1][2]", "It is taken"]);
    desk.done(CLERK, &["event", "twice-1", "It is taken"]);
    assert!(desk.done(CLERK, &["list"]).contains("open: step 3 “Check”"));
}

#[test]
fn items_in_items_are_told_apart() {
    let mut desk = with_bags();
    let status = desk.done(CLERK, &["status", "twice-1"]);
    assert!(
        status.contains("handed[1][1]: step 2.1.1 “Wait until it is taken” (item 1: Ann; in it item 1: case)"),
        "{status}"
    );
    assert!(
        status.contains("handed[2][1]: step 2.1.1 “Wait until it is taken” (item 2: Bob; in it item 1: case)"),
        "{status}"
    );
    desk.done(CLERK, &["answer", "twice-1", "handed[2][1]", "label=red"]);
    let status = desk.done(CLERK, &["status", "twice-1", "--lang", "zh"]);
    assert!(status.contains("    第 2 项：Bob；其中第 1 项：case · 标签：red\n"), "{status}");
}

#[test]
fn the_exception_is_not_what_is_proposed() {
    let mut desk = with_bags();
    desk.done(CLERK, &["event", "twice-1", "2"]);
    let next = desk.done(CLERK, &["next", "twice-1"]);
    assert!(next.contains("  command: sop run done twice-1 check --confirm\n"), "{next}");
    assert!(next.contains("  if one of these holds, say it with `--say`; else leave it out:\n"), "{next}");
}

#[test]
fn the_superior_is_that_of_who_has_the_work() {
    let mut desk = with_bags();
    desk.all(CLERK, &["event twice-1 2", "done twice-1 check --confirm --say 1"]);
    let told = desk.done(HEAD, &["event", "twice-1", "search", "--late"]);
    assert!(told.contains("handed over to the head\n"), "{told}");
    // It is noted minutes after the step began.
    assert!(told.contains("noted early, due 2024-11-21 10:07\n"), "{told}");
    let ran = desk.at("2024-11-21T12:30", HEAD, &["event", "twice-1", "search", "--late", "1.2"]);
    // The head has nobody above: the work stays, and nobody is named who is not told.
    assert!(
        ran.out().contains("notify the superior of whoever does it (not given)\n")
            && !ran.out().contains("noted early"),
        "{}",
        ran.out()
    );
    assert!(ran.out().contains("  handed over to the head\n"), "{}", ran.out());
}
