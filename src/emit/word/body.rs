//! The blocks of a document as WordprocessingML.

use rustc_hash::FxHashMap;

use unicode_width::UnicodeWidthStr;

use super::image;
use super::parts::section;
use super::picture::Drawn;
use crate::emit::blocks::{Block, Item, Span, words};
use crate::emit::images::Images;
use crate::emit::target::Target;
use crate::emit::xml::escape;
use crate::labels::Words;

/// The width of the text of a page, in twentieths of a point.
pub(super) const PAGE: usize = 9638;
/// What a note leaves free at both sides.
const NOTE: usize = 360;
/// What a cell leaves free at both sides.
const CELL: usize = 216;
/// No column is narrower than this.
const COLUMN: usize = 420;

/// The body of a document with what it refers to.
#[derive(Default)]
pub(super) struct Body {
    /// Its paragraphs and tables.
    pub(super) xml: String,
    /// The targets of its links, each `rIdL` and its index.
    pub(super) links: Vec<String>,
    /// Where each numbered list begins to count; the first is list 2, list 1 has bullets.
    pub(super) lists: Vec<usize>,
    /// The paths of its images, each `rIdI` and its index.
    pub(super) images: Vec<String>,
}

/// The drawing of the picture with an index, at the place of that number in the document.
type Draw<'d> = &'d dyn Fn(usize, usize) -> Option<Drawn>;

/// Prints the blocks of a document.
pub(super) fn print(blocks: &[Block], w: &Words, draw: Draw<'_>, images: &Images) -> Body {
    let headings = blocks.iter().filter_map(|block| match block {
        Block::Heading(_, anchor, _) => Some(anchor.clone()),
        _ => None,
    });
    let anchors = headings.enumerate().map(|(index, anchor)| (anchor, index)).collect();
    let mut printer = Printer {
        w,
        draw,
        images,
        anchors,
        heading: 0,
        begun: None,
        drawn: 0,
        shown: 0,
        room: PAGE,
        ids: FxHashMap::default(),
        body: Body::default(),
    };
    let contents = contents(blocks, w);
    for (index, block) in blocks.iter().enumerate() {
        // The contents stand before the first section.
        if contents.at == Some(index) {
            printer.body.xml.push_str(&contents.xml);
        }
        printer.block(block, Around::default());
    }
    printer.body
}

/// The table of contents.
struct Contents {
    at: Option<usize>,
    xml: String,
}

/// A field that Word can bring up to date, with its entries already in it: nobody needs to. It gives no pages, which
/// only the program that lays them out knows.
fn contents(blocks: &[Block], w: &Words) -> Contents {
    let headings = blocks.iter().filter_map(|block| match block {
        Block::Heading(level, _, spans) => Some((*level, words(spans))),
        _ => None,
    });
    let entries: Vec<(usize, usize, String)> = headings
        .enumerate()
        .map(|(index, (level, text))| (index, level, text))
        .filter(|(_, level, _)| *level == 2)
        .collect();
    let at = blocks.iter().position(|block| matches!(block, Block::Heading(2, ..)));
    let mut xml = paragraph("ContentsTitle", "", &run(w.head.contents, ""));
    for (place, (index, _, text)) in entries.iter().enumerate() {
        let begin = match place {
            0 => {
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o &quot;2-2&quot; \\n \\h \\z </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
            }
            _ => "",
        };
        let end = if place + 1 == entries.len() { "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" } else { "" };
        let link = format!("<w:hyperlink w:anchor=\"_h{index}\" w:history=\"1\">{}</w:hyperlink>", run(text, ""));
        xml.push_str(&paragraph("TOC1", "", &format!("{begin}{link}{end}")));
    }
    // Short documents need none.
    Contents { at: at.filter(|_| entries.len() > 3), xml }
}

/// What lies around a block.
#[derive(Clone, Copy, Default)]
struct Around {
    /// How deep in lists.
    depth: usize,
    /// The style of a note, if it is inside one.
    note: Option<&'static str>,
    /// Whether a paragraph before it has taken the sign of the item.
    item: Option<usize>,
    /// Whether the item has a box.
    boxed: bool,
}

struct Printer<'p> {
    w: &'p Words,
    draw: Draw<'p>,
    images: &'p Images,
    /// The headings by their anchors.
    anchors: FxHashMap<String, usize>,
    heading: usize,
    /// Where the heading begins that was printed last, if nothing came after it.
    begun: Option<usize>,
    /// So many pictures stand in it.
    drawn: usize,
    /// So many images stand in it.
    shown: usize,
    /// The width of the text where it stands, in twentieths of a point.
    room: usize,
    /// The links that are known already.
    ids: FxHashMap<String, usize>,
    body: Body,
}

impl Printer<'_> {
    fn block(&mut self, block: &Block, around: Around) {
        let beside = around.note.map_or(0, |_| NOTE);
        self.room = PAGE.saturating_sub(beside + 360 * around.depth).max(COLUMN);
        let begun = self.begun.take();
        match block {
            Block::Heading(level, _, spans) if around.note.is_none() => {
                let index = self.heading;
                self.heading += 1;
                let text = self.spans(spans, "");
                let mark = format!(
                    "<w:bookmarkStart w:id=\"{index}\" w:name=\"_h{index}\"/>{text}<w:bookmarkEnd w:id=\"{index}\"/>"
                );
                let style = format!("Heading{}", (*level).min(6));
                self.begun = Some(self.body.xml.len());
                self.body.xml.push_str(&paragraph(&style, "", &mark));
            }
            // A heading in a note of the author is none of the document.
            Block::Heading(_, _, spans) => {
                let text = self.spans(spans, "<w:b/>");
                self.text(&text, around);
            }
            // What is bold alone leads to what follows it.
            Block::Paragraph(spans)
                if matches!(spans.as_slice(), [Span::Strong(_)]) && around.depth == 0 && around.note.is_none() =>
            {
                let text = self.spans(spans, "");
                self.body.xml.push_str(&paragraph("Normal", "<w:keepNext/>", &text));
            }
            Block::Paragraph(spans) => {
                let text = self.spans(spans, "");
                self.text(&text, around);
            }
            Block::List(first, items) => self.list(*first, items, around),
            Block::Table(header, rows) => self.table(header, rows),
            Block::Note(blocks) => {
                let style = if self.is_warning(blocks) { "Warning" } else { "Note" };
                for inner in blocks {
                    self.block(inner, Around { note: Some(style), ..Around::default() });
                }
            }
            Block::Code(text) => {
                for line in text.lines() {
                    self.body.xml.push_str(&paragraph("Code", "", &run(line, "")));
                }
            }
            Block::Picture(index) => {
                match (self.draw)(*index, self.drawn) {
                    Some(Drawn { run, page: None }) => self.body.xml.push_str(&paragraph("Picture", "", &run)),
                    Some(Drawn { run, page }) => {
                        // Left behind, the heading would stand above nothing.
                        let heading = begun.map(|at| self.body.xml.split_off(at)).unwrap_or_default();
                        self.body.xml.push_str(&paragraph("AfterTable", &section(None), ""));
                        self.body.xml.push_str(&heading);
                        self.body.xml.push_str(&paragraph("Picture", &section(page), &run));
                    }
                    None => self.text(&run(self.w.head.picture_elsewhere, "<w:i/>"), around),
                }
                self.drawn += 1;
            }
            Block::Rule => self.body.xml.push_str(&paragraph("Normal", "", "")),
        }
    }

    /// Whether a note warns: a warning of a step, or the mark of a draft.
    fn is_warning(&self, blocks: &[Block]) -> bool {
        match blocks {
            [Block::Paragraph(spans)] => match spans.as_slice() {
                [Span::Strong(_)] => true,
                [Span::Strong(strong), ..] => words(strong) == self.w.step.warning,
                _ => false,
            },
            _ => false,
        }
    }

    /// A paragraph of running text where it stands.
    fn text(&mut self, runs: &str, around: Around) {
        let style = match (around.note, around.depth) {
            (Some(note), _) => note,
            (None, 0) => "Normal",
            (None, _) => "Item",
        };
        let level = around.depth.saturating_sub(1).min(8);
        let properties = match around.item {
            Some(_) if around.boxed => format!("<w:ind w:left=\"{}\" w:hanging=\"360\"/>", 360 * around.depth),
            Some(list) => format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"),
            None if around.depth > 0 => format!("<w:ind w:left=\"{}\"/>", 360 * around.depth),
            None => String::new(),
        };
        let sign = if around.boxed && around.item.is_some() { run("☐ ", "") } else { String::new() };
        self.body.xml.push_str(&paragraph(style, &properties, &format!("{sign}{runs}")));
    }

    fn list(&mut self, first: Option<usize>, items: &[Item], around: Around) {
        let list = match first {
            None => 1,
            Some(first) => {
                self.body.lists.push(first);
                self.body.lists.len() + 1
            }
        };
        for item in items {
            let mut inner = Around { depth: around.depth + 1, item: Some(list), boxed: item.boxed, note: around.note };
            for block in &item.blocks {
                self.block(block, inner);
                inner.item = None;
            }
        }
    }

    fn table(&mut self, header: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) {
        let widths = widths(header, rows);
        // Many columns need small letters.
        let size = if header.len() > 7 { "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>" } else { "" };
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let total: usize = widths.iter().sum();
        self.body.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" \
             w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        ));
        let head = std::iter::once((header, true));
        for (cells, is_head) in head.chain(rows.iter().map(|row| (row.as_slice(), false))) {
            let repeated = if is_head { "<w:tblHeader/>" } else { "" };
            self.body.xml.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>"));
            for (column, width) in widths.iter().enumerate() {
                let bold = if is_head { "<w:b/>" } else { "" };
                let spans = cells.get(column).map(Vec::as_slice).unwrap_or_default();
                self.room = width.saturating_sub(CELL);
                let text = self.spans(spans, &format!("{bold}{size}"));
                let style = if is_head { "CellHead" } else { "Cell" };
                let cell = paragraph(style, "", &text);
                self.body
                    .xml
                    .push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>"));
            }
            self.body.xml.push_str("</w:tr>");
        }
        // Two tables without a paragraph between them would be one.
        self.body.xml.push_str("</w:tbl>");
        self.body.xml.push_str(&paragraph("AfterTable", "", ""));
    }

    fn spans(&mut self, spans: &[Span], look: &str) -> String {
        let mut out = String::new();
        for span in spans {
            match span {
                Span::Text(text) => out.push_str(&run(text, look)),
                Span::Code(text) => out.push_str(&run(text, &styled("CodeSign", look))),
                Span::Strong(inner) => out.push_str(&self.spans(inner, &with(look, "<w:b/>"))),
                Span::Emphasis(inner) => out.push_str(&self.spans(inner, &with(look, "<w:i/>"))),
                Span::Struck(inner) => out.push_str(&self.spans(inner, &with(look, "<w:strike/>"))),
                Span::Break => out.push_str("<w:r><w:br/></w:r>"),
                Span::Image(path, words) => out.push_str(&self.image(path, words, look)),
                Span::Link(link, inner) => {
                    let text = self.spans(inner, &styled("Hyperlink", look));
                    out.push_str(&self.link(link, &text));
                }
            }
        }
        out
    }

    /// An image; of one that Word cannot show the words, or its name where it has none.
    fn image(&mut self, path: &str, words: &str, look: &str) -> String {
        let Some(image) = self.images.get(path).filter(|image| image::is_shown(image.kind)) else {
            let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
            return run(if words.trim().is_empty() { name } else { words }, &with(look, "<w:i/>"));
        };
        let known = self.body.images.iter().position(|known| known == path);
        let index = known.unwrap_or_else(|| {
            self.body.images.push(path.to_owned());
            self.body.images.len() - 1
        });
        self.shown += 1;
        image::print(image, index, self.shown, words, self.room)
    }

    fn link(&mut self, link: &Target, text: &str) -> String {
        let target = match link {
            Target::Heading(anchor) => {
                return match self.anchors.get(anchor) {
                    Some(index) => format!("<w:hyperlink w:anchor=\"_h{index}\" w:history=\"1\">{text}</w:hyperlink>"),
                    None => text.to_owned(),
                };
            }
            Target::Document { stem, .. } => format!("{stem}.docx"),
            Target::Outside(address) => address.clone(),
        };
        let next = self.ids.len();
        let id = *self.ids.entry(target.clone()).or_insert(next);
        if id == next {
            self.body.links.push(target);
        }
        format!("<w:hyperlink r:id=\"rIdL{id}\" w:history=\"1\">{text}</w:hyperlink>")
    }
}

/// A look with a style for signs; one is enough.
fn styled(style: &str, look: &str) -> String {
    if look.contains("<w:rStyle") { look.to_owned() } else { format!("<w:rStyle w:val=\"{style}\"/>{look}") }
}

/// A look with another property, each once and in the order that the format asks for: style, bold, italic, struck, size.
fn with(look: &str, property: &str) -> String {
    if look.contains(property) {
        return look.to_owned();
    }
    let order = ["<w:rStyle", "<w:b/>", "<w:i/>", "<w:strike/>", "<w:sz "];
    let rank = |text: &str| order.iter().position(|known| text.starts_with(known)).unwrap_or(order.len());
    let own = rank(property);
    let mut at = look.len();
    for (place, _) in look.match_indices("<w:") {
        if look.get(place..).is_some_and(|rest| rank(rest) > own) {
            at = place;
            break;
        }
    }
    let (before, after) = look.split_at(at);
    format!("{before}{property}{after}")
}

/// A paragraph of a style.
pub(super) fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    let style = if style == "Normal" { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
    let properties = match (style.is_empty(), properties.is_empty()) {
        (true, true) => String::new(),
        _ => format!("<w:pPr>{style}{properties}</w:pPr>"),
    };
    format!("<w:p>{properties}{runs}</w:p>")
}

/// A run of text; line breaks in it are kept.
pub(super) fn run(text: &str, look: &str) -> String {
    let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
    let mut lines = text.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line)));
    let first = lines.next().unwrap_or_default();
    let rest: String = lines.map(|line| format!("<w:br/>{line}")).collect();
    format!("<w:r>{look}{first}{rest}</w:r>")
}

/// The widths of columns: what stands in them decides, none takes all.
fn widths(header: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Vec<usize> {
    let natural: Vec<usize> = (0..header.len())
        .map(|column| {
            let title = header.get(column).map_or(0, |cell| words(cell).width().min(12));
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| words(cell).width());
            cells.max().unwrap_or(0).clamp(title.max(4), 48) + 3
        })
        .collect();
    let total = natural.iter().sum::<usize>().max(1);
    let free = PAGE.saturating_sub(COLUMN * header.len());
    natural.iter().map(|width| COLUMN + free * width / total).collect()
}
