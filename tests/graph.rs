//! `sop graph`: pictures that an XML parser reads, in which no shape lies on another and no text is markup.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is wrong")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use roxmltree::{Document, Node};

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

/// The shapes of a picture; checks that they lie inside it and apart.
fn shapes(svg: &str) -> Vec<Sides> {
    let document = Document::parse(svg).unwrap();
    let root = document.root_element();
    let (width, height) = (number(root, "width"), number(root, "height"));
    let outlined =
        |node: &Node<'_, '_>| node.attribute("class").is_some_and(|class| class.split(' ').any(|one| one == "o"));
    let shapes: Vec<Sides> = root.descendants().filter(outlined).map(sides).collect();
    for (index, [left, top, right, bottom]) in shapes.iter().enumerate() {
        assert!(*left >= 0.0 && *top >= 0.0 && *right <= width && *bottom <= height);
        for [other_left, other_top, other_right, other_bottom] in shapes.iter().skip(index + 1) {
            let apart = right <= other_left || other_right <= left || bottom <= other_top || other_bottom <= top;
            assert!(apart, "two shapes lie on one another at {left}, {top}");
        }
    }
    shapes
}

/// All texts of a picture, without what is between their lines.
fn text(svg: &str) -> String {
    let document = Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text().map(str::to_owned)).collect::<String>().replace(' ', "")
}

#[test]
fn every_flow_of_the_library_is_drawn_in_both_languages() {
    let mut drawn_files = 0;
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("sops");
    for entry in ignore::WalkBuilder::new(library).sort_by_file_path(Ord::cmp).build().filter_map(Result::ok) {
        let path = entry.path();
        let is_procedure = path.extension().is_some_and(|ending| ending == "sop")
            && std::fs::read_to_string(path).unwrap().contains("\nflow {");
        // Each picture reads its whole project: every third is enough.
        if !is_procedure || {
            drawn_files += 1;
            drawn_files % 3 != 1
        } {
            continue;
        }
        for lang in ["zh", "en"] {
            let svg = drawn(path, &["--doc-lang", lang]);
            assert!(shapes(&svg).len() > 2, "{}", path.display());
        }
    }
    assert!(drawn_files > 20);
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
