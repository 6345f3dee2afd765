//! Several posts do it and none answers for it.

use crate::model::{Body, NodeKind, Work};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "nobody-accountable",
    code: "R02",
    group: Group::People,
    severity: Severity::Warning,
    page: include_str!("nobody_accountable.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (_, node) in view.graph.iter() {
            // Those who approve answer for their own decision.
            if !matches!(node.node.kind, NodeKind::Approval { .. }) && !node.node.broken {
                tell(&node.node.work, node.node.span(), node.node.label(), out);
            }
        }
    }
    for (_, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        if let Body::Routine(routine) = &decl.body {
            tell(&routine.work, decl.span(), decl.label(), out);
        }
    }
}

fn tell(work: &Work, at: Span, name: &str, out: &mut Vec<Finding>) {
    let count = work.by.len();
    if count > 1 && work.accountable.is_empty() {
        out.push(
            INFO.at(
                at,
                say!(
                    "`{name}` 由 {count} 个岗位做，没有写谁负责",
                    "{count} posts do `{name}`, and none answers for it"
                ),
            )
            .help(say!("写上 `accountable …`", "write `accountable …`")),
        );
    }
}
