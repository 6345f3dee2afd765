//! Two declarations or values of one kind with the same text.

use crate::model::{Body, Decl, DeclKind, Ident, Module};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use rustc_hash::FxHashMap;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "same-text-two-names",
    code: "N10",
    group: Group::Names,
    severity: Severity::Warning,
    page: include_str!("same_text_two_names.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        let mut seen: FxHashMap<(DeclKind, &str), &Ident> = FxHashMap::default();
        // What a file uses stands beside its own: the own one is told.
        for decl in used(context, module).chain(&module.file.decls) {
            let is_own = decl.at.0.file == module.id;
            if let (Some(ident), Some(title)) = (&decl.ident, &decl.title) {
                let key = (decl.body.kind(), title.source.trim());
                match seen.get(&key) {
                    // One name twice is told by duplicate-name, or by import-hides-name.
                    Some(first) if first.name == ident.name => {}
                    Some(first) if is_own => out.push(tell(ident, title.span(), first)),
                    Some(_) => {}
                    None => drop(seen.insert(key, ident)),
                }
            }
        }
        for decl in &module.file.decls {
            if let Body::Category(category) = &decl.body {
                let mut seen: FxHashMap<&str, &Ident> = FxHashMap::default();
                for value in &category.values {
                    let Some(ident) = &value.ident else { continue };
                    match seen.get(value.title.source.trim()) {
                        Some(first) => out.push(tell(ident, value.title.span(), first)),
                        None => drop(seen.insert(value.title.source.trim(), ident)),
                    }
                }
            }
        }
    }
}

/// The declarations that a file uses.
fn used<'p>(context: &Context<'p>, module: &'p Module) -> impl Iterator<Item = &'p Decl> {
    let files = context.project.uses.get(module.id.index()).map(Vec::as_slice).unwrap_or_default();
    let others = files.iter().flatten().filter(|id| **id != module.id);
    others.filter_map(|id| context.project.module(*id)).flat_map(|other| &other.file.decls)
}

fn tell(ident: &Ident, at: Span, first: &Ident) -> Finding {
    let (name, other) = (&ident.name, &first.name);
    INFO.at(at, say!("`{name}` 和 `{other}` 的文字相同", "`{name}` and `{other}` have the same text"))
        .also(first.span(), say!("另一个在这里", "the other one is here"))
        .help(say!("合并成一个，或写出区别", "join them, or say how they differ"))
}
