//! `sop graph`: pictures that an XML parser reads, in which no shape lies on another and no text is markup.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

mod support;

use roxmltree::{Document, Node};
use sopkit::emit::{Format, graph};
use sopkit::labels::Lang;
use sopkit::model::{Body, Project};
use support::generate::{Care, generate};

fn sop(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sop")).args(args).output().unwrap()
}

fn drawn(file: &Path, more: &[&str]) -> String {
    let done = sop(&[&["graph", file.to_str().unwrap()], more].concat());
    assert!(done.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn written(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flow.sop");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// Left, top, right, bottom.
type Sides = [f64; 4];

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn sides(node: Node<'_, '_>) -> Sides {
    if let Some(points) = node.attribute("points") {
        let points: Vec<f64> = points.split([' ', ',']).map(|number| number.parse().unwrap()).collect();
        let (xs, ys): (Vec<_>, Vec<_>) =
            points.chunks(2).map(|pair| (pair.first().unwrap(), pair.last().unwrap())).unzip();
        let least = |numbers: &[&f64]| numbers.iter().fold(f64::MAX, |a, b| a.min(**b));
        let most = |numbers: &[&f64]| numbers.iter().fold(f64::MIN, |a, b| a.max(**b));
        return [least(&xs), least(&ys), most(&xs), most(&ys)];
    }
    let (x, y) = (number(node, "x"), number(node, "y"));
    [x, y, x + number(node, "width"), y + number(node, "height")]
}

/// Whether two rectangles have no more than a side in common, as far as the decimals of the file tell.
fn apart(one: &Sides, other: &Sides) -> bool {
    let [left, top, right, bottom] = one;
    let [other_left, other_top, other_right, other_bottom] = other;
    let near = 0.15;
    *right <= other_left + near
        || *other_right <= left + near
        || *bottom <= other_top + near
        || *other_bottom <= top + near
}

/// The pieces of an arrow from corner to corner, as rectangles without area.
fn pieces(path: &str) -> Vec<Sides> {
    // `M` and `L` have a point, `Q` a corner that is rounded and the point behind it.
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for part in path.split(['M', 'L', 'Q']).filter(|part| !part.is_empty()) {
        let numbers: Vec<f64> = part.split(' ').map(|number| number.parse().unwrap()).collect();
        corners.push((*numbers.first().unwrap(), *numbers.get(1).unwrap()));
    }
    let pairs = corners.iter().zip(corners.iter().skip(1));
    pairs.map(|(one, other)| [one.0.min(other.0), one.1.min(other.1), one.0.max(other.0), one.1.max(other.1)]).collect()
}

/// What of a shape is surely inside its outline: arrows end at the outline, and rounded and slanted sides lie inside the
/// rectangle around the shape.
fn core(node: Node<'_, '_>) -> Sides {
    let [left, top, right, bottom] = sides(node);
    let (width, height) = if node.has_tag_name("polygon") && node.attribute("class") == Some("o choice") {
        ((right - left) / 4.0, (bottom - top) / 4.0)
    } else {
        (12.0_f64.min((right - left) / 3.0), (bottom - top) / 3.0)
    };
    [left + width, top + height, right - width, bottom - height]
}

/// The shapes of a picture; checks that they, the labels and the frames lie inside it and apart, and that no arrow runs
/// through a shape or through the label of another arrow.
fn shapes(svg: &str) -> Vec<Sides> {
    let document = Document::parse(svg).unwrap();
    let root = document.root_element();
    let (width, height) = (number(root, "width"), number(root, "height"));
    let with_class = |wanted: &'static str| {
        let has = move |node: &Node<'_, '_>| {
            node.attribute("class").is_some_and(|class| class.split(' ').any(|one| one == wanted))
        };
        root.descendants().filter(has)
    };
    let (cores, shapes): (Vec<Sides>, Vec<Sides>) = with_class("o").map(|node| (core(node), sides(node))).unzip();
    let labels: Vec<Sides> = with_class("b").map(sides).collect();
    let frames: Vec<Sides> = with_class("frame").map(sides).collect();
    let things: Vec<Sides> = shapes.iter().chain(&labels).copied().collect();
    for (index, one) in things.iter().enumerate() {
        let [left, top, right, bottom] = one;
        assert!(*left >= 0.0 && *top >= 0.0 && *right <= width && *bottom <= height);
        let mut others = things.iter().skip(index + 1);
        assert!(others.all(|other| apart(one, other)), "something lies on what is at {left}, {top}");
        for frame in &frames {
            let within = frame[0] <= *left && frame[1] <= *top && frame[2] >= *right && frame[3] >= *bottom;
            assert!(within || apart(one, frame), "what is at {left}, {top} lies on the border of a frame");
        }
    }
    let arrows: Vec<Vec<Sides>> = with_class("w")
        .filter(|node| node.attribute("marker-end").is_some())
        .map(|node| pieces(node.attribute("d").unwrap()))
        .collect();
    for piece in arrows.iter().flatten() {
        let [left, top, right, bottom] = piece;
        assert!(left == right || top == bottom, "an arrow runs askew from {left}, {top}");
        assert!(cores.iter().all(|core| apart(piece, core)), "an arrow runs through a shape at {left}, {top}");
    }
    for label in &labels {
        let through = |arrow: &&Vec<Sides>| arrow.iter().any(|piece| !apart(piece, label));
        assert!(arrows.iter().filter(through).count() <= 1, "two arrows run through the label at {label:?}");
    }
    shapes
}

/// The pictures of all flows of a project in both languages.
fn drawn_here(project: &Project) -> Vec<String> {
    let mut pictures = Vec::new();
    for module in &project.modules {
        let routines = module.file.decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_))).map(Some);
        for routine in std::iter::once(None).chain(routines) {
            let draw = |lang| graph(project, module, routine, lang, Format::Svg);
            pictures.extend([Lang::Zh, Lang::En].into_iter().filter_map(draw));
        }
    }
    pictures
}

/// All texts of a picture, without what is between their lines.
fn text(svg: &str) -> String {
    let document = Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text().map(str::to_owned)).collect::<String>().replace(' ', "")
}

#[test]
fn every_flow_of_the_library_is_drawn_in_both_languages() {
    let project = Project::new(support::loaded("sops"));
    let pictures = drawn_here(&project);
    assert!(pictures.len() > 150);
    for svg in &pictures {
        assert!(shapes(svg).len() > 1);
    }
    // The same again, drawn on two threads in another order.
    let (one, other) = std::thread::scope(|scope| {
        let all = scope.spawn(|| drawn_here(&project));
        let last_first = scope.spawn(|| {
            let from_behind = project.modules.iter().rev();
            let draw = |module| graph(&project, module, None, Lang::Zh, Format::Svg);
            from_behind.filter_map(draw).collect::<Vec<_>>()
        });
        (all.join().unwrap(), last_first.join().unwrap())
    });
    assert_eq!(one, pictures);
    assert!(other.iter().all(|svg| pictures.contains(svg)));
}

#[test]
fn generated_flows_are_drawn() {
    let mut drawn = 0;
    for seed in 0..60 {
        let project = support::project_of(&generate(seed, Care::Careless).files);
        let pictures = drawn_here(&project);
        pictures.iter().for_each(|svg| assert!(shapes(svg).len() > 1, "{seed}"));
        drawn += pictures.len();
    }
    assert!(drawn > 120);
}

#[test]
fn what_stands_in_a_picture() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("sops/customer-support/complaint.sop");
    let svg = drawn(&file, &["--doc-lang", "zh"]);
    let text = text(&svg);
    for words in ["客户提出投诉", "13主管审批", "客服主管", "驳回（最多2次）", "随时：客户书面撤诉", "投诉关闭"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert_eq!(svg, drawn(&file, &["--doc-lang", "zh"]));
    assert!(drawn(&file, &["--to", "mermaid"]).starts_with("flowchart TD\n"));
    let dot = drawn(&file, &["--to", "dot", "--doc-lang", "en"]);
    assert!(dot.starts_with("digraph sop {") && dot.contains("shape=diamond") && dot.contains("subgraph cluster_"));
}

#[test]
fn three_hundred_steps_lie_apart() {
    let mut text = String::from("sop long \"Long\" { language en }\nflow {\n");
    for step in 0..300 {
        let back = if step % 10 == 9 {
            format!("  when \"again\" -> s{} at most 2 times then -> over", step - 7)
        } else {
            String::new()
        };
        let ways = if back.is_empty() {
            String::new()
        } else {
            format!("{back}\n  otherwise -> {}", if step == 299 { "over".to_owned() } else { format!("s{}", step + 1) })
        };
        writeln!(text, "step s{step} \"Do the work of number {step} as it is written\" {{\n{ways}\n}}").unwrap();
    }
    text.push_str("end over \"Over\"\n}\n");
    let (_folder, path) = written(&text);
    assert_eq!(shapes(&drawn(&path, &[])).len(), 301);
}

#[test]
fn texts_are_no_markup() {
    let hostile = "]]><script>alert(1)</script>&lt; \u{202E}|";
    let (_folder, path) = written(&format!(
        "sop a \"{hostile}\" {{ language en }}\nflow {{\n  step s \"{hostile}\" {{ when \"{hostile}\" -> e\n otherwise -> e }}\n  end e \"{hostile}\"\n}}\n"
    ));
    let svg = drawn(&path, &[]);
    let document = Document::parse(&svg).unwrap();
    assert!(!document.descendants().any(|node| node.has_tag_name("script")));
    assert!(text(&svg).contains("<script>alert(1)</script>") && !svg.contains('\u{202E}'));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let (folder, path) = written("sop a \"A\" { language en }\nflow unset \"later\"\n");
    let refused = |args: &[&str]| {
        let done = sop(args);
        assert_eq!(done.status.code(), Some(2));
        String::from_utf8(done.stderr).unwrap()
    };
    let path = path.to_str().unwrap();
    assert!(refused(&["graph", path, "--lang", "en"]).contains("there is no flow to draw"));
    assert!(refused(&["graph", path, "--routine", "x", "--lang", "en"]).contains("there is no routine `x`"));
    assert!(
        refused(&["graph", folder.path().join("none.sop").to_str().unwrap(), "--lang", "en"])
            .contains("does not exist")
    );
}
