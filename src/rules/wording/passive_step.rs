//! A box on the checklist that says what must be done, and lets nobody do it.

use super::passive::passive;
use crate::model::{Owner, TextKind};
use crate::rules::pieces::each_text;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "passive-step",
    code: "S03",
    group: Group::Wording,
    severity: Severity::Info,
    page: include_str!("passive_step.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    each_text(context, |_, used, pieces| {
        let is_work =
            used.kind == TextKind::Do || (used.kind == TextKind::Title && matches!(used.owner, Owner::Node(_)));
        if !is_work {
            return;
        }
        let found = pieces.iter().find_map(|piece| Some((piece, passive(piece.text, piece.lang()?)?)));
        let Some((piece, at)) = found else { return };
        let words = piece.text.get(at.clone()).unwrap_or("");
        out.push(
            INFO.at(piece.place(at), say!("`{words}`：看不出由谁来做", "`{words}` does not say who acts"))
                .cause(used.text.span())
                .help(say!(
                    "直接写动作，例如“记录投诉”；由谁做写在 `by`",
                    "say what to do, such as `Record the complaint`; `by` says who"
                )),
        );
    });
}
