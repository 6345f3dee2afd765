//! More than one internal post reports to nobody.

use rustc_hash::FxHashMap;

use indexmap::IndexMap;
use petgraph::unionfind::UnionFind;

use super::posts::{Identity, Post, all};
use crate::model::{Callee, NodeKind, StartOn, each_flow, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::FileId;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "several-tops",
    code: "R13",
    group: Group::People,
    severity: Severity::Warning,
    page: include_str!("several_tops.md"),
};

/// A post as all its declarations tell of it.
struct Known<'p> {
    post: Post<'p>,
    /// Whether one of them names a post above.
    reports: bool,
    external: bool,
    /// How many report to it.
    below: usize,
}

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    if context.modules().any(|module| module.is_unread() || module.file.broken) {
        return;
    }
    let linked = linked(context);
    let mut groups: IndexMap<usize, IndexMap<Identity<'_>, Known<'_>>> = IndexMap::new();
    for post in all(context) {
        let group = groups.entry(linked.find(post.symbol.file.index())).or_default();
        let new = Known { post, reports: false, external: false, below: 0 };
        let known = group.entry(post.identity()).or_insert(new);
        known.reports |= !post.role.reports_to.is_empty();
        known.external |= post.role.external;
    }
    let mut below: FxHashMap<Identity<'_>, usize> = FxHashMap::default();
    for above in all(context).flat_map(|post| post.superiors(context).collect::<Vec<_>>()) {
        *below.entry(above.identity()).or_default() += 1;
    }
    for mut group in groups.into_values() {
        // Where nobody writes who reports to whom, nothing was forgotten.
        if !group.values().any(|known| known.reports) {
            continue;
        }
        for (identity, known) in &mut group {
            known.below = below.get(identity).copied().unwrap_or(0);
        }
        let tops: Vec<&Known<'_>> = group.values().filter(|known| !known.reports && !known.external).collect();
        let Some(top) = tops.iter().rev().max_by_key(|known| known.below) else { continue };
        let highest = top.post.decl.label();
        for other in tops.iter().filter(|other| other.post.symbol != top.post.symbol) {
            let name = other.post.decl.label();
            out.push(
                INFO.at(
                    other.post.decl.span(),
                    say!(
                        "岗位 `{name}` 没有上级，`{highest}` 也没有",
                        "the post `{name}` reports to nobody, and neither does `{highest}`"
                    ),
                )
                .also(top.post.decl.span(), say!("`{highest}` 在这里", "`{highest}` is here"))
                .help(say!(
                    "写 `reports to …`；外部岗位写 `external`",
                    "write `reports to …`, or `external` if it belongs to others"
                )),
            );
        }
    }
}

/// Files that use, call or follow one another tell of one organisation; of others nobody knows.
fn linked(context: &Context<'_>) -> UnionFind<usize> {
    let project = context.project;
    let mut linked = UnionFind::new(project.modules.len());
    let mut join = |a: FileId, b: Option<FileId>| {
        if let Some(b) = b {
            linked.union(a.index(), b.index());
        }
    };
    for (module, uses) in project.modules.iter().zip(&project.uses) {
        uses.iter().for_each(|used| join(module.id, *used));
        each_flow(&module.file, &mut |flow| {
            for start in &flow.starts {
                if let StartOn::After(name) = &start.on {
                    join(module.id, project.procedures.get(name.first()).and_then(|files| files.first()).copied());
                }
            }
            each_node(&flow.nodes, &mut |node| {
                if let NodeKind::Call { procedure } = &node.kind
                    && *procedure != Callee::Missing
                {
                    join(module.id, project.callee(module.id, procedure));
                }
            });
        });
    }
    linked
}
