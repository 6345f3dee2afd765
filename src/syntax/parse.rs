//! Runs the parser and keeps what it found as a tree.

use pest::Parser as _;
use pest::Token;

use super::grammar::SopParser;
use super::limits::{MAX_BYTES, too_deep};
use super::tree::{Builder, Tree};
use super::{Kind, repair};

/// A file past the limits, which is not read further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// More than [`MAX_BYTES`].
    Size,
    /// Nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH); the byte offset at which it happens.
    Depth(u32),
}

/// What parsing a text gives: always a tree, which is empty only if the text is past the limits.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The tree.
    pub tree: Tree,
    /// Set if the text is past the limits.
    pub beyond: Option<Beyond>,
}

/// Parses the text of one file. Never fails: what is wrong is a mark in the tree.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    if text.len() > MAX_BYTES {
        return Parsed { beyond: Some(Beyond::Size), ..Parsed::default() };
    }
    if let Some(at) = too_deep(text) {
        return Parsed { beyond: Some(Beyond::Depth(offset(at))), ..Parsed::default() };
    }
    let Some(tree) = tree(text, &[]) else {
        // The parser guards its own stack; a text that meets that guard is as good as too deep.
        return Parsed { beyond: Some(Beyond::Depth(0)), ..Parsed::default() };
    };
    let tree = repaired(text, &tree).unwrap_or(tree);
    Parsed { tree, beyond: None }
}

/// How many pairs the parser alone finds, for comparing its speed with ours.
#[must_use]
pub fn pairs(text: &str) -> usize {
    SopParser::parse(Kind::file, text).map_or(0, |pairs| pairs.tokens().count() / 2)
}

/// The tree of the text with its lost closing braces put where the indentation says, if that heals it.
fn repaired(text: &str, first: &Tree) -> Option<Tree> {
    let root = first.root(text);
    let marks = repair::brace_marks(root);
    if marks == 0 {
        return None;
    }
    let lost = repair::lost_braces(root);
    if lost.is_empty() || lost.len() > marks.max(4) {
        return None;
    }
    let second = tree(&repair::patch(text, &lost), &lost)?;
    // Each brace put in is one mark: the repair must leave fewer faults than it found, or as many and better placed.
    let left = repair::brace_marks(second.root(text));
    (left <= marks && repair::damage(second.root(text)) <= repair::damage(root)).then_some(second)
}

/// Parses `text`, in which a closing brace was put in at each of the `lost` offsets of the original.
fn tree(text: &str, lost: &[u32]) -> Option<Tree> {
    let pairs = SopParser::parse(Kind::file, text).ok()?;
    let mut build = Builder::with_capacity(text.len() / 4);
    let original = |at: usize| {
        let at = offset(at);
        let mut shift = 0;
        for place in lost {
            if at >= place + shift + repair::WIDTH {
                shift += repair::WIDTH;
            } else if at > place + shift {
                return *place;
            } else {
                break;
            }
        }
        at - shift
    };
    for token in pairs.tokens() {
        match token {
            Token::Start { rule, pos } => build.start(rule, original(pos.pos())),
            Token::End { pos, .. } => build.end(original(pos.pos())),
        }
    }
    Some(build.finish())
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
