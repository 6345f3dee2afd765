//! Why a document cannot be made.

use minijinja::{Error, ErrorKind};

use crate::labels::Say;
use crate::say;

/// What stops a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A template that does not fit.
    Template(TemplateFault),
    /// What a format cannot hold, or cannot be made of here.
    Format(Say),
}

impl Fault {
    /// What a program cannot make that was built without a feature.
    #[cfg(not(all(feature = "office", feature = "pdf")))]
    pub(super) fn without(feature: &str) -> Fault {
        Fault::Format(say!("这个程序编译时没有带 `{feature}`", "this program was built without `{feature}`"))
    }
}

/// A template that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// Its file name.
    pub name: String,
    /// The line, from 1; 0 where it is not known.
    pub line: usize,
    /// What is wrong, and what the template language says to it.
    pub words: Say,
}

impl TemplateFault {
    pub(super) fn of(name: &str, error: &Error) -> Self {
        // The innermost error says where it really is: in a part that the template uses.
        let mut inner = error;
        while let Some(deeper) = std::error::Error::source(inner).and_then(|source| source.downcast_ref::<Error>()) {
            inner = deeper;
        }
        let Say { zh, en } = kind(inner.kind());
        let words = match inner.detail() {
            Some(detail) => say!("{zh}（{detail}）", "{en} ({detail})"),
            None => Say { zh, en },
        };
        TemplateFault { name: inner.name().unwrap_or(name).to_owned(), line: inner.line().unwrap_or_default(), words }
    }
}

/// The kind of an error in the reader's words.
fn kind(kind: ErrorKind) -> Say {
    match kind {
        ErrorKind::SyntaxError | ErrorKind::BadEscape => say!("写法不对", "it cannot be read"),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => {
            say!("要引用的模板不存在或无法使用", "a template that it uses is not there or does not fit")
        }
        ErrorKind::UnknownFilter => say!("没有这个过滤器", "there is no such filter"),
        ErrorKind::UnknownTest => say!("没有这种判断", "there is no such test"),
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => say!("没有这个函数", "there is no such function"),
        ErrorKind::TooManyArguments => say!("参数太多", "too many arguments"),
        ErrorKind::MissingArgument => say!("缺少参数", "an argument is missing"),
        ErrorKind::UndefinedError => say!("用到了文件里没有的值", "it uses a value that documents do not have"),
        _ => say!("无法套用", "it cannot be applied"),
    }
}

impl From<TemplateFault> for Fault {
    fn from(fault: TemplateFault) -> Self {
        Fault::Template(fault)
    }
}
