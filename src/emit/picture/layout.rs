//! Where the shapes of a picture stand and how its arrows run.

use super::layered::{Body, Outline, Plan, Way, arrange};
use super::lines::{width, wrap};
use super::{Line, Mark, Picture, Shape};

/// The size of titles, in pixels.
pub(super) const TITLE: f64 = 14.0;
/// The size of details and of the labels of arrows.
pub(super) const SMALL: f64 = 12.0;
/// From line to line, in units of the size.
pub(super) const LINE: f64 = 1.4;
/// The free space around the picture.
const MARGIN: f64 = 12.0;
/// The free space around a text.
const PADDING: f64 = 12.0;
/// The widest lines: of titles, of titles in a diamond, and of labels.
const TITLE_MOST: f64 = 12.0;
const DIAMOND_MOST: f64 = 8.0;
const SMALL_MOST: f64 = 14.0;
/// How much of the width of a diamond its text may take.
const DIAMOND_SHARE: f64 = 0.6;

/// A point, in pixels from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Point {
    pub(in super::super) x: f64,
    pub(in super::super) y: f64,
}

/// A rectangle by its centre.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Area {
    pub(in super::super) x: f64,
    pub(in super::super) y: f64,
    pub(in super::super) width: f64,
    pub(in super::super) height: f64,
}

/// A shape in its place.
#[derive(Debug)]
pub(in super::super) struct Placed {
    pub(in super::super) shape: Shape,
    pub(in super::super) area: Area,
    pub(in super::super) title: Vec<String>,
    pub(in super::super) details: Vec<String>,
}

/// An arrow in its place.
#[derive(Debug)]
pub(in super::super) struct Run {
    pub(in super::super) points: Vec<Point>,
    pub(in super::super) label: Vec<String>,
    /// Where the label stands.
    pub(in super::super) at: Option<Area>,
    /// By index of the picture.
    pub(in super::super) arrow: usize,
}

/// A picture with all places.
#[derive(Debug)]
pub(in super::super) struct Layout {
    pub(in super::super) width: f64,
    pub(in super::super) height: f64,
    pub(in super::super) frames: Vec<Area>,
    pub(in super::super) shapes: Vec<Placed>,
    pub(in super::super) runs: Vec<Run>,
}

/// Works out all places.
pub(in super::super) fn place(picture: &Picture) -> Layout {
    let sized: Vec<Sized> = picture.marks.iter().map(Sized::of).collect();
    let labels: Vec<Vec<String>> = picture.arrows.iter().map(|arrow| wrap(&arrow.label, SMALL_MOST)).collect();
    let body = |(mark, sized): (&Mark, &Sized)| Body {
        width: sized.width,
        height: sized.height,
        frame: mark.frame,
        outline: outline(mark.shape),
        spread: matches!(mark.shape, Shape::Fork | Shape::Join),
    };
    let way = |(arrow, label): (&super::Arrow, &Vec<String>)| Way {
        from: arrow.from,
        to: arrow.to,
        label: Some(block(label, SMALL)).filter(|_| !label.is_empty()).map(|(width, height)| (width + 8.0, height)),
        solid: arrow.line == Line::Solid,
    };
    let places = arrange(Plan {
        bodies: picture.marks.iter().zip(&sized).map(body).collect(),
        frames: picture.frames.iter().map(|frame| frame.around).collect(),
        ways: picture.arrows.iter().zip(&labels).map(way).collect(),
    });
    let shapes = picture.marks.iter().zip(sized).zip(places.shapes);
    let shapes: Vec<Placed> = shapes.map(|((mark, sized), area)| sized.placed(mark.shape, area)).collect();
    let runs = places.routes.into_iter().zip(labels).enumerate().map(|(arrow, (route, label))| {
        let (width, height) = block(&label, SMALL);
        let at = route.label.map(|Point { x, y }| Area { x, y, width, height });
        Run { points: route.points, label, at, arrow }
    });
    let layout = Layout { width: 0.0, height: 0.0, frames: places.frames, shapes, runs: runs.collect() };
    layout.at_the_corner()
}

impl Layout {
    /// Moves everything so that the picture begins at the upper left corner.
    fn at_the_corner(mut self) -> Self {
        let labels = self.runs.iter().filter_map(|run| run.at);
        let shapes = self.shapes.iter().map(|shape| shape.area);
        let corners = self.frames.iter().copied().chain(shapes).chain(labels).flat_map(|area| {
            let (right, below) = (area.width / 2.0, area.height / 2.0);
            [(-right, -below), (right, below)].map(|(dx, dy)| Point { x: area.x + dx, y: area.y + dy })
        });
        let corners: Vec<Point> = self.runs.iter().flat_map(|run| run.points.iter().copied()).chain(corners).collect();
        let least = |of: fn(&Point) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min) - MARGIN;
        let most = |of: fn(&Point) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max) + MARGIN;
        let (left, top) = (least(|point| point.x), least(|point| point.y));
        let (right, bottom) = (most(|point| point.x), most(|point| point.y));
        let labels = self.runs.iter_mut().filter_map(|run| run.at.as_mut());
        let shapes = self.shapes.iter_mut().map(|shape| &mut shape.area);
        for area in self.frames.iter_mut().chain(shapes).chain(labels) {
            area.x -= left;
            area.y -= top;
        }
        for point in self.runs.iter_mut().flat_map(|run| &mut run.points) {
            point.x -= left;
            point.y -= top;
        }
        (self.width, self.height) = (right - left, bottom - top);
        self
    }
}

fn outline(shape: Shape) -> Outline {
    match shape {
        Shape::Step | Shape::Fork | Shape::Call => Outline::Box,
        Shape::Start | Shape::Join | Shape::End | Shape::Failed => Outline::Round,
        Shape::Wait => Outline::Slanted,
        Shape::Anytime => Outline::Pointed,
        Shape::Choice => Outline::Diamond,
    }
}

/// A shape with the size of its texts.
struct Sized {
    title: Vec<String>,
    details: Vec<String>,
    width: f64,
    height: f64,
}

impl Sized {
    fn of(mark: &Mark) -> Self {
        let diamond = mark.shape == Shape::Choice;
        let (title_most, small_most) =
            if diamond { (DIAMOND_MOST, DIAMOND_MOST + 1.0) } else { (TITLE_MOST, SMALL_MOST) };
        let title = wrap(&mark.title, title_most);
        let details: Vec<String> = mark.details.iter().flat_map(|detail| wrap(detail, small_most)).collect();
        let (title_width, title_height) = block(&title, TITLE);
        let (details_width, details_height) = block(&details, SMALL);
        let (width, height) = (title_width.max(details_width), title_height + details_height);
        if diamond {
            // What stands in a diamond must fit between its slanted sides.
            let (width, height) = (width / DIAMOND_SHARE + 8.0, height / (1.0 - DIAMOND_SHARE) + 4.0);
            return Self { title, details, width, height };
        }
        let slanted = matches!(mark.shape, Shape::Wait | Shape::Call | Shape::Anytime);
        let side = if slanted { PADDING + 8.0 } else { PADDING };
        Self { title, details, width: width + 2.0 * side, height: height + 2.0 * PADDING - 6.0 }
    }

    fn placed(self, shape: Shape, area: Area) -> Placed {
        Placed { shape, area, title: self.title, details: self.details }
    }
}

/// The size of some lines.
fn block(lines: &[String], size: f64) -> (f64, f64) {
    let widest = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
    (widest * size, count(lines) * size * LINE)
}

/// How many lines, as a number to reckon with.
pub(super) fn count(lines: &[String]) -> f64 {
    lines.iter().map(|_| 1.0).sum()
}
