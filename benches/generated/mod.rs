//! A generated library: many procedures of some hundred lines each and one shared file.
#![allow(dead_code, reason = "each benchmark uses a part")]

use sopkit::source::{Loaded, RawFile};

const COMMON: &str = include_str!("common.sop");
const PROCEDURE: &str = include_str!("procedure.sop");

/// Path and text of each file.
pub type Texts = Vec<(String, String)>;

/// How many lines a procedure has.
pub fn lines_of_one() -> usize {
    PROCEDURE.lines().count()
}

/// A library of so many procedures.
pub fn library(procedures: usize) -> Texts {
    let mut files = vec![("common.sop".to_owned(), COMMON.to_owned())];
    for number in 0..procedures {
        // Each is a document and has records of its own.
        let text = PROCEDURE
            .replace("NAME", &format!("complaint_{number}"))
            .replace("CS-SOP-017", &format!("CS-SOP-{number:04}"))
            .replace("TS-{year}", &format!("TS{number}-{{year}}"));
        files.push((format!("part/procedure_{number:05}.sop"), text));
    }
    files
}

/// The same as if it had been read.
pub fn loaded(files: &Texts) -> Loaded {
    let file = |(path, text): &(String, String)| RawFile {
        path: path.clone(),
        shown: path.clone(),
        text: Ok(text.clone()),
        named: true,
    };
    let mut files: Vec<RawFile> = files.iter().map(file).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Loaded { files, ..Loaded::default() }
}
