//! Compiled procedures: they keep to their schema, and another program can follow the flow in them.
//!
//! `UPDATE=1 cargo test --test json` rewrites the schema and the golden document.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use sopkit::emit::{Audience, Checked, DocLangs, Document, Format, Request, documents, schema};
use sopkit::flow::build;
use sopkit::labels::Lang;
use sopkit::model::Project;
use sopkit::rules::{Settings, check};

const FROM: [&str; 6] = [
    "tests/fixtures/example",
    "tests/fixtures/constructs",
    "tests/fixtures/elsewhere",
    "tests/fixtures/hostile",
    "tests/fixtures/bare",
    "sops",
];

fn json() -> Request {
    Request { formats: vec![Format::Json], ..Request::default() }
}

fn procedures(documents: &[Document]) -> BTreeMap<&str, Value> {
    let own = documents.iter().filter(|document| document.path != "procedure.schema.json");
    own.map(|document| (document.path.as_str(), serde_json::from_str(document.text()).unwrap())).collect()
}

fn built(from: &str) -> Vec<Document> {
    documents(&Project::new(support::loaded(from)), &json())
}

/// Compares a text with a file of the repository.
fn golden(path: &str, text: &str) {
    let path = support::root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    assert!(expected == text, "{} differs; UPDATE=1 rewrites it", path.display());
}

#[test]
fn the_schema_and_a_small_document_are_as_they_were() {
    golden("docs/procedure.schema.json", &schema());
    let documents = built("tests/fixtures/example");
    let returns = documents.iter().find(|document| document.path == "returns.json").unwrap();
    golden("tests/json/returns.json", returns.text());
    let written = documents.iter().find(|document| document.path == "procedure.schema.json").unwrap();
    assert_eq!(written.text(), schema());
}

#[test]
fn every_document_keeps_to_the_schema() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let validator = jsonschema::validator_for(&schema).unwrap();
    for from in FROM {
        let documents = built(from);
        let procedures = procedures(&documents);
        assert!(!procedures.is_empty());
        for (path, procedure) in procedures {
            let faults: Vec<String> =
                validator.iter_errors(&procedure).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(faults.is_empty(), "{from}/{path}: {faults:?}");
            let up = "../".repeat(path.matches('/').count());
            assert_eq!(procedure["$schema"], format!("{up}procedure.schema.json"));
        }
    }
    // The schema asks for something.
    for spoil in [r#"{"version": 1}"#, r#"[]"#] {
        assert!(!validator.is_valid(&serde_json::from_str(spoil).unwrap()), "{spoil}");
    }
    let documents = built("tests/fixtures/example");
    let mut procedure = procedures(&documents).remove("complaint.json").unwrap();
    procedure["flow"]["steps"][0]["kind"] = "dance".into();
    assert!(!validator.is_valid(&procedure));
}

#[test]
fn half_a_file_keeps_to_the_schema() {
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema()).unwrap()).unwrap();
    let text = fs::read_to_string(support::root().join("tests/fixtures/constructs/all.sop")).unwrap();
    for end in (0..text.len()).step_by(293).filter(|end| text.is_char_boundary(*end)) {
        let documents = documents(&Project::of_text("half.sop", &text[..end]), &json());
        for (path, procedure) in procedures(&documents) {
            assert!(validator.is_valid(&procedure), "{path} up to {end}");
        }
    }
}

/// The targets of everything that leads on from a step.
fn targets(step: &Value) -> Vec<&Value> {
    let ways = step["ways"].as_array().unwrap().iter();
    let late = step["limits"].as_array().unwrap().iter().flat_map(|limit| limit["late"].as_array().unwrap());
    let goes = late.flat_map(|line| line["actions"].as_array().unwrap()).filter_map(|action| action.get("go"));
    let all: Vec<&Value> = ways.chain(goes).collect();
    let bounds = all.iter().filter_map(|way| way.get("bound")).map(|bound| &bound["then"]);
    all.iter().copied().chain(bounds).collect()
}

#[test]
fn another_program_can_follow_every_flow() {
    let mut count = 0;
    for from in ["tests/fixtures/example", "sops"] {
        let documents = built(from);
        for (path, procedure) in procedures(&documents) {
            let Some(flow) = procedure.get("flow").filter(|flow| flow.get("unset").is_none()) else { continue };
            let steps = flow["steps"].as_array().unwrap();
            let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
            let mut known: BTreeSet<String> = steps.iter().map(id).collect();
            assert_eq!(known.len(), steps.len(), "{path}: two steps have one id");
            known.extend(flow["ends"].as_array().unwrap().iter().map(id));
            let mut reached = BTreeSet::new();
            let mut open: Vec<String> = vec![flow["first"].as_str().unwrap().to_owned()];
            open.extend(
                flow["anytime"].as_array().unwrap().iter().map(|any| any["target"].as_str().unwrap().to_owned()),
            );
            while let Some(here) = open.pop() {
                assert!(known.contains(&here), "{path}: {here} is nowhere");
                if !reached.insert(here.clone()) {
                    continue;
                }
                let Some(step) = steps.iter().find(|step| step["id"] == here.as_str()) else { continue };
                let ways = targets(step);
                let inner = step["branches"].as_array().unwrap().iter().chain([step]);
                open.extend(inner.filter_map(|block| block.get("first")).map(|id| id.as_str().unwrap().to_owned()));
                assert!(!ways.is_empty(), "{path}: nothing follows {here}");
                for way in ways {
                    open.push(way["target"].as_str().unwrap_or_else(|| panic!("{path}: {here}: {way}")).to_owned());
                    count += 1;
                }
            }
            assert_eq!(reached, known, "{path}: not all can be reached");
        }
    }
    assert!(count > 1000, "{count} ways");
}

#[test]
fn its_ways_are_those_of_the_checker() {
    let project = Project::new(support::loaded("sops"));
    let documents = documents(&project, &json());
    let procedures = procedures(&documents);
    for module in project.modules.iter().filter(|module| module.file.head.is_some()) {
        let Some(flow) = module.file.flow.as_ref().filter(|flow| flow.unset.is_none()) else { continue };
        let graph = build(module.id, flow);
        let path = module.path.replace(".sop", ".json");
        let own = &procedures[path.as_str()]["flow"];
        let count = own["steps"].as_array().unwrap().len() + own["ends"].as_array().unwrap().len();
        assert_eq!(graph.iter().count(), count, "{path}");
        for (_, node) in graph.iter() {
            let name = node.node.label();
            let known = |list: &Value| list.as_array().unwrap().iter().any(|one| one["id"] == name);
            assert!(known(&own["steps"]) || known(&own["ends"]), "{path}: {name}");
        }
    }
}

#[test]
fn the_example_says_what_the_procedure_says() {
    let documents = built("tests/fixtures/example");
    let procedures = procedures(&documents);
    let complaint = &procedures["complaint.json"];
    assert_eq!(complaint["version"], 1);
    assert!(complaint["head"]["title"]["zh"].is_string() && complaint["head"]["title"]["en"].is_string());
    let posts = complaint["posts"].as_array().unwrap();
    assert!(posts.iter().any(|post| post["raci"].as_array().unwrap().iter().any(|raci| raci["is"][0] == "A")));
    let steps = complaint["flow"]["steps"].as_array().unwrap();
    let limits: Vec<&Value> = steps.iter().flat_map(|step| step["limits"].as_array().unwrap()).collect();
    assert!(limits.iter().any(|limit| limit["value"]["amount"].is_number() && limit["value"]["unit"].is_string()));
    assert!(limits.iter().all(|limit| limit["clock"].is_string()));
}

#[test]
fn controls_are_as_the_check_found_them_and_links_are_none() {
    let project = Project::new(support::loaded("tests/fixtures/example"));
    let built = |checked: Option<Checked>, audience: Audience| {
        let formats = vec![Format::Json, Format::Md];
        let documents = documents(&project, &Request { formats, checked, audience, ..Request::default() });
        let complaint = documents.into_iter().find(|document| document.path == "complaint.json").unwrap();
        complaint.text().to_owned()
    };
    let results = |text: &str| -> BTreeSet<String> {
        let procedure: Value = serde_json::from_str(text).unwrap();
        let controls = procedure["controls"].as_array().unwrap().iter();
        controls.map(|control| control["result"].as_str().unwrap().to_owned()).collect()
    };
    let checked = Checked::of(&project, &check(&project, &Settings::default()));
    let text = built(Some(checked.clone()), Audience::Auditor);
    assert!(results(&text).contains("proved"), "{:?}", results(&text));
    assert_eq!(results(&built(None, Audience::Auditor)), BTreeSet::from(["unproved".to_owned()]));
    assert!(text == built(Some(checked), Audience::Staff), "programs read the same, whose copy it is");
    assert!(!text.contains('\u{FDD0}') && !text.contains("#step-"), "a phrase leads somewhere");
}

#[test]
fn languages_are_those_that_were_asked_for() {
    let request = Request { languages: DocLangs::One(Lang::Zh), ..json() };
    let documents = documents(&Project::new(support::loaded("tests/fixtures/example")), &request);
    for procedure in procedures(&documents).values() {
        let title = procedure["head"]["title"].as_object().unwrap();
        assert_eq!(title.keys().collect::<Vec<_>>(), ["zh"]);
    }
}
