//! The language of the pages: values, conditions, limits, ways and measures in the reader's words.
//!
//! Every phrase is plain text; it becomes Markdown, escaped, only where a template prints it.

mod cond;
mod measure;
mod period;
mod time;
mod types;
mod value;
mod way;

use super::links::at_beginning;
use super::page::Page;
use crate::labels::Lang;

pub(super) use time::{FlowOf, LimitView};
pub(super) use types::range_words;
pub(super) use way::{Next, WayView, falls_through};

impl Page<'_> {
    /// A phrase as the beginning of a sentence.
    pub(super) fn sentence(&self, phrase: &str) -> String {
        at_beginning(phrase, |words| {
            let mut signs = words.chars();
            match signs.next() {
                Some(first) => format!("{}{}", first.to_ascii_uppercase(), signs.as_str()),
                None => String::new(),
            }
        })
    }

    /// A title within a sentence.
    pub(super) fn said(&self, title: &str) -> String {
        if self.lang == Lang::En { in_sentence(title) } else { title.to_owned() }
    }
}

/// A title inside an English sentence: its first letter small, unless it is an abbreviation or a proper name.
pub(crate) fn in_sentence(title: &str) -> String {
    let mut signs = title.chars();
    match signs.next() {
        Some(first) if first.is_ascii_uppercase() && !signs.as_str().contains(|sign: char| sign.is_uppercase()) => {
            format!("{}{}", first.to_ascii_lowercase(), signs.as_str())
        }
        _ => title.to_owned(),
    }
}
