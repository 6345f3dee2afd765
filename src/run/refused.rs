//! Why something cannot be done with a store or a case.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::flow::case::Refusal;
use crate::labels::Say;
use crate::model::Name;
use crate::say;

/// A refusal that can be told: a short reason for programs, a sentence and what to do instead for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The reason, such as `wrong-value`.
    pub reason: &'static str,
    /// What is wrong.
    pub message: Say,
    /// What to do instead.
    pub help: Say,
    /// What the case refuses, where it is the case: whoever asks question by question tells it in other words.
    pub refusal: Option<Box<Refusal>>,
}

impl Refused {
    /// A refusal with its three parts.
    #[must_use]
    pub fn new(reason: &'static str, message: Say, help: Say) -> Refused {
        Refused { reason, message, help, refusal: None }
    }

    /// Whether the store itself cannot be used, so that nothing can happen in any of its cases.
    #[must_use]
    pub fn is_of_store(&self) -> bool {
        self.reason.ends_with("-store")
    }

    pub(super) fn unreadable(path: &Path, cause: &io::Error) -> Refused {
        let path = path.display();
        if cause.kind() == ErrorKind::NotFound {
            return Refused::new(
                "no-store",
                say!("没有案件库 `{path}`", "there is no store `{path}`"),
                say!(
                    "用 `sop run start` 开始第一个案件，或用 `--store` 指明案件库",
                    "begin a case with `sop run start`, or name the store with `--store`"
                ),
            );
        }
        let Say { zh, en } = system(cause);
        Refused::new(
            "unreadable-store",
            say!("无法读取案件库 `{path}`：{zh}", "the store `{path}` cannot be read: {en}"),
            say!("检查文件的权限和 `--store`", "look at the permissions of the file, and at `--store`"),
        )
    }

    pub(super) fn unwritable(path: &Path, cause: &io::Error) -> Refused {
        let (path, Say { zh, en }) = (path.display(), system(cause));
        Refused::new(
            "unwritable-store",
            say!("无法写入案件库 `{path}`：{zh}", "the store `{path}` cannot be written: {en}"),
            say!("没有登记；排除原因后再做一次", "nothing is kept; do it again when the cause is gone"),
        )
    }

    /// Something else than a file lies there: what is written to a device is lost, and some never end.
    pub(super) fn no_file(path: &Path, writes: bool) -> Refused {
        let (reason, path) = (if writes { "unwritable-store" } else { "unreadable-store" }, path.display());
        Refused::new(
            reason,
            say!(
                "`{path}` 是设备或管道，不能作案件库",
                "`{path}` is a device or a pipe, and cases cannot be kept in it"
            ),
            say!("用 `--store` 指明一个普通文件", "name an ordinary file with `--store`"),
        )
    }

    /// An event of a name that this version does not know.
    pub(super) fn newer(line: usize, case: &str, event: &str) -> Refused {
        Refused::new(
            "newer-event",
            say!(
                "案件库第 {line} 行（案件 `{case}`）的 `{event}` 由更新版本的 `sop` 写成",
                "line {line} of the store, of case `{case}`, was written by a newer sop: it tells of `{event}`"
            ),
            say!(
                "什么都没有改动；请用写这个案件的新版 `sop`，其他案件可以照常办理",
                "nothing was changed; use the newer `sop` that wrote it – the other cases go on"
            ),
        )
    }

    pub(super) fn damaged(line: usize) -> Refused {
        Refused::new(
            "damaged-store",
            say!("案件库第 {line} 行已损坏", "line {line} of the store is damaged"),
            restore(),
        )
    }

    pub(super) fn damaged_case(line: usize, case: &str) -> Refused {
        Refused::new(
            "damaged-case",
            say!("案件库第 {line} 行（案件 `{case}`）已损坏", "line {line} of the store, of case `{case}`, is damaged"),
            restore(),
        )
    }

    pub(super) fn text_changed(line: usize, case: &str) -> Refused {
        Refused::new(
            "damaged-case",
            say!(
                "案件库第 {line} 行：案件 `{case}` 所依据的规程与其校验值不符",
                "line {line} of the store: the procedure of case `{case}` does not match its hash"
            ),
            restore(),
        )
    }

    pub(super) fn out_of_order(line: usize, case: &str, number: u64) -> Refused {
        Refused::new(
            "damaged-case",
            say!(
                "案件库第 {line} 行：案件 `{case}` 的第 {number} 件事不接在前一件之后",
                "line {line} of the store: event {number} of case `{case}` does not follow the one before it"
            ),
            restore(),
        )
    }

    pub(super) fn other_version(line: usize, version: u32) -> Refused {
        Refused::new(
            "other-version",
            say!("案件库第 {line} 行的格式是第 {version} 版", "line {line} of the store has version {version}"),
            say!("用写这个案件库的新版 `sop`", "use the newer `sop` that wrote the store"),
        )
    }

    pub(super) fn no_text(case: &str) -> Refused {
        Refused::new(
            "damaged-case",
            say!("案件库里没有案件 `{case}` 所依据的规程", "the store does not hold the procedure of case `{case}`"),
            restore(),
        )
    }

    pub(super) fn tampered(case: &str, number: u64) -> Refused {
        Refused::new(
            "tampered",
            say!(
                "案件 `{case}` 的第 {number} 件事按其规程不可能发生",
                "event {number} of case `{case}` cannot have happened under its procedure"
            ),
            say!(
                "案件库被改动过，或由另一版本的 `sop` 写成；请恢复备份或换用该版本",
                "the store was changed by hand, or written by another `sop`; restore a copy, or use that version"
            ),
        )
    }

    pub(super) fn no_such_case(case: &Name, near: Option<&str>, count: usize) -> Refused {
        let help = match (near, count) {
            (Some(near), _) => say!("是不是 `{near}`？", "did you mean `{near}`?"),
            (None, 0) => say!(
                "案件库还是空的；用 `sop run start` 开始案件",
                "the store is empty; begin a case with `sop run start`"
            ),
            (None, _) => say!("`sop run list` 列出全部案件", "`sop run list` lists the cases"),
        };
        Refused::new("no-such-case", say!("没有案件 `{case}`", "there is no case `{case}`"), help)
    }

    pub(super) fn not_utf8(path: &str) -> Refused {
        Refused::new(
            "has-errors",
            say!("`{path}` 不是 UTF-8", "`{path}` is not UTF-8"),
            say!("把文件另存为 UTF-8；`sop check` 会说明细节", "save the file as UTF-8; `sop check` tells more"),
        )
    }

    pub(super) fn no_flow(procedure: &str) -> Refused {
        Refused::new(
            "no-flow",
            say!("`{procedure}` 没有可以办理的流程", "`{procedure}` has no flow that a case could go through"),
            say!(
                "给规程写出 `flow`，或用 `--routine` 指明例行工作",
                "write its `flow`, or name a routine with `--routine`"
            ),
        )
    }
}

fn restore() -> Say {
    say!("什么都没有改动；请从备份恢复案件库", "nothing was changed; restore the store from a copy")
}

/// What the system says, in the reader's language where it is one of the usual reasons.
fn system(cause: &io::Error) -> Say {
    match cause.kind() {
        ErrorKind::NotFound => say!("文件夹不存在", "its folder does not exist"),
        ErrorKind::PermissionDenied => say!("没有权限", "permission denied"),
        ErrorKind::IsADirectory => say!("是文件夹", "it is a folder"),
        ErrorKind::NotADirectory => say!("不是文件夹", "it is not a folder"),
        ErrorKind::StorageFull => say!("磁盘已满", "the disk is full"),
        ErrorKind::ReadOnlyFilesystem => say!("磁盘只读", "the disk is read-only"),
        _ => {
            let text = cause.to_string();
            say!("{text}", "{text}")
        }
    }
}
