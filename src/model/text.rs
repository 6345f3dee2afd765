//! Texts with their translations.

use crate::source::{Place, Span};

/// A text in the file's first language, with its translations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The text in the source language.
    pub source: String,
    /// Translations in written order.
    pub translations: Vec<Translation>,
    /// Where the whole stands.
    pub at: Place,
}

/// A text in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// The language tag, such as `en`.
    pub lang: String,
    /// Where the tag stands.
    pub lang_at: Place,
    /// The text.
    pub text: String,
}

impl Text {
    /// Its place as a span.
    #[must_use]
    pub fn span(&self) -> Span {
        self.at.0
    }

    /// The text in language `lang`, in a file whose first language is `first`; the source text where there is none.
    #[must_use]
    pub fn read(&self, lang: &str, first: &str) -> &str {
        self.exact(lang, first).unwrap_or(&self.source)
    }

    /// The text in language `lang` if it is there, in a file whose first language is `first`.
    #[must_use]
    pub fn exact(&self, lang: &str, first: &str) -> Option<&str> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or("").to_ascii_lowercase();
        if primary(lang) == primary(first) {
            return Some(&self.source);
        }
        let found = self.translations.iter().find(|other| primary(&other.lang) == primary(lang));
        found.map(|other| other.text.as_str())
    }
}
