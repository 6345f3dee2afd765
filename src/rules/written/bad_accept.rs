//! An accept without a reason, of an unknown rule, or of one that cannot be accepted.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::rules::{accepts, can_be_accepted, catalogue, find};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "bad-accept",
    code: "X12",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("bad_accept.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for accept in accepts(context.project) {
        // A missing name is a mark of the tree, and told as such.
        let Some((rule, at)) = &accept.rule else { continue };
        let at: Span = at.0;
        if !catalogue::is_known(rule) {
            let names = catalogue::CATALOGUE.iter().flat_map(|(name, code)| [(*name, *name), (*code, *name)]);
            let finding = INFO.at(at, say!("没有名为 `{rule}` 的规则", "there is no rule `{rule}`"));
            out.push(match crate::model::nearest(rule, names) {
                Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
                None => finding.help(say!("`sop explain --all` 列出所有规则", "`sop explain --all` lists the rules")),
            });
        } else if is_protected(rule) {
            out.push(
                INFO.at(at, say!("规则 `{rule}` 的问题不能接受，只能改正", "findings of `{rule}` cannot be accepted"))
                    .help(say!("改正问题，去掉这一行", "mend what it finds, and take this line out")),
            );
        } else if accept.because.is_none() {
            out.push(
                INFO.at(accept.at.0, say!("接受偏离必须写明理由", "a deviation needs a reason"))
                    .help(say!("写上 `because \"…\"`", "write `because \"…\"`")),
            );
        }
    }
}

/// Whether a rule's findings must be mended. Rules that are not built yet are known by the letter of their code.
fn is_protected(rule: &str) -> bool {
    let code = catalogue::entry(rule).map(|(_, code)| code);
    match find(rule) {
        Some(info) => !can_be_accepted(info),
        None => code.is_some_and(|code| code.starts_with(['X', 'N'])),
    }
}
