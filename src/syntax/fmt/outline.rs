//! The outline of a file: which leaf begins a clause, which one opens or closes a block, and how deep they stand.

use std::ops::Range;

use crate::syntax::{Kind, Node};

/// How many columns one level of blocks takes, and how many more a clause that goes on.
pub(super) const STEP: usize = 2;

/// What a leaf is in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The first leaf of a declaration or clause.
    Item,
    /// The first leaf of a table row.
    Row,
    /// The brace that opens a block.
    Open,
    /// The brace that closes a block.
    Close,
    /// Any other leaf of a clause.
    Inside,
    /// A comment.
    Comment,
}

/// Where a leaf stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) role: Role,
    /// The indent of its clause, in columns.
    pub(super) clause: usize,
    /// The indent of the leaf if it begins a line, in columns.
    pub(super) indent: usize,
}

/// A block, or the whole file.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The leaf `{`; none in the file itself.
    pub(super) open: Option<usize>,
    /// The leaf `}`.
    pub(super) close: Option<usize>,
    pub(super) items: Vec<Item>,
}

/// A declaration or clause in a block.
#[derive(Debug)]
pub(super) struct Item {
    /// Its first leaf.
    pub(super) first: usize,
    /// Its own block, as an index of the outline's blocks.
    pub(super) block: Option<usize>,
    /// `table`, `cites` or any other kind.
    pub(super) kind: Kind,
}

/// The outline of a file.
#[derive(Debug, Default)]
pub(super) struct Outline<'t> {
    pub(super) leaves: Vec<Node<'t>>,
    /// One for each leaf.
    pub(super) places: Vec<Place>,
    /// Every block that has both its braces, the inner ones before the outer ones.
    pub(super) blocks: Vec<Block>,
    /// The declarations of the file.
    pub(super) file: Block,
    /// The rows of each table, as ranges of leaves.
    pub(super) tables: Vec<Vec<Range<usize>>>,
}

impl<'t> Outline<'t> {
    /// The outline of the tree under `root`.
    pub(super) fn of(root: Node<'t>) -> Self {
        let mut outline = Self::default();
        let mut file = Block::default();
        for child in root.children() {
            outline.piece(child, 0, &mut file);
        }
        outline.file = file;
        outline.place_comments();
        outline
    }

    /// A child of a block: a comment, or an item.
    fn piece(&mut self, node: Node<'t>, indent: usize, block: &mut Block) {
        let first = self.leaves.len();
        if node.kind() == Kind::comment {
            return self.leaf(node, Role::Comment, indent);
        }
        let inner = self.item(node, indent);
        let Some(place) = self.places.get_mut(first) else {
            return;
        };
        *place = Place { role: Role::Item, clause: indent, indent };
        block.items.push(Item { first, block: inner, kind: node.kind() });
    }

    /// An item without regard to where it begins; gives its block.
    fn item(&mut self, node: Node<'t>, indent: usize) -> Option<usize> {
        if !node.has(Kind::lbrace) || !node.has(Kind::rbrace) {
            self.inside(node, indent);
            return None;
        }
        let mut block = Block::default();
        for child in node.children() {
            let at = self.leaves.len();
            match child.kind() {
                Kind::lbrace => {
                    block.open = Some(at);
                    self.leaf(child, Role::Open, indent);
                }
                Kind::rbrace => {
                    block.close = Some(at);
                    self.leaf(child, Role::Close, indent);
                }
                _ if block.open.is_some() => self.piece(child, indent + STEP, &mut block),
                _ => self.inside(child, indent),
            }
        }
        self.blocks.push(block);
        self.blocks.len().checked_sub(1)
    }

    fn inside(&mut self, node: Node<'t>, indent: usize) {
        if node.kind() == Kind::table {
            return self.table(node, indent);
        }
        if node.is_leaf() {
            let role = if node.kind() == Kind::comment { Role::Comment } else { Role::Inside };
            self.leaf(node, role, indent);
        }
        for child in node.children() {
            self.inside(child, indent);
        }
    }

    fn table(&mut self, node: Node<'t>, indent: usize) {
        let mut rows = Vec::new();
        for child in node.children() {
            let first = self.leaves.len();
            self.inside(child, indent);
            let place = self.places.get_mut(first).filter(|_| child.kind() == Kind::row);
            if let Some(place) = place {
                *place = Place { role: Role::Row, clause: indent, indent };
                rows.push(first..self.leaves.len());
            }
        }
        self.tables.push(rows);
    }

    fn leaf(&mut self, leaf: Node<'t>, role: Role, clause: usize) {
        if leaf.start() >= leaf.end() {
            return;
        }
        let indent = if role == Role::Inside { clause + STEP } else { clause };
        self.leaves.push(leaf);
        self.places.push(Place { role, clause, indent });
    }

    /// A comment on a line of its own stands as deep as what follows it; before `}` as deep as the block's inside.
    fn place_comments(&mut self) {
        let mut follows = 0;
        for place in self.places.iter_mut().rev() {
            match place.role {
                Role::Comment => place.indent = follows,
                Role::Close => follows = place.indent + STEP,
                _ => follows = place.indent,
            }
        }
    }
}
