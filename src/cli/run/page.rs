//! Lines of text that are put together.

use crate::labels::{Lang, Say};

/// Lines that are put together.
pub(super) struct Page {
    pub(super) lang: Lang,
    pub(super) text: String,
}

impl Page {
    pub(super) fn new(lang: Lang) -> Page {
        Page { lang, text: String::new() }
    }

    pub(super) fn line(&mut self, indent: usize, words: &str) {
        self.text.push_str(&" ".repeat(indent));
        // What people wrote may hold line breaks and signs that steer a terminal.
        self.text.extend(words.chars().map(|sign| if sign.is_control() { ' ' } else { sign }));
        self.text.push('\n');
    }

    pub(super) fn say(&mut self, indent: usize, say: &Say) {
        let words = say.to(self.lang).to_owned();
        self.line(indent, &words);
    }

    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}
