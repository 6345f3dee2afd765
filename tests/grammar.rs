//! The grammar's keyword rules and the keyword table agree, and each keyword is read in both languages.
//!
//! `UPDATE=1 cargo test --test grammar` writes the keyword rules at the end of the grammar from the table.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::collections::BTreeSet;

use sopkit::labels::Lang;
use sopkit::syntax::keywords::{Class, Keyword, all};
use sopkit::syntax::{Kind, keywords};

const HEADING: &str = "// ---- keywords: generated from keywords.tsv";

/// A spelling as the grammar reads it: words with blanks between them.
fn literal(spelling: &str) -> String {
    spelling.split(' ').map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ~ blank+ ~ ")
}

fn choice(spellings: impl IntoIterator<Item = String>) -> String {
    // Ordered choice commits: the longest spelling is tried first.
    let mut sorted: Vec<String> = BTreeSet::from_iter(spellings).into_iter().collect();
    sorted.sort_by_key(|spelling| std::cmp::Reverse(spelling.chars().count()));
    sorted.join("\u{0}")
}

fn spellings(word: &Keyword) -> Vec<String> {
    let own = [word.en, word.en_one, word.zh].into_iter().chain(word.others.iter().copied());
    choice(own.map(str::to_owned)).split('\u{0}').map(str::to_owned).collect()
}

fn rule(word: &Keyword) -> String {
    let name = word.rule;
    match word.class {
        Class::Unit => {
            let all: Vec<String> = spellings(word).iter().map(|one| literal(one)).collect();
            format!("{name} = {{ ({}) ~ (\"以内\" | \"之内\" | \"内\")? ~ !wc }}\n", all.join(" | "))
        }
        Class::Weekday => {
            let one = |spelling: &String| match spelling.is_ascii() {
                true => format!("^\"{spelling}\" ~ !wc"),
                // `周一至周五`: a Chinese day may be followed directly by the sign of a range.
                false => format!("\"{spelling}\""),
            };
            format!("{name} = {{ {} }}\n", spellings(word).iter().map(one).collect::<Vec<_>>().join(" | "))
        }
        Class::Word | Class::Reserved => {
            format!("{name} = {{ ({} | {}) ~ !wc }}\n", literal(word.en), literal(word.zh))
        }
    }
}

fn generated() -> String {
    let mut text = format!("{HEADING} (one table: English | Chinese) ----\n");
    text.extend(all().iter().map(rule));
    let of = |class: Class| all().iter().filter(move |word| word.class == class);
    let names = |class| of(class).map(|word| word.rule).collect::<Vec<_>>().join(" | ");
    text.push_str(&format!("unit = _{{ {} }}\n", names(Class::Unit)));
    text.push_str(&format!("weekday = _{{ {} }}\n", names(Class::Weekday)));
    let group = |words: BTreeSet<&str>| {
        let quoted = choice(words.into_iter().map(|word| format!("\"{word}\"")));
        format!("({})", quoted.replace('\u{0}', " | "))
    };
    let mut parts = Vec::new();
    for (first, last) in [('a', 'a'), ('b', 'd'), ('e', 'i'), ('j', 'o'), ('p', 't'), ('u', 'z')] {
        let begins = |word: &&str| word.chars().next().is_some_and(|sign| (first..=last).contains(&sign));
        let words = of(Class::Reserved).filter_map(|word| word.en.split(' ').next()).filter(begins);
        parts.push(format!("&'{first}'..'{last}' ~ {}", group(words.collect())));
    }
    parts.push(format!("!ASCII ~ {}", group(of(Class::Reserved).map(|word| word.zh).collect())));
    parts.push("hole_word".to_owned());
    text.push_str(&format!("reserved = _{{ {} }}\n", parts.join("\n           | ")));
    text
}

#[test]
fn the_keyword_rules_are_those_of_the_table() {
    let path = support::root().join("grammar/sop.pest");
    let grammar = std::fs::read_to_string(&path).unwrap();
    let (own, rules) = grammar.split_at(grammar.find(HEADING).expect("the heading of the keyword rules"));
    let wanted = generated();
    if std::env::var_os("UPDATE").is_some() && rules != wanted {
        std::fs::write(&path, format!("{own}{wanted}")).unwrap();
        return;
    }
    assert_eq!(rules, wanted, "UPDATE=1 cargo test --test grammar");
}

#[test]
fn every_keyword_rule_has_its_entry_and_every_entry_its_rule() {
    let rules: BTreeSet<String> = Kind::all_rules()
        .iter()
        .map(|kind| format!("{kind:?}"))
        .filter(|name| name.starts_with("kw_") || (name.starts_with("u_") && name != "unit"))
        .collect();
    let entries: BTreeSet<String> = all().iter().map(|word| word.rule.to_owned()).collect();
    assert_eq!(rules, entries);
    for kind in Kind::all_rules() {
        let name = format!("{kind:?}");
        assert_eq!(keywords::of(*kind).map(|word| word.rule), entries.get(&name).map(String::as_str));
    }
}

#[test]
fn every_keyword_is_used_by_the_grammar_and_explained() {
    let grammar = std::fs::read_to_string(support::root().join("grammar/sop.pest")).unwrap();
    let own = &grammar[..grammar.find(HEADING).unwrap()];
    for word in all() {
        let used = own.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).any(|name| name == word.rule);
        let grouped = matches!(word.class, Class::Unit | Class::Weekday);
        assert!(used || grouped, "{} is used nowhere", word.rule);
        assert!(!word.help_en.is_empty() && !word.help_zh.is_empty(), "{} has no help", word.rule);
        for lang in [Lang::Zh, Lang::En] {
            assert!(!word.spelling(lang, false).is_empty());
        }
    }
}

#[test]
fn each_example_is_read_at_its_place_and_has_its_keyword() {
    for example in sopkit::syntax::examples::all() {
        let text = example.whole();
        let parsed = sopkit::syntax::parse(&text);
        let root = parsed.tree.root(&text);
        let marks: Vec<String> = root
            .descendants()
            .filter(|node| sopkit::syntax::is_mark(node.kind()))
            .map(|node| format!("{:?}", node.kind()))
            .collect();
        assert!(marks.is_empty(), "{text}{marks:?}");
        let wanted = example.rule;
        assert!(root.leaves().any(|leaf| format!("{:?}", leaf.kind()) == wanted), "no {wanted} in\n{text}");
        let line = example.line(Lang::Zh);
        let word = all().iter().find(|word| word.rule == wanted).unwrap();
        assert!(line.contains(word.zh), "{wanted}: {line}");
    }
}
