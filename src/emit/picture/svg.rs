//! A picture as SVG, drawn by ourselves: self-contained, and readable without colours.

use std::fmt::Write as _;

use super::layered::SLANT;
use super::layout::{Area, LINE, Layout, Placed, Point, Run, SMALL, TITLE, count, place};
use super::{Line, Picture, Shape};
use crate::emit::xml::escape;

const STYLE: &str = "text{font-family:\"Noto Sans CJK SC\",\"Noto Sans SC\",\"Source Han Sans SC\",\"PingFang SC\",\
\"Microsoft YaHei\",\"Helvetica Neue\",Arial,sans-serif;fill:#1c2733;text-anchor:middle}\
.t{font-size:14px}.d{font-size:12px;fill:#52606d}.l{font-size:12px;fill:#33475b}\
.o{fill:#fff;stroke:#3b5b7a;stroke-width:1.4}.start{fill:#e8f3ec;stroke:#4b8060}.choice{fill:#fff6dd;stroke:#a67c00}\
.wait{fill:#f1f3f5;stroke:#697784}.call{fill:#eef3fb}.fork{fill:#eef3fb}.join{fill:#f7f9fb;stroke:#8296aa}\
.end{fill:#e6edf5;stroke:#3b5b7a;stroke-width:2.4}.failed{fill:#fbe9e7;stroke:#b3402e;stroke-width:2.4}\
.anytime{fill:#f5eefa;stroke:#7a5a96}.frame{fill:#f7f9fb;stroke:#b6c3d0;stroke-dasharray:6 4}\
.w{fill:none;stroke:#44586c;stroke-width:1.4}.dotted{stroke-dasharray:5 4}.b{fill:#fff;fill-opacity:.9}.h{fill:#44586c}";

/// The whole image; `title` is what a screen reader says.
pub(in super::super) fn print(picture: &Picture, title: &str) -> String {
    let layout = place(picture);
    let (width, height) = (number(layout.width), number(layout.height));
    let xmlns = " xmlns=\"http://www.w3.org/2000/svg\"";
    let mut out = begin(&layout, xmlns, title);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<title>{}</title>\n<style>{STYLE}</style>", escape(title));
    content(&mut out, picture, &layout, "h", &format!("<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"));
    out
}

/// The image as a piece of a page, whose own style draws it. `arrow` is an id that nothing else in the page has.
pub(in super::super) fn inline(picture: &Picture, title: &str, arrow: &str) -> String {
    let layout = place(picture);
    let mut out = begin(&layout, "", title);
    content(&mut out, picture, &layout, arrow, "");
    out
}

fn begin(layout: &Layout, xmlns: &str, title: &str) -> String {
    let (width, height) = (number(layout.width), number(layout.height));
    format!(
        "<svg{xmlns} viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-label=\"{}\">\n",
        escape(title)
    )
}

fn content(out: &mut String, picture: &Picture, layout: &Layout, arrow: &str, ground: &str) {
    let _ = write!(
        out,
        "<defs><marker id=\"{arrow}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" \
         markerHeight=\"8\" orient=\"auto-start-reverse\"><path class=\"h\" d=\"M0 0L10 5L0 10z\"/></marker>\
         </defs>\n{ground}"
    );
    for frame in &layout.frames {
        rectangle(out, "frame", frame, 8.0);
    }
    ways(out, picture, layout, arrow);
    layout.shapes.iter().for_each(|shape| draw(out, shape));
    layout.runs.iter().for_each(|run| label(out, run));
    out.push_str("</svg>\n");
}

fn ways(out: &mut String, picture: &Picture, layout: &Layout, head: &str) {
    for run in &layout.runs {
        let dotted = picture.arrows.get(run.arrow).is_some_and(|arrow| arrow.line == Line::Dotted);
        let class = if dotted { "w dotted" } else { "w" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "<path class=\"{class}\" marker-end=\"url(#{head})\" d=\"{}\"/>", path(&run.points));
    }
}

/// How far from a corner its rounding begins.
const CORNER: f64 = 14.0;

/// A line along the points with its corners rounded: it passes where the layout meant it to pass.
fn path(points: &[Point]) -> String {
    let Some((first, rest)) = points.split_first() else { return String::new() };
    let mut path = format!("M{}", pair(*first));
    let mut before = *first;
    for (index, point) in rest.iter().enumerate() {
        match rest.get(index + 1) {
            Some(next) => {
                let (enter, leave) = (towards(*point, before), towards(*point, *next));
                let _ = write!(path, "L{}Q{} {}", pair(enter), pair(*point), pair(leave));
            }
            None => path.push_str(&format!("L{}", pair(*point))),
        }
        before = *point;
    }
    path
}

/// The point near a corner on the way to another one.
fn towards(corner: Point, other: Point) -> Point {
    let (dx, dy) = (other.x - corner.x, other.y - corner.y);
    let far = dx.hypot(dy);
    let share = if far > 0.0 { (CORNER / far).min(0.5) } else { 0.0 };
    Point { x: corner.x + dx * share, y: corner.y + dy * share }
}

fn pair(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

fn draw(out: &mut String, shape: &Placed) {
    let Area { x, y, width, height } = shape.area;
    let (left, right, top, bottom) = (x - width / 2.0, x + width / 2.0, y - height / 2.0, y + height / 2.0);
    let polygon = |out: &mut String, class: &str, points: &[(f64, f64)]| {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
        let _ = writeln!(out, "<polygon class=\"o {class}\" points=\"{}\"/>", points.join(" "));
    };
    match shape.shape {
        Shape::Step => rectangle(out, "o", &shape.area, 4.0),
        Shape::Fork => rectangle(out, "o fork", &shape.area, 4.0),
        Shape::Start => rectangle(out, "o start", &shape.area, height / 2.0),
        Shape::Join => rectangle(out, "o join", &shape.area, height / 2.0),
        Shape::End => rectangle(out, "o end", &shape.area, height / 2.0),
        Shape::Failed => rectangle(out, "o failed", &shape.area, height / 2.0),
        Shape::Choice => polygon(out, "choice", &[(x, top), (right, y), (x, bottom), (left, y)]),
        Shape::Wait => {
            polygon(out, "wait", &[(left + SLANT, top), (right, top), (right - SLANT, bottom), (left, bottom)]);
        }
        Shape::Anytime => polygon(
            out,
            "anytime",
            &[
                (left + SLANT, top),
                (right - SLANT, top),
                (right, y),
                (right - SLANT, bottom),
                (left + SLANT, bottom),
                (left, y),
            ],
        ),
        Shape::Call => {
            rectangle(out, "o call", &shape.area, 2.0);
            for side in [left + 6.0, right - 6.0] {
                let (side, top, bottom) = (number(side), number(top), number(bottom));
                let _ = writeln!(out, "<path class=\"w\" d=\"M{side} {top}V{bottom}\"/>");
            }
        }
    }
    let title_height = count(&shape.title) * TITLE * LINE;
    let title_top = y - (title_height + count(&shape.details) * SMALL * LINE) / 2.0;
    text(out, "t", &shape.title, TITLE, (x, title_top));
    text(out, "d", &shape.details, SMALL, (x, title_top + title_height));
}

fn label(out: &mut String, run: &Run) {
    let Some(at) = run.at else { return };
    let area = Area { width: at.width + 6.0, ..at };
    rectangle(out, "b", &area, 2.0);
    text(out, "l", &run.label, SMALL, (at.x, at.y - at.height / 2.0));
}

fn rectangle(out: &mut String, class: &str, area: &Area, corner: f64) {
    let (x, y) = (number(area.x - area.width / 2.0), number(area.y - area.height / 2.0));
    let (width, height, corner) = (number(area.width), number(area.height), number(corner));
    let _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{corner}\"/>"
    );
}

/// Lines one below the other, centred; `top` is the upper edge of the first.
fn text(out: &mut String, class: &str, lines: &[String], size: f64, (x, top): (f64, f64)) {
    let mut baseline = top + size * (LINE - 1.0) / 2.0 + size * 0.82;
    for line in lines {
        let _ = writeln!(
            out,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
            number(x),
            number(baseline),
            escape(line)
        );
        baseline += size * LINE;
    }
}

/// A number of pixels with at most one decimal.
fn number(pixels: f64) -> String {
    let text = format!("{pixels:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_no_markup_and_hide_nothing() {
        assert_eq!(escape("<b>&\"\u{202E}\u{1}x\u{200B}"), "&lt;b&gt;&amp;&quot; x");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([number(12.0), number(-0.01), number(3.449), number(0.25)], ["12", "0", "3.4", "0.2"]);
    }
}
