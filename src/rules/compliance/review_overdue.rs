//! A document whose review is due before today.

use crate::model::Status;
use crate::rules::project::heads;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::time::date_after;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "review-overdue",
    code: "C06",
    group: Group::Compliance,
    severity: Severity::Warning,
    page: include_str!("review_overdue.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let Some(today) = context.today else { return };
    for (module, head) in heads(context) {
        let status = head.status.map_or(Status::Draft, |(status, _)| status);
        let ahead = head.effective.is_some_and(|(day, _)| day > today);
        // What is no longer in force is not reviewed, nor is a draft before its day.
        if status == Status::Retired || (status == Status::Draft && ahead) {
            continue;
        }
        let Some((every, _)) = &head.review else { continue };
        let Some((counted, at)) = head.reviewed() else { continue };
        let Some(due) = context.project.duration(module.id, every).and_then(|every| date_after(counted, every).ok())
        else {
            continue;
        };
        if due >= today {
            continue;
        }
        out.push(
            INFO.at(every.span(), say!("这份文件 {due} 就该评审", "the review of this document was due on {due}"))
                .also(at.0, say!("从 {counted} 起算", "counted from {counted}"))
                .help(say!(
                    "评审后记下新的批准：`approved by 岗位 on …`",
                    "review it, and write the new approval: `approved by POST on …`"
                )),
        );
    }
}
