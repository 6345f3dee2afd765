//! Every command, on a case that goes through every kind of step.

use crate::desk::{CLERK, Desk, HEAD};

/// A case that stands at the decision.
fn weighed() -> Desk {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["done", "parcel-1", "weigh", "weight=2.5", "fee=12 CNY", "--confirm"]);
    desk
}

/// A case that stands at the parallel block.
fn approved() -> Desk {
    let mut desk = weighed();
    desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "Take it"]);
    desk.done(CLERK, &["approve", "parcel-1", "board"]);
    desk.done(("Cid", "head"), &["approve", "parcel-1", "board", "--because", "fine"]);
    desk
}

/// A case that stands at the wait for the pick-up.
fn packed() -> Desk {
    let mut desk = approved();
    desk.all(CLERK, &["done parcel-1 pack", "done parcel-1 wrap", "done parcel-1 note_it", "items parcel-1 receiver"]);
    desk.done(CLERK, &["event", "parcel-1", "cool"]);
    desk
}

#[test]
fn each_step_shows_the_command_that_does_it() {
    let mut desk = Desk::new();
    let mut commands = vec![desk.done(CLERK, &["start", "parcel.sop"])];
    commands.push(desk.done(CLERK, &["answer", "parcel-1", "weigh", "weight=2.5", "--tick", "all"]));
    commands.push(desk.done(CLERK, &["done", "parcel-1", "weigh", "fee=12 CNY"]));
    let shown = commands.iter().map(|told| told.lines().find_map(|line| line.strip_prefix("  command: ")).unwrap());
    let wanted = [
        "sop run done parcel-1 weigh weight=… fee=… --confirm",
        "sop run done parcel-1 weigh fee=…",
        "sop run done parcel-1 decide --say 1",
    ];
    assert_eq!(shown.collect::<Vec<_>>(), wanted);
}

#[test]
fn an_approval_takes_its_form_with_it() {
    for (verb, open) in [("approve", "board"), ("reject", "decide")] {
        let mut desk = weighed();
        desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "1"]);
        assert_eq!(desk.refused(CLERK, &[verb, "parcel-1", "board", "doubt=none", "--because", "so"]), "no-such-field");
        desk.done(CLERK, &[verb, "parcel-1", "board", "doubts=none", "--because", "so"]);
        assert_eq!(desk.open(), [open]);
        assert!(desk.done(CLERK, &["status", "parcel-1"]).contains("Any doubts: none\n"));
    }
}

#[test]
fn fields_are_answered_and_boxes_ticked_in_any_order() {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["answer", "parcel-1", "weigh", "weight=2.5", "fee=12 CNY", "kind=箱子", "insured=是"]);
    desk.done(CLERK, &["answer", "parcel-1", "weigh", "--tick", "2"]);
    desk.done(CLERK, &["answer", "parcel-1", "weigh", "share=85", "takes_long=2h", "size=small", "sent_on=2026-11-22"]);
    let view = desk.json(CLERK, &["answer", "parcel-1", "weigh", "remark=none", "--tick", "all"]);
    let step = &view["open"][0];
    assert!(step["boxes"].as_array().unwrap().iter().all(|one| one["ticked"] == true));
    let value = |name: &str| {
        let field = step["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap();
        field["value"].as_str().unwrap_or_default().to_owned()
    };
    let known = ["weight", "fee", "kind", "insured", "share", "takes_long", "sent_on"].map(value);
    assert_eq!(known, ["2.5", "12 CNY", "box", "yes", "85%", "2h", "2026-11-22"]);
    desk.done(CLERK, &["answer", "parcel-1", "weigh", "remark="]);
    desk.done(CLERK, &["done", "parcel-1", "weigh"]);
    assert_eq!(desk.open(), ["decide"]);
}

#[test]
fn a_file_is_kept_by_its_hash_and_name() {
    let mut desk = Desk::begun();
    std::fs::write(desk.place.path().join("photo.jpg"), b"abc").unwrap();
    let view = desk.json(CLERK, &["answer", "parcel-1", "weigh", "photo=./photo.jpg"]);
    let fields = view["open"][0]["fields"].as_array().unwrap();
    let photo = fields.iter().find(|field| field["name"] == "photo").unwrap();
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(photo["value"], format!("sha256:{hash} photo.jpg"));
}

#[test]
fn texts_are_said_in_any_language_or_by_number() {
    for said in ["Take it", "受理", " 受理 ", "1"] {
        let mut desk = weighed();
        desk.done(HEAD, &["done", "parcel-1", "decide", "--say", said]);
        assert_eq!(desk.open(), ["board"], "{said}");
    }
    let mut desk = weighed();
    let told = desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "2"]);
    assert!(told.contains("→ back to step 1 “Weigh and charge”, for the clerk (time 1 of at most 1)"), "{told}");
    desk.done(CLERK, &["done", "parcel-1", "weigh", "weight=3", "fee=12 CNY", "--confirm"]);
    let told = desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "2"]);
    assert!(told.contains("→ that way may be taken only once: the case ends in failure: “Refused”"), "{told}");
}

#[test]
fn posts_are_given_by_name_or_title_and_deputies_stand_in() {
    for role in ["head", "主任", "Head", "deputy_head", "副主任"] {
        let mut desk = weighed();
        desk.done(("Dan", role), &["done", "parcel-1", "decide", "--say", "1"]);
    }
}

#[test]
fn person_and_post_also_come_from_the_environment() {
    let desk = Desk::new();
    let mut command = desk.place.command(&["run", "start", "parcel.sop"]);
    let ran = crate::common::Ran(command.env("SOP_AS", "Ann").env("SOP_ROLE", "clerk").output().unwrap());
    assert_eq!(ran.code(), 0, "{}", ran.error());
    for missing in [("SOP_AS", "nobody is named"), ("SOP_ROLE", "no post is named")] {
        let mut command = desk.place.command(&["run", "start", "parcel.sop"]);
        let given = if missing.0 == "SOP_AS" { "SOP_ROLE" } else { "SOP_AS" };
        let ran = crate::common::Ran(command.env(given, "clerk").output().unwrap());
        assert_eq!(ran.code(), 2);
        assert!(ran.error().contains(missing.1) && ran.error().contains(missing.0), "{}", ran.error());
    }
}

#[test]
fn an_approval_is_given_by_all_or_refused_by_one() {
    let mut desk = weighed();
    desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "1"]);
    desk.done(CLERK, &["approve", "parcel-1", "board"]);
    assert_eq!(desk.open(), ["board"]);
    let told = desk.done(("Cid", "head"), &["reject", "parcel-1", "board", "--because", "too heavy"]);
    assert!(told.contains("approval is refused: back to step 2 “Take it?”"), "{told}");
    assert_eq!(desk.open(), ["decide"]);
}

#[test]
fn branches_run_that_somebody_names() {
    let mut desk = approved();
    assert_eq!(desk.open(), ["pack"]);
    let told = desk.done(CLERK, &["done", "parcel-1", "pack", "--say", "Fragile"]);
    assert!(told.contains("“Fragile”: branch 4.B “Extra packing” is taken"), "{told}");
    assert_eq!(desk.open(), ["wrap", "pad"]);
    let mut desk = approved();
    desk.done(CLERK, &["done", "parcel-1", "pack"]);
    assert_eq!(desk.open(), ["wrap", "note_it"]);
}

#[test]
fn items_are_listed_and_each_has_its_step() {
    let mut desk = approved();
    desk.all(CLERK, &["done parcel-1 pack", "done parcel-1 wrap", "done parcel-1 note_it"]);
    desk.done(CLERK, &["items", "parcel-1", "receiver", "王女士", "李先生"]);
    assert_eq!(desk.open(), ["tell[1]", "tell[2]"]);
    let told = desk.done(CLERK, &["done", "parcel-1", "tell[2]", "reached=no"]);
    assert!(told.contains("“Tell the receiver” (item 2: 李先生)"), "{told}");
    desk.all(CLERK, &["done parcel-1 tell[2] reached=yes", "done parcel-1 tell[1] reached=yes"]);
    assert_eq!(desk.open(), ["cool"]);
}

#[test]
fn a_delay_passes_and_an_event_is_told_with_its_step_or_alone() {
    for event in [["pickup", "1"].as_slice(), &["司机已提货"], &["pickup", "The driver has it"]] {
        let mut desk = packed();
        assert_eq!(desk.open(), ["pickup"]);
        let mut args = vec!["event", "parcel-1"];
        args.extend(event);
        desk.done(CLERK, &args);
        assert_eq!(desk.open(), ["insure/premium"], "{event:?}");
    }
}

#[test]
fn a_wait_has_its_checklist_and_fields_too() {
    let mut desk = packed();
    let view = desk.json(CLERK, &["answer", "parcel-1", "pickup", "driver=Max", "--tick", "all"]);
    let step = &view["open"][0];
    assert_eq!((step["boxes"][0]["ticked"].as_bool(), step["fields"][0]["value"].as_str()), (Some(true), Some("Max")));
}

#[test]
fn what_people_write_does_not_steer_the_terminal() {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["answer", "parcel-1", "weigh", "remark=one\ntwo\u{1b}[2J"]);
    assert!(desk.done(CLERK, &["log", "parcel-1"]).contains("Remark: one two [2J\n"));
}

#[test]
fn a_call_ends_in_its_own_ends() {
    let mut desk = packed();
    desk.done(CLERK, &["event", "parcel-1", "pickup", "1"]);
    let told = desk.done(HEAD, &["done", "parcel-1", "insure/premium", "premium=3 CNY"]);
    assert!(told.contains("“Insurance” ended: “Insured”"), "{told}");
    assert_eq!(desk.open(), ["file_it"]);
    let told = desk.done(CLERK, &["done", "parcel-1", "file_it", "--confirm"]);
    assert!(told.contains("→ the case ends: “Shipped”"), "{told}");

    let mut desk = packed();
    desk.done(CLERK, &["event", "parcel-1", "pickup", "1"]);
    let told = desk.done(HEAD, &["event", "parcel-1", "insure", "The insurer declines"]);
    assert!(told.contains("the procedure failed or was cancelled: the case ends: “Returned”"), "{told}");
}

#[test]
fn what_may_happen_at_any_time_ends_the_case() {
    for said in ["The customer withdraws", "客户撤回", "1"] {
        let mut desk = approved();
        desk.all(CLERK, &["done parcel-1 pack", "done parcel-1 wrap"]);
        let told = desk.done(CLERK, &["event", "parcel-1", said]);
        assert!(told.contains("“Note it” is given up unfinished") && told.contains("“Returned”"), "{told}");
    }
}

#[test]
fn a_late_line_comes_when_somebody_says_so() {
    let mut desk = Desk::begun();
    let told = desk.done(HEAD, &["event", "parcel-1", "weigh", "--late"]);
    assert!(
        told.contains("noted that step 1 “Weigh and charge” is late\n  → noted early, due 2024-11-21 10:00\n"),
        "{told}"
    );
    assert!(told.contains("the procedure asks to notify the head"), "{told}");
    let told = desk.done(HEAD, &["event", "parcel-1", "weigh", "--late", "1.2"]);
    assert!(told.contains("is late by 1 hour") && told.contains("handed over to the head"), "{told}");
    assert_eq!(desk.refused(HEAD, &["event", "parcel-1", "weigh", "--late", "1"]), "not-due");
}

#[test]
fn a_warning_comes_once_for_each_start_of_its_clock() {
    let mut desk = Desk::begun();
    let told = desk.done(CLERK, &["next", "parcel-1"]);
    assert!(
        told.contains("  weigh --warn 1.2  At 80% of the limit: notify the clerk, due 2024-11-21 09:48\n"),
        "{told}"
    );
    let told = desk.done(HEAD, &["event", "parcel-1", "weigh", "--warn"]);
    assert!(told.contains("  noted that 50% of the limit of step 1 “Weigh and charge” is used\n"), "{told}");
    assert!(told.contains("  → the procedure asks to notify the clerk\n"), "{told}");
    assert_eq!(desk.refused(HEAD, &["event", "parcel-1", "weigh", "--warn", "1.1"]), "not-due");
    let told = desk.done(HEAD, &["status", "parcel-1"]);
    let line = "  limits:\n    2024-11-21 09:02 noted that 50% of the limit of step 1 “Weigh and charge” is used: \
                noted early, due 2024-11-21 09:30\n";
    assert!(told.contains(line), "{told}");
    // Once the limit is missed nobody is warned of it any more.
    desk.done(HEAD, &["event", "parcel-1", "weigh", "--late"]);
    assert_eq!(desk.refused(HEAD, &["event", "parcel-1", "weigh", "--warn"]), "not-due");
    let told = desk.done(CLERK, &["log", "parcel-1"]);
    assert!(
        told.contains("50% of the limit of step 1 “Weigh and charge” is used\n    limit: 1 hour\n  → noted early"),
        "{told}"
    );
    // Entered anew, its clock starts anew.
    desk.done(CLERK, &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm"]);
    assert!(!desk.done(HEAD, &["status", "parcel-1"]).contains("limits:"));
    desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "2"]);
    desk.done(HEAD, &["event", "parcel-1", "weigh", "--warn", "1.1"]);
}

#[test]
fn an_approval_shows_its_whole_checklist() {
    let mut desk = weighed();
    desk.done(HEAD, &["done", "parcel-1", "decide", "--say", "1"]);
    let told = desk.done(CLERK, &["next", "parcel-1"]);
    let lines = [
        "  consult: Deputy head",
        "  how to use the list: do the work, then confirm each line",
        "  warning: Nobody signs for another",
        "  [ ] 1 Check the weight",
        "  [ ] 2 Agree to take it (by Head) (pause)",
        "  doubts=  Any doubts (text, optional)",
        "  command: sop run approve parcel-1 board",
    ];
    for line in lines {
        assert!(told.lines().any(|told| told == line), "{line}: {told}");
    }
    let view = desk.json(CLERK, &["answer", "parcel-1", "board", "doubts=none", "--tick", "2"]);
    let board = &view["open"][0];
    assert_eq!(board["warnings"][0], "Nobody signs for another");
    assert_eq!([&board["boxes"][0]["ticked"], &board["boxes"][1]["ticked"]], [false, true]);
    assert_eq!((&board["boxes"][1]["pause"], &board["fields"][0]["value"]), (&true.into(), &"none".into()));
}

#[test]
fn a_step_is_skipped_or_handed_over_with_a_reason() {
    let mut desk = Desk::begun();
    let told = desk.done(CLERK, &["hand-over", "parcel-1", "weigh", "主任", "--because", "scale broken"]);
    assert!(told.contains("handed step 1 “Weigh and charge” over to the head"), "{told}");
    let told = desk.done(HEAD, &["skip", "parcel-1", "weigh", "--because", "weighed before"]);
    assert!(told.contains("left out step 1") && told.contains("on to step 2"), "{told}");
}

#[test]
fn the_list_shows_every_case_or_only_the_open_ones() {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["start", "parcel.sop"]);
    desk.done(CLERK, &["start", "parcel.sop", "--routine", "clean"]);
    desk.done(CLERK, &["event", "parcel-2", "客户撤回"]);
    let listed = desk.done(CLERK, &["list"]);
    let ids: Vec<&str> = listed.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(ids, ["parcel-1", "parcel-2", "clean-1"], "{listed}");
    assert!(!desk.done(CLERK, &["list", "--open"]).contains("parcel-2"));
    desk.done(CLERK, &["done", "clean-1", "clean", "--confirm"]);
    assert!(desk.done(CLERK, &["status", "clean-1"]).contains("“Done”"));
}

#[test]
fn the_status_says_where_it_stands_and_what_is_known() {
    let mut desk = weighed();
    let told = desk.done(CLERK, &["status", "parcel-1"]);
    let shown = "parcel-1: “Parcels” (P-1, version 1.0)\n\
                 not ended yet\n\
                 \x20 began: 2024-11-21 09:00 Ann (Clerk)\n\
                 \x20 last: 2024-11-21 09:01 Ann (Clerk)\n\
                 \x20 open:\n\
                 \x20   decide: step 2 “Take it?”, the head, since 2024-11-21 09:01\n\
                 \x20 answers:\n\
                 \x20   Weight: 2.5\n\
                 \x20   Fee: 12 CNY\n";
    assert_eq!(told, shown);
}

#[test]
fn a_routine_of_one_step_ends_with_its_end() {
    let mut desk = Desk::new();
    let told = desk.done(CLERK, &["start", "parcel.sop", "--routine", "clean"]);
    assert!(told.contains("  then: the flow ends with “Done”\n"), "{told}");
    let view = desk.json(CLERK, &["next", "clean-1", "--lang", "zh"]);
    let way = view["open"][0]["ways"][0]["then"].as_str().unwrap().to_owned();
    assert!(way.contains("“已完成”") && !way.contains("done"), "{way}");
    let procedure = &view["procedure"];
    assert_eq!((&procedure["title"], &procedure["routine_title"]), (&"包裹受理规程".into(), &"每日清洁".into()));
}

#[test]
fn commands_name_the_store_where_it_is_not_the_usual_one() {
    let mut desk = Desk::new();
    let store = ["--store", "my cases.jsonl"];
    let told = desk.done(CLERK, &[["start", "parcel.sop"].as_slice(), &store].concat());
    assert!(
        told.contains("  command: sop run done parcel-1 weigh weight=… fee=… --confirm --store \"my cases.jsonl\"\n")
    );
    assert!(told.contains("with `sop run event parcel-1 --store \"my cases.jsonl\"`"), "{told}");
    let view = desk.json(CLERK, &[["next", "parcel-1"].as_slice(), &store].concat());
    let words: Vec<&str> =
        view["open"][0]["command"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let wanted =
        ["sop", "run", "done", "parcel-1", "weigh", "weight=…", "fee=…", "--confirm", "--store", "my cases.jsonl"];
    assert_eq!(words, wanted);
}

#[test]
fn a_call_that_fails_says_so() {
    let mut desk = packed();
    desk.done(CLERK, &["event", "parcel-1", "pickup", "1"]);
    let told = desk.done(HEAD, &["event", "parcel-1", "insure", "The insurer declines"]);
    assert!(told.contains("“Insurance” ended in failure: “"), "{told}");
    let log = desk.done(CLERK, &["log", "parcel-1", "--lang", "zh"]);
    assert!(log.contains("以失败结束，结果为“"), "{log}");
}

#[test]
fn a_percentage_may_be_more_than_a_hundred_but_not_less_than_nought() {
    // The checker takes it so: a procedure may ask for `volume >= 130%`.
    let mut desk = Desk::begun();
    for share in ["101%", "1000", "0%"] {
        desk.done(CLERK, &["answer", "parcel-1", "weigh", &format!("share={share}")]);
    }
    assert_eq!(desk.refused(CLERK, &["answer", "parcel-1", "weigh", "share=-5%"]), "wrong-value");
}
