//! A post approves without `may approve`, where the project uses `may`.

use rustc_hash::FxHashSet;

use super::posts::{Post, post};
use crate::model::{Action, NodeKind, Party, Symbol};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "may-not-approve",
    code: "R12",
    group: Group::People,
    severity: Severity::Error,
    page: include_str!("may_not_approve.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    if !context.project.says_authority() {
        return;
    }
    for view in &context.flows {
        let file = view.graph.file;
        for (_, node) in view.graph.iter().filter(|(_, node)| !node.node.broken) {
            if !matches!(node.node.kind, NodeKind::Approval { .. }) {
                continue;
            }
            let work = &node.node.work;
            let approvers = work.by.iter().filter_map(|name| Some((name.span(), post(context, file, name)?)));
            // Who takes an approval over approves as well.
            let late = work.limits.iter().flat_map(|limit| match limit.late.is_empty() {
                true => &view.graph.flow.late,
                false => &limit.late,
            });
            let takers = late.flat_map(|line| &line.actions).flat_map(|action| match action {
                Action::HandOver(Party::Post(name)) => {
                    post(context, file, name).map(|post| (name.span(), post)).into_iter().collect()
                }
                Action::HandOver(Party::Superior(at)) => {
                    let above = work.by.iter().filter_map(|name| post(context, file, name));
                    above.flat_map(|post| post.superiors(context)).map(|post| (at.0, post)).collect::<Vec<_>>()
                }
                _ => Vec::new(),
            });
            let mut told: FxHashSet<Symbol> = FxHashSet::default();
            for (at, post) in approvers.chain(takers) {
                let lacks = !post.role.may_approve && !post.decl.broken;
                if lacks && told.insert(post.symbol) {
                    out.push(tell(at, &post, node.node.label()));
                }
            }
        }
    }
}

fn tell(at: Span, post: &Post<'_>, step: &str) -> Finding {
    let name = post.decl.label();
    INFO.at(
        at,
        say!(
            "`{name}` 要审批 `{step}`，但没有审批权限",
            "`{name}` decides on `{step}` and has no authority to approve"
        ),
    )
    .also(post.decl.span(), say!("`{name}` 的权限写在这里", "what `{name}` may do is said here"))
    .help(say!(
        "在岗位 `{name}` 中写 `may approve`，或换一个有权限的岗位审批",
        "write `may approve` in the post `{name}`, or let a post approve that may"
    ))
}
