//! A condition that no case can meet here.

use super::chosen;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "never-true",
    code: "F12",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("never_true.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        for (_, node, choice) in chosen(context, view) {
            for way in choice.never.iter().filter_map(|index| node.node.work.ways.get(*index)) {
                out.push(
                    INFO.at(
                        way.at.0,
                        say!("走到这里的事情都不符合这个条件", "no case that comes here meets this condition"),
                    )
                    .help(say!("改正条件，或删掉这一行", "mend the condition, or take the line out")),
                );
            }
        }
    }
}
