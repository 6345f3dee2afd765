//! Rendered Markdown as a tree of blocks and spans, for the formats that are printed from it. What a document says is
//! said in its Markdown; the formats differ in how they print it only.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Anchorizer, Arena, Options, parse_document};

use super::markdown::is_wide;
use super::plain::is_hidden;

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading: level from 1, anchor, text.
    Heading(usize, String, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list; with its first number where it is numbered.
    List(Option<usize>, Vec<Item>),
    /// A table: its header and its rows.
    Table(Vec<Vec<Span>>, Vec<Vec<Vec<Span>>>),
    /// A quotation: a note, a warning or a mark.
    Note(Vec<Block>),
    /// Text as it was typed.
    Code(String),
    /// The place of a picture of a flow; they are counted from 0.
    Picture(usize),
    /// A line across the page.
    Rule,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Whether it has a box to tick.
    pub(super) boxed: bool,
    pub(super) blocks: Vec<Block>,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span {
    Text(String),
    Strong(Vec<Span>),
    Emphasis(Vec<Span>),
    Struck(Vec<Span>),
    Code(String),
    Link(Link, Vec<Span>),
    Break,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    /// To another document: its path as seen from this one, without its ending, still escaped as in an address.
    Document(String),
    /// To a heading of this document.
    Heading(String),
    /// To a place outside.
    Outside(String),
}

/// Blocks of an author may lie inside one another; what is deeper than this is printed as plain text.
const DEEPEST: usize = 32;

/// The blocks of a Markdown document.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.cjk_friendly_emphasis = true;
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    Reader { anchors: Anchorizer::new(), pictures: 0 }.children(root, 0)
}

struct Reader {
    anchors: Anchorizer,
    pictures: usize,
}

impl Reader {
    fn children<'a>(&mut self, node: &'a AstNode<'a>, depth: usize) -> Vec<Block> {
        let mut found = Vec::new();
        for child in node.children() {
            found.extend(self.block(child, depth));
        }
        found
    }

    fn block<'a>(&mut self, node: &'a AstNode<'a>, depth: usize) -> Option<Block> {
        if depth > DEEPEST {
            return Some(Block::Paragraph(vec![Span::Text(plain_text(node))]));
        }
        let value = &node.data().value;
        Some(match value {
            NodeValue::Heading(heading) => {
                let spans = spans(node, 0);
                let anchor = self.anchors.anchorize(&words(&spans));
                Block::Heading(heading.level.into(), anchor, spans)
            }
            NodeValue::Paragraph => Block::Paragraph(spans(node, 0)),
            NodeValue::List(list) => {
                let items = node.children().map(|item| Item {
                    boxed: matches!(item.data().value, NodeValue::TaskItem(_)),
                    blocks: self.children(item, depth + 1),
                });
                let items = items.collect();
                Block::List((list.list_type == ListType::Ordered).then_some(list.start), items)
            }
            NodeValue::BlockQuote => Block::Note(self.children(node, depth + 1)),
            NodeValue::CodeBlock(code) if code.info == "mermaid" => {
                self.pictures += 1;
                Block::Picture(self.pictures - 1)
            }
            NodeValue::CodeBlock(code) => Block::Code(clean(code.literal.trim_end())),
            NodeValue::HtmlBlock(html) => Block::Paragraph(vec![Span::Text(clean(html.literal.trim_end()))]),
            NodeValue::ThematicBreak => Block::Rule,
            NodeValue::Table(_) => {
                let mut rows = node.children().map(|row| row.children().map(|cell| spans(cell, 0)).collect());
                let header = rows.next().unwrap_or_default();
                Block::Table(header, rows.collect())
            }
            _ => return None,
        })
    }
}

/// The text pieces of a node.
fn spans<'a>(node: &'a AstNode<'a>, depth: usize) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    if depth > DEEPEST {
        return vec![Span::Text(plain_text(node))];
    }
    let mut children = node.children().peekable();
    while let Some(child) = children.next() {
        let inner = |depth: usize| spans(child, depth + 1);
        let span = match &child.data().value {
            NodeValue::Text(text) => Span::Text(clean(text)),
            NodeValue::Code(code) => Span::Code(clean(&code.literal)),
            NodeValue::HtmlInline(html) => Span::Text(clean(html)),
            NodeValue::LineBreak => Span::Break,
            NodeValue::SoftBreak => {
                // Chinese has no blank between words.
                let before = found.last().and_then(|span| words(std::slice::from_ref(span)).chars().last());
                let after = children.peek().and_then(|next| plain_text(next).chars().next());
                if is_wide(before) && is_wide(after) {
                    continue;
                }
                Span::Text(" ".to_owned())
            }
            NodeValue::Strong => Span::Strong(inner(depth)),
            NodeValue::Emph => Span::Emphasis(inner(depth)),
            NodeValue::Strikethrough => Span::Struck(inner(depth)),
            NodeValue::Link(link) => match target(&link.url) {
                Some(target) => Span::Link(target, inner(depth)),
                None => {
                    found.extend(inner(depth));
                    continue;
                }
            },
            // A picture of a note is named, not fetched.
            NodeValue::Image(_) => {
                found.extend(inner(depth));
                continue;
            }
            _ => continue,
        };
        match (found.last_mut(), span) {
            (Some(Span::Text(last)), Span::Text(more)) => last.push_str(&more),
            (_, span) => found.push(span),
        }
    }
    found
}

/// Where an address leads; `None` where nobody should be led.
fn target(url: &str) -> Option<Link> {
    if let Some(anchor) = url.strip_prefix('#') {
        return Some(Link::Heading(anchor.to_owned()));
    }
    let outside = ["https://", "http://", "mailto:"].iter().any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
    if outside {
        return Some(Link::Outside(clean(url)));
    }
    let path = url.split('#').next().unwrap_or(url);
    path.strip_suffix(".md").filter(|path| !path.contains(':')).map(|path| Link::Document(clean(path)))
}

/// The words of spans.
pub(super) fn words(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) | Span::Code(text) => text.clone(),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Struck(inner) | Span::Link(_, inner) => words(inner),
            Span::Break => " ".to_owned(),
        })
        .collect()
}

/// All text below a node, without recursion.
fn plain_text<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(own) => text.push_str(own),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    clean(&text)
}

/// A text without signs that hide or turn others, or that XML does not have; lines stay.
fn clean(text: &str) -> String {
    let seen = text.chars().filter(|sign| !is_hidden(*sign));
    seen.map(|sign| if sign.is_control() && sign != '\n' { ' ' } else { sign }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Span {
        Span::Text(text.to_owned())
    }

    #[test]
    fn chinese_emphasis_and_lines_are_read_as_written() {
        let found = blocks("**注意：**请\n核对 a\nb");
        let strong = Span::Strong(vec![text("注意：")]);
        assert_eq!(found, [Block::Paragraph(vec![strong, text("请核对 a b")])]);
    }

    #[test]
    fn links_lead_to_documents_and_nowhere_odd() {
        let found = blocks("[a](x%20y.zh.md) [b](javascript:c) [d](https://e.f) <b>g</b>");
        let [Block::Paragraph(spans)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(spans.first(), Some(&Span::Link(Link::Document("x%20y.zh".to_owned()), vec![text("a")])));
        assert_eq!(words(spans), "a b d <b>g</b>");
        assert_eq!(spans.iter().filter(|span| matches!(span, Span::Link(..))).count(), 2);
    }

    #[test]
    fn no_depth_is_too_deep() {
        let deep = format!("{}x", "> ".repeat(3000));
        assert_eq!(blocks(&deep).len(), 1);
        let spans = format!("{}x{}", "*a ".repeat(3000), " b*".repeat(3000));
        assert_eq!(blocks(&spans).len(), 1);
    }
}
