//! Two ways hold together and their order decides.

use super::chosen;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "overlapping-ways",
    code: "F08",
    group: Group::Flow,
    severity: Severity::Warning,
    page: include_str!("overlapping_ways.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (_, node, choice) in chosen(view) {
            for pair in &choice.overlaps {
                let ways = &node.node.work.ways;
                let (Some(first), Some(second)) = (ways.get(pair.first), ways.get(pair.second)) else { continue };
                let words = super::in_words(view, &pair.case);
                out.push(
                    INFO.at(
                        second.at.0,
                        say!(
                            "{words} 时两条都成立，前面一条说了算",
                            "for {words} both lines hold, and the first one wins"
                        ),
                    )
                    .also(first.at.0, say!("前面一条", "the first one"))
                    .help(say!(
                        "让两个条件不重叠，或把后一条写成 `otherwise`",
                        "make the conditions exclude each other, or write the second as `otherwise`"
                    )),
                );
            }
        }
    }
}
