//! How output looks: the reader's language and the colours.

use anstyle::{AnsiColor, Style};

use crate::labels::Lang;
use crate::rules::Severity;

/// Whether output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paint {
    /// Plain characters.
    #[default]
    Plain,
    /// With the colours of the terminal.
    Coloured,
}

/// How output looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// The reader's language.
    pub lang: Lang,
    /// Its colours.
    pub paint: Paint,
}

/// The style of headings.
pub(crate) const HEAD: Style = AnsiColor::Cyan.on_default();

impl Look {
    /// A piece of text in a style, if there are colours.
    pub(crate) fn painted(self, style: Style, text: &str) -> String {
        match self.paint {
            Paint::Plain => text.to_owned(),
            Paint::Coloured => format!("{style}{text}{style:#}"),
        }
    }
}

/// The style in which a weight is shown.
pub(crate) fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Info => AnsiColor::Cyan.on_default().bold(),
    }
}
