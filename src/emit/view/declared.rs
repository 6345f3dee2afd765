//! What a file declares, whoever speaks of it: for the matrices in which it stands once.

use super::super::Audience;
use super::super::page::Page;
use super::super::shelf::EMPTY;
use super::common::cites;
use super::constructs::constructs;
use crate::labels::Lang;
use crate::model::{Body, DeclKind, Module, Name, Project, Standard, Symbol};

/// What the matrices of clauses and of retention need of one file.
#[derive(Debug, Default)]
pub(in super::super) struct Declared {
    /// Its standards by number and title.
    pub(in super::super) standards: Vec<(Symbol, String)>,
    /// The clauses that it cites, each with what meets it.
    pub(in super::super) met: Vec<((Symbol, Name), Trail)>,
    /// Its records.
    pub(in super::super) kept: Vec<(Symbol, Kept)>,
    /// Records that its systems hold, each with the title of the system.
    pub(in super::super) held: Vec<(Symbol, String)>,
}

/// Where a clause is met.
#[derive(Debug)]
pub(in super::super) struct Trail {
    /// The number of the procedure; empty for a shared file.
    pub(in super::super) number: String,
    /// The title of the procedure; of a shared file its path.
    pub(in super::super) procedure: String,
    /// The construct as the handbook calls it.
    pub(in super::super) words: String,
}

/// How a record is kept, as far as it is said.
#[derive(Debug)]
pub(in super::super) struct Kept {
    pub(in super::super) title: String,
    /// The post that keeps it.
    pub(in super::super) by: String,
    /// How long.
    pub(in super::super) time: String,
    /// Whether it holds personal data, in words.
    pub(in super::super) personal: &'static str,
    pub(in super::super) cites: String,
}

impl Declared {
    /// What a file declares, in one language.
    pub(in super::super) fn of(project: &Project, module: &Module, lang: Lang, audience: Audience) -> Declared {
        let page = Page::new(project, module, lang, &EMPTY).read_by(audience);
        let mut found = Declared { met: met(&page), ..Declared::default() };
        for (index, decl) in module.file.decls.iter().enumerate() {
            let symbol = Symbol { file: module.id, index };
            let title = page.decl_title(decl);
            match &decl.body {
                Body::Standard(standard) => found.standards.push((symbol, numbered(standard, title))),
                Body::System(system) => {
                    let records = system.holds.iter().filter_map(|record| project.find(record.span().file, record));
                    found.held.extend(records.map(|(record, _)| (record, title.clone())));
                }
                Body::Record(record) => {
                    let missing = || page.w.blank.missing.to_owned();
                    let kept = record.kept.as_ref();
                    let by = kept.and_then(|(_, by)| by.as_ref());
                    let kept = Kept {
                        title,
                        by: by.map_or_else(missing, |by| page.title(by)),
                        time: kept.map_or_else(missing, |(time, _)| page.quantity(time)),
                        personal: if record.personal { page.w.value.yes } else { page.w.value.no },
                        cites: cites(&page, &decl.common.cites),
                    };
                    found.kept.push((symbol, kept));
                }
                _ => {}
            }
        }
        found
    }
}

/// A standard by its number and title, each said once.
fn numbered(standard: &Standard, title: String) -> String {
    match &standard.number {
        Some((number, _)) if !title.contains(number.as_str()) => format!("{number} {title}"),
        _ => title,
    }
}

fn met(page: &Page<'_>) -> Vec<((Symbol, Name), Trail)> {
    let (project, module) = (page.project, page.module);
    let head = module.file.head.as_ref();
    let number = head.and_then(|head| head.number.as_ref()).map(|(number, _)| number.clone()).unwrap_or_default();
    let title = head.and_then(|head| head.title.as_ref()).map(|title| page.text(title));
    let procedure = title.unwrap_or_else(|| module.path.clone());
    let mut found = Vec::new();
    for construct in constructs(page) {
        // What other files declare is theirs.
        for cite in construct.cites.iter().filter(|cite| cite.at.0.file == module.id) {
            let Some((symbol, _)) = project.find_kind(module.id, &cite.standard, DeclKind::Standard) else { continue };
            for clause in &cite.clauses {
                let (number, procedure) = (number.clone(), procedure.clone());
                let trail = Trail { number, procedure, words: construct.label.words() };
                found.push(((symbol, clause.name.clone()), trail));
            }
        }
    }
    found
}
