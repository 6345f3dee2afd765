//! Everything that is printed, in Chinese and English.

mod document;
mod en;
mod en_pages;
mod matrix;
mod zh;
mod zh_pages;

use std::fmt;

pub use document::{Words, fill};

/// A language that we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// Chinese in simplified script.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The language tag of texts, `zh` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// The language of a tag such as `zh`, `zh-Hans` or `en`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Lang> {
        match tag.split('-').next() {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => None,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// One sentence in both languages. A finding carries both, and the report prints the reader's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Say {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Say {
    /// The sentence in the reader's language.
    #[must_use]
    pub fn to(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Makes a [`Say`]: `say!("步骤 `{name}` …", "step `{name}` …")`, Chinese first.
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::labels::Say { zh: format!($zh), en: format!($en) }
    };
}
