//! The store: torn and damaged lines, procedures that change, writers at once.

use std::fs;
use std::io::Write;

use crate::common::Ran;
use crate::desk::{CLERK, Desk, HEAD};

#[test]
fn a_line_is_one_event_with_its_keys_in_order() {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["answer", "parcel-1", "weigh", "weight=2", "--tick", "1"]);
    let text = fs::read_to_string(desk.store()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[0].starts_with("{\"version\":1,\"text\":\"") && lines[0].contains("\"files\":[{\"path\":\"cover.sop\"")
    );
    let hash = lines[0].split('"').nth(5).unwrap();
    let start = format!(
        "{{\"version\":1,\"case\":\"parcel-1\",\"number\":1,\"text\":\"{hash}\",\"procedure\":\"parcel.sop\",\"moment\":\"2024-11-21T01:00:00Z\",\"person\":\"Ann\",\"role\":\"clerk\",\"event\":\"started\"}}"
    );
    assert_eq!(lines[1], start);
    assert!(lines[3].ends_with("\"event\":\"ticked\",\"at\":\"weigh\",\"box\":1}"), "{}", lines[3]);
    // A second case by the same text does not keep the text again.
    desk.done(CLERK, &["start", "parcel.sop"]);
    assert_eq!(fs::read_to_string(desk.store()).unwrap().matches("\"files\"").count(), 1);
}

#[test]
fn a_case_goes_on_by_the_text_under_which_it_began() {
    let mut desk = Desk::begun();
    let path = desk.place.path().join("parcel.sop");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("    ask fee \"费用\" en \"Fee\" as money\n", "").replace("\"1.0\"", "\"2.0\"");
    fs::write(&path, text).unwrap();
    assert_eq!(desk.refused(CLERK, &["done", "parcel-1", "weigh", "weight=1", "--confirm"]), "unanswered");
    desk.done(CLERK, &["start", "parcel.sop"]);
    desk.done(CLERK, &["done", "parcel-2", "weigh", "weight=1", "--confirm"]);
    assert!(desk.done(CLERK, &["status", "parcel-2"]).contains("version 2.0"));
    fs::remove_file(&path).unwrap();
    desk.done(CLERK, &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm"]);
    assert!(desk.done(CLERK, &["status", "parcel-1"]).contains("version 1.0"));
}

#[test]
fn a_torn_last_line_was_never_acknowledged() {
    for torn in ["{\"version\":1,\"case\":\"parcel-1\",\"num", "{", "\0\0\0\0"] {
        let mut desk = Desk::begun();
        let before = fs::read(desk.store()).unwrap();
        let mut file = fs::OpenOptions::new().append(true).open(desk.store()).unwrap();
        file.write_all(torn.as_bytes()).unwrap();
        assert_eq!(desk.open(), ["weigh"], "readers pass over it");
        assert_eq!(fs::read(desk.store()).unwrap(), [&before, torn.as_bytes()].concat(), "readers change nothing");
        let ran = desk.by(CLERK, &["answer", "parcel-1", "weigh", "weight=2"]);
        assert_eq!(ran.code(), 0, "{}", ran.error());
        assert!(ran.error().contains("nothing that was acknowledged is lost"), "{}", ran.error());
        let after = fs::read(desk.store()).unwrap();
        assert!(after.starts_with(&before) && after.len() > before.len());
        assert_eq!(String::from_utf8(after).unwrap().lines().count(), 3);
        assert_eq!(desk.json(CLERK, &["answer", "parcel-1", "weigh", "weight=3"])["mended"], false);
    }
}

#[test]
fn a_damaged_last_line_that_has_its_end_is_damage() {
    let ends = [
        ("{\"version\":1,\"ca\n", "damaged-store"),
        ("\0\0\0\0\n", "damaged-store"),
        ("\n", "damaged-store"),
        ("3\n", "damaged-store"),
        // What is a whole value was no torn line, also where its end is missing.
        ("3", "damaged-store"),
        ("{\"version\":1,\"case\":\"parcel-1\",\"number\":3}\n", "damaged-case"),
    ];
    for (damage, reason) in ends {
        let mut desk = Desk::begun();
        desk.done(CLERK, &["answer", "parcel-1", "weigh", "weight=2"]);
        let text = fs::read_to_string(desk.store()).unwrap() + damage;
        fs::write(desk.store(), &text).unwrap();
        for args in [["status", "parcel-1"].as_slice(), &["answer", "parcel-1", "weigh", "weight=4"]] {
            assert_eq!(desk.refused(CLERK, args), reason, "{damage:?}");
            let error = desk.by(CLERK, args).error();
            assert!(error.contains("line 4 of the store"), "{error}");
        }
        assert_eq!(fs::read_to_string(desk.store()).unwrap(), text, "nothing is taken away");
    }
}

#[test]
fn a_whole_line_that_lacks_its_end_is_kept() {
    for end in ["\n", "\r\n"] {
        let mut desk = Desk::begun();
        desk.done(CLERK, &["answer", "parcel-1", "weigh", "weight=2"]);
        let text = fs::read_to_string(desk.store()).unwrap();
        let cut = text.trim_end();
        fs::write(desk.store(), cut).unwrap();
        assert!(desk.done(CLERK, &["status", "parcel-1"]).contains("Weight: 2\n"));
        assert_eq!(fs::read_to_string(desk.store()).unwrap(), cut, "readers change nothing");
        assert_eq!(desk.refused(CLERK, &["done", "parcel-1", "weigh"]), "unanswered");
        assert_eq!(fs::read_to_string(desk.store()).unwrap(), cut, "nor does what is refused");
        let ran = desk.by(CLERK, &["answer", "parcel-1", "weigh", "fee=1 CNY"]);
        assert!(ran.error().contains("it is whole, so it is kept"), "{}", ran.error());
        let after = fs::read_to_string(desk.store()).unwrap();
        assert!(after.starts_with(&text), "it is ended and nothing else");
        // The end of another system counts too.
        fs::write(desk.store(), after.replace('\n', end)).unwrap();
        assert_eq!(desk.json(CLERK, &["answer", "parcel-1", "weigh", "fee=2 CNY"])["mended"], false);
        let log = desk.json(CLERK, &["log", "parcel-1"]);
        assert_eq!(log["events"].as_array().unwrap().len(), 4);
    }
    let mut desk = Desk::begun();
    let text = fs::read_to_string(desk.store()).unwrap();
    fs::write(desk.store(), text.trim_end()).unwrap();
    assert_eq!(desk.json(CLERK, &["answer", "parcel-1", "weigh", "weight=1"])["mended"], true);
}

#[test]
fn an_event_of_a_newer_version_is_kept_and_told() {
    for end in ["\n", ""] {
        let mut desk = Desk::begun();
        desk.done(CLERK, &["start", "parcel.sop"]);
        let text = fs::read_to_string(desk.store()).unwrap();
        let first = text.lines().nth(1).unwrap().replace("\"number\":1", "\"number\":2");
        let newer = first.replace("\"event\":\"started\"", "\"event\":\"attached\",\"paper\":7") + end;
        fs::write(desk.store(), text + &newer).unwrap();
        for args in [["status", "parcel-1"].as_slice(), &["answer", "parcel-1", "weigh", "weight=4"]] {
            assert_eq!(desk.refused(CLERK, args), "newer-event");
            let error = desk.by(CLERK, args).error();
            assert!(error.contains("line 4") && error.contains("a newer sop: it tells of `attached`"), "{error}");
        }
        desk.done(CLERK, &["answer", "parcel-2", "weigh", "weight=2"]);
        let after = fs::read_to_string(desk.store()).unwrap();
        assert_eq!(after.lines().nth(3), Some(newer.trim_end()));
        assert_eq!(after.lines().count(), 5);
    }
}

#[cfg(unix)]
#[test]
fn a_store_is_a_file() {
    let mut desk = Desk::new();
    for device in ["/dev/zero", "/dev/full", "/dev/null"] {
        assert_eq!(desk.refused(CLERK, &["list", "--store", device]), "unreadable-store");
        assert_eq!(
            desk.refused(CLERK, &["answer", "parcel-1", "weigh", "weight=1", "--store", device]),
            "unwritable-store"
        );
        assert_eq!(desk.refused(CLERK, &["start", "parcel.sop", "--store", device]), "unwritable-store");
        let error = desk.by(CLERK, &["start", "parcel.sop", "--store", device]).error();
        assert!(error.contains(&format!("`{device}` is a device or a pipe")), "{error}");
    }
    assert_eq!(desk.refused(CLERK, &["list", "--store", "."]), "unreadable-store");
}

#[test]
fn a_damaged_line_in_the_middle_is_an_error_that_names_it() {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["answer", "parcel-1", "weigh", "weight=2"]);
    let text = fs::read_to_string(desk.store()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let with = |number: usize, line: &str| {
        let mut lines = lines.clone();
        lines[number] = line;
        lines.join("\n") + "\n"
    };
    let damages = [
        (with(1, "{\"version\":1,"), "damaged-store", "line 2 of the store"),
        (with(1, ""), "damaged-store", "line 2 of the store"),
        (with(0, &lines[0].replace("称重", "称量")), "damaged-case", "line 1 of the store"),
        (with(2, &lines[2].replace("\"number\":2", "\"number\":3")), "damaged-case", "line 3 of the store"),
        (with(2, &lines[2].replace("\"version\":1", "\"version\":2")), "other-version", "line 3 of the store"),
        (with(2, &lines[2].replace("weight", "wight")), "tampered", "event 2 of case `parcel-1`"),
        (with(2, &lines[2].replace("clerk", "head")), "tampered", "event 2 of case `parcel-1`"),
    ];
    for (text, reason, told) in damages {
        fs::write(desk.store(), &text).unwrap();
        for args in [["status", "parcel-1"].as_slice(), &["answer", "parcel-1", "weigh", "weight=4"]] {
            assert_eq!(desk.refused(CLERK, args), reason);
            let error = desk.by(CLERK, args).error();
            assert!(error.contains(told), "{error}");
        }
        assert_eq!(fs::read_to_string(desk.store()).unwrap(), text, "nothing is changed");
    }
}

#[test]
fn one_case_that_cannot_be_read_keeps_nobody_from_the_others() {
    let mut desk = Desk::begun();
    desk.done(CLERK, &["answer", "parcel-1", "weigh", "weight=2"]);
    desk.done(CLERK, &["start", "parcel.sop"]);
    desk.done(CLERK, &["start", "parcel.sop"]);
    let text = fs::read_to_string(desk.store()).unwrap();
    let damages = [
        ("\"role\":\"clerk\",\"event\":\"answered\"", "\"role\":\"head\",\"event\":\"answered\"", "tampered"),
        ("\"number\":2", "\"number\":3", "damaged-case"),
        ("\"event\":\"answered\"", "\"event\":\"guessed\"", "newer-event"),
        ("\"field\":\"weight\"", "\"fold\":\"weight\"", "damaged-case"),
    ];
    for (from, to, reason) in damages {
        assert!(text.contains(from));
        fs::write(desk.store(), text.replacen(from, to, 1)).unwrap();
        let ran = desk.by(CLERK, &["list"]);
        assert_eq!(ran.code(), 2);
        let ids: Vec<String> = ran.out().lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
        assert_eq!(ids, ["parcel-2", "parcel-3", "parcel-1"], "{}", ran.out());
        assert!(
            ran.out().contains("parcel-1  cannot be read\n") && ran.error().contains("`parcel-1`"),
            "{}",
            ran.error()
        );
        let list = desk.json(CLERK, &["list", "--open"]);
        assert_eq!(list["cases"].as_array().unwrap().len(), 2);
        let unread = &list["unread"][0];
        assert_eq!(crate::common::keys(unread), ["case", "reason", "message", "help"]);
        assert_eq!((unread["case"].as_str(), unread["reason"].as_str()), (Some("parcel-1"), Some(reason)));
        // The others go on, and no new case takes the id of the bad one.
        desk.done(CLERK, &["answer", "parcel-3", "weigh", "weight=2"]);
        assert!(desk.done(CLERK, &["start", "parcel.sop"]).starts_with("parcel-4"));
    }
}

#[test]
fn a_store_that_is_not_there_or_cannot_be_written_is_told() {
    let mut desk = Desk::new();
    for args in [["list"].as_slice(), &["status", "parcel-1"], &["answer", "parcel-1", "weigh", "weight=1"]] {
        assert_eq!(desk.refused(CLERK, args), "no-store");
    }
    assert!(!desk.store().exists());
    assert_eq!(desk.refused(CLERK, &["start", "parcel.sop", "--store", "no/where.jsonl"]), "unwritable-store");
    assert_eq!(desk.refused(CLERK, &["start", "parcel.sop", "--store", "."]), "unwritable-store");
    desk.done(CLERK, &["start", "parcel.sop", "--store", "other.jsonl"]);
    assert!(desk.place.path().join("other.jsonl").exists());
}

#[test]
fn of_two_writers_the_second_sees_what_the_first_did() {
    let mut desk = Desk::new();
    let spawn = |args: &[&str]| {
        let mut all = vec!["run", "--role", "clerk"];
        all.extend(args);
        desk.place.command(&all).spawn().unwrap()
    };
    assert_eq!(Ran(spawn(&["start", "parcel.sop", "--as", "Ann"]).wait_with_output().unwrap()).code(), 0);
    let many: Vec<_> = (0..16)
        .map(|number| {
            spawn(&["answer", "parcel-1", "weigh", &format!("remark={number}"), "--as", &format!("P{number}")])
        })
        .collect();
    for child in many {
        assert_eq!(Ran(child.wait_with_output().unwrap()).code(), 0);
    }
    let args = ["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm", "--as", "Ann"];
    let both = [spawn(&args), spawn(&args)].map(|child| Ran(child.wait_with_output().unwrap()));
    let mut codes = both.each_ref().map(Ran::code);
    codes.sort_unstable();
    assert_eq!(codes, [0, 2]);
    let refused = both.iter().find(|ran| ran.code() == 2).unwrap();
    assert!(refused.error().contains("nothing is going on at `weigh` now"), "{}", refused.error());
    let log = desk.json(HEAD, &["log", "parcel-1"]);
    assert_eq!(log["events"].as_array().unwrap().len(), 1 + 16 + 3);
    assert_eq!(desk.open(), ["decide"]);
}
