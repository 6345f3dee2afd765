//! A decision with one way out.

use crate::model::NodeKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "choice-of-one",
    code: "F17",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("choice_of_one.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (_, node) in view.graph.iter() {
            if !matches!(node.node.kind, NodeKind::Decision) || node.node.broken {
                continue;
            }
            let mut targets: Vec<&crate::model::Target> = Vec::new();
            for way in &node.node.work.ways {
                let bound = way.go.bound.as_ref().map(|bound| &bound.then);
                for target in std::iter::once(&way.go.to).chain(bound) {
                    if !targets.contains(&target) {
                        targets.push(target);
                    }
                }
            }
            // A decision may also decide a category that others read; then its ways say nothing.
            if targets.len() < 2 && node.node.work.sets.is_empty() {
                let name = node.node.label();
                out.push(
                    INFO.at(
                        node.node.span(),
                        say!("判断 `{name}` 只有一个去处", "the decision `{name}` has one way out"),
                    )
                    .help(say!("写出其他去处，或改成 `step`", "write the other ways, or make it a `step`")),
                );
            }
        }
    }
}
