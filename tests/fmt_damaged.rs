//! The formatter on damaged files: it never panics, is stable or refuses, and loses no comment.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is wrong")]

#[path = "fmt/common.rs"]
mod common;

use common::{comments, example, files, plain, to};
use sopkit::labels::Lang;
use sopkit::syntax::parse;

/// A small generator of numbers (xorshift) with a fixed seed: every run sees the same files.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % end.max(1)
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

const SIGNS: [&str; 42] = [
    "{",
    "}",
    "｛",
    "｝",
    "(",
    ")",
    ",",
    "，",
    "、",
    "；",
    "|",
    "｜",
    "->",
    "→",
    "=",
    "≥",
    "%",
    "％",
    ".",
    "..",
    "-",
    "至",
    "\"",
    "“",
    "”",
    "「",
    "\"\"\"",
    "#",
    "# 注释 \n",
    "＃ x\r\n",
    "\n",
    "\n\n\n",
    "\r",
    " ",
    "\u{3000}",
    "xx",
    "待定",
    "24x7",
    "24个小时",
    "1 hours",
    "由",
    "cites S 7.2",
];

/// The pieces of a text: its leaves and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let parsed = parse(text);
    let mut pieces = Vec::new();
    let mut from = 0;
    for leaf in parsed.tree.root(text).leaves() {
        pieces.push(&text[from..leaf.start() as usize]);
        pieces.push(&text[leaf.start() as usize..leaf.end() as usize]);
        from = leaf.end() as usize;
    }
    pieces.push(&text[from..]);
    pieces
}

/// A part of a file with a few leaves or blanks deleted, doubled, exchanged or put in.
fn damaged(pieces: &[&str], random: &mut Random) -> String {
    let from = random.below(pieces.len().saturating_sub(20));
    let end = pieces.len().min(from + 20 + random.below(60));
    let mut pieces = pieces[from..end].to_vec();
    for _ in 0..=random.below(4) {
        let (at, other) = (random.below(pieces.len()), random.below(pieces.len()));
        match random.below(5) {
            0 if pieces.len() > 1 => drop(pieces.remove(at)),
            1 => pieces.insert(at, pieces[other]),
            2 => pieces.swap(at, other),
            _ => pieces.insert(at, random.pick(&SIGNS)),
        }
    }
    pieces.concat()
}

/// Formats `count` damaged files and gives those that were refused.
fn refused(sources: &[Vec<&str>], seed: u64, count: usize) -> Vec<String> {
    let mut random = Random(seed);
    let mut refused = Vec::new();
    for at in 0..count {
        let source = random.below(sources.len());
        let text = damaged(&sources[source], &mut random);
        let Ok(once) = plain(&text) else {
            refused.push(text);
            continue;
        };
        assert_eq!(comments(&text), comments(&once), "{text:?}");
        assert_eq!(plain(&once).as_ref(), Ok(&once), "the second time it changes: {text:?}");
        // Reading is most of the time that this takes: the other language is tried on a part of the files.
        if at % 5 > 0 {
            continue;
        }
        let Ok(chinese) = to(Lang::Zh, &once) else {
            refused.push(once);
            continue;
        };
        // Chinese words stay where a line could not be read, and where the author mixed the languages.
        if to(Lang::En, &once).as_ref() == Ok(&once) {
            assert_eq!(to(Lang::En, &chinese).as_ref(), Ok(&once), "{text:?}");
        }
    }
    refused
}

#[test]
fn two_thousand_damaged_files() {
    let mut sources = example();
    sources.extend(files("fmt", ".in.sop"));
    let sources: Vec<Vec<&str>> = sources.iter().map(|(_, text)| pieces(text)).collect();
    let refused: Vec<String> = std::thread::scope(|scope| {
        let runs = [1, 2, 3, 4, 5, 6, 7, 8].map(|seed: u64| {
            let sources = &sources;
            scope.spawn(move || refused(sources, seed * 0x9E37_79B9, 250))
        });
        runs.into_iter().flat_map(|run| run.join().unwrap()).collect()
    });
    assert!(refused.len() < 10, "{refused:#?}");
}
