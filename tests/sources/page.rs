//! The page that tells which gaps of the source documents are found, and which need reading.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::{Document, Gap};

/// What each code stands for, and how far a rule can see it.
type Codes = BTreeMap<String, (String, String)>;

const OPENING: &str = "\
# What the checker finds

Five documents about customer service, as they circulate, were read line by line, and every gap and contradiction was
listed. This page says what `sop check` makes of them. It is made by `cargo test --test sources` from the slices in
[`tests/sources`](../tests/sources): each writes down a part of a document as it stands, figures and faults included, and
the test sees that exactly the findings come that are named there.

- *Found* means: whoever writes down faithfully what the document says gets a finding that points at the gap.
- *Needs reading* means: what is written down is in order by itself. Whether it is enough, true or meant, or whether two
  sentences agree, only a reader can say.
- A step without a limit has nothing that could be missed. There the checker asks for the limit first; once it is written,
  it asks what happens when it is missed. So some gaps of escalation are reported by `step-without-limit`.
- A document that says \"regularly\" is written down in one of two ways: as a step that says so, where the word is told, or
  as a routine whose interval is `xx`, where the hole is told. The hole is information in a draft and an error in a
  procedure that is to be approved; so are limits, funds and flows that a document leaves open.
- Slices have a bare head and posts without superiors, since they are slices. Three rules about that are switched off in
  them, except where a gap is about the head itself: `head-incomplete`, `history-gap`, `several-tops`.
";

/// The page.
pub fn page(documents: &[Document], codes: &Codes) -> String {
    let mut page = OPENING.to_owned();
    let all: Vec<&Gap> = documents.iter().flat_map(|document| &document.gaps).collect();
    page.push_str("\n## In figures\n\n| document | gaps | found | need reading | slices |\n|---|---|---|---|---|\n");
    for document in documents {
        let gaps: Vec<&Gap> = document.gaps.iter().collect();
        let slices = document.slices.len();
        let anchor = &document.folder;
        writeln!(page, "| [{}](#{anchor}) | {} | {slices} |", document.title, counts(&gaps)).unwrap();
    }
    let slices: usize = documents.iter().map(|document| document.slices.len()).sum();
    writeln!(page, "| all | {} | {slices} |", counts(&all)).unwrap();

    page.push_str("\n## By kind\n\nHow far a rule can see a kind of gap: its *structure*, something that is missing or does not fit; ");
    page.push_str("*partly*, where the\nact or the record is there; or only by *reading*.\n\n");
    page.push_str("| kind | what it is | seen by | gaps | found | need reading |\n|---|---|---|---|---|---|\n");
    for (code, (what, seen)) in codes {
        let gaps: Vec<&Gap> = all.iter().copied().filter(|gap| gap.code == *code).collect();
        writeln!(page, "| {code} | {what} | {seen} | {} |", counts(&gaps)).unwrap();
    }
    for seen in ["structure", "partly", "reading"] {
        let gaps: Vec<&Gap> = all.iter().copied().filter(|gap| codes[&gap.code].1 == seen).collect();
        writeln!(page, "| | all of these | {seen} | {} |", counts(&gaps)).unwrap();
    }
    for document in documents {
        of_document(&mut page, document);
    }
    page
}

/// Gaps, those found, those that need reading, as cells.
fn counts(gaps: &[&Gap]) -> String {
    let reading = gaps.iter().filter(|gap| gap.reading.is_some()).count();
    format!("{} | {} | {reading}", gaps.len(), gaps.len() - reading)
}

fn of_document(page: &mut String, document: &Document) {
    let folder = &document.folder;
    writeln!(page, "\n<a id=\"{folder}\"></a>\n\n## {}", document.title).unwrap();
    page.push_str(
        "\n### Found\n\n| gap | kind | what the document leaves open | finding | slice |\n|---|---|---|---|---|\n",
    );
    for gap in document.gaps.iter().filter(|gap| gap.reading.is_none()) {
        let mut findings: Vec<String> = Vec::new();
        let mut slices: Vec<String> = Vec::new();
        for slice in &document.slices {
            for claim in slice.gaps().filter(|claim| claim.gap == gap.id) {
                let pieces: Vec<String> = claim.pieces.iter().map(|piece| format!("`{}`", cell(piece))).collect();
                findings.push(format!("`{}` at {}", claim.rule, pieces.join(", ")));
                let name = slice.name.trim_end_matches(".sop");
                let link = format!("[{name}](../tests/sources/{folder}/{})", slice.name);
                if !slices.contains(&link) {
                    slices.push(link);
                }
            }
        }
        let (findings, slices) = (findings.join("; "), slices.join(", "));
        writeln!(page, "| {} | {} | {} | {findings} | {slices} |", gap.id, gap.code, cell(&gap.what)).unwrap();
    }
    page.push_str("\n### Needs reading\n\n| gap | kind | what the document leaves open | why |\n|---|---|---|---|\n");
    for gap in &document.gaps {
        if let Some(reading) = &gap.reading {
            writeln!(page, "| {} | {} | {} | {} |", gap.id, gap.code, cell(&gap.what), cell(reading)).unwrap();
        }
    }
    let mut also: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in document.slices.iter().flat_map(|slice| &slice.claims).filter(|claim| claim.gap == "also") {
        *also.entry(&claim.rule).or_default() += claim.pieces.len();
    }
    let also: Vec<String> = also.iter().map(|(rule, count)| format!("{count} × `{rule}`")).collect();
    writeln!(page, "\nTold beside these, true and in no list of gaps: {}.", also.join(", ")).unwrap();
}

/// A text inside a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
