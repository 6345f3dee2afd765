//! L: languages.

mod agree;
pub mod figures_differ;
pub mod mixed_keywords;
pub mod same_translation;
pub mod stale_translation;
pub mod untranslated;
pub mod wrong_script;

use crate::rules::pieces::is_han;

/// Whether a text in Chinese has no word of that language, or one in another language no word at all: numbers, names of
/// products and standards, abbreviations. It is the same in every language.
fn is_neutral(text: &str, tag: &str) -> bool {
    if tag.starts_with("zh") {
        return !text.contains(is_han);
    }
    !text.chars().any(char::is_lowercase) && !text.contains(is_han)
}

/// The primary part of a language tag, by which translations are found: `zh` of `zh-Hans`.
fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or("").to_ascii_lowercase()
}
