//! A circle that may be gone round for ever.

use crate::flow::LoopKind;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "unbounded-loop",
    code: "F04",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("unbounded_loop.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for circle in super::circles(context, LoopKind::Unbounded) {
        let way = circle.words.join(" → ");
        out.push(
            INFO.at(circle.back, say!("这里可以无限循环：{way}", "cases may go round here for ever: {way}"))
                .label(say!("回到前面，没有次数限制", "leads back, without a bound"))
                .path(circle.words)
                .cause(circle.cause)
                .help(say!("写上次数：`-> … at most 2 times then -> …`", "bound it: `-> … at most 2 times then -> …`")),
        );
    }
}
