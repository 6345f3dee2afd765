//! One name twice in a scope.

use crate::model::{Body, Columns, Ident, Module, Name};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use std::collections::HashMap;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "duplicate-name",
    code: "N02",
    group: Group::Names,
    severity: Severity::Error,
    page: include_str!("duplicate_name.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        let mut seen: HashMap<&Name, Span> = HashMap::new();
        for ident in module.file.decls.iter().filter_map(|decl| decl.ident.as_ref()) {
            once(&mut seen, ident, out);
        }
        nodes(context, module, out);
        torn(context, module, out);
        inside(module, out);
    }
    procedures(context, out);
}

fn once<'n>(seen: &mut HashMap<&'n Name, Span>, ident: &'n Ident, out: &mut Vec<Finding>) {
    match seen.get(&ident.name) {
        Some(first) => out.push(twice(ident, *first)),
        None => drop(seen.insert(&ident.name, ident.span())),
    }
}

fn twice(ident: &Ident, first: Span) -> Finding {
    let name = &ident.name;
    INFO.at(ident.span(), say!("名称 `{name}` 已经用过", "the name `{name}` is taken"))
        .also(first, say!("先在这里声明", "it is declared here first"))
        .help(say!("换一个名称", "choose another name"))
}

/// The nodes, branches and ends of all flows of a file share one scope, and none may bear the name of a declaration.
fn nodes(context: &Context<'_>, module: &Module, out: &mut Vec<Finding>) {
    let Some(scope) = context.project.scope_of(module.id) else { return };
    let mut found: Vec<(&Name, Span, Span)> = Vec::new();
    for (name, nodes) in &scope.nodes {
        let declared = scope.names.get(name).and_then(|symbols| symbols.first());
        let declared = declared.and_then(|symbol| context.project.decl(*symbol)).map(crate::model::Decl::span);
        let first = declared.or_else(|| nodes.first().map(|node| node.at));
        let others = nodes.iter().skip(usize::from(declared.is_none()));
        found.extend(others.filter_map(|node| Some((name, node.at, first?))));
    }
    for (name, at, first) in found {
        let ident = Ident { name: name.clone(), at: at.into() };
        out.push(twice(&ident, first));
    }
}

/// One field that is asked with two types is two fields of one name. It is told at the first ask that differs.
fn torn(context: &Context<'_>, module: &Module, out: &mut Vec<Finding>) {
    let Some(scope) = context.project.scope_of(module.id) else { return };
    for (index, (name, at, first)) in scope.torn.iter().enumerate() {
        if scope.torn.iter().take(index).any(|(earlier, ..)| earlier == name) {
            continue;
        }
        out.push(
            INFO.at(
                *at,
                say!("字段 `{name}` 前面已经问过，类型不同", "the field `{name}` is asked before, with another type"),
            )
            .also(*first, say!("先在这里问", "it is asked here first"))
            .help(say!(
                "两处写成同一类型；问的是两件事，就换一个名称",
                "ask it with one type, or give one of the two another name"
            )),
        );
    }
}

/// Values in their category, fields in their record, limits in their table, clauses in their standard.
fn inside(module: &Module, out: &mut Vec<Finding>) {
    for decl in &module.file.decls {
        let mut seen: HashMap<&Name, Span> = HashMap::new();
        match &decl.body {
            Body::Category(category) => {
                category
                    .values
                    .iter()
                    .filter_map(|value| value.ident.as_ref())
                    .for_each(|ident| once(&mut seen, ident, out));
            }
            Body::Record(record) => record.fields.iter().for_each(|field| {
                // A line that gives a listed field its type is no second field.
                if field.ty.is_none() && field.title.is_none() {
                    once(&mut seen, &field.ident, out);
                }
            }),
            Body::Standard(standard) => {
                standard.clauses.iter().filter_map(|clause| clause.id.as_ref()).for_each(|id| once(&mut seen, id, out));
            }
            Body::Sla(sla) => {
                for table in &sla.tables {
                    let mut seen: HashMap<&Name, Span> = HashMap::new();
                    let (Columns::Limits(names) | Columns::Values { values: names, .. }) = &table.columns;
                    names.iter().for_each(|name| once(&mut seen, name, out));
                }
            }
            _ => {}
        }
    }
}

fn procedures(context: &Context<'_>, out: &mut Vec<Finding>) {
    for files in context.project.procedures.values().filter(|files| files.len() > 1) {
        let idents = files.iter().filter_map(|id| context.project.module(*id)?.file.procedure());
        let mut idents = idents.collect::<Vec<_>>().into_iter();
        let Some(first) = idents.next() else { continue };
        idents.for_each(|ident| out.push(twice(ident, first.span())));
    }
}
