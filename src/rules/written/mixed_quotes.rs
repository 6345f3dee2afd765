//! A text that opens with one quote and closes with another.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "mixed-quotes",
    code: "X14",
    group: Group::Written,
    severity: Severity::Warning,
    page: include_str!("mixed_quotes.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for mark in context.marks.iter().filter(|mark| mark.node.kind() == Kind::s_mixed) {
        let text = mark.node.text();
        let (open, close) = (text.chars().next().unwrap_or('"'), text.chars().next_back().unwrap_or('"'));
        let finding = INFO
            .at(
                mark.span(),
                say!("文字以 {open} 开头，却以 {close} 结尾", "the text opens with {open} and closes with {close}"),
            )
            .help(say!("两头用同一种引号：`\"…\"`", "use one kind of quote at both ends: `\"…\"`"));
        let inner = mark.node.text().get(open.len_utf8()..).and_then(|rest| rest.strip_suffix(close)).unwrap_or("");
        out.push(if inner.contains(['"', '“', '”', '「', '」']) {
            finding
        } else {
            finding.mend(mark.span(), format!("\"{inner}\""))
        });
    }
}
