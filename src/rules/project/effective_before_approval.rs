//! A document that is in force before it was approved.

use jiff::civil::Date;

use crate::model::{Approval, Head, same_number};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "effective-before-approval",
    code: "P07",
    group: Group::Project,
    severity: Severity::Error,
    page: include_str!("effective_before_approval.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, head) in super::heads(context) {
        let Some((effective, at)) = &head.effective else { continue };
        let late = head.approvals.iter().filter_map(|approval| Some((approval.on?, approval)));
        let late = late.filter(|(on, approval)| on > effective && !confirms(head, approval, *effective));
        let Some((on, approval)) = late.max_by_key(|(on, _)| *on) else { continue };
        let by = &approval.by;
        out.push(
            INFO.at(
                at.0,
                say!(
                    "{effective} 就已生效，`{by}` 到 {on} 才批准",
                    "in force from {effective}, but `{by}` approved it on {on} only"
                ),
            )
            .also(approval.at.0, say!("批准写在这里", "the approval is here"))
            .help(say!("生效日期写 {on} 或更晚", "let it come into force on {on} or later")),
        );
    }
}

/// Whether an approval confirms, after a review, what the same post had approved before it came into force.
fn confirms(head: &Head, later: &Approval, effective: Date) -> bool {
    let earlier = head.approvals.iter().filter_map(|approval| Some((approval.on?, approval)));
    earlier.filter(|(on, earlier)| *on <= effective && earlier.by == later.by).any(|(on, earlier)| {
        let other_content = matches!((&earlier.of, &later.of), (Some(a), Some(b)) if a != b);
        !other_content && !of_earlier_version(head, on)
    })
}

/// Whether what was approved on a day was an earlier version.
fn of_earlier_version(head: &Head, on: Date) -> bool {
    let Some((version, _)) = &head.version else { return false };
    let current = |row: &&crate::model::HistoryRow| same_number(&row.version) == same_number(version);
    let written = head.history.iter().find(current).and_then(|row| row.on);
    let other = head.history.iter().any(|row| !current(&row) && row.on.is_some_and(|day| day <= on));
    written.is_some_and(|day| day > on) && other
}
