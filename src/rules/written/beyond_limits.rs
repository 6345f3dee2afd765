//! A file past the limits of size, depth or number of findings.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use crate::syntax::{Beyond, MAX_BYTES, MAX_DEPTH};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "beyond-limits",
    code: "X11",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("beyond_limits.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        let finding = match module.parsed.beyond {
            None => continue,
            Some(Beyond::Size) => {
                let most = MAX_BYTES / (1024 * 1024);
                INFO.at(
                    Span::new(module.id, 0, 0),
                    say!("文件超过 {most} MB，没有读取", "the file is larger than {most} MB and was not read"),
                )
                .help(say!("拆成几份规程", "divide it into several procedures"))
            }
            Some(Beyond::Depth(at)) => INFO
                .at(
                    Span::new(module.id, at, at + 1),
                    say!(
                        "块和括号嵌套超过 {MAX_DEPTH} 层，文件没有读取",
                        "blocks and brackets stand more than {MAX_DEPTH} deep inside one another; the file was not read"
                    ),
                )
                .help(say!("检查是否缺少 `}}` 或 `)`", "check for a missing `}}` or `)`")),
        };
        out.push(finding);
    }
}
