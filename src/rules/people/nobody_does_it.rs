//! A step, decision, approval, routine or training without somebody who does it.

use super::empty_posts;
use crate::model::{Body, NodeKind};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "nobody-does-it",
    code: "R01",
    group: Group::People,
    severity: Severity::Error,
    page: include_str!("nobody_does_it.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    empty_posts::check(context, out);
    for view in &context.flows {
        for (_, node) in view.graph.iter() {
            let works = matches!(node.node.kind, NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. });
            if works && node.node.work.by.is_empty() && !node.node.broken {
                out.push(tell(node.node.span(), node.node.label()));
            }
        }
    }
    for (_, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        match &decl.body {
            Body::Routine(routine) if routine.work.by.is_empty() && routine.flow.is_none() => {
                out.push(tell(decl.span(), decl.label()));
            }
            Body::Training(training) if training.by.is_empty() => {
                let name = decl.label();
                let finding =
                    INFO.at(decl.span(), say!("没有写由谁来办培训 `{name}`", "nobody gives the training `{name}`"));
                out.push(finding.help(say!("写上主讲或组织的岗位：`by …`", "name the post that trains: `by …`")));
            }
            _ => {}
        }
    }
}

fn tell(at: Span, name: &str) -> Finding {
    INFO.at(at, say!("没有人做 `{name}`", "nobody does `{name}`"))
        .help(say!("写上岗位：`by …`", "name the post: `by …`"))
}
