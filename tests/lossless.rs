//! The library and the example are read whole: every byte in the tree, and no mark in it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use sopkit::syntax::{Kind, parse};

#[test]
fn whole_files_are_lossless_and_without_marks() {
    for (path, text) in support::files("sops").into_iter().chain(support::files("tests/fixtures/example")) {
        support::assert_lossless(&text);
        let parsed = parse(&text);
        let mark = parsed.tree.root(&text).descendants().find(|node| sopkit::syntax::is_mark(node.kind()));
        assert!(mark.is_none(), "{path}: {mark:?}");
        assert!(parsed.tree.root(&text).kind() == Kind::file);
    }
}
