//! A condition that no case can meet here.

use super::{branched, chosen};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

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
        for (_, node, choice) in chosen(view) {
            let ways = choice.never.iter().filter_map(|index| node.node.work.ways.get(*index));
            out.extend(ways.map(|way| tell(way.at.0)));
        }
        for (_, branches, branching) in branched(view) {
            let never = branching.never.iter().filter_map(|index| branches.get(*index));
            out.extend(never.filter(|branch| !branch.broken).map(|branch| tell(branch.head.0)));
        }
        super::never_fails::check(context, view, out);
    }
}

fn tell(at: Span) -> Finding {
    INFO.at(at, say!("走到这里的事情都不符合这个条件", "no case that comes here meets this condition"))
        .help(say!("改正条件，或删掉它", "mend the condition, or take it out"))
}
