//! The page that tells which gaps of the source documents are found, and which need reading.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::{Document, Gap, Verdict};

/// What each code stands for, and how far a rule can see it.
type Codes = BTreeMap<String, (String, String)>;

const OPENING: &str = "\
# What the checker finds

Five documents about customer service, as they circulate, were read line by line, and every gap and contradiction was
listed. This page says what `sop check` makes of them. It is made by `cargo test --test sources` from the slices in
[`tests/sources`](../tests/sources): each writes down a part of a document as it stands, figures and faults included, and
the test sees that exactly the findings come that are named there.

- *Found*: whoever writes down faithfully what the document says gets a finding that points at the gap.
- *In part*: a finding points at the place, and something about it is left to the reader.
- *Needs reading*: what is written down is in order by itself. Whether it is enough, true or meant, or whether two
  sentences agree, only a reader can say.
- *Missed*: a rule could see it, and none does.

How the slices are written:

- A step without a limit has nothing that could be missed. There the checker asks for the limit first; once it is written,
  it asks what happens when it is missed. So some gaps of escalation are found in part, by `step-without-limit`.
- A document that says \"regularly\" is written down in one of two ways: as a step that says so, where the word is told, or
  as a routine whose interval is `xx`, where the hole is told. The hole is information in a draft and an error in a
  procedure that is to be approved; so are limits, funds and flows that a document leaves open.
- Slices have a bare head and posts without superiors, since they are slices. Three rules about that are switched off in
  them, except where a gap is about the head itself: `head-incomplete`, `history-gap`, `several-tops`.

## In figures

| document | slices | gaps | found | in part | need reading | missed |
|---|---|---|---|---|---|---|
";

const KINDS: &str = "
## By kind

How far a rule can see a kind of gap: by its *structure*, where something is missing or does not fit; *partly*, where the
act or the record is there; or only by *reading*. A gap of a structural kind needs reading where the document has it in
sentences only.

| kind | what it is | seen by | gaps | found | in part | need reading | missed |
|---|---|---|---|---|---|---|---|
";

/// The page.
pub fn page(documents: &[Document], codes: &Codes) -> String {
    let mut page = OPENING.to_owned();
    let mut all: Vec<(&Gap, Verdict)> = Vec::new();
    for document in documents {
        let gaps: Vec<_> = document.gaps.iter().map(|gap| (gap, document.verdict(gap))).collect();
        let (title, anchor, slices) = (&document.title, &document.folder, document.slices.len());
        writeln!(page, "| [{title}](#{anchor}) | {slices} | {} |", counts(&gaps)).unwrap();
        all.extend(gaps);
    }
    let slices: usize = documents.iter().map(|document| document.slices.len()).sum();
    writeln!(page, "| all | {slices} | {} |", counts(&all)).unwrap();

    page.push_str(KINDS);
    for (code, (what, seen)) in codes {
        let gaps: Vec<_> = all.iter().copied().filter(|(gap, _)| gap.code == *code).collect();
        writeln!(page, "| {code} | {what} | {seen} | {} |", counts(&gaps)).unwrap();
    }
    for seen in ["structure", "partly", "reading"] {
        let gaps: Vec<_> = all.iter().copied().filter(|(gap, _)| codes[&gap.code].1 == seen).collect();
        writeln!(page, "| | all of these | {seen} | {} |", counts(&gaps)).unwrap();
    }
    for document in documents {
        of_document(&mut page, document);
    }
    page
}

/// Gaps and what becomes of them, as cells.
fn counts(gaps: &[(&Gap, Verdict)]) -> String {
    let of = |verdict| gaps.iter().filter(|(_, known)| *known == verdict).count();
    let [found, in_part, reading, missed] =
        [Verdict::Found, Verdict::InPart, Verdict::Reading, Verdict::Missed].map(of);
    format!("{} | {found} | {in_part} | {reading} | {missed}", gaps.len())
}

fn of_document(page: &mut String, document: &Document) {
    writeln!(page, "\n<a id=\"{}\"></a>\n\n## {}", document.folder, document.title).unwrap();
    let tables = [
        (Verdict::Found, "Found", vec!["finding", "slice"]),
        (Verdict::InPart, "Found in part", vec!["finding", "slice", "left to the reader"]),
        (Verdict::Reading, "Needs reading", vec!["why"]),
        (Verdict::Missed, "Missed", vec!["which rule could see it"]),
    ];
    for (verdict, title, columns) in tables {
        let gaps: Vec<&Gap> = document.gaps.iter().filter(|gap| document.verdict(gap) == verdict).collect();
        if gaps.is_empty() {
            continue;
        }
        let columns = [&["gap", "kind", "what the document leaves open"], columns.as_slice()].concat();
        writeln!(page, "\n### {title}\n\n| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len())).unwrap();
        for gap in gaps {
            let mut cells = vec![gap.id.clone(), gap.code.clone(), escaped(&gap.what)];
            if matches!(verdict, Verdict::Found | Verdict::InPart) {
                cells.extend(told(document, gap));
            }
            cells.extend(gap.reason.iter().map(|reason| escaped(reason.trim_start_matches("missed: "))));
            writeln!(page, "| {} |", cells.join(" | ")).unwrap();
        }
    }
    let mut also: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in document.slices.iter().flat_map(|slice| &slice.claims).filter(|claim| claim.gap == "also") {
        *also.entry(&claim.rule).or_default() += claim.pieces.len();
    }
    let also: Vec<String> = also.iter().map(|(rule, count)| format!("{count} × `{rule}`")).collect();
    writeln!(page, "\nTold beside these, true and in no list of gaps: {}.", also.join(", ")).unwrap();
}

/// The findings that report a gap, and the slices that show it.
fn told(document: &Document, gap: &Gap) -> [String; 2] {
    let mut findings: Vec<String> = Vec::new();
    let mut slices: Vec<String> = Vec::new();
    for slice in &document.slices {
        for claim in slice.gaps().filter(|claim| claim.gap == gap.id) {
            let pieces: Vec<String> = claim.pieces.iter().map(|piece| format!("`{}`", escaped(piece))).collect();
            findings.push(format!("`{}` at {}", claim.rule, pieces.join(", ")));
            let name = slice.name.trim_end_matches(".sop");
            let link = format!("[{name}](../tests/sources/{}/{})", document.folder, slice.name);
            if !slices.contains(&link) {
                slices.push(link);
            }
        }
    }
    [findings.join("; "), slices.join(", ")]
}

/// A text inside a table.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
