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
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let harmful: Vec<&AstNode<'_>> = root.descendants().filter(|node| is_harmful(node)).collect();
    if harmful.is_empty() && !markdown.contains("]:") {
        return markdown.to_owned();
    }
    harmful.into_iter().for_each(leave_words);
    written(root)
}

/// The targets of the images of a Markdown text, as they are written.
pub(super) fn images(markdown: &str) -> Vec<String> {
    if !markdown.contains("![") {
        return Vec::new();
    }
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    root.descendants().filter_map(image).collect()
}

/// A note whose images lead where `place` says; those for which it knows no place become their own words.
pub(super) fn placed(markdown: &str, place: impl Fn(&str) -> Option<String>) -> String {
    if !markdown.contains("![") {
        return markdown.to_owned();
    }
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let images: Vec<(&AstNode<'_>, String)> =
        root.descendants().filter_map(|node| Some((node, image(node)?))).collect();
    let mut changed = false;
    for (node, target) in images {
        let there = place(&target);
        changed |= there.as_ref() != Some(&target);
        match there {
            Some(there) => {
                if let NodeValue::Image(image) = &mut node.data_mut().value {
                    image.url = there;
                }
            }
            None => leave_words(node),
        }
    }
    // What is right already stays as its author wrote it.
    if changed { written(root) } else { markdown.to_owned() }
}

/// The target of an image.
fn image<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data().value {
        NodeValue::Image(image) => Some(image.url.clone()),
        _ => None,
    }
}

/// Puts the words of a link or an image in its place.
fn leave_words<'a>(node: &'a AstNode<'a>) {
    while let Some(words) = node.first_child() {
        node.insert_before(words);
    }
    node.detach();
}

/// A tree as Markdown.
fn written<'a>(root: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    match format_commonmark(root, &options(), &mut out) {
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
    use super::{harmless, images, placed};

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

    #[test]
    fn images_stand_where_they_are_placed() {
        let note = "x ![a *b*](<a b.png> \"t\") [![c](c.png)](d) `![e](e.png)`\n\n![f][g]\n\n[g]: g.png";
        assert_eq!(images(note), ["a b.png", "c.png", "g.png"]);
        assert_eq!(placed(note, |target| Some(target.to_owned())), note);
        let there = placed(note, |target| (target != "c.png").then(|| format!("../{}", target.replace(' ', "%20"))));
        assert_eq!(there, "x ![a *b*](../a%20b.png \"t\") [c](d) `![e](e.png)`\n\n![f](../g.png)\n");
    }
}
