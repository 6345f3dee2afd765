//! A slice of a source document: a few files, and what their opening comments say of them.

use std::fs;
use std::path::{Path, PathBuf};

use sopkit::model::Project;
use sopkit::rules::{Settings, check};
use sopkit::source::{Config, Level, Loaded, RawFile, Registry, Root, Span};

use crate::support;

/// A project that shows one thing of a document.
pub struct Slice {
    /// Its name: that of its file or folder.
    pub name: String,
    /// Its files by name, sorted.
    pub files: Vec<(String, String)>,
    /// What is said of its findings.
    pub claims: Vec<Claim>,
}

/// A line of the opening comment: which finding reports a gap.
pub struct Claim {
    /// The gap, or `also`.
    pub gap: String,
    /// The rule.
    pub rule: String,
    /// What stands in the lines that the rule points at.
    pub pieces: Vec<String>,
}

impl Slice {
    /// The slices of a folder.
    pub fn all(folder: &Path) -> Vec<Slice> {
        entries(folder).iter().map(|path| Slice::read(path)).collect()
    }

    fn read(path: &Path) -> Slice {
        let paths = if path.is_dir() { entries(path) } else { vec![path.to_path_buf()] };
        let files: Vec<(String, String)> =
            paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect();
        let claims: Vec<Claim> = files.iter().flat_map(|(_, text)| opening(text).filter_map(Claim::read)).collect();
        let slice = Slice { name: name(path), files, claims };
        let prose = slice.files.iter().flat_map(|(_, text)| opening(text)).count() > slice.claims.len();
        assert!(prose, "{} does not say what its document says", slice.name);
        slice
    }

    /// What reports gaps of the list.
    pub fn gaps(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| claim.gap != "also")
    }
}

impl Claim {
    /// `AS-P05-O1 nobody-does-it: step register · step track`; other lines are prose.
    fn read(line: &str) -> Option<Claim> {
        let (gap, rest) = line.split_once(' ')?;
        let is_gap = gap == "also" || gap.len() > 4 && gap.is_ascii() && gap.get(2..3) == Some("-");
        let (rule, pieces) = rest.split_once(": ").filter(|_| is_gap)?;
        assert!(sopkit::rules::find(rule).is_some(), "{line}: there is no rule {rule}");
        let pieces = pieces.split(" · ").map(str::to_owned).collect();
        Some(Claim { gap: gap.to_owned(), rule: rule.to_owned(), pieces })
    }
}

/// The comment with which a file opens, line by line.
fn opening(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map_while(|line| line.strip_prefix("# "))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The findings of a slice: the rule, and the line that it points at. Rules that the slices do without are heard where a
/// claim names them.
pub fn found(slice: &Slice) -> Vec<(&'static str, String)> {
    let config = fs::read_to_string(support::root().join("tests/sources/sop.toml")).unwrap();
    let config = Config::read(&config);
    assert!(config.faults.is_empty());
    let claimed = slice.claims.iter().map(|claim| (claim.rule.clone(), Level::Info));
    let levels = claimed.filter(|(rule, _)| config.rules.contains_key(rule)).collect();
    let registry = fs::read_to_string(support::root().join("sops/standards.toml")).unwrap();
    let raw = |(name, text): &(String, String)| RawFile {
        path: name.clone(),
        shown: name.clone(),
        text: Ok(text.clone()),
        named: true,
    };
    let project = Project::new(Loaded {
        root: Root { config, ..Root::default() },
        files: slice.files.iter().map(raw).collect(),
        calendars: Vec::new(),
        standards: Some(Ok(Registry::read("standards.toml", &registry))),
    });
    let outcome = check(&project, &Settings { levels, ..support::settings() });
    let line = |at: Span| {
        let text = project.module(at.file).unwrap().source.text();
        let start = text[..at.start as usize].rfind('\n').map_or(0, |end| end + 1);
        text[start..].lines().next().unwrap().trim().to_owned()
    };
    outcome.findings.iter().map(|finding| (finding.rule.name, line(finding.at))).collect()
}
