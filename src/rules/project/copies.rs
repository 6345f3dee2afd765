//! Copies: one thing that several files declare, each for itself.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Decl, DeclKind, Name, Text};
use crate::rules::Context;
use crate::source::FileId;

/// A declaration in two files that do not use each other.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Copies<'p> {
    /// In the file that comes first, shared ones before procedures.
    pub(in crate::rules) first: (FileId, &'p Decl),
    /// In a later one.
    pub(in crate::rules) later: (FileId, &'p Decl),
}

/// Every later declaration of a kind beside the first one of its name, where both are the same thing: their titles
/// agree. Retired procedures are left out; they say what once held.
pub(in crate::rules) fn copies<'p>(context: &Context<'p>, kind: DeclKind) -> Vec<Copies<'p>> {
    let mut firsts: FxHashMap<&Name, (FileId, &Decl)> = FxHashMap::default();
    let mut found = Vec::new();
    // What is shared is what others copied.
    let shared = |module: &&crate::model::Module| module.file.head.is_none();
    let procedures = context.modules().filter(|module| !shared(module) && !module.is_retired());
    for module in context.modules().filter(shared).chain(procedures) {
        let mut own: FxHashSet<&Name> = FxHashSet::default();
        for decl in module.file.decls.iter().filter(|decl| decl.body.kind() == kind && !decl.broken) {
            // One name twice in a file is told by duplicate-name.
            let Some(ident) = decl.ident.as_ref().filter(|ident| own.insert(&ident.name)) else { continue };
            let later = (module.id, decl);
            let first = *firsts.entry(&ident.name).or_insert(later);
            let apart = first.0 != later.0 && !uses(context, first.0, later.0) && !uses(context, later.0, first.0);
            if apart && is_one_title(first.1.title.as_ref(), decl.title.as_ref()) {
                found.push(Copies { first, later });
            }
        }
    }
    found
}

fn uses(context: &Context<'_>, file: FileId, other: FileId) -> bool {
    context.project.uses.get(file.index()).is_some_and(|used| used.contains(&Some(other)))
}

/// Whether two titles can be those of one thing: one is missing, or they have a text in common.
fn is_one_title(a: Option<&Text>, b: Option<&Text>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let texts = |text: &Text| -> Vec<String> {
        let all = std::iter::once(&text.source).chain(text.translations.iter().map(|other| &other.text));
        all.map(|text| text.trim().to_lowercase()).collect()
    };
    let known = texts(a);
    texts(b).iter().any(|text| known.contains(text))
}
