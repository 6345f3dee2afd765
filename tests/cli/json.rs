//! The shape of JSON.

use serde_json::Value;

use crate::common::{Place, WRONG, keys};

#[test]
fn json_has_all_its_keys() {
    let place = Place::with(&[("wrong.sop", WRONG.as_bytes())]);
    let ran = place.run(&["check", "--format", "json"]);
    assert_eq!((ran.code(), ran.error().as_str()), (1, ""));
    let json: Value = serde_json::from_str(&ran.out()).unwrap();
    assert_eq!(keys(&json), ["version", "findings", "accepted", "summary"]);
    assert_eq!(json["version"], 1);
    assert_eq!(keys(&json["summary"]), ["files", "errors", "warnings", "infos", "accepted", "known"]);
    let findings = json["findings"].as_array().unwrap();
    for finding in findings {
        let all = ["rule", "code", "severity", "message", "help", "file", "start", "end", "related", "path", "fix"];
        assert_eq!(keys(finding), all);
        assert_eq!(keys(&finding["start"]), ["offset", "line", "column"]);
        for related in finding["related"].as_array().unwrap() {
            assert_eq!(keys(related), ["message", "file", "start", "end"]);
        }
        if !finding["fix"].is_null() {
            assert_eq!(keys(&finding["fix"]), ["safe", "edits"]);
        }
    }
    let stuck = findings.iter().find(|finding| finding["rule"] == "nothing-follows").unwrap();
    assert_eq!((stuck["file"].as_str(), stuck["start"]["line"].as_u64()), (Some("wrong.sop"), Some(4)));
    let counted = findings.iter().filter(|finding| finding["severity"] == "error").count();
    assert_eq!(json["summary"]["errors"], counted);
}

#[test]
fn columns_count_characters_and_offsets_count_bytes() {
    let text = "sop a \"投诉\" { language zh }  fils x\n";
    let place = Place::with(&[("a.sop", text.as_bytes()), ("bom.sop", format!("\u{FEFF}{text}").as_bytes())]);
    for (file, offset) in [("a.sop", 32), ("bom.sop", 35)] {
        let json: Value = serde_json::from_str(&place.run(&["check", file, "--format", "json"]).out()).unwrap();
        let found = json["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "unreadable-line");
        let start = &found.unwrap()["start"];
        assert_eq!((start["offset"].as_u64(), start["column"].as_u64()), (Some(offset), Some(29)), "{file}");
    }
}

#[test]
fn rules_and_keywords_are_explained() {
    let place = Place::new();
    let json: Value = serde_json::from_str(&place.run(&["explain", "--all", "--format", "json"]).out()).unwrap();
    let all = ["name", "code", "group", "severity", "summary", "why", "bad", "good", "settings", "retired"];
    for rule in json["rules"].as_array().unwrap() {
        assert_eq!(keys(rule), all);
    }
    let (by_name, by_code) = (place.run(&["explain", "nothing-follows"]), place.run(&["explain", "f03"]));
    assert_eq!((by_name.code(), by_name.out()), (0, by_code.out()));
    for word in ["within", "时限", "WITHIN"] {
        assert!(place.run(&["explain", word]).out().contains("within · 时限"), "{word}");
    }
}
