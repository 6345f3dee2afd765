//! A post that acts under a limit has no `works`.

use rustc_hash::FxHashSet;

use super::posts::{each_limited, post};
use crate::model::Symbol;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "post-without-hours",
    code: "R07",
    group: Group::People,
    severity: Severity::Warning,
    page: include_str!("post_without_hours.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut told: FxHashSet<Symbol> = FxHashSet::default();
    each_limited(context, &mut |view, node| {
        for post in node.work.by.iter().filter_map(|name| post(context, view.graph.file, name)) {
            let lacks = post.role.works.is_none() && !post.role.external && !post.decl.broken;
            if lacks && told.insert(post.symbol) {
                let (name, step) = (post.decl.label(), node.label());
                out.push(
                    INFO.at(
                        post.decl.span(),
                        say!(
                            "岗位 `{name}` 有时限要守，却没有写什么时候上班",
                            "the post `{name}` works under a limit, and nothing says when it works"
                        ),
                    )
                    .also(node.span(), say!("它要在时限内完成 `{step}`", "it has a limit for `{step}`"))
                    .help(say!("写 `works …`，后面是工作日历", "write `works …` with the calendar of its hours")),
                );
            }
        }
    });
}
