//! The lossless tree: every byte of a file lies in a leaf, or is blank between two leaves.
//!
//! Nodes stand in one list in reading order, each with the index one past its last descendant, so that walking the
//! tree is walking a slice. The kinds are the rules of the grammar.

use super::Kind;

/// One node: a piece of text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    kind: Kind,
    start: u32,
    end: u32,
    /// One past the last descendant.
    next: u32,
}

/// The tree of one file.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    entries: Vec<Entry>,
}

/// A node of a tree, with the text it stands in.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    text: &'t str,
    at: usize,
}

impl Tree {
    /// The root node, over `text`, which must be the text that the tree was made of.
    #[must_use]
    pub fn root<'t>(&'t self, text: &'t str) -> Node<'t> {
        Node { tree: self, text, at: 0 }
    }

    /// How many nodes the tree has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the tree has no node at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'t> Node<'t> {
    fn entry(self) -> Entry {
        let nothing = Entry { kind: Kind::file, start: 0, end: 0, next: 0 };
        self.tree.entries.get(self.at).copied().unwrap_or(nothing)
    }

    /// What the node is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.entry().kind
    }

    /// Where it begins (bytes).
    #[must_use]
    pub fn start(self) -> u32 {
        self.entry().start
    }

    /// One past its last byte: the end of its last leaf, never blanks or comments behind it.
    #[must_use]
    pub fn end(self) -> u32 {
        self.entry().end
    }

    /// Its text.
    #[must_use]
    pub fn text(self) -> &'t str {
        self.text.get(self.start() as usize..self.end() as usize).unwrap_or("")
    }

    /// The text of the whole file.
    #[must_use]
    pub fn text_of_tree(self) -> &'t str {
        self.text
    }

    /// Its place in the tree's reading order; nodes of one tree are told apart by it.
    #[must_use]
    pub fn index(self) -> usize {
        self.at
    }

    /// One past the place of its last descendant.
    #[must_use]
    pub fn next_index(self) -> usize {
        self.entry().next as usize
    }

    /// Whether it has no children.
    #[must_use]
    pub fn is_leaf(self) -> bool {
        self.entry().next as usize == self.at + 1
    }

    /// Its children, in reading order.
    pub fn children(self) -> impl Iterator<Item = Node<'t>> + Clone {
        let end = self.entry().next as usize;
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let node = Node { at, ..self };
            at = node.entry().next as usize;
            Some(node)
        })
    }

    /// The first child of a kind.
    #[must_use]
    pub fn child(self, kind: Kind) -> Option<Node<'t>> {
        self.children().find(|node| node.kind() == kind)
    }

    /// Whether it has a child of a kind.
    #[must_use]
    pub fn has(self, kind: Kind) -> bool {
        self.child(kind).is_some()
    }

    /// The node and everything below it, in reading order.
    pub fn descendants(self) -> impl Iterator<Item = Node<'t>> + Clone {
        let end = self.entry().next as usize;
        (self.at..end).map(move |at| Node { at, ..self })
    }

    /// The leaves below it that take text, in reading order.
    pub fn leaves(self) -> impl Iterator<Item = Node<'t>> + Clone {
        self.descendants().filter(|node| node.is_leaf() && node.start() < node.end())
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.text())
    }
}

/// Builds a tree from the parser's begin and end events.
#[derive(Default)]
pub(super) struct Builder {
    entries: Vec<Entry>,
    open: Vec<usize>,
    /// End of the last leaf that takes text: where a mark that takes none is placed, and where its parents end.
    last: u32,
}

impl Builder {
    pub(super) fn with_capacity(nodes: usize) -> Self {
        Self { entries: Vec::with_capacity(nodes), ..Self::default() }
    }

    pub(super) fn start(&mut self, kind: Kind, at: u32) {
        self.open.push(self.entries.len());
        self.entries.push(Entry { kind, start: at, end: at, next: 0 });
    }

    pub(super) fn end(&mut self, at: u32) {
        let Some(index) = self.open.pop() else { return };
        let count = self.entries.len();
        let last = self.last;
        let Some(entry) = self.entries.get_mut(index) else { return };
        entry.next = u32::try_from(count).unwrap_or(u32::MAX);
        if count == index + 1 && at > entry.start {
            entry.end = at;
            self.last = at;
        } else if count > index + 1 && last > entry.start {
            entry.end = last;
        } else {
            // Nothing in it takes text: it stands where the last leaf ended, not behind the blanks.
            entry.start = last;
            entry.end = last;
            if entry.kind == Kind::rbrace {
                // A brace that the repair put in: in the tree of the author's text it is a mark.
                entry.kind = Kind::m_close;
            }
        }
    }

    pub(super) fn finish(self) -> Tree {
        Tree { entries: self.entries }
    }
}
