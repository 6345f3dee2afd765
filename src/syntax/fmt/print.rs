//! Writes the leaves and what stands between them.

use super::layout::{Gap, Indent, Word};

/// The text of a file: every leaf behind its gap, and one line break at the end.
pub(super) fn print(words: &[Word<'_>]) -> String {
    let mut out = String::new();
    for word in words {
        match word.gap {
            Gap::Blanks(count) => blanks(&mut out, count),
            Gap::Copied(gap) => out.push_str(&gap.replace("\r\n", "\n").replace('\r', "\n")),
            Gap::Break { empty, indent } => {
                if !out.is_empty() {
                    out.push_str(if empty { "\n\n" } else { "\n" });
                }
                match indent {
                    Indent::Columns(count) => blanks(&mut out, count),
                    Indent::Copied(indent) => out.push_str(indent),
                }
            }
        }
        out.push_str(&word.spelled.text);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}
