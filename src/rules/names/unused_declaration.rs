//! Declared and used nowhere in the project.

use crate::model::{Body, DeclKind, Name, Named, Symbol};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use rustc_hash::FxHashSet;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unused-declaration",
    code: "N03",
    group: Group::Names,
    severity: Severity::Warning,
    page: include_str!("unused_declaration.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    if context.modules().any(crate::model::Module::is_unread) {
        return;
    }
    let used = used(context);
    let mentioned: FxHashSet<&Name> = context.modules().flat_map(|module| &module.file.mentions).collect();
    for module in context.modules() {
        for (index, decl) in module.file.decls.iter().enumerate() {
            let symbol = Symbol { file: module.id, index };
            let Some(ident) = decl.ident.as_ref().filter(|_| !used.contains(&symbol) && is_for_use(&decl.body)) else {
                continue;
            };
            // A word of a piece that could not be read may have been the use.
            if mentioned.contains(&ident.name) {
                continue;
            }
            let name = &ident.name;
            out.push(
                INFO.at(ident.span(), say!("`{name}` 声明了，但没有地方用到", "`{name}` is declared and used nowhere"))
                    .help(say!("用上它，或删掉它", "use it, or take it out")),
            );
        }
    }
}

/// Indicators, policies, trainings, terms and routines stand for themselves.
fn is_for_use(body: &Body) -> bool {
    !matches!(body.kind(), DeclKind::Kpi | DeclKind::Policy | DeclKind::Training | DeclKind::Term | DeclKind::Routine)
}

fn used(context: &Context<'_>) -> FxHashSet<Symbol> {
    let mut used = FxHashSet::default();
    for (module, usages) in context.modules().zip(&context.usages) {
        let Some(scope) = context.project.scope_of(module.id) else { continue };
        let mut by_name = |name: &Name| used.extend(scope.names.get(name).into_iter().flatten().copied());
        for usage in usages {
            match usage.what {
                Named::Ref(reference) => {
                    by_name(reference.first());
                    // `x.role` uses what stands behind the alias.
                    reference.parts.iter().skip(1).for_each(|part| by_name(&part.name));
                }
                Named::Ident(ident) => by_name(&ident.name),
            }
        }
        // A field that bears the name of a category is that category.
        for decl in &module.file.decls {
            if let Body::Record(record) = &decl.body {
                record.fields.iter().for_each(|field| by_name(&field.ident.name));
            }
        }
        scope.asks.keys().for_each(&mut by_name);
        for usage in usages {
            if let Named::Ref(reference) = usage.what
                && let Some((symbol, _)) = context.project.find(module.id, reference)
            {
                used.insert(symbol);
            }
        }
        nearly(context, module.id, usages, &mut used);
    }
    used
}

/// What unknown-name suggests counts as used: one slip is told once.
fn nearly(
    context: &Context<'_>,
    file: crate::source::FileId,
    usages: &[crate::model::Usage<'_>],
    used: &mut FxHashSet<Symbol>,
) {
    let Some(scope) = context.project.scope_of(file) else { return };
    // One name is looked for once, however often it stands there.
    let mut seen = FxHashSet::default();
    for usage in usages {
        let name = match usage.what {
            Named::Ref(reference) => reference.first(),
            Named::Ident(ident) => &ident.name,
        };
        let known = scope.names.contains_key(name) || scope.nodes.contains_key(name);
        if known || scope.asks.contains_key(name) || scope.aliases.contains_key(name) || !seen.insert(name) {
            continue;
        }
        // A field of a record is no slip either.
        if matches!(usage.what, Named::Ref(reference) if context.project.field(file, reference).is_some()) {
            continue;
        }
        let names = scope.names.iter().map(|(known, symbols)| (known.as_str(), symbols));
        used.extend(crate::model::nearest(name.as_str(), names).into_iter().flatten().copied());
    }
}
