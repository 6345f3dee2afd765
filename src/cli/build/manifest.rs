//! The list of what a build wrote, kept beside the documents: so that the next build can take away what is no longer
//! built, and nothing else.
//!
//! A line is a hash and a path, as `sha256sum` writes and checks them; before the path of an image stands its `*` for
//! what is no text.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use super::super::out::tell;
use super::super::{Session, Talk};
use crate::emit::{Document, Format};
use crate::say;

/// The name of the list in the output folder.
pub(super) const NAME: &str = ".sop-build";

/// Paths below the output folder with what was written there.
#[derive(Debug, Default)]
pub(super) struct List(BTreeMap<String, Written>);

/// What was written.
#[derive(Debug, Default)]
struct Written {
    hash: String,
    /// Whether it is an image of a note: it belongs to the Markdown, whatever its name ends in.
    is_image: bool,
}

impl List {
    /// The list of an earlier build; empty where there is none.
    pub(super) fn read(folder: &Path) -> List {
        let text = fs::read_to_string(folder.join(NAME)).unwrap_or_default();
        let lines = text.lines().filter_map(|line| {
            let (hash, path) = line.split_once(' ')?;
            let image = path.strip_prefix('*');
            let written = Written { hash: hash.to_owned(), is_image: image.is_some() };
            Some((image.or_else(|| path.strip_prefix(' '))?.to_owned(), written))
        });
        List(lines.collect())
    }

    /// Whether a build wrote something to a path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Adds a document, or an image of one.
    pub(super) fn add(&mut self, document: &Document, is_image: bool) {
        self.0.insert(document.path.clone(), Written { hash: hash(&document.content), is_image });
    }

    /// Takes over what an earlier build wrote and this one has nothing to say about: other formats, and of part of a
    /// project what is made of the rest. Gives what is no longer built, and how much was taken over.
    pub(super) fn follow(&mut self, earlier: List, formats: &[Format], whole: bool) -> (List, usize) {
        let gone = earlier.0.into_iter().filter(|(path, _)| !self.0.contains_key(path));
        let of_this = |path: &str, written: &Written| {
            let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
            let ending = if written.is_image { Format::Md.ending() } else { ending };
            formats.iter().any(|format| format.ending() == ending)
        };
        let (stale, kept): (BTreeMap<_, _>, BTreeMap<_, _>) =
            gone.partition(|(path, written)| whole && of_this(path, written));
        let taken_over = kept.len();
        self.0.extend(kept);
        (List(stale), taken_over)
    }

    /// As it is written.
    pub(super) fn text(&self) -> String {
        let line = |(path, Written { hash, is_image }): (&String, &Written)| {
            let sign = if *is_image { '*' } else { ' ' };
            format!("{hash} {sign}{path}\n")
        };
        self.0.iter().map(line).collect()
    }

    /// Removes these documents where they still are what was written, and the folders that are empty then; gives their
    /// number. What somebody changed stays, and that is told.
    pub(super) fn remove(&self, folder: &Path, session: &Session) -> usize {
        let mut removed = 0;
        for (path, Written { hash, .. }) in &self.0 {
            if !is_inside(folder, path) {
                continue;
            }
            let file = folder.join(path);
            let Ok(content) = fs::read(&file) else { continue };
            if self::hash(&content) != *hash {
                if session.talk >= Talk::Normal {
                    let shown = file.display();
                    tell(
                        say!(
                            "`{shown}` 已不再生成，但有人改过，没有删去",
                            "`{shown}` is no longer built; somebody changed it, so it stays"
                        )
                        .to(session.lang()),
                    );
                }
                continue;
            }
            removed += usize::from(fs::remove_file(&file).is_ok());
            for parent in Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
                // A folder with anything in it stays.
                let _ = fs::remove_dir(folder.join(parent));
            }
        }
        removed
    }
}

/// Whether a path of the list leads to a place in the folder, and over no link.
fn is_inside(folder: &Path, path: &str) -> bool {
    let mut at = folder.to_path_buf();
    Path::new(path).components().all(|part| {
        at.push(part);
        matches!(part, Component::Normal(_)) && !at.is_symlink()
    })
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_is_touched() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["../a.md", "/a.md", "x/../../a.md"] {
            assert!(!is_inside(dir.path(), path), "{path}");
        }
        assert!(is_inside(dir.path(), "x/a.md"));
    }

    #[test]
    fn a_build_takes_away_its_own_formats_only() {
        let list = |paths: &[&str]| List(paths.iter().map(|path| ((*path).to_owned(), Written::default())).collect());
        let earlier = || list(&["a.zh.md", "b.zh.md", "a.zh.html"]);
        let mut now = list(&["a.zh.md"]);
        assert_eq!(now.follow(earlier(), &[Format::Md], true).0.0.into_keys().collect::<Vec<_>>(), ["b.zh.md"]);
        assert_eq!(now.0.into_keys().collect::<Vec<_>>(), ["a.zh.html", "a.zh.md"]);
        let mut part = list(&["a.zh.md"]);
        assert!(part.follow(earlier(), &[Format::Md], false).0.0.is_empty());
        assert_eq!(part.0.len(), 3);
    }

    #[test]
    fn an_image_belongs_to_the_markdown() {
        let dir = tempfile::tempdir().unwrap();
        let text = "00  a.zh.svg\n00 *images/a.svg\n00 *b.png\n";
        fs::write(dir.path().join(NAME), text).unwrap();
        let earlier = || List::read(dir.path());
        assert!(earlier().has("images/a.svg") && !earlier().has("*b.png"));
        let stale =
            |format: Format| List::default().follow(earlier(), &[format], true).0.0.into_keys().collect::<Vec<_>>();
        assert_eq!(stale(Format::Md), ["b.png", "images/a.svg"]);
        assert_eq!(stale(Format::Svg), ["a.zh.svg"]);
        let mut sorted: Vec<&str> = text.lines().collect();
        sorted.sort_unstable_by_key(|line| line.get(4..));
        assert_eq!(earlier().text().lines().collect::<Vec<_>>(), sorted);
    }
}
