//! A use that is not found, leads outside, or goes round in a circle.

use crate::model::ImportFault;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "bad-import",
    code: "P01",
    group: Group::Project,
    severity: Severity::Error,
    page: include_str!("bad_import.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for fault in &context.project.import_faults {
        out.push(match fault {
            ImportFault::NotFound(at, path, near) => {
                let finding = INFO.at(*at, say!("没有文件 `{path}`", "there is no file `{path}`"));
                match near {
                    Some(near) => finding.help(say!("项目里有 `{near}`", "the project has `{near}`")),
                    None => finding
                        .help(say!("路径相对于本文件，用 `/` 分隔", "the path is relative to this file, with `/`")),
                }
            }
            ImportFault::Outside(at, path) => INFO
                .at(*at, say!("`{path}` 在项目之外", "`{path}` lies outside the project"))
                .help(say!("把文件放进项目，用相对路径引用", "put the file into the project and use a relative path")),
            ImportFault::Circle(at, files) => {
                let way = files.join(" → ");
                INFO.at(*at, say!("文件互相引用：{way}", "files use each other: {way}"))
                    .path(files.clone())
                    .help(say!("把共用的内容移到第三个文件", "move what they share to a third file"))
            }
        });
    }
}
