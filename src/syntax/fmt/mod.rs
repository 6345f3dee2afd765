//! The formatter: one form for a file, or the same file with its keywords in the other language.
//!
//! Everything between two leaves of the tree is blank, so formatting is choosing how each leaf is spelled
//! (`spelling`, `strings`) and what stands before it (`gaps`, `layout`, `fit`, `table`). Comments are leaves too and
//! can not be lost on the way. What the grammar could not read is copied as it was written (`lines`). In the end
//! `guard` reads the result again: if it is not the same tree, nothing is written.

mod diff;
mod fit;
mod gaps;
mod guard;
mod layout;
mod lines;
mod outline;
mod print;
mod spelling;
mod strings;
mod swap;
mod table;

pub use diff::diff;
pub use spelling::one_form;

use super::{Beyond, parse};
use crate::labels::Lang;

/// What happens to the keywords and units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keywords {
    /// They stay in their language, and the file gets its one form.
    #[default]
    Keep,
    /// They are written in this language, and nothing else changes.
    To(Lang),
}

/// How to format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// What happens to the keywords and units.
    pub keywords: Keywords,
}

/// Why a file is not formatted. Offsets are bytes in the text that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The file is past the limits of [`parse`].
    Beyond(Beyond),
    /// From this offset on the result would be read in another way than the text.
    Changed(u32),
    /// The comment at this offset would be lost or changed.
    Comment(u32),
    /// The result is read in the same way but means something else.
    Meaning,
}

impl Refusal {
    /// The place in the text that was given, as a byte offset, if the refusal has one.
    #[must_use]
    pub fn offset(self) -> Option<u32> {
        match self {
            Refusal::Changed(at) | Refusal::Comment(at) | Refusal::Beyond(Beyond::Depth(at)) => Some(at),
            Refusal::Beyond(Beyond::Size) | Refusal::Meaning => None,
        }
    }
}

/// Formats the text of one file.
///
/// # Errors
///
/// [`Refusal`] if the file is past the limits, or if the result would not say the same with the same comments.
pub fn format(text: &str, options: &Options) -> Result<String, Refusal> {
    format_with(text, options, |_, _| true)
}

/// Formats the text of one file, and asks `same_meaning(text, result)` before giving the result.
///
/// # Errors
///
/// [`Refusal`] as for [`format`], or if `same_meaning` says no.
pub fn format_with(
    text: &str,
    options: &Options,
    same_meaning: impl Fn(&str, &str) -> bool,
) -> Result<String, Refusal> {
    let parsed = parse(text);
    if let Some(beyond) = parsed.beyond {
        return Err(Refusal::Beyond(beyond));
    }
    let root = parsed.tree.root(text);
    let (written, leaves) = match options.keywords {
        Keywords::Keep => {
            let words = layout::lay_out(root);
            (print::print(&words), words.into_iter().map(|word| word.spelled).collect())
        }
        Keywords::To(lang) => swap::swap(root, lang),
    };
    if written == text {
        return Ok(written);
    }
    guard::check(root, &written, &leaves)?;
    if same_meaning(text, &written) { Ok(written) } else { Err(Refusal::Meaning) }
}
