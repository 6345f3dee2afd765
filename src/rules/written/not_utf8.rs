//! A file in another encoding.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "not-utf8",
    code: "X13",
    group: Group::Written,
    severity: Severity::Error,
    page: include_str!("not_utf8.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        let Some((at, encoding)) = module.encoding else { continue };
        let path = &module.path;
        let finding = match encoding.name() {
            Some(name) => INFO
                .at(
                    Span::new(module.id, 0, 0),
                    say!("文件不是 UTF-8，像是 {name}", "the file is not UTF-8; it looks like {name}"),
                )
                .help(say!(
                    "用编辑器另存为 UTF-8，或运行 `iconv -f {name} -t UTF-8 {path}`",
                    "save it as UTF-8 in the editor, or run `iconv -f {name} -t UTF-8 {path}`"
                )),
            None => INFO
                .at(
                    Span::new(module.id, 0, 0),
                    say!(
                        "文件不是 UTF-8，第 {at} 个字节之后读不懂",
                        "the file is not UTF-8; it cannot be read past byte {at}"
                    ),
                )
                .help(say!("用编辑器另存为 UTF-8", "save it as UTF-8 in the editor")),
        };
        out.push(finding);
    }
}
