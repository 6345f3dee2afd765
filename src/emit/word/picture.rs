//! A flow as shapes and arrows that Word draws by itself: sharp, in its own fonts, and to be edited.

use std::fmt::Write as _;

use super::parts::PAGE_WIDTH;
use crate::emit::picture::{Area, Layout, Line, Picture, Placed, Point, Shape, place};
use crate::emit::xml::escape;

/// What a pixel is in the unit of drawings.
const PIXEL: f64 = 9525.0;
/// The widest and highest that fits on a page of text.
const WIDE: f64 = 6_120_000.0;
const HIGH: f64 = 8_000_000.0;
/// Drawn smaller than this it has a page of its own.
const SMALL: f64 = 0.55;
/// The widest and highest on the largest page that Word knows.
const WIDEST: f64 = 18_600_000.0;
const HIGHEST: f64 = 17_400_000.0;
/// Drawn smaller than this nobody could read it.
const SMALLEST: f64 = 0.4;
/// What a twentieth of a point is in the unit of drawings, and what lies around the picture of a page, in twentieths.
const TWENTIETH: f64 = 635.0;
const AROUND_WIDE: f64 = 2300.0;
const AROUND_HIGH: f64 = 4200.0;
/// The size of titles and details, in halves of a point at full size.
const TITLE_SIZE: f64 = 20.0;
const SMALL_SIZE: f64 = 17.0;

/// A picture as a run, and the page that it needs for itself: width and height in twentieths of a point.
pub(super) struct Drawn {
    pub(super) run: String,
    pub(super) page: Option<(u32, u32)>,
}

/// How small a picture is drawn so that it fits.
fn scale(layout: &Layout, wide: f64, high: f64) -> f64 {
    (wide / (layout.width * PIXEL)).min(high / (layout.height * PIXEL)).min(1.0)
}

/// The page around a picture of this scale.
fn page(layout: &Layout, scale: f64) -> (u32, u32) {
    let twentieths = |pixels: f64, around: f64| format!("{:.0}", pixels * PIXEL * scale / TWENTIETH + around);
    let (width, height) = (twentieths(layout.width, AROUND_WIDE), twentieths(layout.height, AROUND_HIGH));
    (width.parse().unwrap_or(PAGE_WIDTH).max(PAGE_WIDTH), height.parse().unwrap_or(PAGE_WIDTH))
}

/// The drawing; `None` where it would be too small to read.
pub(super) fn print(picture: &Picture, index: usize, title: &str) -> Option<Drawn> {
    let layout = place(picture);
    let beside = scale(&layout, WIDE, HIGH);
    let scale = if beside < SMALL { scale(&layout, WIDEST, HIGHEST) } else { beside };
    if scale < SMALLEST {
        return None;
    }
    let page = (beside < SMALL).then(|| page(&layout, scale));
    let mut drawing = Drawing { scale, next: index * 100_000 + 1, out: String::new() };
    for frame in &layout.frames {
        drawing.shape(frame, "roundRect", "F7F9FB", "B6C3D0", true, "");
    }
    for run in &layout.runs {
        let dotted = picture.arrows.get(run.arrow).is_some_and(|arrow| arrow.line == Line::Dotted);
        drawing.arrow(&run.points, dotted);
    }
    layout.shapes.iter().for_each(|shape| drawing.placed(shape));
    for run in &layout.runs {
        if let Some(at) = &run.at {
            let text = drawing.lines(&run.label, SMALL_SIZE, "33475B");
            let wider = Area { width: at.width + 6.0, ..*at };
            drawing.shape(&wider, "rect", "FFFFFF", "", false, &text);
        }
    }
    let (width, height) = (drawing.length(layout.width), drawing.length(layout.height));
    let id = index * 100_000 + 99_999;
    let title = escape(title);
    let run = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" \
         distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{id}\" name=\"{title}\" descr=\"{title}\"/>\
         <wp:cNvGraphicFramePr/><a:graphic><a:graphicData \
         uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\"><wpg:wgp><wpg:cNvGrpSpPr/>\
         <wpg:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/><a:chOff x=\"0\" y=\"0\"/>\
         <a:chExt cx=\"{width}\" cy=\"{height}\"/></a:xfrm></wpg:grpSpPr>{}</wpg:wgp></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t>{title}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        drawing.out
    );
    Some(Drawn { run, page })
}

struct Drawing {
    scale: f64,
    /// The number of the next shape.
    next: usize,
    out: String,
}

impl Drawing {
    /// A length in the unit of drawings.
    fn length(&self, pixels: f64) -> String {
        format!("{:.0}", pixels * PIXEL * self.scale)
    }

    fn placed(&mut self, shape: &Placed) {
        let (form, fill, line) = match shape.shape {
            Shape::Step => ("rect", "FFFFFF", "3B5B7A"),
            Shape::Start => ("flowChartTerminator", "E8F3EC", "4B8060"),
            Shape::Fork => ("rect", "EEF3FB", "3B5B7A"),
            Shape::Join => ("flowChartTerminator", "F7F9FB", "8296AA"),
            Shape::Choice => ("diamond", "FFF6DD", "A67C00"),
            Shape::Wait => ("parallelogram", "F1F3F5", "697784"),
            Shape::Call => ("flowChartPredefinedProcess", "EEF3FB", "3B5B7A"),
            Shape::End => ("flowChartTerminator", "E6EDF5", "3B5B7A"),
            Shape::Failed => ("flowChartTerminator", "FBE9E7", "B3402E"),
            Shape::Anytime => ("hexagon", "F5EEFA", "7A5A96"),
        };
        let text = self.lines(&shape.title, TITLE_SIZE, "1C2733") + &self.lines(&shape.details, SMALL_SIZE, "52606D");
        self.shape(&shape.area, form, fill, line, false, &text);
    }

    /// A shape with its text; without a line where its colour is empty.
    fn shape(&mut self, area: &Area, form: &str, fill: &str, line: &str, dashed: bool, text: &str) {
        let (x, y) = (self.length(area.x - area.width / 2.0), self.length(area.y - area.height / 2.0));
        let (width, height) = (self.length(area.width), self.length(area.height));
        let dash = if dashed { "<a:prstDash val=\"dash\"/>" } else { "" };
        let line = match line {
            "" => "<a:ln><a:noFill/></a:ln>".to_owned(),
            line => {
                format!("<a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"{line}\"/></a:solidFill>{dash}</a:ln>")
            }
        };
        let corner = if form == "roundRect" { "<a:gd name=\"adj\" fmla=\"val 2000\"/>" } else { "" };
        let shape = format!(
            "<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom \
             prst=\"{form}\"><a:avLst>{corner}</a:avLst></a:prstGeom><a:solidFill><a:srgbClr val=\"{fill}\"/></a:solidFill>\
             {line}"
        );
        self.push(&shape, text);
    }

    fn arrow(&mut self, points: &[Point], dotted: bool) {
        let least = |get: fn(&Point) -> f64| points.iter().map(get).fold(f64::INFINITY, f64::min);
        let most = |get: fn(&Point) -> f64| points.iter().map(get).fold(f64::NEG_INFINITY, f64::max);
        let (left, top) = (least(|point| point.x), least(|point| point.y));
        // A length of nothing is no path.
        let (width, height) = ((most(|point| point.x) - left).max(1.0), (most(|point| point.y) - top).max(1.0));
        let mut path = String::new();
        for (index, point) in points.iter().enumerate() {
            let (x, y) = (self.length(point.x - left), self.length(point.y - top));
            let step = if index == 0 { "moveTo" } else { "lnTo" };
            let _ = write!(path, "<a:{step}><a:pt x=\"{x}\" y=\"{y}\"/></a:{step}>");
        }
        let (x, y, width, height) = (self.length(left), self.length(top), self.length(width), self.length(height));
        let dash = if dotted { "<a:prstDash val=\"sysDash\"/>" } else { "" };
        let shape = format!(
            "<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:custGeom><a:avLst/>\
             <a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst><a:path w=\"{width}\" \
             h=\"{height}\" fill=\"none\">{path}</a:path></a:pathLst></a:custGeom><a:noFill/><a:ln w=\"9525\"><a:solidFill>\
             <a:srgbClr val=\"44586C\"/></a:solidFill>{dash}<a:round/><a:tailEnd type=\"triangle\"/></a:ln>"
        );
        self.push(&shape, "");
    }

    fn push(&mut self, shape: &str, text: &str) {
        let id = self.next;
        self.next += 1;
        let text = match text {
            "" => String::new(),
            text => format!("<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"),
        };
        let _ = write!(
            self.out,
            "<wps:wsp><wps:cNvPr id=\"{id}\" name=\"{id}\"/><wps:cNvSpPr/><wps:spPr>{shape}</wps:spPr>{text}<wps:bodyPr \
             wrap=\"none\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"><a:noAutofit/></wps:bodyPr></wps:wsp>"
        );
    }

    fn lines(&self, lines: &[String], size: f64, colour: &str) -> String {
        // The smallest that the format knows is half a point.
        let size = format!("{:.0}", (size * self.scale).max(1.0));
        lines
            .iter()
            .map(|line| {
                format!(
                    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc \
                     w:val=\"center\"/></w:pPr><w:r><w:rPr><w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/><w:szCs \
                     w:val=\"{size}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                    escape(line)
                )
            })
            .collect()
    }
}
