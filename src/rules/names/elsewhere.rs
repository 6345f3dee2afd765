//! Names that another file of the project declares, and this one does not bring into scope.

use rustc_hash::FxHashMap;
use std::cell::OnceCell;

use crate::labels::Say;
use crate::model::{Decl, Module, Name, Symbol};
use crate::rules::Context;
use crate::say;
use crate::source::relative;

/// The declarations of a project by name; looked at once a name is missing.
#[derive(Default)]
pub(super) struct Elsewhere {
    by_name: OnceCell<FxHashMap<Name, Vec<Symbol>>>,
}

impl Elsewhere {
    /// What to write so that a file knows a name; `None` if no other file declares one that fits.
    pub(super) fn line(
        &self,
        context: &Context<'_>,
        module: &Module,
        name: &str,
        fits: impl Fn(&Decl) -> bool,
    ) -> Option<Say> {
        let known = self.by_name.get_or_init(|| {
            let mut known: FxHashMap<Name, Vec<Symbol>> = FxHashMap::default();
            for (symbol, decl) in context.symbols() {
                if let Some(ident) = &decl.ident {
                    known.entry(ident.name.clone()).or_default().push(symbol);
                }
            }
            known
        });
        // Of `limits.respond` the table is declared.
        let others = known.get(name.split('.').next()?)?.iter().filter(|symbol| symbol.file != module.id);
        let others = others.filter(|symbol| context.project.decl(**symbol).is_some_and(&fits));
        let files: Vec<&Module> = others.filter_map(|symbol| context.project.module(symbol.file)).collect();
        // What is shared is meant to be used; a procedure may be too.
        let other = files.iter().find(|file| file.file.head.is_none()).or(files.first())?;
        let used = context.project.uses.get(module.id.index()).map(Vec::as_slice).unwrap_or_default();
        let lines = module.file.uses.iter().zip(used);
        let alias = lines.filter(|(_, used)| **used == Some(other.id)).find_map(|(line, _)| line.alias.as_ref());
        if let Some(alias) = alias {
            let alias = &alias.name;
            return Some(say!("写成 `{alias}.{name}`", "write `{alias}.{name}`"));
        }
        let path = relative(&module.path, &other.path);
        Some(say!(
            "`{path}` 里有这个声明；在文件开头写 `use \"{path}\"`",
            "`{path}` declares it: write `use \"{path}\"` at the top of this file"
        ))
    }
}
