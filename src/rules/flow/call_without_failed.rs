//! A procedure that can fail is called without a way for it.

use crate::model::{NodeKind, Trigger};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "call-without-failed",
    code: "F18",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("call_without_failed.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (_, node) in view.graph.iter() {
            let NodeKind::Call { procedure } = &node.node.kind else { continue };
            let callee = context.project.callee(view.graph.file, procedure).and_then(|id| context.project.module(id));
            let Some(flow) = callee.and_then(|module| module.file.flow.as_ref()) else { continue };
            let ways = &node.node.work.ways;
            let covered = |name: &crate::model::Name| {
                ways.iter().any(
                    |way| matches!(&way.trigger, Trigger::Ended(ends) if ends.iter().any(|end| end.last() == name)),
                )
            };
            let handled = ways.iter().any(|way| way.trigger == Trigger::Failed);
            let failing = flow.nodes.iter().find(|end| {
                matches!(end.kind, NodeKind::End { failed: true })
                    && end.ident.as_ref().is_some_and(|ident| !covered(&ident.name))
            });
            let Some(end) = failing.filter(|_| !handled && !node.node.broken) else { continue };
            let (name, failure) = (node.node.label(), end.label());
            out.push(
                INFO.at(
                    node.node.span(),
                    say!(
                        "`{name}` 调用的规程可能失败，这里没有写失败时去哪里",
                        "the procedure that `{name}` calls can fail, and nothing says where to go then"
                    ),
                )
                .also(end.span(), say!("它可能结束于 `{failure}`", "it may end in `{failure}`"))
                .help(say!("写上 `when failed -> …`", "write `when failed -> …`")),
            );
        }
    }
}
