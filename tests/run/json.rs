//! The shape of JSON: all keys, always.

use serde_json::Value;

use crate::common::keys;
use crate::desk::{CLERK, Desk};

const CASE: [&str; 16] = [
    "version",
    "case",
    "procedure",
    "began",
    "last",
    "outcome",
    "open",
    "stuck",
    "anytime",
    "warnings",
    "late",
    "fired",
    "answers",
    "effects",
    "notes",
    "mended",
];

fn case(view: &Value) {
    assert_eq!(view["version"], 1);
    assert_eq!(keys(&view["procedure"]), ["title", "routine_title", "number", "version", "file", "routine", "text"]);
    assert_eq!(keys(&view["began"]), ["moment", "person", "role"]);
    for open in view["open"].as_array().unwrap() {
        let all = [
            "address",
            "node",
            "number",
            "title",
            "kind",
            "wants",
            "item",
            "since",
            "by",
            "may",
            "handed_over",
            "facts",
            "delay",
            "limits",
            "warnings",
            "rejected",
            "missing",
            "boxes",
            "fields",
            "texts",
            "ways",
            "command",
        ];
        assert_eq!(keys(open), all);
        each(open, "by", &["role", "title"]);
        each(open, "may", &["role", "title"]);
        each(open, "facts", &["fact", "words"]);
        each(open, "rejected", &["address", "because", "person", "role", "moment"]);
        each(open, "limits", &["words", "since", "due", "due_unknown", "overdue", "consequences"]);
        each(open, "boxes", &["number", "text", "pause", "ticked"]);
        let field =
            ["name", "title", "type", "words", "example", "least", "most", "values", "optional", "answered", "value"];
        each(open, "fields", &field);
        each(open, "ways", &["when", "then"]);
    }
    each(view, "anytime", &["address", "number", "text", "leads"]);
    let due = ["due", "due_unknown", "overdue"];
    each(view, "warnings", &[["address", "limit", "warning", "step", "words", "since"].as_slice(), &due].concat());
    each(view, "late", &[["address", "limit", "line", "step", "words", "since"].as_slice(), &due].concat());
    each(view, "fired", &["address", "limit", "warning", "line", "step", "words", "moment", "early"]);
    each(view, "answers", &["field", "title", "value", "words", "item"]);
    each(view, "effects", &["effect", "address", "words"]);
    if !view["outcome"].is_null() {
        assert_eq!(keys(&view["outcome"]), ["end", "title", "failed", "moment"]);
    }
}

fn each(of: &Value, list: &str, all: &[&str]) {
    for one in of[list].as_array().unwrap() {
        assert_eq!(keys(one), all, "{list}");
    }
}

#[test]
fn every_command_answers_with_the_whole_case() {
    let mut desk = Desk::new();
    let answers = [
        desk.json(CLERK, &["start", "parcel.sop"]),
        desk.json(CLERK, &["next", "parcel-1"]),
        desk.json(CLERK, &["status", "parcel-1"]),
        desk.json(CLERK, &["answer", "parcel-1", "weigh", "weight=1", "kind=box"]),
        desk.json(CLERK, &["event", "parcel-1", "weigh", "--warn"]),
        desk.json(CLERK, &["event", "parcel-1", "weigh", "--late"]),
        desk.json(CLERK, &["done", "parcel-1", "weigh", "fee=1 CNY", "--confirm"]),
        desk.json(CLERK, &["event", "parcel-1", "客户撤回"]),
    ];
    for view in &answers {
        assert_eq!(keys(view), CASE);
        case(view);
    }
    let started = &answers[0];
    assert_eq!(
        (started["case"].as_str(), started["began"]["moment"].as_str()),
        (Some("parcel-1"), Some("2024-11-21T01:00:00Z"))
    );
    let step = &started["open"][0];
    assert_eq!((step["address"].as_str(), step["wants"].as_str()), (Some("weigh"), Some("work")));
    assert_eq!(step["warnings"][0], "Switch it off first");
    let weight = &step["fields"][0];
    assert_eq!((weight["least"].as_str(), weight["most"].as_str()), (Some("0.0"), Some("50.0")));
    assert_eq!(started["effects"][0]["effect"], "entered");
    let fired = answers[5]["fired"].as_array().unwrap();
    assert_eq!(
        fired.iter().map(|one| (&one["warning"], &one["line"])).collect::<Vec<_>>(),
        [(&serde_json::json!(1), &Value::Null), (&Value::Null, &serde_json::json!(1))]
    );
    assert_eq!(answers[7]["outcome"]["end"], "returned");

    let log = desk.json(CLERK, &["log", "parcel-1"]);
    let mut all = CASE.to_vec();
    all.push("events");
    assert_eq!(keys(&log), all);
    case(&log);
    each(&log, "events", &["number", "moment", "person", "role", "what", "words", "details", "effects"]);
    let events: Vec<&str> =
        log["events"].as_array().unwrap().iter().map(|one| one["what"]["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["started", "answered", "answered", "warned", "late", "answered", "done", "anytime"]);

    let list = desk.json(CLERK, &["list"]);
    assert_eq!(keys(&list), ["version", "cases", "unread"]);
    assert_eq!(keys(&list["cases"][0]), CASE);
}

#[test]
fn nothing_is_empty_and_no_key_is_in_the_language_of_the_reader() {
    let mut desk = Desk::new();
    let en = desk.json(CLERK, &["start", "parcel.sop"]);
    let zh = desk.json(CLERK, &["next", "parcel-1", "--lang", "zh"]);
    assert_eq!((&en["procedure"]["title"], &zh["procedure"]["title"]), (&"Parcels".into(), &"包裹受理规程".into()));
    assert_eq!((&en["open"][0]["kind"], &zh["open"][0]["kind"]), (&"step".into(), &"step".into()));
    let done = desk.json(CLERK, &["done", "parcel-1", "weigh", "weight=1", "fee=1 CNY", "--confirm"]);
    for effect in done["effects"].as_array().unwrap() {
        assert!(effect["words"].is_null() || !effect["words"].as_str().unwrap().is_empty(), "{effect}");
    }
    desk.done(crate::desk::HEAD, &["done", "parcel-1", "decide", "--say", "1"]);
    let facts = |view: &Value| {
        let facts = view["open"][0]["facts"].as_array().unwrap().clone();
        facts.iter().map(|one| one["fact"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let zh = desk.json(CLERK, &["next", "parcel-1", "--lang", "zh"]);
    assert_eq!(facts(&zh), ["needs", "consults", "checklist"]);
    assert_eq!(facts(&desk.json(CLERK, &["next", "parcel-1"])), facts(&zh));
}
