//! A placeholder that nobody has filled in.

use super::blanks::placeholder;
use crate::model::TextKind;
use crate::rules::pieces::each_text;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "placeholder-text",
    code: "S05",
    group: Group::Wording,
    severity: Severity::Warning,
    page: include_str!("placeholder_text.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    each_text(context, |_, used, pieces| {
        // Remarks and reasons speak of what is open; clauses are the words of another document.
        let speaks = matches!(used.kind, TextKind::Note | TextKind::Reason | TextKind::Unset | TextKind::Clause);
        if speaks {
            return;
        }
        let found = pieces.iter().find_map(|piece| Some((piece, placeholder(piece.text)?)));
        let Some((piece, at)) = found else { return };
        let word = piece.text.get(at.clone()).unwrap_or("");
        out.push(
            INFO.at(
                piece.place(at),
                say!("`{word}` 是占位符，还没有填写", "`{word}` is a placeholder that nobody has filled in"),
            )
            .cause(used.text.span())
            .help(say!(
                "填上实际内容；数值未定就写成参数：`param … = unset \"…\"`",
                "write what belongs there; a value that is still open is a parameter: `param … = unset \"…\"`"
            )),
        );
    });
}
