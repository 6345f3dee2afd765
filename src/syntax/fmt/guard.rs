//! The last word: the result is read again, and must be the tree that was given with the leaves that were meant.

use std::iter::Peekable;
use std::slice::Iter;

use super::Refusal;
use super::spelling::Spelled;
use crate::syntax::{Kind, Node, parse};

/// Whether `written` is read as the tree under `root`, with `leaves` as its leaves.
pub(super) fn check(root: Node<'_>, written: &str, leaves: &[Spelled<'_>]) -> Result<(), Refusal> {
    let parsed = parse(written);
    if let Some(beyond) = parsed.beyond {
        return Err(Refusal::Beyond(beyond));
    }
    let mut leaves = leaves.iter().peekable();
    same(root, parsed.tree.root(written), &mut leaves)
}

type Leaves<'a> = Peekable<Iter<'a, Spelled<'a>>>;

fn same<'a>(given: Node<'a>, read: Node<'a>, leaves: &mut Leaves<'a>) -> Result<(), Refusal> {
    let refusal = match given.kind() {
        Kind::comment => Refusal::Comment(given.start()),
        _ => Refusal::Changed(given.start()),
    };
    let takes_text = given.is_leaf() && given.start() < given.end();
    let kind = if takes_text {
        let meant = leaves.next().ok_or(refusal)?;
        if meant.text != read.text() {
            return Err(refusal);
        }
        meant.kind
    } else {
        given.kind()
    };
    if kind != read.kind() || takes_text != (read.is_leaf() && read.start() < read.end()) {
        return Err(refusal);
    }
    // A comment that ends the file without a line break brings the end of the file into the tree a second time.
    let pieces = |node: Node<'a>| node.children().filter(|child| child.kind() != Kind::EOI);
    let mut others = pieces(read);
    for child in pieces(given) {
        // The one leaf that may be left out says nothing.
        if child.kind() == Kind::end_bar && leaves.next_if(|leaf| leaf.text.is_empty()).is_some() {
            continue;
        }
        let Some(other) = others.next() else {
            return Err(Refusal::Changed(child.start()));
        };
        same(child, other, leaves)?;
    }
    if others.next().is_some() { Err(refusal) } else { Ok(()) }
}
