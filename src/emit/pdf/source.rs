//! The blocks of a document as Typst source. Every text stands in it as a string, never as markup of its own.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::emit::blocks::{Block, Item, Span, words};
use crate::emit::manuscript::Manuscript;
use crate::emit::picture::svg;
use crate::emit::target::Target;
use crate::labels::{Lang, Words, fill};
use crate::source::{Image, ImageKind};

/// The fonts that are asked for, the best first.
const FONTS: [&str; 12] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Liberation Sans",
    "Arial",
    // For signs such as arrows and boxes.
    "DejaVu Sans",
    "Noto Sans Symbols 2",
    "Segoe UI Symbol",
    "Apple Symbols",
];

/// A pixel in points.
const POINT: f64 = 0.75;
/// The widest and highest picture on a page, in points.
const WIDE: f64 = 480.0;
const HIGH: f64 = 640.0;
const PAGE_WIDTH: f64 = 595.0;
/// Drawn smaller than this nobody could read it.
const SMALLEST: f64 = 0.6;

/// What is known of a document beside its blocks.
pub(super) struct Sheet<'s> {
    pub(super) manuscript: &'s Manuscript<'s>,
    pub(super) w: &'static Words,
}

impl Sheet<'_> {
    /// The source of the whole document, and the images that it names by their index, with their paths.
    pub(super) fn source<'a>(&'a self, blocks: &'a [Block]) -> (String, Vec<(&'a str, &'a Image)>) {
        let mut printer =
            Printer { sheet: self, out: self.frame(), anchors: Vec::new(), images: Vec::new(), heading: None };
        printer.anchors = blocks
            .iter()
            .filter_map(|block| if let Block::Heading(_, anchor, _) = block { Some(anchor.as_str()) } else { None })
            .collect();
        let contents = blocks.iter().position(|block| matches!(block, Block::Heading(2, ..)));
        let sections = blocks.iter().filter(|block| matches!(block, Block::Heading(2, ..))).count();
        let mut heading = 0;
        for (index, block) in blocks.iter().enumerate() {
            // Short documents need no contents.
            if contents == Some(index) && sections > 3 {
                let title = string(self.w.head.contents);
                let _ = writeln!(
                    printer.out,
                    "#outline(title: text(size: 13pt, {title}), target: heading.where(level: 2))"
                );
            }
            if let Block::Heading(level, _, spans) = block {
                printer.heading = Some(printer.out.len());
                let _ = write!(printer.out, "#heading(level: {level})[");
                printer.spans(spans);
                let _ = writeln!(printer.out, "] <h{heading}>");
                heading += 1;
            } else {
                printer.block(block);
                printer.heading = None;
            }
        }
        (printer.out, printer.images)
    }

    /// Page, head, foot and looks.
    fn frame(&self) -> String {
        let facts = &self.manuscript.facts;
        let fonts: Vec<String> = FONTS.iter().map(|font| string(font)).collect();
        let (lang, region) = match self.manuscript.lang {
            Lang::Zh => ("zh", "cn"),
            Lang::En => ("en", "gb"),
        };
        let number = [facts.number, facts.title].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        let left = string(&number.join("  "));
        let state = [facts.version, facts.status, facts.effective].into_iter().filter(|text| !text.is_empty());
        let right = string(&state.collect::<Vec<_>>().join("  "));
        let marks = facts.marks.join("  ");
        let mark = match marks.as_str() {
            "" => String::new(),
            marks => format!("#linebreak() #text(fill: rgb(\"b3402e\"), weight: \"bold\", {})", string(marks)),
        };
        let sign = match facts.watermark {
            "" => "none".to_owned(),
            words => format!("rotate(-40deg, text(size: 76pt, weight: \"bold\", fill: luma(236), {}))", string(words)),
        };
        // The places of the pattern are filled with counters, not with texts.
        let pattern = fill(self.w.head.pages, &["\u{1}P\u{1}", "\u{1}N\u{1}"]);
        let pages: Vec<String> = pattern
            .split('\u{1}')
            .map(|piece| match piece {
                "P" => "counter(page).display()".to_owned(),
                "N" => "str(counter(page).final().first())".to_owned(),
                text => string(text),
            })
            .collect();
        let pages = pages.join(" + ");
        let title = string(facts.title);
        let author = string(facts.owner);
        // PDF/A asks for a day.
        let (year, month, day) = facts.dated.map_or((2000, 1, 1), |day| (day.year(), day.month(), day.day()));
        format!(
            r##"#set document(title: {title}, author: {author}, date: datetime(year: {year}, month: {month}, day: {day}))
#set text(font: ({fonts},), size: 10pt, lang: "{lang}", region: "{region}", fill: rgb("1c2733"), fallback: true)
#set page(paper: "a4", margin: (x: 2cm, top: 2.6cm, bottom: 2.2cm), background: {sign},
  header: text(size: 8.5pt)[#{left} #h(1fr) #{right} {mark} #v(-.5em) #line(length: 100%, stroke: .5pt + rgb("b6c3d0"))],
  footer: context align(center, text(size: 8.5pt, {pages})))
#set par(justify: false, leading: .75em, spacing: .95em)
#set list(indent: .4em, body-indent: .5em, spacing: .65em, marker: ([•], [–]))
#show "☐": box(width: .78em, height: .78em, baseline: .1em, stroke: .7pt + rgb("52606d"))
#set enum(indent: .4em, body-indent: .5em, spacing: .65em)
#set table(stroke: .5pt + rgb("b6c3d0"), inset: (x: 5pt, y: 4pt), align: left + top,
  fill: (_, y) => if y == 0 {{ rgb("e6edf5") }})
#show table: set text(size: 9pt)
#show table: set par(leading: .6em)
#show table.cell.where(y: 0): strong
#show heading: set text(fill: rgb("1f3f5f"))
#show heading: set block(above: 1.5em, below: .8em)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 3): set text(size: 12pt)
#show heading.where(level: 4): set text(size: 11pt)
#show heading.where(level: 5): set text(size: 10.5pt)
#show heading.where(level: 6): set text(size: 10pt)
#show link: set text(fill: rgb("1f5fa8"))
"##,
            fonts = fonts.join(", "),
        )
    }
}

struct Printer<'p> {
    sheet: &'p Sheet<'p>,
    out: String,
    /// The anchors of the headings, in their order.
    anchors: Vec<&'p str>,
    /// Where the heading begins that was printed last, if nothing came after it.
    heading: Option<usize>,
    images: Vec<(&'p str, &'p Image)>,
}

impl Printer<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            // A heading in a note of the author is none of the document.
            Block::Heading(_, _, spans) => {
                self.out.push_str("#par(strong[");
                self.spans(spans);
                self.out.push_str("])\n");
            }
            // What is bold alone leads to what follows it.
            Block::Paragraph(spans) if matches!(spans.as_slice(), [Span::Strong(_)]) => {
                self.out.push_str("#block(sticky: true)[");
                self.spans(spans);
                self.out.push_str("]\n");
            }
            Block::Paragraph(spans) => {
                self.out.push_str("#par[");
                self.spans(spans);
                self.out.push_str("]\n");
            }
            Block::List(first, items) => self.list(*first, items),
            Block::Table(header, rows) => self.table(header, rows),
            Block::Note(blocks) => self.note(blocks),
            Block::Code(text) => {
                let _ = writeln!(self.out, "#raw({}, block: true)", string(text));
            }
            Block::Picture(index) => self.picture(*index),
            Block::Rule => self.out.push_str("#line(length: 100%, stroke: .5pt + rgb(\"b6c3d0\"))\n"),
        }
    }

    fn note(&mut self, blocks: &[Block]) {
        let warns = match blocks {
            [Block::Paragraph(spans)] => match spans.as_slice() {
                [Span::Strong(_)] => true,
                [Span::Strong(strong), ..] => words(strong) == self.sheet.w.step.warning,
                _ => false,
            },
            _ => false,
        };
        let (line, fill) = if warns { ("c98a00", "fff6dd") } else { ("8296aa", "f2f5f8") };
        let _ = write!(
            self.out,
            "#block(width: 100%, fill: rgb(\"{fill}\"), stroke: (left: 3pt + rgb(\"{line}\")), inset: (x: 10pt, y: 7pt))["
        );
        blocks.iter().for_each(|block| self.block(block));
        self.out.push_str("]\n");
    }

    fn list(&mut self, first: Option<usize>, items: &[Item]) {
        for group in items.chunk_by(|one, next| one.boxed == next.boxed) {
            let boxed = group.first().is_some_and(|item| item.boxed);
            match (first, boxed) {
                (Some(first), false) => {
                    let _ = write!(self.out, "#enum(start: {first}");
                }
                (_, true) => self.out.push_str("#list(marker: \"☐\""),
                (None, false) => self.out.push_str("#list("),
            }
            for (index, item) in group.iter().enumerate() {
                let comma = index > 0 || first.is_some() || boxed;
                self.out.push_str(if comma { ", [" } else { "[" });
                match item.blocks.split_first() {
                    // The text of an item is no paragraph of its own.
                    Some((Block::Paragraph(spans), rest)) => {
                        self.spans(spans);
                        rest.iter().for_each(|block| self.block(block));
                    }
                    _ => item.blocks.iter().for_each(|block| self.block(block)),
                }
                self.out.push(']');
            }
            self.out.push_str(")\n");
        }
    }

    fn table(&mut self, header: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) {
        let width = |column: usize| {
            let title = header.get(column).map_or(0, |cell| words(cell).width().min(12));
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| words(cell).width());
            cells.max().unwrap_or(0).clamp(title.max(5), 48) + 3
        };
        let columns: String = (0..header.len()).map(|column| format!("{}fr, ", width(column))).collect();
        let small = if header.len() > 7 { "#set text(size: 7.5pt); " } else { "" };
        let _ = write!(self.out, "#[{small}#table(columns: ({columns}), table.header(");
        for cell in header {
            self.cell(cell);
        }
        self.out.push_str("), ");
        for row in rows {
            for column in 0..header.len() {
                self.cell(row.get(column).map(Vec::as_slice).unwrap_or_default());
            }
        }
        self.out.push_str(")]\n");
    }

    fn cell(&mut self, spans: &[Span]) {
        self.out.push('[');
        self.spans(spans);
        self.out.push_str("], ");
    }

    /// A picture as wide as it is, no wider than the page; one that would be too small to read has a page of its size.
    fn picture(&mut self, index: usize) {
        let Some(drawn) = self.sheet.manuscript.pictures.get(index) else { return };
        let title = fill(self.sheet.w.page.picture, &[&drawn.title]);
        let svg = svg::print(&drawn.picture, &title);
        let (width, height) = size(&svg);
        let (width, height) = (width * POINT, height * POINT);
        let scale = (WIDE / width).min(HIGH / height).min(1.0);
        let own = if scale < SMALLEST { 1.0 } else { scale };
        let image = format!(
            "image(bytes({}), format: \"svg\", alt: {}, width: {:.1}pt)",
            string(&svg),
            string(&title),
            width * own
        );
        let _ = match scale < SMALLEST {
            true => {
                // Left behind, the heading would stand above nothing.
                let heading = self.heading.map(|at| self.out.split_off(at)).unwrap_or_default();
                writeln!(
                    self.out,
                    "#page(width: {:.1}pt, height: {:.1}pt, background: none)[{heading}#{image}]",
                    (width + 120.0).max(PAGE_WIDTH),
                    height + 210.0
                )
            }
            false => writeln!(self.out, "#align(center, {image})"),
        };
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text(text) => {
                    let _ = write!(self.out, "#{};", string(text));
                }
                Span::Code(text) => {
                    let _ = write!(self.out, "#raw({});", string(text));
                }
                Span::Strong(inner) => self.inside("#strong[", inner),
                Span::Emphasis(inner) => self.inside("#emph[", inner),
                Span::Struck(inner) => self.inside("#strike[", inner),
                Span::Break => self.out.push_str("#linebreak();"),
                Span::Image(path, words) => self.image(path, words),
                Span::Link(link, inner) => {
                    let target = match link {
                        Target::Document { stem, .. } => Some(string(&format!("{stem}.pdf"))),
                        Target::Outside(address) => Some(string(address)),
                        Target::Heading(anchor) => {
                            self.anchors.iter().position(|known| known == anchor).map(|index| format!("<h{index}>"))
                        }
                    };
                    match target {
                        Some(target) => self.inside(&format!("#link({target})["), inner),
                        None => self.spans(inner),
                    }
                }
            }
        }
    }

    /// An image in its natural size, no wider than the text around it and no higher than a page.
    fn image(&mut self, path: &str, words: &str) {
        let Some((path, image)) = self.sheet.manuscript.shelf.images.entry(path) else { return };
        let (width, height) = (f64::from(image.width) * POINT, f64::from(image.height) * POINT);
        let width = width * (WIDE / width).min(HIGH / height).min(1.0);
        let (name, words) = (name(self.images.len(), image.kind), string(words));
        self.images.push((path, image));
        let _ = write!(
            self.out,
            "#box(layout(around => image({}, alt: {words}, width: calc.min({width:.1}pt, around.width))));",
            string(&name)
        );
    }

    fn inside(&mut self, begin: &str, inner: &[Span]) {
        self.out.push_str(begin);
        self.spans(inner);
        self.out.push_str("];");
    }
}

/// The name by which a document calls the image of an index.
pub(super) fn name(index: usize, kind: ImageKind) -> String {
    format!("/image{index}.{}", kind.endings().first().copied().unwrap_or_default())
}

/// The width and height of an image in pixels, as it says them itself.
fn size(svg: &str) -> (f64, f64) {
    let frame = svg.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split_once('"')).map(|(frame, _)| frame);
    let (width, height) = frame.and_then(|frame| frame.split_once(' ')).unwrap_or_default();
    let number = |text: &str| text.parse().unwrap_or(1.0);
    (number(width), number(height))
}

/// A text as a string of Typst. The signs that choose between looks of the sign before them are left out: no font has
/// them.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\u{FE00}'..='\u{FE0F}' => {}
            _ if sign.is_control() => out.push(' '),
            _ => out.push(sign),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn a_text_is_a_string() {
        assert_eq!(string("#read(\"/etc\")\\ $x$\u{1}\n@a <b>"), "\"#read(\\\"/etc\\\")\\\\ $x$ \\n@a <b>\"");
    }
}
