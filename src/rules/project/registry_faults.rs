//! What is wrong with the registry of standards, told where `sop.toml` names it.

use super::bad_config::INFO;
use crate::model::nearest;
use crate::rules::Finding;
use crate::say;
use crate::source::{ConfigFaultKind, Registry, RegistryFault, Span, Unread};

/// Tells each fault of a registry.
pub(super) fn told(registry: Option<&Result<Registry, Unread>>, path: &str, at: Span, out: &mut Vec<Finding>) {
    match registry {
        Some(Ok(registry)) => out.extend(registry.faults.iter().map(|fault| line(fault, path, at))),
        Some(Err(why)) => out.push(unread(why, path, at)),
        None => {}
    }
}

fn unread(why: &Unread, path: &str, at: Span) -> Finding {
    match why {
        Unread::Missing => INFO
            .at(at, say!("没有文件 `{path}`", "there is no file `{path}`"))
            .help(say!("路径相对于 sop.toml，用 `/` 分隔", "the path is relative to sop.toml, with `/`")),
        Unread::Outside => INFO
            .at(at, say!("`{path}` 在项目之外", "`{path}` lies outside the project"))
            .help(say!("把文件放进项目，写相对路径", "put the file into the project and write a relative path")),
        Unread::Refused(words) => INFO.at(at, say!("`{path}` 打不开：{words}", "`{path}` cannot be opened: {words}")),
        Unread::NotUtf8(..) => INFO
            .at(at, say!("`{path}` 不是 UTF-8 编码", "`{path}` is not UTF-8"))
            .help(say!("另存为 UTF-8", "save it as UTF-8")),
    }
}

fn line(fault: &RegistryFault, path: &str, at: Span) -> Finding {
    let line = fault.line;
    match &fault.kind {
        ConfigFaultKind::UnknownKey { key, known } => {
            let finding = INFO.at(
                at,
                say!("{path} 第 {line} 行：没有名为 `{key}` 的项", "{path}, line {line}: there is no key `{key}`"),
            );
            let list = known.join(", ");
            match nearest(key, known.iter().map(|known| (*known, *known))) {
                Some(near) => finding.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
                None => finding.help(say!("可用的有：{list}", "it can be one of {list}")),
            }
        }
        ConfigFaultKind::WrongValue { key, expected } if key == "standard" => INFO.at(
            at,
            say!(
                "{path} 第 {line} 行：这个标准没有写 `{expected}`",
                "{path}, line {line}: this standard lacks `{expected}`"
            ),
        ),
        ConfigFaultKind::WrongValue { key, expected } => INFO
            .at(
                at,
                say!("{path} 第 {line} 行：`{key}` 的值不对", "{path}, line {line}: the value of `{key}` does not fit"),
            )
            .help(say!("应当是 {expected}", "it must be {expected}")),
        ConfigFaultKind::Syntax(words) => {
            INFO.at(at, say!("{path} 第 {line} 行读不懂：{words}", "{path}, line {line}, cannot be read: {words}"))
        }
    }
}
