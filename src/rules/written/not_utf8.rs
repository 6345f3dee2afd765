//! A file in another encoding.

use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{Encoding, Span};

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
        let (message, help) = match encoding.name() {
            Some(name) => (
                say!("文件不是 UTF-8，像是 {name}", "the file is not UTF-8; it looks like {name}"),
                say!(
                    "用编辑器另存为 UTF-8，或运行 `iconv -f {name} -t UTF-8 {path}`",
                    "save it as UTF-8 in the editor, or run `iconv -f {name} -t UTF-8 {path}`"
                ),
            ),
            None if encoding == Encoding::GbkOrBig5 => (
                say!(
                    "文件不是 UTF-8，像是 GBK/GB18030 或 Big5",
                    "the file is not UTF-8; it looks like GBK/GB18030 or Big5"
                ),
                say!(
                    "用编辑器按这两种编码之一打开，看文字是否正常，再另存为 UTF-8",
                    "open it in the editor as one of the two, see whether the text is right, and save it as UTF-8"
                ),
            ),
            None => (
                say!(
                    "文件不是 UTF-8，第 {at} 个字节之后读不懂",
                    "the file is not UTF-8; it cannot be read past byte {at}"
                ),
                say!("用编辑器另存为 UTF-8", "save it as UTF-8 in the editor"),
            ),
        };
        out.push(INFO.at(Span::new(module.id, 0, 0), message).help(help));
    }
}
