//! Rectangles and corners: the picture as it is drawn.

use super::super::layout::{Area, Point};
use super::layers::{Kind, Layers};
use super::loops::{Loop, Loops};
use super::ports::{Port, Ports};
use super::rows::{PADDING, Rows};
use super::table::Table;
use super::tracks::{Level, Tracks};
use super::{Places, Plan, Route, Way};

/// What is known of all places.
pub(super) struct Found<'f> {
    pub(super) plan: &'f Plan,
    pub(super) back: &'f Table<bool>,
    pub(super) layers: &'f Layers,
    pub(super) x: &'f Table<i64>,
    pub(super) ports: &'f Ports,
    pub(super) tracks: &'f Tracks,
    pub(super) rows: &'f Rows,
    pub(super) loops: &'f Loops,
}

/// A whole number of pixels to reckon with.
fn pixels(number: i64) -> f64 {
    number as f64
}

impl Found<'_> {
    pub(super) fn places(&self) -> Places {
        let shape = |(shape, body): (usize, &super::Body)| {
            let (x, y) = self.middle(shape);
            Area { x, y, width: body.width, height: body.height }
        };
        let mut of: Table<Vec<Level>> = Table::new(self.plan.ways.len(), Vec::new());
        self.tracks.levels.iter().for_each(|level| of[level.way].push(*level));
        let route = |(index, way): (usize, &Way)| match self.loops.of[index] {
            Some(found) => self.round(way, found),
            None => self.route(index, way, &of[index]),
        };
        Places {
            shapes: self.plan.bodies.iter().enumerate().map(shape).collect(),
            frames: self.frames(),
            routes: self.plan.ways.iter().enumerate().map(route).collect(),
        }
    }

    fn middle(&self, piece: usize) -> (f64, f64) {
        (pixels(self.x[piece]), self.rows.middle[self.layers.pieces[piece].layer])
    }

    /// An arrow from a shape to itself.
    fn round(&self, way: &Way, found: Loop) -> Route {
        let (x, y) = self.middle(way.from);
        let side = self
            .plan
            .bodies
            .get(way.from)
            .map_or(0.0, |body| body.outline.half_width((body.width, body.height), found.half, true));
        let upper_side = self
            .plan
            .bodies
            .get(way.from)
            .map_or(0.0, |body| body.outline.half_width((body.width, body.height), -found.half, true));
        let point = |right: f64, below: f64| Point { x: x + right, y: y + below };
        let points = vec![
            point(side, found.half),
            point(found.column, found.half),
            point(found.column, -found.half),
            point(upper_side, -found.half),
        ];
        Route { points, label: way.label.map(|_| point(found.label, 0.0)) }
    }

    fn route(&self, index: usize, way: &Way, levels: &[Level]) -> Route {
        let back = self.back[index];
        let chain = &self.layers.chains[index];
        let (upper, lower) = if back { (way.to, way.from) } else { (way.from, way.to) };
        let (first, last) = if back {
            (self.ports.enter[index], self.ports.leave[index])
        } else {
            (self.ports.leave[index], self.ports.enter[index])
        };
        // What leads back enters its upper shape from above, and leaves its lower one downwards.
        let mut points = self.end(upper, first, !back, chain.first());
        for level in levels {
            let y = self.rows.track(level.gap, level.track);
            points.extend(level.ends.iter().map(|(x, _)| Point { x: pixels(*x), y }));
        }
        let mut end = self.end(lower, last, back, chain.last());
        end.reverse();
        points.extend(end);
        if back {
            points.reverse();
        }
        points.dedup();
        let label = chain.iter().find(|piece| matches!(self.layers.pieces[**piece].kind, Kind::Label(_)));
        let label = label.map(|piece| self.middle(*piece)).map(|(x, y)| Point { x, y });
        Route { points, label }
    }

    /// An end of an arrow at its shape, and the corner that belongs to it.
    fn end(&self, shape: usize, port: Port, below: bool, next: Option<&usize>) -> Vec<Point> {
        let (x, y) = self.middle(shape);
        let Some(body) = self.plan.bodies.get(shape) else { return Vec::new() };
        let size = (body.width, body.height);
        let (offset, is_right) = match port {
            Port::Through(at) => {
                let half = body.outline.half_height(size, pixels(at) - x);
                return vec![Point { x: pixels(at), y: if below { y + half } else { y - half } }];
            }
            Port::Left(offset) => (pixels(offset), false),
            Port::Right(offset) => (pixels(offset), true),
        };
        let half = body.outline.half_width(size, offset, is_right);
        let y = y + offset;
        let corner = next.map(|piece| Point { x: pixels(self.x[*piece]), y });
        std::iter::once(Point { x: if is_right { x + half } else { x - half }, y }).chain(corner).collect()
    }

    /// The frames around what is in them.
    fn frames(&self) -> Vec<Area> {
        // How high and how low each reaches.
        let mut reach: Table<Option<(f64, f64)>> = Table::new(self.plan.frames.len(), None);
        let mut widen = |frame: Option<usize>, top: f64, bottom: f64| {
            if let Some(frame) = frame {
                let (old_top, old_bottom) = reach[frame].unwrap_or((top, bottom));
                reach[frame] = Some((old_top.min(top), old_bottom.max(bottom)));
            }
            frame.and_then(|frame| reach[frame])
        };
        for (shape, body) in self.plan.bodies.iter().enumerate() {
            let y = self.middle(shape).1;
            widen(body.frame, y - body.height / 2.0, y + body.height / 2.0);
        }
        for (index, way) in self.plan.ways.iter().enumerate() {
            if let (Some(_), Some((_, height))) = (self.loops.of[index], way.label) {
                let y = self.middle(way.from).1;
                let frame = self.plan.bodies.get(way.from).and_then(|body| body.frame);
                widen(frame, y - height / 2.0, y + height / 2.0);
            }
        }
        let mut areas = vec![Area { x: 0.0, y: 0.0, width: 0.0, height: 0.0 }; self.plan.frames.len()];
        // From the inside out.
        for (frame, around) in self.plan.frames.iter().enumerate().rev() {
            let (left, right) = &self.layers.borders[frame];
            let (Some(left), Some(right), Some((top, bottom))) =
                (left.first(), right.first(), widen(Some(frame), f64::INFINITY, f64::NEG_INFINITY))
            else {
                continue;
            };
            let (left, right) = (pixels(self.x[*left]), pixels(self.x[*right]));
            let (top, bottom) = (top - PADDING, bottom + PADDING);
            widen(*around, top, bottom);
            if let Some(area) = areas.get_mut(frame) {
                let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
                *area = Area { x, y, width: right - left, height: bottom - top };
            }
        }
        areas
    }
}
