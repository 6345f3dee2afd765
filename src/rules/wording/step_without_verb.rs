//! A box on the checklist that names a thing instead of an act.

use super::things::is_thing;
use crate::labels::Lang;
use crate::model::TextKind;
use crate::rules::pieces::each_text;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "step-without-verb",
    code: "S01",
    group: Group::Wording,
    severity: Severity::Info,
    page: include_str!("step_without_verb.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    each_text(context, |_, used, pieces| {
        if used.kind != TextKind::Do {
            return;
        }
        let named = pieces.iter().find(|piece| piece.lang().is_some_and(|lang| is_thing(piece.text, lang)));
        let Some(piece) = named else { return };
        let text = piece.text.trim();
        let help = match piece.lang() {
            Some(Lang::Zh) => format!("核对{text}"),
            _ => format!("check {}", text.to_lowercase()),
        };
        out.push(
            INFO.at(
                piece.at,
                say!(
                    "`{text}` 只说了对象，没有说要做什么",
                    "`{text}` names a thing and does not say what to do with it"
                ),
            )
            .cause(used.text.span())
            .help(say!("写出动作，例如 `{help}`", "begin with what is done, such as `{help}`")),
        );
    });
}
