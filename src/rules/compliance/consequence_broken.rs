//! A control that asks for a consequence which does not always follow.

use crate::flow::leads_to;
use crate::model::ControlKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "consequence-broken",
    code: "C05",
    group: Group::Compliance,
    severity: Severity::Error,
    page: include_str!("consequence_broken.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, view, control) in super::controls(context) {
        let ControlKind::LeadsTo(first, second) = &control.kind else { continue };
        let Some(broken) = super::broken(context, view, (first, second), leads_to) else { continue };
        let (first, second) = (broken.first, broken.second);
        let message =
            say!("`{first}` 完成之后不一定到 `{second}`", "after `{first}` a case can end without `{second}`");
        out.push(broken.shown(INFO.at(control.at.0, message)));
    }
}
