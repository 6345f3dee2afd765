//! The author of a document approves it.

use crate::model::{Body, DeclKind, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "author-approves",
    code: "P04",
    group: Group::Project,
    severity: Severity::Error,
    page: include_str!("author_approves.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (module, head) in super::heads(context) {
        let post = |reference| context.project.find_kind(module.id, reference, DeclKind::Role);
        let Some(reference) = &head.author else { continue };
        let Some((author, decl)) = post(reference) else { continue };
        let Body::Role(role) = &decl.body else { continue };
        // Of a post that several people hold, one may have written and another approved.
        let count = role.count.as_ref().and_then(|count| context.project.value(author.file, count));
        if matches!(count, Some(Value::Number(number)) if *number > rust_decimal::Decimal::ONE) || decl.broken {
            continue;
        }
        // Approved by others too, it was still approved by its author.
        let own = head.approvals.iter().find(|approval| post(&approval.by).is_some_and(|(symbol, _)| symbol == author));
        let Some(approval) = own else { continue };
        let name = decl.label();
        out.push(
            INFO.at(
                approval.by.span(),
                say!("`{name}` 既编制又批准这份文件", "`{name}` wrote this document and approves it"),
            )
            .also(reference.span(), say!("编制岗位写在这里", "the author is named here"))
            .help(say!(
                "由另一个岗位批准；同一岗位有几个人时，在 `role {name}` 里写 `count`",
                "let another post approve; where several people hold the post, say so with `count` in `role {name}`"
            )),
        );
    }
}
