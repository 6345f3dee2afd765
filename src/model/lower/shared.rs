//! Small pieces that every construct is made of: names, references, texts.

use super::Lower;
use crate::model::{Ident, Name, Ref, Text, Translation};
use crate::source::{Place, Span};
use crate::syntax::{Kind, Node};

impl Lower {
    /// The name among the children of a construct; `None` where it is missing.
    pub(super) fn ident_in(&self, node: Node<'_>) -> Option<Ident> {
        node.child(Kind::name).map(|name| self.ident(name))
    }

    pub(super) fn ident(&self, leaf: Node<'_>) -> Ident {
        Ident { name: Name::new(leaf.text()), at: self.place(leaf) }
    }

    /// Keyword and name of a construct: the place that findings about it point at.
    pub(super) fn head_place(&self, node: Node<'_>) -> Place {
        let end = node.child(Kind::name).or_else(|| node.children().next()).map_or(node.end(), Node::end);
        Place(Span::new(self.file, node.start(), end))
    }

    pub(super) fn reference(&self, node: Node<'_>) -> Ref {
        let parts = node
            .children()
            .filter(|part| matches!(part.kind(), Kind::name | Kind::member | Kind::kw_pt_start | Kind::kw_pt_end))
            .map(|part| self.ident(part))
            .collect();
        Ref { parts, at: self.place(node) }
    }

    /// All references among the children of a clause.
    pub(super) fn refs(&self, clause: Node<'_>) -> Vec<Ref> {
        clause.children().filter(|child| child.kind() == Kind::r#ref).map(|child| self.reference(child)).collect()
    }

    /// The first reference among the children of a clause.
    pub(super) fn reference_in(&self, clause: Node<'_>) -> Option<Ref> {
        clause.child(Kind::r#ref).map(|child| self.reference(child))
    }

    /// The first text among the children of a construct.
    pub(super) fn text_in(&self, node: Node<'_>) -> Option<Text> {
        node.child(Kind::text).map(|text| self.text(text))
    }

    pub(super) fn text(&self, node: Node<'_>) -> Text {
        let mut text = Text { at: self.place(node), ..Text::default() };
        for child in node.children() {
            if child.kind() == Kind::translation {
                let lang = child.child(Kind::lang);
                text.translations.push(Translation {
                    lang: lang.map(|leaf| leaf.text().to_owned()).unwrap_or_default(),
                    lang_at: lang.map_or(text.at, |leaf| self.place(leaf)),
                    text: child.children().last().map(string_value).unwrap_or_default(),
                });
            } else {
                text.source = string_value(child);
            }
        }
        text
    }

    /// The first plain string among the children of a clause.
    pub(super) fn string_in(&self, clause: Node<'_>) -> Option<String> {
        clause.children().find(|child| is_string(child.kind())).map(string_value)
    }
}

pub(in crate::model) fn is_string(kind: Kind) -> bool {
    matches!(kind, Kind::s_block | Kind::s_dq | Kind::s_cq | Kind::s_jq | Kind::s_mixed | Kind::s_open)
}

/// The value of a string leaf: without its quotes, a block text without its common indent.
pub(in crate::model) fn string_value(leaf: Node<'_>) -> String {
    let written = leaf.text();
    match leaf.kind() {
        Kind::s_block => block_text(written.get(3..written.len().saturating_sub(3)).unwrap_or("")),
        Kind::s_open => written.trim_start_matches(['"', '“', '”', '「']).trim_end().to_owned(),
        _ => {
            let mut inner = written.chars();
            inner.next();
            inner.next_back();
            inner.as_str().to_owned()
        }
    }
}

/// Removes the least indent of the non-blank lines and of the closing line.
fn block_text(inner: &str) -> String {
    let lines: Vec<&str> = inner.lines().collect();
    let Some((first, rest)) = lines.split_first() else { return String::new() };
    if rest.is_empty() && !inner.ends_with('\n') {
        return first.trim().to_owned();
    }
    let width = |line: &str| line.len() - line.trim_start().len();
    // `lines()` drops an empty last line: a closing sign at the very start of its line has no indent.
    let closing = if inner.ends_with('\n') { Some(0) } else { rest.last().map(|line| width(line)) };
    let indent =
        rest.iter().filter(|line| !line.trim().is_empty()).map(|line| width(line)).chain(closing).min().unwrap_or(0);
    let mut text: Vec<&str> = Vec::new();
    if !first.trim().is_empty() {
        text.push(first.trim());
    }
    text.extend(rest.iter().map(|line| line.get(indent..).unwrap_or("").trim_end()));
    text.join("\n").trim_matches('\n').to_owned()
}
