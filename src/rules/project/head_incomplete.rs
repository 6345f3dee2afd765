//! A head that does not say everything by which a document is controlled.

use crate::model::{Head, Status};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "head-incomplete",
    code: "P05",
    group: Group::Project,
    severity: Severity::Warning,
    page: include_str!("head_incomplete.md"),
};

/// A piece that every head has: its word in Chinese, how it is written, whether it is there.
type Piece = (&'static str, &'static str, fn(&Head) -> bool);

const PIECES: &[Piece] = &[
    ("编号", "number \"…\"", |head| head.number.is_some()),
    ("版本", "version \"1.0\"", |head| head.version.is_some()),
    ("状态", "status draft", |head| head.status.is_some()),
    ("责任岗位", "owner …", |head| head.owner.is_some()),
    ("编制", "author …", |head| head.author.is_some()),
    ("生效日期", "effective 2026-01-01", |head| head.effective.is_some()),
    ("评审", "review every 12 months by …", |head| head.review.is_some()),
    ("目的", "purpose \"…\"", |head| head.purpose.is_some()),
    ("范围", "scope \"…\"", |head| head.scope.is_some()),
];

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, head) in super::heads(context) {
        out.extend(unapproved(head));
        let missing: Vec<&Piece> = PIECES.iter().filter(|(_, _, is_there)| !is_there(head)).collect();
        let Some((_, first, _)) = missing.first() else { continue };
        let name = head.ident.as_ref().map_or("sop", |ident| ident.name.as_str());
        let zh = missing.iter().map(|(word, ..)| *word).collect::<Vec<_>>().join("、");
        let keyword = |written: &'static str| written.split(' ').next().unwrap_or(written);
        let en = missing.iter().map(|(_, written, _)| format!("`{}`", keyword(written))).collect::<Vec<_>>().join(", ");
        out.push(
            INFO.at(head.span(), say!("规程 `{name}` 的文件头没有写{zh}", "the head of `{name}` lacks {en}")).help(
                say!(
                    "在 `sop` 后面的大括号里补上，例如 `{first}`",
                    "add it inside the braces of `sop`, such as `{first}`"
                ),
            ),
        );
    }
}

/// A document that says it is approved, and nobody approved it. It stands at the status, so that who approves it knows
/// that this is what the approval mends.
fn unapproved(head: &Head) -> Option<Finding> {
    let (_, at) =
        head.status.as_ref().filter(|(status, _)| *status == Status::Approved && head.approvals.is_empty())?;
    let name = head.ident.as_ref().map_or("sop", |ident| ident.name.as_str());
    let message =
        say!("规程 `{name}` 写着已批准，却没有人批准", "`{name}` says that it is approved, and nobody approved it");
    Some(INFO.at(at.0, message).help(say!(
        "用 `sop approve FILE --as … --role …` 批准，或写 `status draft`",
        "approve it with `sop approve FILE --as … --role …`, or write `status draft`"
    )))
}
