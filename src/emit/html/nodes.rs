//! From Markdown to HTML, element by element.
//!
//! Nothing of the Markdown is passed on as it is: every text is escaped, raw HTML is text, links lead only where they
//! may.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Anchorizer, Arena, parse_document};

use super::super::markdown::{is_wide, options};
use super::super::shelf::Shelf;
use super::super::target::Target;
use super::fields::Fields;
use super::{data_url, escape, page};
use crate::labels::Words;
use crate::source::ImageKind;

/// Deeper than this no document of ours is; what an author nests deeper is read as plain text.
const DEEPEST: usize = 60;

/// A document in Markdown, and what must be known to print it.
pub(in super::super) struct Source<'s> {
    pub(in super::super) markdown: &'s str,
    /// Its path below the output folder.
    pub(in super::super) path: &'s str,
    pub(in super::super) shelf: &'s Shelf,
    pub(in super::super) w: &'static Words,
    /// Whether its boxes are ticked and its blanks filled.
    pub(in super::super) fields: bool,
    /// The pictures by the flowcharts that stand for them.
    pub(in super::super) pictures: &'s BTreeMap<&'s str, String>,
}

/// A document as HTML.
#[derive(Debug, Default)]
pub(in super::super) struct Body {
    pub(in super::super) html: String,
    pub(in super::super) headings: Vec<Heading>,
}

/// A heading with its anchor.
#[derive(Debug)]
pub(in super::super) struct Heading {
    pub(in super::super) level: u8,
    pub(in super::super) id: String,
    pub(in super::super) text: String,
}

/// Prints a document.
pub(in super::super) fn body(source: &Source<'_>) -> Body {
    let mut options = options();
    options.parse.escaped_char_spans = source.fields;
    let arena = Arena::new();
    let root = parse_document(&arena, source.markdown, &options);
    let mut anchors = Anchorizer::new();
    for taken in page::IDS {
        anchors.anchorize(taken);
    }
    let mut printer = Printer { source, anchors, body: Body::default(), quoted: false, depth: 0 };
    printer.children(root);
    printer.body
}

/// A cell that is wider than so many columns wants room on a narrow screen.
const LONG: usize = 40;

type Node<'a> = &'a AstNode<'a>;

pub(super) struct Printer<'s> {
    source: &'s Source<'s>,
    anchors: Anchorizer,
    body: Body,
    /// Whether it is inside a quotation: what stands there is the author's.
    quoted: bool,
    depth: usize,
}

impl Printer<'_> {
    fn out(&mut self) -> &mut String {
        &mut self.body.html
    }

    fn children<'a>(&mut self, node: Node<'a>) {
        for child in node.children() {
            self.node(child);
        }
    }

    fn within<'a>(&mut self, open: &str, node: Node<'a>, close: &str) {
        self.out().push_str(open);
        self.children(node);
        self.out().push_str(close);
    }

    fn node<'a>(&mut self, node: Node<'a>) {
        if self.depth == DEEPEST {
            let text = escape(&text_of(node));
            self.out().push_str(&text);
            return;
        }
        self.depth += 1;
        match &node.data().value {
            NodeValue::Paragraph => self.paragraph(node),
            NodeValue::Heading(heading) => self.heading(node, heading.level),
            NodeValue::BlockQuote => self.quotation(node),
            NodeValue::List(list) => {
                let (open, close) = match list.list_type {
                    ListType::Bullet => ("<ul>\n".to_owned(), "</ul>\n"),
                    ListType::Ordered if list.start == 1 => ("<ol>\n".to_owned(), "</ol>\n"),
                    ListType::Ordered => (format!("<ol start=\"{}\">\n", list.start), "</ol>\n"),
                };
                self.within(&open, node, close);
            }
            NodeValue::Item(_) => self.item(node),
            NodeValue::TaskItem(_) => self.task(node),
            NodeValue::CodeBlock(block) => self.code(&block.info, &block.literal),
            NodeValue::Table(_) => self.table(node),
            NodeValue::ThematicBreak => self.out().push_str("<hr>\n"),
            NodeValue::Text(text) if is_date(text) => {
                let _ = write!(self.out(), "<time datetime=\"{text}\">{text}</time>");
            }
            NodeValue::Text(text) => {
                let text = escape(text);
                self.out().push_str(&text);
            }
            NodeValue::SoftBreak if joins(node) => {}
            NodeValue::SoftBreak => self.out().push('\n'),
            NodeValue::LineBreak => self.out().push_str("<br>\n"),
            NodeValue::Code(code) => {
                let text = escape(&self.literal(&code.literal));
                let _ = write!(self.out(), "<code>{text}</code>");
            }
            NodeValue::HtmlInline(text) => {
                let text = escape(text);
                self.out().push_str(&text);
            }
            NodeValue::HtmlBlock(block) => {
                let text = escape(block.literal.trim_end());
                let _ = writeln!(self.out(), "<p>{text}</p>");
            }
            NodeValue::Emph => self.within("<em>", node, "</em>"),
            NodeValue::Strong => self.within("<strong>", node, "</strong>"),
            NodeValue::Strikethrough => self.within("<del>", node, "</del>"),
            NodeValue::Link(link) => self.link(node, &link.url),
            NodeValue::Image(image) => self.image(node, &image.url),
            _ => self.children(node),
        }
        self.depth -= 1;
    }

    fn paragraph<'a>(&mut self, node: Node<'a>) {
        let tight = node
            .parent()
            .and_then(|item| item.parent())
            .is_some_and(|list| matches!(&list.data().value, NodeValue::List(list) if list.tight));
        let (open, close) = if tight { ("", "") } else { ("<p>", "</p>\n") };
        self.out().push_str(open);
        self.inlines(node);
        self.out().push_str(close);
    }

    /// The inlines of a paragraph; in a checklist its boxes and blanks are fields.
    fn inlines<'a>(&mut self, node: Node<'a>) {
        if !self.source.fields || self.quoted {
            return self.children(node);
        }
        let mut fields = Fields::default();
        for child in node.children() {
            match &child.data().value {
                NodeValue::Text(text) => fields.text(text),
                _ => {
                    let begin = self.body.html.len();
                    self.node(child);
                    let html = self.body.html.split_off(begin);
                    fields.markup(&html, &text_of(child));
                }
            }
        }
        let html = fields.finish();
        self.out().push_str(&html);
    }

    fn heading<'a>(&mut self, node: Node<'a>, level: u8) {
        if self.quoted {
            // A heading of a note is none of the document.
            return self.within("<p class=\"heading\"><strong>", node, "</strong></p>\n");
        }
        let text = text_of(node);
        let id = self.anchors.anchorize(&text);
        let open = format!("<h{level} id=\"{}\">", escape(&id));
        self.within(&open, node, &format!("</h{level}>\n"));
        self.body.headings.push(Heading { level, id, text });
    }

    fn quotation<'a>(&mut self, node: Node<'a>) {
        let first = node.first_child().and_then(|paragraph| paragraph.first_child());
        let strong = first.filter(|first| matches!(first.data().value, NodeValue::Strong));
        let label = strong.map(text_of).unwrap_or_default();
        let alone = strong.is_some_and(|strong| strong.next_sibling().is_none())
            && node.first_child().is_some_and(|first| first.next_sibling().is_none());
        let class = match label {
            label if label == self.source.w.step.warning => "warning",
            _ if alone => "mark",
            _ => "note",
        };
        let before = std::mem::replace(&mut self.quoted, true);
        self.within(&format!("<aside class=\"{class}\" role=\"note\">\n"), node, "</aside>\n");
        self.quoted = before;
    }

    fn item<'a>(&mut self, node: Node<'a>) {
        let first = node.first_child().and_then(|paragraph| paragraph.first_child());
        let strong = first.filter(|first| matches!(first.data().value, NodeValue::Strong));
        let pause = strong.is_some_and(|strong| text_of(strong) == self.source.w.step.pause);
        self.within(if pause { "<li class=\"pause\">" } else { "<li>" }, node, "</li>\n");
    }

    /// Something to tick: the words beside the box are its label.
    fn task<'a>(&mut self, node: Node<'a>) {
        let mut children = node.children();
        let first = children.next();
        let strong = first.and_then(|first| first.first_child());
        let pause = strong.is_some_and(|strong| {
            matches!(strong.data().value, NodeValue::Strong) && text_of(strong) == self.source.w.step.pause
        });
        let class = if pause { "task pause" } else { "task" };
        let field = self.source.fields && !self.quoted;
        let open = if field { "<label><input type=\"checkbox\"> <span>" } else { "☐ " };
        let _ = write!(self.out(), "<li class=\"{class}\">{open}");
        if let Some(first) = first {
            self.children(first);
        }
        self.out().push_str(if field { "</span></label>" } else { "" });
        for child in children {
            self.node(child);
        }
        self.out().push_str("</li>\n");
    }

    fn code(&mut self, info: &str, literal: &str) {
        let picture = self.source.pictures.get(literal.trim_end()).filter(|_| info == "mermaid" && !self.quoted);
        if let Some(picture) = picture {
            let _ = writeln!(self.body.html, "<figure class=\"flow\" tabindex=\"0\">{picture}</figure>");
            return;
        }
        let text = escape(&self.literal(literal));
        let _ = writeln!(self.out(), "<pre tabindex=\"0\"><code>{text}</code></pre>");
    }

    /// Code as its author wrote it: in a quotation `<` stands as `&lt;`, since not every reader of Markdown leaves it
    /// alone.
    fn literal(&self, code: &str) -> String {
        if self.quoted { code.replace("&lt;", "<") } else { code.to_owned() }
    }

    fn table<'a>(&mut self, node: Node<'a>) {
        let about = self.body.headings.last().map(|heading| escape(&heading.text)).unwrap_or_default();
        let _ =
            writeln!(self.out(), "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{about}\"><table>");
        let mut in_body = false;
        for row in node.children() {
            let header = matches!(row.data().value, NodeValue::TableRow(true));
            if !header && !in_body {
                self.out().push_str("<tbody>\n");
                in_body = true;
            }
            self.out().push_str(if header { "<thead>\n<tr>" } else { "<tr>" });
            for (index, cell) in row.children().enumerate() {
                match (header, index) {
                    (true, _) => self.within("<th scope=\"col\">", cell, "</th>"),
                    (false, 0) => self.within("<th scope=\"row\">", cell, "</th>"),
                    _ if unicode_width::UnicodeWidthStr::width(text_of(cell).as_str()) > LONG => {
                        self.within("<td class=\"long\">", cell, "</td>");
                    }
                    _ => self.within("<td>", cell, "</td>"),
                }
            }
            self.out().push_str(if header { "</tr>\n</thead>\n" } else { "</tr>\n" });
        }
        self.out().push_str(if in_body { "</tbody>\n</table></div>\n" } else { "</table></div>\n" });
    }

    /// An image that lies in the page itself, else the words for it: nothing is fetched from anywhere, and nothing in an
    /// image runs.
    fn image<'a>(&mut self, node: Node<'a>, url: &str) {
        let Some((_, image)) = self.source.shelf.images.named(self.source.path, url) else {
            return self.within("<em>", node, "</em>");
        };
        let (source, words) = (data_url(image.kind.media_type(), &image.bytes), escape(&text_of(node)));
        // Of pixels a browser knows how many there are, and how they lie; a drawing need not say its size.
        let width = match image.kind {
            ImageKind::Svg => format!(" width=\"{}\"", image.width),
            _ => String::new(),
        };
        let _ = write!(self.out(), "<img src=\"{source}\" alt=\"{words}\"{width}>");
    }

    fn link<'a>(&mut self, node: Node<'a>, url: &str) {
        let (href, outside) = match Target::of(url, self.source.path, self.source.shelf) {
            Some(Target::Document { stem, anchor }) if anchor.is_empty() => (format!("{stem}.html"), ""),
            Some(Target::Document { stem, anchor }) => (format!("{stem}.html#{anchor}"), ""),
            // A place in the document is known to the templates only, not to the author of a note.
            Some(Target::Heading(anchor)) if !self.quoted => (format!("#{anchor}"), ""),
            Some(Target::Outside(address)) => (address, " rel=\"noopener noreferrer\""),
            Some(Target::Heading(_)) | None => return self.children(node),
        };
        self.within(&format!("<a href=\"{}\"{outside}>", escape(&href)), node, "</a>");
    }
}

/// Whether a text is a day, such as 2026-11-21.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Whether a line break stands between signs of a script without blanks.
fn joins<'a>(node: Node<'a>) -> bool {
    let before = node.previous_sibling().and_then(|before| text_of(before).chars().last());
    let after = node.next_sibling().and_then(|after| text_of(after).chars().next());
    is_wide(before) && is_wide(after)
}

/// All text of a node.
fn text_of<'a>(node: Node<'a>) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::HtmlInline(text) => out.push_str(text),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            _ => {}
        }
    }
    out
}
