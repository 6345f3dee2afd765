//! What several tests need: a small random generator of our own, the library's files, checks of one changed file.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

pub mod ahead;
pub mod conditions;
pub mod course;
pub mod drive;
pub mod generate;
pub mod mutate;
pub mod notation;
pub mod replay;
pub mod shapes;
pub mod walk;
pub mod watch;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use sopkit::emit::{Request, named_images};
use sopkit::model::{Body, Param, ParamType, ParamValue, Project};
use sopkit::rules::{Finding, Group, Outcome, RuleInfo, Settings, Severity, check, check_with};
use sopkit::source::{Image, Loaded, RawFile, load};
use sopkit::syntax::parse;
use tempfile::TempDir;

/// A generator with a fixed seed (xorshift), so that every run does the same.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with these files.
pub fn folder<T: AsRef<[u8]>>(files: &[(&str, T)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

/// The same on so many threads.
pub fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

/// The document to which a link of another leads.
pub fn meant(document: &str, target: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{target} leads out"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub fn loaded(folder: &str) -> Loaded {
    load(&[root().join(folder)]).unwrap()
}

/// The request with the images that the notes of a project name.
pub fn with_images(project: &Project, request: Request) -> Request {
    let paths = named_images(project, &request).into_iter().map(|named| named.path.unwrap());
    let images = paths.map(|path| (path.clone(), Image::read(&project.root.dir, &path).unwrap())).collect();
    Request { images, ..request }
}

pub fn settings() -> Settings<'static> {
    Settings { today: Some("2026-11-21".parse().unwrap()), ..Settings::default() }
}

/// The project with the text of one file replaced.
pub fn with_text(loaded: &Loaded, path: &str, text: &str) -> Project {
    let mut changed = loaded.clone();
    for file in changed.files.iter_mut().filter(|file| file.path == path) {
        file.text = Ok(text.to_owned());
    }
    Project::new(changed)
}

pub fn outcome(project: &Project) -> Outcome {
    check(project, &settings())
}

/// The files of a folder, with a plausible value for each parameter that is still open there.
pub fn settled(folder: &str) -> Loaded {
    let mut settled = loaded(folder);
    let project = Project::new(settled.clone());
    for module in &project.modules {
        let file = settled.files.iter_mut().find(|file| file.path == module.path).unwrap();
        let text = file.text.as_mut().unwrap();
        // From the last to the first, so that the places of the others stay.
        for decl in module.file.decls.iter().rev() {
            let Body::Param(Param { ty, value: ParamValue::Unset(why) }) = &decl.body else { continue };
            let value = match ty.unwrap() {
                ParamType::Duration => "72h",
                ParamType::Number => "10",
                ParamType::Percent => "50%",
                ParamType::Points => "5 points",
                ParamType::Money => "1000 CNY",
                ParamType::Date => "2026-12-24",
                ParamType::Text => "\"settled\"",
            };
            let (start, end) = (why.at.0.start as usize, why.at.0.end as usize);
            let sign = text[..start].rfind('=').unwrap();
            text.replace_range(sign + 1..end, &format!(" {value}"));
        }
    }
    settled
}

/// Every `.sop` file below a folder of the project, with its text.
pub fn files(folder: &str) -> Vec<(String, String)> {
    loaded(folder).files.into_iter().map(|file| (file.path, file.text.unwrap())).collect()
}

/// Every byte of a text lies in a leaf of its tree, or is blank.
pub fn assert_lossless(text: &str) {
    let parsed = parse(text);
    if parsed.beyond.is_some() {
        return;
    }
    let mut at = 0;
    for leaf in parsed.tree.root(text).leaves() {
        let (start, end) = (leaf.start() as usize, leaf.end() as usize);
        assert!(start >= at, "leaves overlap at {start} in {text:?}");
        let gap = &text[at..start];
        let blank = |sign: char| {
            sign.is_whitespace()
                || matches!(sign, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{AD}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        assert!(gap.chars().all(blank), "{gap:?} lies in no leaf of {text:?}");
        at = end;
    }
    assert!(
        text[at..].chars().all(|sign| sign.is_whitespace() || sign == '\u{FEFF}' || sign == '\u{200B}'),
        "{:?}",
        &text[at..]
    );
}

/// A project of texts.
pub fn project_of(files: &[(String, String)]) -> Project {
    let raw = |(path, text): &(String, String)| RawFile {
        path: path.clone(),
        shown: path.clone(),
        text: Ok(text.clone()),
        named: true,
    };
    Project::new(Loaded { files: files.iter().map(raw).collect(), ..Loaded::default() })
}

/// Its errors about what is written, names and the flow.
pub fn faults(project: &Project) -> Vec<Finding> {
    let joined = |info: &RuleInfo| {
        matches!(info.group, Group::Written | Group::Names | Group::Flow) && info.severity == Severity::Error
    };
    check_with(project, &settings(), joined).findings
}

/// The same in words.
pub fn errors(project: &Project) -> String {
    let mut text = String::new();
    for finding in faults(project) {
        let module = project.module(finding.at.file).unwrap();
        let line = module.source.line(finding.at.start);
        writeln!(text, "{}:{line} {} {}", module.path, finding.rule.code, finding.message.en).unwrap();
    }
    text
}
