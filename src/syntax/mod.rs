//! From text to tree: the grammar, the keyword table, the lossless tree, the formatter.
//!
//! Nothing outside this folder names pest. What is wrong in a text is a mark in its tree, never an error.

pub mod examples;
pub mod fmt;
mod grammar;
pub mod keywords;
mod limits;
mod parse;
mod repair;
mod tree;

pub use grammar::Rule as Kind;
pub use limits::{MAX_BYTES, MAX_DEPTH};
pub use parse::{Beyond, Parsed, pairs, parse};
pub use tree::{Node, Tree};

/// Whether a node is a mark: a place where something is missing, or text that cannot be read.
#[must_use]
pub fn is_mark(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::m_name
            | Kind::m_text
            | Kind::m_value
            | Kind::m_arrow
            | Kind::m_word
            | Kind::m_open
            | Kind::m_close
            | Kind::bad_value
            | Kind::bad_head
            | Kind::bad_block
            | Kind::bad_cell
            | Kind::head_junk
            | Kind::tail_junk
            | Kind::foreign
            | Kind::foreign_clause
            | Kind::foreign_node
            | Kind::join_stray
            | Kind::stray_close
            | Kind::s_open
            | Kind::odd_unit
            | Kind::rule_bad
    )
}
