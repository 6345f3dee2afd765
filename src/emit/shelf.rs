//! Which documents are built, and where: so that one document can lead to another.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::labels::Lang;
use crate::model::{Body, Module, Project, Symbol};
use crate::source::{FileId, relative};

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

    /// The path of another document of the procedure.
    pub(super) fn beside(&self, lang: Lang, ending: &str) -> String {
        self.stem(lang, &format!("{lang}.{ending}"))
    }

    /// The path of a document of the procedure in all languages.
    pub(super) fn stem(&self, lang: Lang, ending: &str) -> String {
        let stem = self.handbook.strip_suffix(&format!(".{lang}.md")).unwrap_or(&self.handbook);
        format!("{stem}.{ending}")
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
    /// The trainings of the project, in the order of the files: they are looked for once, not once a page.
    pub(super) trainings: Vec<Symbol>,
}

/// A shelf without documents, for phrases that stand in none.
pub(super) static EMPTY: Shelf = Shelf { documents: BTreeMap::new(), trainings: Vec::new() };

impl Shelf {
    /// A shelf without documents that knows the trainings of a project.
    pub(super) fn of(project: &Project) -> Self {
        let of_file = |module: &Module| {
            let decls = module.file.decls.iter().enumerate();
            let trainings = decls.filter(|(_, decl)| matches!(decl.body, Body::Training(_)) && decl.ident.is_some());
            trainings.map(|(index, _)| Symbol { file: module.id, index }).collect::<Vec<_>>()
        };
        Shelf { documents: BTreeMap::new(), trainings: project.modules.iter().flat_map(of_file).collect() }
    }

    /// Adds the documents of a procedure.
    pub(super) fn add(&mut self, module: &Module, lang: Lang) {
        self.documents.insert((module.id, lang), Link::of(module, lang));
    }

    /// The way from the documents of one procedure to those of another; `None` if they are not built.
    pub(super) fn way(&self, from: FileId, to: FileId, lang: Lang) -> Option<Link> {
        Some(self.documents.get(&(to, lang))?.seen_from(self.documents.get(&(from, lang))?))
    }
}
