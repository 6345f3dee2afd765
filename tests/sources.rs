//! What the checker makes of the source documents as they stand: each gap of a document is found by a rule in a slice that
//! is written as the document says it, or is listed with the reason why it needs reading.
//!
//! `tests/sources/DOCUMENT.tsv` lists every gap. A slice, `tests/sources/DOCUMENT/NAME.sop` or a folder of such files, is a
//! project of its own. Its opening comment says what the document says, then which finding reports which gap:
//! `# AS-P05-O1 nobody-does-it: step register · step track`, where each piece stands in a line that the rule points at;
//! findings behind `also` are true and no gap of the list. No other finding may come.
//!
//! `UPDATE=1 cargo test --test sources` rewrites `docs/what-the-checker-finds.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

#[path = "sources/page.rs"]
mod page;
#[path = "sources/slice.rs"]
mod slice;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use slice::{Slice, found};

/// A source document.
pub struct Document {
    /// Its folder, which is also the name of its list of gaps.
    pub folder: String,
    /// Its title.
    pub title: String,
    /// Every gap, in order.
    pub gaps: Vec<Gap>,
    /// Its slices, by name.
    pub slices: Vec<Slice>,
}

/// What a source document leaves open.
pub struct Gap {
    /// Its name: `AS-P05-O1` stands with the fifth procedure, `AS-G30` goes across the document.
    pub id: String,
    /// What kind of gap it is.
    pub code: String,
    /// What is open, in a few words.
    pub what: String,
    /// Why no rule can see it, or what no rule can see of it, or which rule should see it: then it begins with `missed: `.
    pub reason: Option<String>,
}

/// What becomes of a gap.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A finding points at it.
    Found,
    /// A finding points at a part of it.
    InPart,
    /// No rule can see it.
    Reading,
    /// A rule could see it, and none does.
    Missed,
}

impl Document {
    /// What becomes of one of its gaps.
    pub fn verdict(&self, gap: &Gap) -> Verdict {
        let mut claims = self.slices.iter().flat_map(Slice::gaps);
        match (&gap.reason, claims.any(|claim| claim.gap == gap.id)) {
            (None, _) => Verdict::Found,
            (Some(_), true) => Verdict::InPart,
            (Some(reason), false) if reason.starts_with("missed: ") => Verdict::Missed,
            (Some(_), false) => Verdict::Reading,
        }
    }
}

fn folder() -> PathBuf {
    support::root().join("tests/sources")
}

/// The cells of a table, without its comments.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The names of all gaps of a document: with each procedure so many, and so many across it.
fn names(prefix: &str, with_procedures: &str, across: &str) -> Vec<String> {
    let counts: Vec<usize> = with_procedures.split(' ').map(|count| count.parse().unwrap()).collect();
    let open = counts
        .iter()
        .enumerate()
        .flat_map(|(procedure, count)| (1..=*count).map(move |open| format!("{prefix}-P{:02}-O{open}", procedure + 1)));
    let across = (1..=across.parse::<usize>().unwrap()).map(|gap| format!("{prefix}-G{gap:02}"));
    open.chain(across).collect()
}

fn documents() -> Vec<Document> {
    let read = |row: Vec<String>| {
        let [name, title, prefix, with_procedures, across] = <[String; 5]>::try_from(row).unwrap();
        let gaps: Vec<Gap> = table(&format!("{name}.tsv"))
            .into_iter()
            .map(|row| Gap {
                id: row[0].clone(),
                code: row[1].clone(),
                what: row[2].clone(),
                reason: row.get(3).cloned(),
            })
            .collect();
        let listed: Vec<&str> = gaps.iter().map(|gap| gap.id.as_str()).collect();
        assert_eq!(listed, names(&prefix, &with_procedures, &across), "{name}.tsv lists every gap once, in order");
        Document { slices: Slice::all(&folder().join(&name)), folder: name, title, gaps }
    };
    table("documents.tsv").into_iter().map(read).collect()
}

#[test]
fn every_gap_has_its_finding_or_its_reason() {
    let codes: BTreeSet<String> = table("codes.tsv").into_iter().map(|row| row[0].clone()).collect();
    for document in documents() {
        let claimed: BTreeSet<&str> =
            document.slices.iter().flat_map(|slice| slice.gaps()).map(|claim| claim.gap.as_str()).collect();
        for gap in &document.gaps {
            assert!(codes.contains(&gap.code), "{}: {} is no kind of gap", gap.id, gap.code);
            let told = claimed.contains(gap.id.as_str()) || gap.reason.is_some();
            assert!(told, "{}: no slice shows it, and no reason says why", gap.id);
        }
        let known: BTreeSet<&str> = document.gaps.iter().map(|gap| gap.id.as_str()).collect();
        let unknown: Vec<_> = claimed.difference(&known).collect();
        assert!(unknown.is_empty(), "{}: gaps that are not listed: {unknown:?}", document.folder);
    }
}

#[test]
fn every_slice_gives_the_findings_that_it_names_and_no_other() {
    let mut wrong = Vec::new();
    for document in documents() {
        for slice in &document.slices {
            let found = found(slice);
            let at = format!("{}/{}", document.folder, slice.name);
            for claim in &slice.claims {
                for piece in &claim.pieces {
                    if !found.iter().any(|(rule, line)| *rule == claim.rule && line.contains(piece.as_str())) {
                        wrong.push(format!("{at}: {} does not point at `{piece}`", claim.rule));
                    }
                }
            }
            for (rule, line) in &found {
                let named = slice
                    .claims
                    .iter()
                    .any(|claim| claim.rule == *rule && claim.pieces.iter().any(|piece| line.contains(piece.as_str())));
                if !named {
                    wrong.push(format!("{at}: {rule} points at `{line}`, and nothing says so"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_says_what_is_found() {
    let codes: BTreeMap<String, (String, String)> =
        table("codes.tsv").into_iter().map(|row| (row[0].clone(), (row[1].clone(), row[2].clone()))).collect();
    let page = page::page(&documents(), &codes);
    let path = support::root().join("docs/what-the-checker-finds.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert!(fs::read_to_string(&path).is_ok_and(|text| text == page), "UPDATE=1 cargo test --test sources");
}
