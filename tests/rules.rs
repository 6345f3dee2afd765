//! Every rule's page is whole, and its examples are its tests: the wrong one gives exactly its finding, the right one
//! none. They run with that rule and the errors of groups X and N.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

use std::fmt::Write as _;

use sopkit::model::Project;
use sopkit::rules::{
    Group, Outcome, RETIRED, RULES, RuleInfo, SETTINGS, Settings, Severity, catalogue, check_with, infos, page,
};
use sopkit::source::{Config, Encoding, Loaded, RawFile, Registry, Root, SourceText, decode};

/// The files, date, configuration and earlier version of an example.
#[derive(Default)]
struct Example {
    files: Vec<(String, Vec<u8>)>,
    /// The files that were otherwise before; none if the example has no earlier version.
    before: Vec<(String, Vec<u8>)>,
    today: Option<jiff::civil::Date>,
    config: String,
    /// The registry of standards.
    standards: Option<String>,
}

fn read(example: &str) -> Example {
    let mut read = Example::default();
    let mut name = "example.sop".to_owned();
    let mut text = String::new();
    let mut gbk = false;
    let mut before = false;
    let put = |name: &str, text: &str, read: &mut Example, gbk: bool, before: bool| {
        let blank = name == "example.sop" && text.trim().is_empty();
        let bytes = if gbk { encoding_rs::GBK.encode(text).0.into_owned() } else { text.as_bytes().to_vec() };
        if name == "sop.toml" {
            read.config = text.to_owned();
        } else if name == "standards.toml" {
            read.standards = Some(text.to_owned());
        } else if before && !blank {
            read.before.push((name.to_owned(), bytes));
        } else if !before && (!blank || read.files.is_empty()) {
            read.files.push((name.to_owned(), bytes));
        }
    };
    for line in example.lines() {
        if let Some(other) = line.strip_prefix("--- file: ") {
            put(&name, &text, &mut read, gbk, before);
            name = other.trim().to_owned();
            text.clear();
        } else if line.starts_with("--- before:") {
            put(&name, &text, &mut read, gbk, before);
            name = "example.sop".to_owned();
            text.clear();
            before = true;
        } else if let Some(day) = line.strip_prefix("--- today: ") {
            read.today = Some(day.trim().parse().unwrap());
        } else if line.starts_with("--- bytes: gbk") {
            gbk = true;
        } else {
            writeln!(text, "{line}").unwrap();
        }
    }
    put(&name, &text, &mut read, gbk, before);
    read
}

fn project(files: Vec<(String, Vec<u8>)>, config: &str, standards: Option<&str>) -> Project {
    let files = files.into_iter().map(|(path, bytes)| {
        let text: Result<String, (usize, Encoding)> = decode(bytes);
        RawFile { path: path.clone(), shown: path, text, named: true }
    });
    let mut files: Vec<RawFile> = files.collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let root = Root {
        config: Config::read(config),
        config_text: Some(SourceText::new("sop.toml", config)),
        ..Root::default()
    };
    let standards = standards.map(|text| Ok(Registry::read("standards.toml", text)));
    Project::new(Loaded { root, files, standards, ..Loaded::default() })
}

fn run(info: &RuleInfo, example: &str) -> (Project, Outcome) {
    let example = read(example);
    // What the earlier version does not name was the same.
    let earlier = (!example.before.is_empty()).then(|| {
        let changed = |path: &String| example.before.iter().any(|(other, _)| other == path);
        let same = example.files.iter().filter(|(path, _)| !changed(path));
        project(same.chain(&example.before).cloned().collect(), &example.config, None)
    });
    let project = project(example.files, &example.config, example.standards.as_deref());
    let settings = Settings { today: example.today, before: earlier.as_ref(), ..Settings::default() };
    let outcome = check_with(&project, &settings, |other| {
        let always = matches!(other.group, Group::Written | Group::Names) && other.severity == Severity::Error;
        always || other.code == info.code
    });
    (project, outcome)
}

fn told(project: &Project, outcome: &Outcome) -> String {
    let mut text = String::new();
    for finding in &outcome.findings {
        let line = project.module(finding.at.file).map_or(0, |module| module.source.line(finding.at.start));
        writeln!(text, "  {} line {line}: {}", finding.rule.code, finding.message.en).unwrap();
    }
    text
}

#[test]
fn each_example_gives_exactly_its_finding() {
    let mut wrong = String::new();
    for (info, _) in RULES {
        let page = page(info);
        let (project, outcome) = run(info, &page.bad);
        if !matches!(outcome.findings.as_slice(), [only] if only.rule.code == info.code) {
            writeln!(wrong, "{} {}: the wrong example gives\n{}", info.code, info.name, told(&project, &outcome))
                .unwrap();
        }
        let (project, outcome) = run(info, &page.good);
        if !outcome.findings.is_empty() {
            writeln!(wrong, "{} {}: the right example gives\n{}", info.code, info.name, told(&project, &outcome))
                .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_page_is_whole() {
    for (info, _) in RULES {
        let page = page(info);
        let parts = [&page.summary.zh, &page.summary.en, &page.finds.zh, &page.finds.en, &page.why.zh, &page.why.en];
        assert!(parts.iter().all(|part| !part.is_empty()), "{}: a part of the page is empty", info.name);
        let settings = [&page.settings.zh, &page.settings.en];
        let (built, told) =
            (SETTINGS.iter().filter(|setting| setting.rule == info.name), settings.map(|text| text.lines().count()));
        assert_eq!(told, [built.clone().count(); 2], "{}: the page tells of other settings than there are", info.name);
        for setting in built {
            let named = format!("`{}`", setting.name);
            assert!(settings.iter().all(|text| text.contains(&named)), "{}: {named} is not on the page", info.name);
        }
        assert!(page.bad.len() > 10 && page.good.len() > 10, "{}: an example is missing", info.name);
        assert!(info.page.starts_with(&format!("# {}\n", info.name)), "{}: the page bears another name", info.name);
    }
}

#[test]
fn each_rule_of_the_catalogue_says_what_it_finds() {
    for (name, _) in catalogue::CATALOGUE {
        let says = catalogue::summary(name).unwrap_or_else(|| panic!("{name}: no summary"));
        assert!(!says.zh.is_empty() && !says.en.is_empty(), "{name}: no summary in one of the languages");
    }
}

#[test]
fn names_and_codes_are_those_of_the_catalogue_and_unique() {
    let mut seen = std::collections::HashSet::new();
    for (info, _) in RULES {
        assert!(catalogue::CATALOGUE.contains(&(info.name, info.code)), "{} {}", info.name, info.code);
        assert!(seen.insert(info.name) && seen.insert(info.code), "{} twice", info.name);
    }
}

#[test]
fn every_rule_of_the_catalogue_is_in_force_or_retired_with_its_reason() {
    let all: Vec<(&str, &str)> = infos().into_iter().map(|info| (info.name, info.code)).collect();
    for entry in catalogue::CATALOGUE {
        assert_eq!(all.iter().filter(|known| *known == entry).count(), 1, "{entry:?}");
    }
    assert_eq!(all.len(), catalogue::CATALOGUE.len());
    for info in RETIRED {
        let page = page(info);
        let why = page.retired.unwrap_or_default();
        assert!(why.zh.chars().count() > 20 && why.en.len() > 40, "{}: no reason", info.name);
        assert!(page.bad.trim().is_empty() && RULES.iter().all(|(known, _)| known.code != info.code), "{}", info.name);
    }
    assert!(RULES.iter().all(|(info, _)| page(info).retired.is_none()));
}
