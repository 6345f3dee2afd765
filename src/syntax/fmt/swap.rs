//! The same file with its keywords and units in one language. Every other byte stays.

use super::lines;
use super::spelling::{self, Spelled};
use crate::labels::Lang;
use crate::syntax::{Node, is_mark, keywords};

/// The text with its keywords in `lang`, and its leaves as they are written.
pub(super) fn swap(root: Node<'_>, lang: Lang) -> (String, Vec<Spelled<'_>>) {
    let text = root.text_of_tree();
    let leaves: Vec<Node<'_>> = root.leaves().collect();
    let broken = broken(root, &leaves);
    let mut written = String::with_capacity(text.len() + text.len() / 4);
    let mut spelled: Vec<Spelled<'_>> = Vec::with_capacity(leaves.len());
    let mut before: Option<Node<'_>> = None;
    for (leaf, broken) in leaves.iter().zip(broken) {
        let word = if broken { Spelled::copied(*leaf) } else { spelling::swapped(*leaf, before, lang) };
        let gap = lines::gap(text, before, *leaf);
        written.push_str(gap);
        let runs_on =
            gap.is_empty() && before.zip(spelled.last()).is_some_and(|(leaf, last)| runs_on(leaf, last, &word));
        if runs_on {
            written.push(' ');
        }
        written.push_str(&word.text);
        spelled.push(word);
        before = Some(*leaf);
    }
    let rest = before.map_or(0, |leaf| leaf.end() as usize);
    written.push_str(text.get(rest..).unwrap_or(""));
    (written, spelled)
}

/// Of each leaf, whether it lies in a piece that could not be read.
fn broken(root: Node<'_>, leaves: &[Node<'_>]) -> Vec<bool> {
    let mut broken = vec![false; leaves.len()];
    for mark in root.descendants().filter(|node| is_mark(node.kind())) {
        let (first, end) = lines::range(mark, leaves);
        broken.iter_mut().take(end).skip(first).for_each(|leaf| *leaf = true);
    }
    broken
}

/// Whether a word that was changed would run on into the one after it. The Chinese days of the week need no blank
/// behind them, the English ones do.
fn runs_on(before: Node<'_>, last: &Spelled<'_>, word: &Spelled<'_>) -> bool {
    let letter = |sign: char| sign.is_alphanumeric() || sign == '_';
    keywords::of(before.kind()).is_some()
        && last.text != before.text()
        && last.text.ends_with(letter)
        && word.text.starts_with(letter)
}
