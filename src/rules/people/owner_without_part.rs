//! The owner of a procedure or indicator has no part in it.

use std::collections::HashSet;

use super::posts::{doers, post};
use crate::model::{
    Action, Body, DeclKind, LateLine, Module, Named, NodeKind, Party, Ref, Symbol, Wanted, Work, each_flow, each_node,
};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "owner-without-part",
    code: "R09",
    group: Group::People,
    severity: Severity::Info,
    page: include_str!("owner_without_part.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let parts: Vec<HashSet<Symbol>> = context.modules().map(|module| parts(context, module)).collect();
    for module in context.modules().filter(|module| has_work(module)) {
        let mut known = parts.get(module.id.index()).cloned().unwrap_or_default();
        // What is done in a procedure that it calls is done in it.
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                if let NodeKind::Call { procedure } = &node.kind
                    && let Some(callee) = context.project.callee(module.id, procedure)
                {
                    known.extend(parts.get(callee.index()).into_iter().flatten());
                }
            });
        });
        let mut told: HashSet<Symbol> = HashSet::new();
        let mut tell = |owner: &Ref, what: &str, is_kpi: bool| {
            let Some(post) = post(context, module.id, owner) else { return };
            if !known.contains(&post.symbol) && told.insert(post.symbol) {
                let name = post.decl.label();
                let message = match is_kpi {
                    true => say!(
                        "`{name}` 对指标 `{what}` 负责，在规程里却什么都不做，也不接收任何信息",
                        "`{name}` answers for the indicator `{what}`, and does, receives and reports nothing here"
                    ),
                    false => say!(
                        "`{name}` 对规程负责，在里面却什么都不做，也不接收任何信息",
                        "`{name}` answers for the procedure, and does, receives and reports nothing in it"
                    ),
                };
                out.push(INFO.at(owner.span(), message).help(say!(
                    "写明它做什么或收到什么，例如 `informs {name}`，或换一个负责的岗位",
                    "say what it does or receives, such as `informs {name}`, or name another owner"
                )));
            }
        };
        if let Some(head) = module.file.head.as_ref().filter(|head| !head.broken) {
            head.owner.iter().for_each(|owner| tell(owner, "", false));
        }
        for decl in module.file.decls.iter().filter(|decl| !decl.broken) {
            if let Body::Kpi(kpi) = &decl.body {
                kpi.owner.iter().for_each(|owner| tell(owner, decl.label(), true));
            }
        }
    }
}

/// Whether all of a file is known, and there is work in which a post could have a part.
fn has_work(module: &Module) -> bool {
    let file = &module.file;
    let mut work = file.decls.iter().any(|decl| matches!(decl.body, Body::Routine(_)));
    let mut whole = !module.is_unread() && !file.broken && !file.doubled;
    each_flow(file, &mut |flow| {
        work |= !flow.nodes.is_empty();
        whole &= !flow.broken && flow.unset.is_none();
        each_node(&flow.nodes, &mut |node| whole &= !node.broken && !matches!(node.kind, NodeKind::Broken(_)));
    });
    work && whole && !file.decls.iter().any(|decl| decl.broken)
}

/// The posts that do, receive or report something in a file.
fn parts(context: &Context<'_>, module: &Module) -> HashSet<Symbol> {
    let file = module.id;
    let owners: HashSet<Span> = owners(module).map(Ref::span).collect();
    let in_posts: Vec<Span> =
        module.file.decls.iter().filter(|decl| decl.body.kind() == DeclKind::Role).map(|decl| decl.at.0).collect();
    let counts = |at: Span| {
        // What stands in the declaration of a post says who it is, not what is done.
        let before = in_posts.partition_point(|post| post.start <= at.start);
        !owners.contains(&at)
            && !before.checked_sub(1).and_then(|index| in_posts.get(index)).is_some_and(|post| post.contains(at))
    };
    let mut found = HashSet::new();
    for usage in context.usages.get(file.index()).into_iter().flatten() {
        let Named::Ref(name) = usage.what else { continue };
        match usage.wanted {
            Wanted::Role | Wanted::Doer if counts(name.span()) => {
                found.extend(post(context, file, name).map(|post| post.symbol));
            }
            // Who receives or keeps a record that is filled or read here.
            Wanted::Record | Wanted::Readable => {
                let Some((symbol, decl)) = context.project.find_kind(file, name, DeclKind::Record) else { continue };
                let Body::Record(record) = &decl.body else { continue };
                let keeper = record.kept.as_ref().and_then(|(_, by)| by.as_ref());
                let posts = record.readers.iter().chain(keeper).filter_map(|name| post(context, symbol.file, name));
                found.extend(posts.map(|post| post.symbol));
            }
            _ => {}
        }
    }
    for view in context.flows_of(file) {
        for (_, node) in view.graph.iter() {
            superiors(context, file, &node.node.work, &view.graph.flow.late, &mut found);
        }
    }
    for decl in &module.file.decls {
        if let Body::Routine(routine) = &decl.body {
            superiors(context, file, &routine.work, &[], &mut found);
        }
    }
    found
}

fn owners(module: &Module) -> impl Iterator<Item = &Ref> {
    let kpis = module.file.decls.iter().filter_map(|decl| match &decl.body {
        Body::Kpi(kpi) => kpi.owner.as_ref(),
        _ => None,
    });
    module.file.head.iter().filter_map(|head| head.owner.as_ref()).chain(kpis)
}

/// Adds the superiors whom a limit that is missed, or about to be, is told to.
fn superiors(context: &Context<'_>, file: FileId, work: &Work, default: &[LateLine], found: &mut HashSet<Symbol>) {
    let upward = |action: &Action| match action {
        Action::Notify(parties, _) => parties.iter().any(|party| matches!(party, Party::Superior(_))),
        Action::HandOver(party) => matches!(party, Party::Superior(_)),
        Action::Go(_) | Action::Broken => false,
    };
    let told = work.limits.iter().any(|limit| {
        let late = if limit.late.is_empty() { default } else { limit.late.as_slice() };
        let warns = limit.warns.iter().filter_map(|warn| warn.notify.as_ref());
        late.iter().flat_map(|line| &line.actions).chain(warns).any(upward)
    });
    if told {
        let doers = doers(context, file, work).unwrap_or_default();
        found.extend(doers.iter().flat_map(|doer| doer.superiors(context)).map(|above| above.symbol));
    }
}
