//! What the tests of the formatter share.

use std::fs;
use std::path::{Path, PathBuf};

use sopkit::labels::Lang;
use sopkit::syntax::fmt::{Keywords, Options, Refusal, format};
use sopkit::syntax::{Kind, parse};

pub fn plain(text: &str) -> Result<String, Refusal> {
    format(text, &Options::default())
}

pub fn to(lang: Lang, text: &str) -> Result<String, Refusal> {
    format(text, &Options { keywords: Keywords::To(lang) })
}

pub fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_str().unwrap().ends_with(ending))
        .collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

pub fn example() -> Vec<(PathBuf, String)> {
    let files = files("fixtures/example", ".sop");
    assert_eq!(files.len(), 3);
    files
}

/// The comments of a file, as the formatter writes them.
pub fn comments(text: &str) -> Vec<String> {
    let parsed = parse(text);
    let leaves = parsed.tree.root(text).leaves();
    let comments = leaves.filter(|leaf| leaf.kind() == Kind::comment);
    comments.map(|leaf| leaf.text().trim_end().replacen('＃', "#", 1)).collect()
}
