//! The text of a procedure as a case keeps it, so that a case goes on by the rules under which it began.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::refused::Refused;
use crate::model::{Body, Module, NodeKind, Project, each_flow, each_node};
use crate::source::{CalendarFile, Config, FileId, Loaded, RawFile, Root, SourceText, joined};

/// The name under which the configuration of the project is kept.
const CONFIG: &str = "sop.toml";

/// One file of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileText {
    /// Its path relative to the root of the project, with `/`.
    pub path: String,
    /// Its text.
    pub content: String,
}

/// All files that a procedure needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The SHA-256 over paths and contents, in hexadecimal.
    pub hash: String,
    /// The files, sorted by path.
    pub files: Vec<FileText>,
}

impl Edition {
    /// The edition of the procedure in a file: with what it uses, what it calls, and `sop.toml`.
    ///
    /// # Errors
    /// If one of the files is not UTF-8, so that it cannot be kept.
    pub fn of(project: &Project, file: FileId) -> Result<Edition, Refused> {
        let mut files = Vec::new();
        for module in needed(project, file).into_iter().filter_map(|id| project.module(id)) {
            if module.encoding.is_some() {
                return Err(Refused::not_utf8(&module.path));
            }
            files.push(FileText { path: module.path.clone(), content: module.source.text().to_owned() });
            // A file of holidays that cannot be read is missing from the edition as it is from the project.
            for path in holidays(module) {
                if let Some(Ok(text)) = project.calendars.get(&path) {
                    files.push(FileText { path, content: text.clone() });
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup();
        if let Some(text) = &project.root.config_text {
            files.push(FileText { path: CONFIG.to_owned(), content: text.text().to_owned() });
        }
        Ok(Edition::new(files))
    }

    /// An edition of files in any order.
    #[must_use]
    pub fn new(mut files: Vec<FileText>) -> Edition {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut hasher = Sha256::new();
        for file in &files {
            // Each piece with its length before it: two different lists of files never give the same bytes.
            for piece in [&file.path, &file.content] {
                hasher.update((piece.len() as u64).to_be_bytes());
                hasher.update(piece.as_bytes());
            }
        }
        let hash = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Edition { hash, files }
    }

    /// The project of the edition; the procedure's own file is the one that is named.
    #[must_use]
    pub fn loaded(&self, own: &str) -> Loaded {
        let config = self.files.iter().find(|file| file.path == CONFIG);
        let root = Root {
            dir: PathBuf::new(),
            config: config.map(|file| Config::read(&file.content)).unwrap_or_default(),
            config_text: config.map(|file| SourceText::new(CONFIG, file.content.as_str())),
        };
        let (calendars, texts): (Vec<_>, Vec<_>) = self.files.iter().partition(|file| is_calendar(&file.path));
        let files = texts.into_iter().filter(|file| file.path != CONFIG).map(|file| RawFile {
            path: file.path.clone(),
            shown: file.path.clone(),
            text: Ok(file.content.clone()),
            named: file.path == own,
        });
        let calendar = |file: &FileText| CalendarFile { path: file.path.clone(), text: Ok(file.content.clone()) };
        Loaded {
            root,
            files: files.collect(),
            calendars: calendars.into_iter().map(calendar).collect(),
            standards: None,
        }
    }
}

/// Whether a file of an edition is one of holidays.
fn is_calendar(path: &str) -> bool {
    path.len().checked_sub(4).and_then(|ending| path.get(ending..)).is_some_and(|it| it.eq_ignore_ascii_case(".ics"))
}

/// The paths of the holidays that the calendars of a file name.
fn holidays(module: &Module) -> impl Iterator<Item = String> {
    let calendars = module.file.decls.iter().filter_map(|decl| match &decl.body {
        Body::Calendar(calendar) => Some(calendar),
        _ => None,
    });
    calendars.flat_map(|it| &it.holidays).filter_map(|(written, _)| joined(&module.path, written))
}

/// The files that a procedure needs: its own, what it uses, the procedures that it calls, and what those need.
#[must_use]
pub fn needed(project: &Project, file: FileId) -> Vec<FileId> {
    let mut found = BTreeSet::new();
    let mut open = vec![file];
    while let Some(id) = open.pop() {
        let Some(module) = project.module(id).filter(|_| found.insert(id)) else { continue };
        open.extend(project.uses.get(id.index()).into_iter().flatten().flatten());
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                if let NodeKind::Call { procedure } = &node.kind {
                    open.extend(project.callee(id, procedure));
                }
            });
        });
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, content: &str) -> FileText {
        FileText { path: path.to_owned(), content: content.to_owned() }
    }

    #[test]
    fn the_hash_tells_every_difference_and_not_the_order() {
        let one = Edition::new(vec![file("a", "bc"), file("d", "")]);
        assert_eq!(one.hash.len(), 64);
        assert_eq!(one, Edition::new(vec![file("d", ""), file("a", "bc")]));
        for other in [vec![file("ab", "c"), file("d", "")], vec![file("a", "bcd")], vec![file("a", "bc")]] {
            assert_ne!(one.hash, Edition::new(other).hash);
        }
    }
}
