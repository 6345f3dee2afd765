//! One token taken out of a procedure: nothing goes unnoticed, and what is told is told once, in the right place.
//!
//! Every token of two files is taken out, and some of each other. A lost brace, keyword, name, arrow, number, unit or
//! quote must give a finding, or change the model, which is then listed in `tests/lost_tokens.out` for the reader:
//! `UPDATE=1 cargo test --test lost_tokens` writes it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may"
)]

mod support;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use rayon::prelude::*;
use sopkit::model::{Module, NodeKind, Project, each_flow, each_node};
use sopkit::rules::{Finding, Outcome, Severity};
use sopkit::source::Loaded;
use sopkit::syntax::{Kind, keywords, parse};
use support::Random;

/// So many tokens of each other file are tried.
const SAMPLE: usize = 4;

/// A token that must not be lost unnoticed.
struct Token {
    start: usize,
    end: usize,
    what: &'static str,
}

fn tokens(text: &str) -> Vec<Token> {
    let parsed = parse(text);
    let mut found = Vec::new();
    for leaf in parsed.tree.root(text).leaves() {
        let (start, end) = (leaf.start() as usize, leaf.end() as usize);
        let what = match leaf.kind() {
            Kind::lbrace | Kind::rbrace => "brace",
            Kind::arrow => "arrow",
            Kind::number => "number",
            Kind::name | Kind::member => "name",
            Kind::s_dq => {
                found.push(Token { start, end: start + 1, what: "quote" });
                found.push(Token { start: end - 1, end, what: "quote" });
                continue;
            }
            Kind::s_block => {
                found.push(Token { start, end: start + 3, what: "quote" });
                found.push(Token { start: end - 3, end, what: "quote" });
                continue;
            }
            kind => match keywords::of(kind) {
                Some(word) if word.rule.starts_with("u_") => "unit",
                Some(_) => "keyword",
                None => continue,
            },
        };
        found.push(Token { start, end, what });
    }
    found
}

#[derive(Default)]
struct Tally {
    tried: usize,
    told: usize,
    well: usize,
    silent: Vec<String>,
    badly: Vec<String>,
}

/// A file of the library with all that it uses and calls: what a lost token of it can reach without being asked for
/// from elsewhere.
struct Part {
    loaded: Loaded,
    before: Project,
    /// What is told of it: rules and messages.
    known: HashSet<(&'static str, String)>,
}

impl Part {
    fn of(loaded: &Loaded, library: &Project, path: &str) -> Part {
        let mut open: Vec<&Module> = library.modules.iter().filter(|module| module.path == path).collect();
        let mut wanted: HashSet<&str> = HashSet::new();
        while let Some(module) = open.pop().filter(|module| wanted.insert(&module.path)) {
            open.extend(library.uses[module.id.index()].iter().flatten().filter_map(|used| library.module(*used)));
            each_flow(&module.file, &mut |flow| {
                each_node(&flow.nodes, &mut |node| {
                    if let NodeKind::Call { procedure } = &node.kind {
                        let callee = library.callee(module.id, procedure).and_then(|callee| library.module(callee));
                        open.extend(callee);
                    }
                });
            });
            open.retain(|module| !wanted.contains(module.path.as_str()));
        }
        let mut loaded = loaded.clone();
        loaded.files.retain(|file| wanted.contains(file.path.as_str()));
        let before = Project::new(loaded.clone());
        let known = told(&support::outcome(&before)).collect();
        Part { loaded, before, known }
    }
}

fn told(outcome: &Outcome) -> impl Iterator<Item = (&'static str, String)> {
    outcome.findings.iter().map(|finding| (finding.rule.code, finding.message.en.clone()))
}

fn try_out(part: &Part, path: &str, text: &str, token: &Token) -> Tally {
    let mut tally = Tally::default();
    let changed = format!("{}{}", &text[..token.start], &text[token.end..]);
    let project = support::with_text(&part.loaded, path, &changed);
    let outcome = support::outcome(&project);
    let line = u32::try_from(text[..token.start].matches('\n').count() + 1).unwrap();
    let shown = text.lines().nth(line as usize - 1).unwrap_or("").trim();
    let lost = &text[token.start..token.end];
    let place = format!("{path}:{line}: lost {} `{lost}` of `{shown}`", token.what);
    tally.tried += 1;
    if told(&outcome).all(|told| part.known.contains(&told)) {
        let same = part.before.modules.iter().zip(&project.modules).all(|(a, b)| a.file == b.file);
        if same {
            panic!("{place}: nothing was told and the model is the same");
        }
        tally.silent.push(place);
        return tally;
    }
    // What is told of the part because the rest of the library is not there says nothing.
    let known = |finding: &Finding| part.known.contains(&(finding.rule.code, finding.message.en.clone()));
    let errors = outcome.findings.iter().filter(|finding| finding.severity == Severity::Error && !known(finding));
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() {
        // A warning is a finding as well; only errors are counted.
        return tally;
    }
    tally.told += 1;
    let at = |finding: &Finding| {
        let module = project.module(finding.at.file).unwrap();
        (module.path.clone(), module.source.line(finding.at.start))
    };
    let well = matches!(errors.as_slice(), [only] if {
        let (file, found) = at(only);
        file == path && (found == line || found + 1 == line)
    });
    if well {
        tally.well += 1;
    } else {
        let mut list = String::new();
        for error in errors {
            let (file, line) = at(error);
            write!(list, "\n      {file}:{line} {} {}", error.rule.code, error.message.en).unwrap();
        }
        tally.badly.push(format!("{place}{list}"));
    }
    tally
}

impl Tally {
    fn and(mut self, other: Tally) -> Tally {
        self.tried += other.tried;
        self.told += other.told;
        self.well += other.well;
        self.silent.extend(other.silent);
        self.badly.extend(other.badly);
        self
    }
}

#[test]
fn no_lost_token_goes_unnoticed() {
    let whole = ["after-sales/handling.sop", "customer-support/complaint.sop"];
    let loaded = support::loaded("sops");
    let library = Project::new(loaded.clone());
    let paths: Vec<&str> = library.modules.iter().map(|module| module.path.as_str()).collect();
    let parts: Vec<(&str, Part)> =
        paths.into_par_iter().map(|path| (path, Part::of(&loaded, &library, path))).collect();
    let mut random = Random::new(2026);
    let mut tries = Vec::new();
    for (path, part) in &parts {
        let file = part.loaded.files.iter().find(|file| file.path == *path).unwrap();
        let text = file.text.as_ref().unwrap();
        let mut tokens = tokens(text);
        if !whole.contains(path) {
            tokens = (0..SAMPLE).map(|_| tokens.swap_remove(random.below(tokens.len()))).collect();
        }
        tries.extend(tokens.into_iter().map(|token| (part, *path, text, token)));
    }
    let each = tries.into_par_iter().map(|(part, path, text, token)| try_out(part, path, text, &token));
    let mut tally = each.reduce(Tally::default, Tally::and);
    tally.silent.sort();
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &tally.silent {
        *groups.entry(line.split("lost ").nth(1).unwrap().split(' ').next().unwrap()).or_default() += 1;
    }
    let out = support::root().join("tests/lost_tokens.out");
    let list = format!("{groups:?}\n{}\n", tally.silent.join("\n"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&out, &list).unwrap();
    }
    if std::env::var_os("VERBOSE").is_some() {
        println!("{}", tally.badly.join("\n"));
    }
    println!(
        "tried {}, with errors {}, well told {}, model changed {}",
        tally.tried,
        tally.told,
        tally.well,
        tally.silent.len()
    );
    assert!(tally.well * 100 >= tally.told * 95, "{}", tally.badly.join("\n"));
    assert_eq!(std::fs::read_to_string(&out).unwrap_or_default(), list, "read the list, then UPDATE=1");
}
