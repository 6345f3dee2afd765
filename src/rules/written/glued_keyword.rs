//! A Chinese keyword stuck to the next word.

use super::words;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::Kind;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "glued-keyword",
    code: "X05",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("glued_keyword.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for mark in context.marks.iter().filter(|mark| !mark.inside_unread) {
        if !matches!(mark.node.kind(), Kind::bad_head | Kind::bad_value | Kind::head_junk) {
            continue;
        }
        let Some((keyword, rest)) = words::glued(context, mark) else { continue };
        let width = u32::try_from(keyword.len() + rest.len()).unwrap_or(0);
        let at = Span::new(mark.module.id, mark.node.start(), mark.node.start() + width);
        let between = at.start + u32::try_from(keyword.len()).unwrap_or(0);
        out.push(
            INFO.at(
                at,
                say!("关键字 `{keyword}` 和后面的 `{rest}` 连在一起了", "the keyword `{keyword}` is stuck to `{rest}`"),
            )
            .help(say!("在中间加一个空格：`{keyword} {rest}`", "put a blank between them: `{keyword} {rest}`"))
            .mend(Span::new(at.file, between, between), " "),
        );
    }
}
