//! The parser that pest makes from `grammar/sop.pest`. Nothing outside this folder sees pest itself: the rest of the
//! house knows the rules of the grammar as [`Kind`](super::Kind) only.

#![allow(missing_docs, reason = "the rules are documented in the grammar")]

/// The generated parser; its `Rule` is re-exported as `Kind`.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/sop.pest"]
pub struct SopParser;
