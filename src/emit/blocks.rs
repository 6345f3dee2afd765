//! Rendered Markdown as a tree of blocks and spans, for the formats that are printed from it. What a document says is
//! said in its Markdown; the formats differ in how they print it only.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Anchorizer, Arena, parse_document};

use super::manuscript::Manuscript;
use super::markdown::{is_wide, options};
use super::signs::clean;
use super::target::Target;
use super::view::Drawn;

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading: level from 1, anchor, text. One in a note of the author is none of the document and has no anchor.
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
    /// The place of a picture of a flow, by its index in the manuscript.
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
    Link(Target, Vec<Span>),
    /// An image of a note: its path among the images of the build, and the words for it.
    Image(String, String),
    Break,
}

/// Blocks of an author may lie inside one another; what is deeper than this is printed as plain text.
const DEEPEST: usize = 32;

/// The blocks of a document.
pub(super) fn blocks(manuscript: &Manuscript<'_>) -> Vec<Block> {
    let arena = Arena::new();
    let root = parse_document(&arena, manuscript.markdown, &options());
    Reader { manuscript, anchors: Anchorizer::new(), quoted: false }.children(root, 0)
}

struct Reader<'r> {
    manuscript: &'r Manuscript<'r>,
    anchors: Anchorizer,
    /// Whether it is inside a quotation: what stands there is the author's.
    quoted: bool,
}

impl Reader<'_> {
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
                let spans = self.spans(node, 0);
                let anchor = if self.quoted { String::new() } else { self.anchors.anchorize(&words(&spans)) };
                Block::Heading(heading.level.into(), anchor, spans)
            }
            NodeValue::Paragraph => Block::Paragraph(self.spans(node, 0)),
            NodeValue::List(list) => {
                let items = node.children().map(|item| Item {
                    boxed: matches!(item.data().value, NodeValue::TaskItem(_)),
                    blocks: self.children(item, depth + 1),
                });
                let items = items.collect();
                Block::List((list.list_type == ListType::Ordered).then_some(list.start), items)
            }
            NodeValue::BlockQuote => {
                let before = std::mem::replace(&mut self.quoted, true);
                let blocks = self.children(node, depth + 1);
                self.quoted = before;
                Block::Note(blocks)
            }
            NodeValue::CodeBlock(code) => match self.picture(&code.info, &code.literal) {
                Some(index) => Block::Picture(index),
                None => Block::Code(self.code(code.literal.trim_end())),
            },
            NodeValue::HtmlBlock(html) => Block::Paragraph(vec![Span::Text(clean(html.literal.trim_end()))]),
            NodeValue::ThematicBreak => Block::Rule,
            NodeValue::Table(_) => {
                let mut rows = node.children().map(|row| row.children().map(|cell| self.spans(cell, 0)).collect());
                let header = rows.next().unwrap_or_default();
                Block::Table(header, rows.collect())
            }
            _ => return None,
        })
    }

    /// The picture that a flowchart stands for.
    fn picture(&self, info: &str, literal: &str) -> Option<usize> {
        let is_it = |drawn: &&Drawn| drawn.mermaid.trim_end() == literal.trim_end();
        let known = info == "mermaid" && !self.quoted;
        self.manuscript.pictures.iter().position(is_it).filter(|_| known)
    }

    /// Code as its author wrote it: in a quotation `<` stands as `&lt;`, since not every reader of Markdown leaves it
    /// alone.
    fn code(&self, literal: &str) -> String {
        clean(&if self.quoted { literal.replace("&lt;", "<") } else { literal.to_owned() })
    }

    /// The text pieces of a node.
    fn spans<'a>(&self, node: &'a AstNode<'a>, depth: usize) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        if depth > DEEPEST {
            return vec![Span::Text(plain_text(node))];
        }
        let mut children = node.children().peekable();
        while let Some(child) = children.next() {
            let inner = |depth: usize| self.spans(child, depth + 1);
            let span = match &child.data().value {
                NodeValue::Text(text) => Span::Text(clean(text)),
                NodeValue::Code(code) => Span::Code(self.code(&code.literal)),
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
                NodeValue::Link(link) => match self.target(&link.url) {
                    Some(target) => Span::Link(target, inner(depth)),
                    None => {
                        found.extend(inner(depth));
                        continue;
                    }
                },
                NodeValue::Image(image) => match self.manuscript.shelf.images.named(self.manuscript.path, &image.url) {
                    Some((path, _)) => Span::Image(path.to_owned(), plain_text(child)),
                    // Nothing is fetched from anywhere.
                    None => {
                        found.extend(inner(depth));
                        continue;
                    }
                },
                _ => continue,
            };
            match (found.last_mut(), span) {
                (Some(Span::Text(last)), Span::Text(more)) => last.push_str(&more),
                (_, span) => found.push(span),
            }
        }
        found
    }

    /// Where a link leads. A place in the document is known to the templates only, not to the author of a note.
    fn target(&self, link: &str) -> Option<Target> {
        let target = Target::of(link, self.manuscript.path, self.manuscript.shelf)?;
        (!self.quoted || !matches!(target, Target::Heading(_))).then_some(target)
    }
}

/// The words of spans.
pub(super) fn words(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) | Span::Code(text) | Span::Image(_, text) => text.clone(),
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

#[cfg(test)]
mod tests {
    use super::super::manuscript::Facts;
    use super::super::shelf::{EMPTY, Shelf};
    use super::*;
    use crate::labels::Lang;
    use crate::model::Project;

    fn read(markdown: &str, shelf: &Shelf) -> Vec<Block> {
        let (path, facts) = ("a.zh.md", Facts::default());
        blocks(&Manuscript { path, markdown, facts, pictures: &[], shelf, lang: Lang::Zh })
    }

    fn text(text: &str) -> Span {
        Span::Text(text.to_owned())
    }

    #[test]
    fn chinese_emphasis_and_lines_are_read_as_written() {
        let found = read("**注意：**请\n核对 a\nb", &EMPTY);
        let strong = Span::Strong(vec![text("注意：")]);
        assert_eq!(found, [Block::Paragraph(vec![strong, text("请核对 a b")])]);
    }

    #[test]
    fn links_lead_to_documents_and_nowhere_odd() {
        let project = Project::of_text("x y.sop", "sop x \"X\" { language zh }\n");
        let wanted: Vec<_> = project.modules.iter().map(|module| (module, Lang::Zh)).collect();
        let shelf = Shelf::of(&project, &wanted, false);
        let found = read("[a](x%20y.zh.md#b) [b](javascript:c) [c](no.md) [d](https://e.f) <b>g</b>", &shelf);
        let [Block::Paragraph(spans)] = found.as_slice() else { panic!("{found:?}") };
        let there = Target::Document { stem: "x%20y.zh".to_owned(), anchor: "b".to_owned() };
        assert_eq!(spans.first(), Some(&Span::Link(there, vec![text("a")])));
        assert_eq!(words(spans), "a b c d <b>g</b>");
        assert_eq!(spans.iter().filter(|span| matches!(span, Span::Link(..))).count(), 2);
    }

    #[test]
    fn what_an_author_writes_in_a_note_is_none_of_the_document() {
        let found = read("> # a\n> `&lt;b>` [c](#a)\n\n# a", &EMPTY);
        let [Block::Note(note), Block::Heading(1, anchor, _)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(anchor, "a");
        let line = vec![Span::Code("<b>".to_owned()), text(" "), text("c")];
        assert_eq!(note.as_slice(), [Block::Heading(1, String::new(), vec![text("a")]), Block::Paragraph(line)]);
    }

    #[test]
    fn no_depth_is_too_deep() {
        let deep = format!("{}x", "> ".repeat(3000));
        assert_eq!(read(&deep, &EMPTY).len(), 1);
        let spans = format!("{}x{}", "*a ".repeat(3000), " b*".repeat(3000));
        assert_eq!(read(&spans, &EMPTY).len(), 1);
    }
}
