//! A control that asks for an order which does not hold.

use crate::flow::precedes;
use crate::model::ControlKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "order-broken",
    code: "C03",
    group: Group::Compliance,
    severity: Severity::Error,
    page: include_str!("order_broken.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, view, control) in super::controls(context) {
        let ControlKind::Before(first, second) = &control.kind else { continue };
        let Some(broken) = super::broken(context, view, (first, second), precedes) else { continue };
        let (first, second) = (broken.first, broken.second);
        out.push(broken.shown(INFO.at(
            control.at.0,
            say!(
                "`{second}` 可以在 `{first}` 没有完成时开始",
                "`{second}` can be entered although `{first}` is not done"
            ),
        )));
    }
}
