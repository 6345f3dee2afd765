//! Pictures by chance: nothing lies on anything, and the same picture is always drawn the same.

use super::chance::Chance;
use super::*;

/// So many shapes with frames, parallel arrows, circles and arrows from a shape to itself.
fn plan(seed: u64, shapes: usize) -> Plan {
    let mut chance = Chance::new(seed);
    let number = |below: usize, chance: &mut Chance| f64::from(u32::try_from(chance.below(below)).unwrap());
    let count = chance.below(shapes / 4 + 1).min(24);
    // A frame stands in an earlier one or in none.
    let frames: Vec<Option<usize>> =
        (0..count).map(|frame| Some(chance.below(frame + 1)).filter(|around| *around < frame)).collect();
    let outlines = [Outline::Box, Outline::Round, Outline::Slanted, Outline::Pointed, Outline::Diamond];
    let mut frame = None;
    let bodies = (0..shapes)
        .map(|_| {
            // What stands together in the text mostly stands in one frame.
            if chance.below(4) == 0 {
                frame = Some(chance.below(count + 1)).filter(|frame| *frame < count);
            }
            Body {
                width: 40.0 + number(160, &mut chance),
                height: 20.0 + number(90, &mut chance),
                frame,
                outline: outlines[chance.below(5)],
                spread: chance.below(5) == 0,
            }
        })
        .collect();
    let mut ways = Vec::new();
    let mut way = |from: usize, to: usize, chance: &mut Chance| {
        let label = (chance.below(2) == 0).then(|| (12.0 + number(120, chance), 17.0 + number(40, chance)));
        ways.push(Way { from, to, label, solid: chance.below(3) > 0 });
    };
    for shape in 0..shapes {
        match chance.below(8) {
            0 => (0..1 + chance.below(3)).for_each(|_| way(shape, shape, &mut chance)),
            1 => (0..2).for_each(|_| way(shape, chance.below(shapes).max(shape), &mut chance)),
            2 => way(shape, chance.below(shape + 1), &mut chance),
            3 => way(shape, chance.below(shapes), &mut chance),
            _ => {}
        }
        if chance.below(9) > 0 && shape + 1 < shapes {
            way(shape, shape + 1, &mut chance);
        }
        if chance.below(9) == 0 {
            way(shape, (shape + 3).min(shapes - 1), &mut chance);
        }
    }
    Plan { bodies, frames, ways }
}

/// Left, top, right, bottom.
type Sides = [f64; 4];

fn sides(area: &Area) -> Sides {
    let (width, height) = (area.width / 2.0, area.height / 2.0);
    [area.x - width, area.y - height, area.x + width, area.y + height]
}

fn around(point: Point, (width, height): (f64, f64)) -> Sides {
    sides(&Area { x: point.x, y: point.y, width, height })
}

fn apart(one: Sides, other: Sides) -> bool {
    let near = 0.01;
    one[2] <= other[0] + near || other[2] <= one[0] + near || one[3] <= other[1] + near || other[3] <= one[1] + near
}

fn within(inner: Sides, outer: Sides) -> bool {
    inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

/// The rectangle between two corners of an arrow.
fn stretch(pair: &[Point]) -> Sides {
    let (one, other) = (pair[0], pair[1]);
    assert!(one.x == other.x || one.y == other.y, "an arrow runs askew from {one:?} to {other:?}");
    [one.x.min(other.x), one.y.min(other.y), one.x.max(other.x), one.y.max(other.y)]
}

/// Whether the first frame is the second one or in it.
fn lies_in(plan: &Plan, frame: Option<usize>, outer: usize) -> bool {
    std::iter::successors(frame, |frame| plan.frames[*frame]).any(|frame| frame == outer)
}

fn check(plan: &Plan, seed: u64) {
    let places = arrange(plan.clone());
    let shapes: Vec<Sides> = places.shapes.iter().map(sides).collect();
    for (index, shape) in shapes.iter().enumerate() {
        assert!(shapes.iter().skip(index + 1).all(|other| apart(*shape, *other)), "{seed}: {index} lies on another");
        assert!(places.shapes[0].y <= places.shapes[index].y, "{seed}: {index} stands above the first one");
    }
    let labels: Vec<Option<Sides>> = plan
        .ways
        .iter()
        .zip(&places.routes)
        .map(|(way, route)| {
            assert_eq!(way.label.is_some(), route.label.is_some());
            Some(around(route.label?, way.label?))
        })
        .collect();
    for (index, label) in labels.iter().enumerate() {
        let Some(label) = *label else { continue };
        assert!(shapes.iter().all(|shape| apart(label, *shape)), "{seed}: the label of {index} lies on a shape");
        let mut others = labels.iter().skip(index + 1).flatten();
        assert!(others.all(|other| apart(label, *other)), "{seed}: the label of {index} lies on another");
    }
    frames(plan, &places, &shapes, &labels, seed);
    for (index, (way, route)) in plan.ways.iter().zip(&places.routes).enumerate() {
        assert!(route.points.len() > 1, "{seed}: {index} goes nowhere");
        for other in places.routes.iter().skip(index + 1) {
            let pairs =
                route.points.windows(2).flat_map(|pair| other.points.windows(2).map(move |other| (pair, other)));
            let mut together = pairs.filter(|(pair, other)| run_together(stretch(pair), stretch(other)));
            assert!(together.next().is_none(), "{seed}: {index} from {} runs along another", way.from);
        }
        for pair in route.points.windows(2) {
            let stretch = stretch(pair);
            for (shape, sides) in shapes.iter().enumerate() {
                let own = shape == way.from || shape == way.to;
                // The outline of other shapes lies within their rectangle.
                let may = own && plan.bodies[shape].outline != Outline::Box;
                assert!(may || apart(stretch, *sides), "{seed}: {index} from {} runs through {shape}", way.from);
            }
            for (other, label) in labels.iter().enumerate().filter(|(other, _)| *other != index) {
                let free = label.is_none_or(|label| apart(stretch, label));
                assert!(free, "{seed}: {index} runs through the label of {other}");
            }
        }
    }
}

/// Whether two level or upright pieces lie on one another for more than a point.
fn run_together(one: Sides, other: Sides) -> bool {
    let common = |low: usize, high: usize| one[high].min(other[high]) - one[low].max(other[low]);
    let (wide, high) = (common(0, 2), common(1, 3));
    (wide > 1.0 && high >= 0.0 || high > 1.0 && wide >= 0.0) && !(wide > 1.0 && high > 1.0)
}

fn frames(plan: &Plan, places: &Places, shapes: &[Sides], labels: &[Option<Sides>], seed: u64) {
    for (frame, area) in places.frames.iter().enumerate() {
        let area = sides(area);
        let is_used = plan.bodies.iter().any(|body| lies_in(plan, body.frame, frame));
        assert_eq!(area[2] > area[0], is_used);
        if !is_used {
            continue;
        }
        for (shape, body) in plan.bodies.iter().enumerate() {
            let right =
                if lies_in(plan, body.frame, frame) { within(shapes[shape], area) } else { apart(shapes[shape], area) };
            assert!(right, "{seed}: {shape} stands on the border of {frame}, or on the wrong side");
        }
        for (other, inner) in places.frames.iter().enumerate().filter(|(other, _)| *other != frame) {
            let inner = sides(inner);
            let right = if lies_in(plan, Some(other), frame) {
                inner[2] == inner[0] || within(inner, area)
            } else {
                lies_in(plan, Some(frame), other) || apart(inner, area)
            };
            assert!(right, "{seed}: frames {frame} and {other} lie on one another");
        }
        for (way, label) in plan.ways.iter().zip(labels) {
            let Some(label) = *label else { continue };
            let inside = [way.from, way.to].map(|end| lies_in(plan, plan.bodies[end].frame, frame));
            let right = if inside == [true, true] { within(label, area) } else { apart(label, area) };
            assert!(right, "{seed}: the label of {} -> {} lies on {frame}", way.from, way.to);
        }
    }
}

#[test]
fn nothing_lies_on_anything() {
    for seed in 0..160 {
        let shapes = 2 + usize::try_from(seed).unwrap() % 23;
        check(&plan(seed, shapes), seed);
    }
    for (seed, shapes) in (1000..).zip([40, 60, 90, 140, 200, 300]) {
        check(&plan(seed, shapes), seed);
    }
}

#[test]
fn the_same_again_whoever_draws_beside() {
    let draw = |from: u64| (0..12).map(|seed| format!("{:?}", arrange(plan(from + seed, 20)))).collect::<Vec<_>>();
    let alone = draw(0);
    let (one, other) = std::thread::scope(|scope| {
        let (one, other) = (scope.spawn(|| draw(0)), scope.spawn(|| draw(6)));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert_eq!(alone, one);
    assert_eq!(alone[6..], other[..6]);
    assert_eq!(alone, draw(0));
}

#[test]
fn nothing_and_little_are_drawn_too() {
    assert!(arrange(Plan { bodies: Vec::new(), frames: Vec::new(), ways: Vec::new() }).shapes.is_empty());
    let mut alone = plan(1, 1);
    alone.ways.clear();
    assert_eq!(arrange(alone).shapes.len(), 1);
}

#[test]
fn what_follows_stands_on_one_line_and_what_leads_back_beside_it() {
    let body = || Body { width: 100.0, height: 40.0, frame: None, outline: Outline::Box, spread: false };
    let way = |from, to, solid| Way { from, to, label: Some((30.0, 17.0)), solid };
    // A way of four, an interruption over two of them, and one that leads back.
    let ways = vec![way(0, 1, true), way(1, 2, true), way(1, 3, false), way(2, 3, true), way(2, 1, true)];
    let places = arrange(Plan { bodies: vec![body(), body(), body(), body()], frames: Vec::new(), ways });
    assert!(places.shapes.windows(2).all(|pair| pair[0].x == pair[1].x && pair[0].y < pair[1].y));
    for straight in [0, 1, 3] {
        assert_eq!(places.routes[straight].points.len(), 2);
    }
    let back = &places.routes[4].points;
    let (start, end) = (back[0], back[back.len() - 1]);
    assert_eq!((start.y, end.y), (places.shapes[2].y, places.shapes[1].y));
    assert!(back.iter().all(|point| (point.x - places.shapes[1].x).abs() >= 50.0));
}
