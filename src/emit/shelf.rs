//! Which documents are built, and where: so that one document can lead to another.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::labels::Lang;
use crate::model::Module;
use crate::source::FileId;

/// The two documents of a procedure in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    /// The path of the handbook.
    pub(super) handbook: String,
    /// The path of the checklist.
    pub(super) checklist: String,
}

impl Link {
    /// The paths below the output folder.
    pub(super) fn of(module: &Module, lang: Lang) -> Self {
        let stem = module.path.strip_suffix(".sop").unwrap_or(&module.path);
        Link { handbook: format!("{stem}.{lang}.md"), checklist: format!("{stem}.checklist.{lang}.md") }
    }

    /// The same documents as seen from a document beside `from`.
    fn seen_from(&self, from: &Link) -> Self {
        Link {
            handbook: relative(&from.handbook, &self.handbook),
            checklist: relative(&from.handbook, &self.checklist),
        }
    }
}

/// All documents of a build.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    documents: BTreeMap<(FileId, Lang), Link>,
}

/// A shelf without documents, for phrases that stand in none.
pub(super) static EMPTY: Shelf = Shelf { documents: BTreeMap::new() };

impl Shelf {
    /// Adds the documents of a procedure.
    pub(super) fn add(&mut self, module: &Module, lang: Lang) {
        self.documents.insert((module.id, lang), Link::of(module, lang));
    }

    /// The way from the documents of one procedure to those of another; `None` if they are not built.
    pub(super) fn way(&self, from: FileId, to: FileId, lang: Lang) -> Option<Link> {
        Some(self.documents.get(&(to, lang))?.seen_from(self.documents.get(&(from, lang))?))
    }
}

/// The path of `to` as a link in `from` writes it.
fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let folders = folders.split_last().map(|(_, folders)| folders).unwrap_or_default();
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folders.iter().zip(&parts).take_while(|(one, other)| one == other).count();
    let up = folders.iter().skip(shared).map(|_| "..");
    up.chain(parts.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn links_go_up_only_as_far_as_they_must() {
        assert_eq!(relative("a.md", "b.md"), "b.md");
        assert_eq!(relative("x/a.md", "x/b.md"), "b.md");
        assert_eq!(relative("x/y/a.md", "x/z/b.md"), "../z/b.md");
        assert_eq!(relative("x/a.md", "b.md"), "../b.md");
    }
}
