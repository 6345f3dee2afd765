//! An otherwise that no case can reach.

use super::{branched, chosen};
use crate::model::{Guard, Trigger};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "otherwise-never",
    code: "F13",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("otherwise_never.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in context.flows.iter().filter(|view| !view.graph.wild) {
        for (_, node, _) in chosen(view).filter(|(_, _, choice)| choice.otherwise_never) {
            let otherwise = node.node.work.ways.iter().find(|way| way.trigger == Trigger::Otherwise);
            out.extend(otherwise.map(|way| tell(way.at.0)));
        }
        for (_, branches, _) in branched(view).filter(|(_, _, branching)| branching.otherwise_never) {
            let otherwise = branches.iter().find(|branch| branch.guard == Guard::Otherwise);
            out.extend(otherwise.map(|branch| tell(branch.head.0)));
        }
    }
}

fn tell(at: Span) -> Finding {
    INFO.at(
        at,
        say!(
            "其他条件已经覆盖所有情况，这个 `otherwise` 永远走不到",
            "the other conditions cover every case, so no case takes this `otherwise`"
        ),
    )
    .help(say!("删掉它，或把其中一条并入它", "take it out, or let it stand for one of the others"))
}
