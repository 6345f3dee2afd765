//! A limit of a table that no indicator measures.

use rustc_hash::{FxHashMap, FxHashSet};

use super::indicators;
use super::measured_backwards::is_backwards;
use crate::model::{Body, Measure, Name, Symbol};
use crate::rules::names::columns;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "limit-unmeasured",
    code: "K12",
    group: Group::Indicators,
    severity: Severity::Info,
    page: include_str!("limit_unmeasured.md"),
};

/// Where a limit of a table applies, and whether something measures it.
struct Applied<'p> {
    node: &'p str,
    at: Span,
    measured: bool,
}

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    if context.modules().any(|module| module.is_unread()) {
        return;
    }
    // A time up to a node measures the limits of that node, wherever it counts from.
    let mut measured: FxHashSet<(FileId, &Name)> = FxHashSet::default();
    for indicator in indicators(context) {
        if let Some((Measure::Time { from, to, .. }, _)) = indicator.measure() {
            // Where the two were swapped, that is what is wrong.
            let last = if is_backwards(context, indicator.file, from, to) { from } else { to };
            measured.extend(last.node.as_ref().map(|node| (indicator.file, &node.name)));
        }
    }
    let lost = |file: FileId| {
        let module = context.project.module(file);
        module.is_none_or(|module| {
            module.file.broken || module.file.decls.iter().any(|decl| decl.broken && matches!(decl.body, Body::Kpi(_)))
        })
    };
    let lost: FxHashSet<FileId> = context.modules().map(|module| module.id).filter(|file| lost(*file)).collect();
    let mut applied: FxHashMap<(Symbol, &Name), Applied<'_>> = FxHashMap::default();
    for view in &context.flows {
        let file = view.graph.file;
        for (_, node) in view.graph.iter() {
            let known = node.node.ident.as_ref().is_some_and(|ident| measured.contains(&(file, &ident.name)));
            for limit in &node.node.work.limits {
                let Some((symbol, _, name)) = context.project.table_limit(file, &limit.value) else { continue };
                let new = Applied { node: node.node.label(), at: limit.at.0, measured: false };
                let entry = applied.entry((symbol, &name.name)).or_insert(new);
                entry.measured |= known || view.graph.wild || lost.contains(&file);
            }
        }
    }
    for module in context.modules() {
        for (index, decl) in module.file.decls.iter().enumerate().filter(|(_, decl)| !decl.broken) {
            let Body::Sla(sla) = &decl.body else { continue };
            let mut told: FxHashSet<&Name> = FxHashSet::default();
            for limit in columns(sla) {
                let Some(found) = applied.get(&(Symbol { file: module.id, index }, &limit.name)) else { continue };
                if found.measured || !told.insert(&limit.name) {
                    continue;
                }
                let (name, node) = (&limit.name, found.node);
                out.push(
                    INFO.at(
                        limit.span(),
                        say!(
                            "没有指标衡量时限 `{name}` 守得怎样",
                            "no indicator measures how well the limit `{name}` is kept"
                        ),
                    )
                    .also(found.at, say!("时限用在 `{node}`", "the limit applies to `{node}`"))
                    .help(say!(
                        "写一个指标：`measure average time from … to {node}.end`",
                        "write an indicator: `measure average time from … to {node}.end`"
                    )),
                );
            }
        }
    }
}
