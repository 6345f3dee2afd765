//! A share of nothing, or of cases that cannot have the property.

use super::cases::Flow;
use super::indicators;
use super::setters::Setters;
use crate::flow::FlowNode;
use crate::model::{CaseSet, Cond, Measure};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "share-without-base",
    code: "K07",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("share_without_base.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let setters = Setters::of(context);
    for indicator in indicators(context) {
        let Some((Measure::Share { of, among }, at)) = indicator.measure() else { continue };
        let names = of.ends.iter().chain(&among.ends).map(|end| end.last());
        let Some(flow) = Flow::of(context, indicator.file, names) else { continue };
        let (Some(some), Some(base)) = (flow.ends(of), flow.ends(among)) else { continue };
        // An end that no case comes to is told by the rules of the flow.
        if base.is_empty() || some.iter().chain(&base).any(|end| !flow.view.reached.has(end.enter)) {
            continue;
        }
        let name = indicator.decl.label();
        let meets = |ends: &[&FlowNode<'_>], sets: &[&CaseSet]| {
            let conds: Vec<&Cond> = sets.iter().filter_map(|set| set.condition.as_ref()).collect();
            ends.iter().any(|end| flow.may_meet(&setters, end.enter, &conds))
        };
        let both: Vec<&FlowNode<'_>> =
            base.iter().filter(|end| some.iter().any(|other| other.enter == end.enter)).copied().collect();
        let message = if !meets(&base, &[among]) {
            say!("指标 `{name}` 没有可以统计的案件", "there are no cases of which `{name}` is a share")
        } else if !meets(&both, &[of, among]) {
            say!(
                "指标 `{name}` 统计的案件都不会符合条件，结果总是 0%",
                "no case among those that `{name}` looks at can have the property: it is always 0%"
            )
        } else {
            continue;
        };
        out.push(
            INFO.at(at, message)
                .help(say!("改正 `where`、`ending in` 或 `among cases`", "mend `where`, `ending in` or `among cases`")),
        );
    }
}
