//! Twenty thousand damaged files: no panic, a lossless tree, work bounded by a number of steps.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::num::NonZeroUsize;

use sopkit::model::Project;
use sopkit::syntax::parse;
use support::Random;

/// What people and programs do to files.
fn damage(text: &str, other: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(4) {
        let at = random.below(chars.len());
        let to = (at + random.below(40)).min(chars.len());
        match random.below(8) {
            0 => drop(chars.drain(at..to)),
            1 => {
                let piece = chars[at..to].to_vec();
                chars.splice(at..at, piece);
            }
            2 => {
                const SIGNS: &[char] = &[
                    '{', '}', '"', '“', '”', '「', '|', '-', '>', '#', '(', ')', ',', '，', '\n', '\r', '.', '%', '　',
                    '\u{200B}', '0', '由', '\0',
                ];
                chars.insert(at, SIGNS[random.below(SIGNS.len())]);
            }
            3 => {
                let words: Vec<&str> = other.split_whitespace().collect();
                let word: Vec<char> = words[random.below(words.len())].chars().collect();
                chars.splice(at..at, word);
            }
            4 => {
                let lines: Vec<&str> = other.lines().collect();
                let line: Vec<char> = format!("\n{}\n", lines[random.below(lines.len())]).chars().collect();
                chars.splice(at..at, line);
            }
            5 => chars.truncate(at),
            6 => chars.swap(at.min(to.saturating_sub(1)), to.saturating_sub(1)),
            _ => drop(chars.drain(..at.min(60))),
        }
        if chars.is_empty() {
            chars.push('\n');
        }
    }
    chars.into_iter().collect()
}

#[test]
fn twenty_thousand_damaged_files_are_read() {
    // Process-wide: a text whose parsing takes more calls than this would be refused as beyond the limits.
    const CALLS_A_BYTE: usize = 400;
    let mut texts = support::files("tests/fixtures/example");
    texts.extend(support::files("sops"));
    let mut random = Random::new(7);
    let mut marked = 0;
    for round in 0..20_000 {
        let text = &texts[random.below(texts.len())].1;
        // Short pieces of files, so that a damage meets every construct.
        let lines: Vec<&str> = text.lines().collect();
        let from = random.below(lines.len());
        let piece = lines[from..(from + 5 + random.below(60)).min(lines.len())].join("\n");
        let other = &texts[random.below(texts.len())].1;
        let damaged = damage(&piece, other, &mut random);
        pest::set_call_limit(NonZeroUsize::new(CALLS_A_BYTE * (damaged.len() + 100)));
        let parsed = parse(&damaged);
        assert!(parsed.beyond.is_none_or(|beyond| !matches!(beyond, sopkit::syntax::Beyond::Depth(0))), "{damaged}");
        pest::set_call_limit(None);
        support::assert_lossless(&damaged);
        marked +=
            usize::from(parsed.tree.root(&damaged).descendants().any(|node| sopkit::syntax::is_mark(node.kind())));
        // The whole check is slower: every tenth.
        if round % 10 == 0 {
            let project = Project::of_text("damaged.sop", &damaged);
            let _ = support::outcome(&project);
        }
    }
    assert!(marked > 10_000, "only {marked} of the damaged files were damaged");
}
