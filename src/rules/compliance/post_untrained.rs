//! A post that has work to do and that no training is for.

use rustc_hash::FxHashSet;

use indexmap::IndexMap;

use crate::model::{Body, Decl, DeclKind, Name, NodeKind, Ref, each_flow, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "post-untrained",
    code: "C16",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("post_untrained.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(trained) = trained(context) else { return };
    for (name, (post, work)) in working(context) {
        if trained.contains(name) {
            continue;
        }
        out.push(
            INFO.at(
                post.span(),
                say!(
                    "岗位 `{name}` 有工作要做，却没有培训",
                    "the post `{name}` has work to do, and no training is for it"
                ),
            )
            .also(work, say!("例如这里由它做", "it does this, for example"))
            .help(say!("在培训里写 `for {name}`", "name it in a training: `for {name}`")),
        );
    }
}

/// The posts that a training is for, by name: a post may be declared in several files. `None` where there is no
/// training, or one that does not say for whom it is.
fn trained<'p>(context: &Context<'p>) -> Option<FxHashSet<&'p Name>> {
    if context.modules().any(crate::model::Module::is_unread) {
        return None;
    }
    let mut posts = FxHashSet::default();
    let mut any = false;
    for (_, decl) in context.decls() {
        let Body::Training(training) = &decl.body else { continue };
        if decl.broken || training.for_whom.is_empty() {
            return None;
        }
        any = true;
        posts.extend(training.for_whom.iter().map(Ref::last));
    }
    any.then_some(posts)
}

/// The posts of the house that do something, each with the first thing that it does.
fn working<'p>(context: &Context<'p>) -> IndexMap<&'p Name, (&'p Decl, Span)> {
    let mut found = IndexMap::new();
    let mut add = |file: FileId, by: &'p [Ref], at: Span| {
        for reference in by {
            let Some((_, decl)) = context.project.find_kind(file, reference, DeclKind::Role) else { continue };
            if let (Body::Role(role), Some(ident)) = (&decl.body, &decl.ident)
                && !role.external
            {
                found.entry(&ident.name).or_insert((decl, at));
            }
        }
    };
    for module in context.modules() {
        for decl in &module.file.decls {
            if let Body::Routine(routine) = &decl.body {
                add(module.id, &routine.work.by, decl.span());
            }
        }
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                if matches!(node.kind, NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. }) {
                    add(module.id, &node.work.by, node.span());
                }
            });
        });
    }
    found
}
