//! The posts that have a part in what a file tells.

use rustc_hash::FxHashSet;

use super::posts::{doers, post};
use crate::model::{Action, Body, DeclKind, LateLine, Module, Named, Party, Ref, Symbol, Wanted, Work};
use crate::rules::Context;
use crate::source::{FileId, Span};

/// The posts that do, receive or report something in a file.
pub(super) fn parts(context: &Context<'_>, module: &Module) -> FxHashSet<Symbol> {
    let file = module.id;
    let owners: FxHashSet<Span> = owners(module).map(Ref::span).collect();
    let in_posts: Vec<Span> =
        module.file.decls.iter().filter(|decl| decl.body.kind() == DeclKind::Role).map(|decl| decl.at.0).collect();
    let counts = |at: Span| {
        // What stands in the declaration of a post says who it is, not what is done.
        let before = in_posts.partition_point(|post| post.start <= at.start);
        !owners.contains(&at)
            && !before.checked_sub(1).and_then(|index| in_posts.get(index)).is_some_and(|post| post.contains(at))
    };
    let mut found = FxHashSet::default();
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
fn superiors(context: &Context<'_>, file: FileId, work: &Work, default: &[LateLine], found: &mut FxHashSet<Symbol>) {
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
