//! Why something could not be done: everything that ends the program with exit code 2, in both languages.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::out::tell;
use crate::emit::{Fault, TemplateFault};
use crate::labels::{Lang, Say};
use crate::say;
use crate::source::LoadError;

/// A sentence that says what could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) Say);

impl Refusal {
    /// Standard output that cannot be written.
    pub(super) fn output(cause: &io::Error) -> Refusal {
        let Say { zh, en } = words(cause);
        Refusal(say!("无法写到标准输出：{zh}", "standard output cannot be written: {en}"))
    }

    /// A file that cannot be written.
    pub(super) fn unwritable(path: &Path, cause: &io::Error) -> Refusal {
        let (path, Say { zh, en }) = (path.display(), words(cause));
        Refusal(say!("无法写入 `{path}`：{zh}", "`{path}` cannot be written: {en}"))
    }

    /// A format that needs a feature without which the program was built.
    pub(super) fn not_built_in(format: &str, feature: &str) -> Refusal {
        Refusal(say!(
            "这个程序编译时没有带 `{feature}`，不能生成 {format}：重新安装时加 `--features {feature}`",
            "this program was built without `{feature}` and cannot make {format}: install it with `--features {feature}`"
        ))
    }

    /// PDF, where nothing can print it.
    pub(super) fn no_press() -> Refusal {
        Refusal(say!(
            "没有可以生成 PDF 的程序：安装 Chromium（或用环境变量 CHROMIUM 指明），或重新安装 sop 时加 `--features pdf`",
            "nothing here prints PDF: install Chromium (or name it in CHROMIUM), or install sop with `--features pdf`"
        ))
    }

    /// A document that cannot be made; `templates` is the folder of those that are not of the house.
    pub(super) fn unmade(fault: Fault, templates: Option<&Path>) -> Refusal {
        match fault {
            Fault::Format(words) => Refusal(words),
            Fault::Template(TemplateFault { name, line, words }) => {
                let path = templates.map_or_else(|| Path::new(&name).to_path_buf(), |folder| folder.join(&name));
                let (path, Say { zh, en }) = (path.display(), words);
                Refusal(say!("模板 `{path}` 第 {line} 行有误：{zh}", "template `{path}`, line {line}: {en}"))
            }
        }
    }

    /// Several of them, told together; `None` if there is none.
    pub(super) fn of_all(all: Vec<Say>) -> Option<Refusal> {
        let joined = all.into_iter().reduce(|Say { zh, en }, next| {
            let Say { zh: more, en: others } = next;
            say!("{zh}\n错误：{more}", "{en}\nerror: {others}")
        });
        joined.map(Refusal)
    }

    /// Says it on standard error.
    pub(super) fn tell(&self, lang: Lang) {
        let (zh, en) = (&self.0.zh, &self.0.en);
        tell(say!("错误：{zh}", "error: {en}").to(lang));
    }
}

impl From<LoadError> for Refusal {
    fn from(error: LoadError) -> Self {
        Refusal(match error {
            LoadError::NotFound(path) => {
                let path = path.display();
                say!("`{path}` 不存在", "`{path}` does not exist")
            }
            LoadError::Unreadable { path, cause } => {
                let (path, Say { zh, en }) = (path.display(), words(&cause));
                say!("无法读取 `{path}`：{zh}", "`{path}` cannot be read: {en}")
            }
            LoadError::NoProcedures(path) => {
                let path = path.display();
                say!("`{path}` 里没有 .sop 文件", "there is no .sop file in `{path}`")
            }
            LoadError::OneForMany(path) => {
                let path = path.display();
                say!(
                    "`{path}` 是一个文件，只能与单个文件比较",
                    "`{path}` is one file: name one file to compare it with, or give an earlier folder"
                )
            }
            LoadError::NoEarlier { given, words } if words.is_empty() => say!(
                "`{given}` 既不是文件或文件夹，也不是 git 的版本",
                "`{given}` is neither a file or folder nor a revision of git"
            ),
            LoadError::NoEarlier { given, words } => say!(
                "`{given}` 不是文件或文件夹，也不能作为 git 的版本读取：{words}",
                "`{given}` is no file or folder, and cannot be read as a revision of git: {words}"
            ),
            LoadError::BadGlob(words) => {
                say!("`sop.toml` 的 include 有误：{words}", "`include` in `sop.toml` cannot be used: {words}")
            }
        })
    }
}

/// What the system says, in the reader's language where it is one of the usual reasons.
pub(super) fn words(cause: &io::Error) -> Say {
    match cause.kind() {
        ErrorKind::NotFound => say!("不存在", "it does not exist"),
        ErrorKind::PermissionDenied => say!("没有权限", "permission denied"),
        ErrorKind::AlreadyExists => say!("已有同名文件", "there is a file of that name"),
        ErrorKind::NotADirectory => say!("不是文件夹", "it is not a folder"),
        ErrorKind::IsADirectory => say!("是文件夹", "it is a folder"),
        ErrorKind::StorageFull => say!("磁盘已满", "the disk is full"),
        ErrorKind::ReadOnlyFilesystem => say!("磁盘只读", "the disk is read-only"),
        ErrorKind::InvalidData => say!("不是 UTF-8", "it is not UTF-8"),
        _ => {
            let text = cause.to_string();
            say!("{text}", "{text}")
        }
    }
}
