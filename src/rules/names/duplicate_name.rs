//! One name twice in a scope.

use crate::model::{Body, Columns, DeclKind, Ident, Module, Name, Work, each_flow, each_node, is_same_type};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use rustc_hash::FxHashMap;

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
        let mut seen: FxHashMap<&Name, Span> = FxHashMap::default();
        for ident in module.file.decls.iter().filter_map(|decl| decl.ident.as_ref()) {
            once(&mut seen, ident, out);
        }
        nodes(context, module, out);
        torn(context, module, out);
        against_the_form(context, module, out);
        inside(module, out);
    }
    procedures(context, out);
}

fn once<'n>(seen: &mut FxHashMap<&'n Name, Span>, ident: &'n Ident, out: &mut Vec<Finding>) {
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

/// Where a record is filled, an ask that bears the name of one of its fields is that field.
fn against_the_form(context: &Context<'_>, module: &Module, out: &mut Vec<Finding>) {
    let mut told: Vec<Name> = Vec::new();
    let mut look = |work: &Work| {
        for record in &work.fills {
            let Some((_, decl)) = context.project.find_kind(module.id, record, DeclKind::Record) else { continue };
            let Body::Record(record) = &decl.body else { continue };
            for (ask, ident) in work.asks().filter_map(|ask| Some((ask, ask.ident.as_ref()?))) {
                let field = record.fields.iter().find(|field| field.ident.name == ident.name && field.ty.is_some());
                let types = field.and_then(|field| field.ty.as_ref()).zip(ask.ty.as_ref());
                let differ = types.is_some_and(|(field, ask)| !is_same_type(field, ask));
                let Some(field) = field.filter(|_| differ && !told.contains(&ident.name)) else { continue };
                told.push(ident.name.clone());
                let (name, form) = (&ident.name, decl.label());
                out.push(
                    INFO.at(
                        ident.span(),
                        say!(
                            "这里问的 `{name}` 与记录 `{form}` 的同名字段类型不同",
                            "`{name}` is asked here with another type than the field of the record `{form}` has"
                        ),
                    )
                    .also(field.ident.span(), say!("记录的字段在这里", "the field of the record"))
                    .help(say!(
                        "两处写成同一类型；问的是两件事，就换一个名称",
                        "ask it with one type, or give one of the two another name"
                    )),
                );
            }
        }
    };
    each_flow(&module.file, &mut |flow| each_node(&flow.nodes, &mut |node| look(&node.work)));
    for decl in &module.file.decls {
        if let Body::Routine(routine) = &decl.body {
            look(&routine.work);
        }
    }
}

/// Values in their category, fields in their record, limits in their table, clauses in their standard.
fn inside(module: &Module, out: &mut Vec<Finding>) {
    for decl in &module.file.decls {
        let mut seen: FxHashMap<&Name, Span> = FxHashMap::default();
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
                    let mut seen: FxHashMap<&Name, Span> = FxHashMap::default();
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
