//! The Markdown of authors: emphasis, lists, tables and links, but nothing that runs or loads something.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, format_commonmark, parse_document};

use super::markdown::options;

/// A note as its author wrote it, where it does no harm. Links to scripts and images from elsewhere become their own
/// words; so that no other note can use them, the targets that are defined apart from a link are written into it.
pub(super) fn harmless(markdown: &str) -> String {
    if !markdown.contains("](") && !markdown.contains("]:") {
        return markdown.to_owned();
    }
    let options = options();
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    let harmful: Vec<&AstNode<'_>> = root.descendants().filter(|node| is_harmful(node)).collect();
    if harmful.is_empty() && !markdown.contains("]:") {
        return markdown.to_owned();
    }
    for node in harmful {
        while let Some(words) = node.first_child() {
            node.insert_before(words);
        }
        node.detach();
    }
    let mut out = String::new();
    match format_commonmark(root, &options, &mut out) {
        // `<` is made harmless by who prints it.
        Ok(()) => out.replace("\\<", "<"),
        Err(_) => String::new(),
    }
}

fn is_harmful(node: &AstNode<'_>) -> bool {
    match &node.data().value {
        NodeValue::Link(link) => !is_allowed(&link.url, &["http", "https", "mailto"]),
        NodeValue::Image(image) => !is_allowed(&image.url, &[]),
        _ => false,
    }
}

/// Whether a target lies in the project, or has one of these schemes.
fn is_allowed(target: &str, schemes: &[&str]) -> bool {
    match target.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '#', '?']) => {
            schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
        _ => !target.starts_with(['/', '\\']),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_does_no_harm_stays_as_it_is() {
        for note in ["a **b**", "[a](https://x.org)  and\n* b", "![a](images/a.png)"] {
            assert_eq!(harmless(note), note);
        }
    }

    #[test]
    fn what_runs_or_loads_becomes_words() {
        assert_eq!(harmless("x [a *b*](javascript:c) ![d](http://x.org/e.png) [f](//x.org)"), "x a *b* d f\n");
        assert_eq!(harmless("[a]\n\n[a]: javascript:b"), "a\n");
        assert_eq!(harmless("[a]: javascript:b"), "");
    }
}
