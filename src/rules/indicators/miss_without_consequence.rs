//! A target is missed and nothing happens.

use rustc_hash::FxHashSet;

use super::indicators;
use crate::model::{Body, Measure, Name, Ref, Symbol};
use crate::rules::records::fields_of;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "miss-without-consequence",
    code: "K11",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("miss_without_consequence.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    // A routine that cannot be read may read it.
    if context.modules().any(|module| module.is_unread() || module.file.broken) {
        return;
    }
    let mentioned: FxHashSet<&Name> = context.modules().flat_map(|module| &module.file.mentions).collect();
    let mut read: FxHashSet<Symbol> = FxHashSet::default();
    for (file, decl) in context.decls() {
        let Body::Routine(routine) = &decl.body else { continue };
        let inside = routine.flow.iter().flat_map(|flow| {
            let mut found = Vec::new();
            crate::model::each_node(&flow.nodes, &mut |node| found.extend(&node.work.reads));
            found
        });
        let found = routine.work.reads.iter().chain(inside).filter_map(|name| context.project.find(file, name));
        read.extend(found.map(|(symbol, _)| symbol));
    }
    let mut all = indicators(context).peekable();
    for module in context.modules() {
        let homes = context.project.filled_records(module.id);
        while let Some(indicator) = all.next_if(|next| next.file == module.id) {
            let Some(target) = indicator.kpi.target.as_ref().filter(|_| indicator.kpi.when_missed.is_empty()) else {
                continue;
            };
            let own = context.project.scope_of(module.id).zip(indicator.decl.ident.as_ref());
            let own = own.and_then(|(scope, ident)| scope.names.get(&ident.name)).into_iter().flatten();
            let is_read = own.into_iter().any(|symbol| read.contains(symbol))
                || records(context, module.id, indicator.measure().map(|(measure, _)| measure), &homes)
                    .iter()
                    .any(|record| read.contains(record));
            let lost = indicator.decl.ident.as_ref().is_some_and(|ident| mentioned.contains(&ident.name));
            if is_read || lost {
                continue;
            }
            let name = indicator.decl.label();
            out.push(
                INFO.at(
                    indicator.decl.span(),
                    say!("指标 `{name}` 没达标时什么也不会发生", "nothing happens when `{name}` misses its target"),
                )
                .also(target.value.span(), say!("目标", "the target"))
                .help(say!(
                    "写 `when missed -> …`，后面是例行工作或规程，或让例行工作 `reads {name}`",
                    "write `when missed -> …` with a routine or procedure, or let a routine read it: `reads {name}`"
                )),
            );
        }
    }
}

/// The records that a measure takes its figures from.
fn records(context: &Context<'_>, file: FileId, measure: Option<&Measure>, homes: &[Symbol]) -> Vec<Symbol> {
    let mut found = Vec::new();
    let mut field = |field: &Ref| {
        found.extend(context.project.find(file, field).map(|(symbol, _)| symbol));
        let holds = |symbol: &&Symbol| match context.project.decl(**symbol).map(|decl| &decl.body) {
            Some(Body::Record(record)) => record.fields.iter().any(|known| known.ident.name == *field.last()),
            _ => false,
        };
        found.extend(homes.iter().filter(holds).copied());
    };
    measure.into_iter().for_each(|measure| fields_of(measure, &mut field));
    found
}
