//! Where the shapes of a picture stand and how its arrows run.

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, layout};

use super::lines::{width, wrap};
use super::{Mark, Picture, Shape};

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
    let options = GraphOptions { directed: true, multigraph: true, compound: true };
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(options);
    let sized: Vec<Sized> = picture.marks.iter().map(Sized::of).collect();
    for (mark, sized) in picture.marks.iter().zip(&sized) {
        graph.set_node(&mark.id, Some(node(sized.width, sized.height)));
    }
    for frame in &picture.frames {
        graph.set_node(&frame.id, Some(node(0.0, 0.0)));
    }
    let frame_id = |frame: Option<usize>| frame.and_then(|frame| Some(picture.frames.get(frame)?.id.as_str()));
    for frame in picture.frames.iter().filter(|frame| frame.around.is_some()) {
        graph.set_parent(&frame.id, frame_id(frame.around));
    }
    for mark in picture.marks.iter().filter(|mark| mark.frame.is_some()) {
        graph.set_parent(&mark.id, frame_id(mark.frame));
    }
    let ends = |index: usize| picture.marks.get(index).map_or("", |mark| mark.id.as_str());
    let labels: Vec<Vec<String>> = picture.arrows.iter().map(|arrow| wrap(&arrow.label, SMALL_MOST)).collect();
    for (index, (arrow, label)) in picture.arrows.iter().zip(&labels).enumerate() {
        let mut edge = EdgeLabel::default();
        (edge.width, edge.height) = block(label, SMALL);
        edge.width += if label.is_empty() { 0.0 } else { 8.0 };
        edge.labelpos = LabelPos::Center;
        // Rather a long way for an interruption than a bend in the way that cases usually go.
        edge.weight = if arrow.line == super::Line::Solid { 2 } else { 1 };
        graph.set_edge(ends(arrow.from), ends(arrow.to), Some(edge), Some(&index.to_string()));
    }
    let options = LayoutOptions {
        nodesep: 36.0,
        ranksep: 34.0,
        edgesep: 24.0,
        marginx: MARGIN,
        marginy: MARGIN,
        tie_keep_first: true,
        ..LayoutOptions::default()
    };
    layout(&mut graph, Some(options));
    read(picture, &graph, sized, labels)
}

fn read(picture: &Picture, graph: &Graph<NodeLabel, EdgeLabel>, sized: Vec<Sized>, labels: Vec<Vec<String>>) -> Layout {
    let area = |id: &str| {
        let node = graph.node(id);
        let number = |get: fn(&NodeLabel) -> Option<f64>| node.and_then(get).unwrap_or_default();
        Area {
            x: number(|node| node.x),
            y: number(|node| node.y),
            width: number(|node| Some(node.width)),
            height: number(|node| Some(node.height)),
        }
    };
    let shapes: Vec<Placed> =
        picture.marks.iter().zip(sized).map(|(mark, sized)| sized.placed(mark.shape, area(&mark.id))).collect();
    let runs = picture.arrows.iter().zip(labels).enumerate().filter_map(|(index, (arrow, label))| {
        let (from, to) = (picture.marks.get(arrow.from)?, picture.marks.get(arrow.to)?);
        let edge = graph.edge(&from.id, &to.id, Some(&index.to_string()))?;
        let points: Vec<Point> = edge.points.iter().map(|point| Point { x: point.x, y: point.y }).collect();
        let points = clipped(points, shapes.get(arrow.from)?, shapes.get(arrow.to)?);
        let (width, height) = block(&label, SMALL);
        let at = edge.x.zip(edge.y).filter(|_| !label.is_empty()).map(|(x, y)| Area { x, y, width, height });
        Some(Run { points, label, at, arrow: index })
    });
    let runs: Vec<Run> = runs.collect();
    let frames: Vec<Area> = picture.frames.iter().map(|frame| area(&frame.id)).collect();
    let labels = runs.iter().filter_map(|run| run.at);
    let areas: Vec<Area> = frames.iter().copied().chain(shapes.iter().map(|shape| shape.area)).chain(labels).collect();
    let points = || runs.iter().flat_map(|run| &run.points);
    let right = areas.iter().map(|area| area.x + area.width / 2.0).chain(points().map(|point| point.x));
    let bottom = areas.iter().map(|area| area.y + area.height / 2.0).chain(points().map(|point| point.y));
    let (width, height) = (right.fold(0.0, f64::max) + MARGIN, bottom.fold(0.0, f64::max) + MARGIN);
    Layout { width, height, frames, shapes, runs }
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

fn node(width: f64, height: f64) -> NodeLabel {
    NodeLabel { width, height, ..NodeLabel::default() }
}

/// The layout takes every shape for a rectangle: at a diamond the arrow goes on to its side.
fn clipped(mut points: Vec<Point>, from: &Placed, to: &Placed) -> Vec<Point> {
    if let [first, second, ..] = points.as_slice() {
        let clipped = clip(from, *second, *first);
        if let Some(first) = points.first_mut() {
            *first = clipped;
        }
    }
    if let [.., second, last] = points.as_slice() {
        let clipped = clip(to, *second, *last);
        if let Some(last) = points.last_mut() {
            *last = clipped;
        }
    }
    points
}

fn clip(shape: &Placed, outer: Point, at: Point) -> Point {
    let Area { x, y, width, height } = shape.area;
    if shape.shape != Shape::Choice {
        return at;
    }
    let (dx, dy) = (outer.x - x, outer.y - y);
    let reach = dx.abs() / (width / 2.0) + dy.abs() / (height / 2.0);
    if reach <= 1.0 { at } else { Point { x: x + dx / reach, y: y + dy / reach } }
}
