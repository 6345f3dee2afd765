//! A picture as DOT, for Graphviz.

use std::fmt::Write as _;

use super::super::signs::clean;
use super::{Line, Picture, Shape};

/// The text of the graph.
pub(in super::super) fn print(picture: &Picture) -> String {
    let mut out = String::from(
        "digraph sop {\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=12];\n",
    );
    marks(&mut out, picture, None, 1);
    for arrow in &picture.arrows {
        let name = |place: usize| picture.marks.get(place).map_or("", |mark| mark.id.as_str());
        let style = if arrow.line == Line::Dotted { ", style=dashed" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "  {} -> {} [label={}{style}];",
            name(arrow.from),
            name(arrow.to),
            quoted(std::slice::from_ref(&arrow.label))
        );
    }
    out.push_str("}\n");
    out
}

/// The shapes that stand in a frame, and the frames in it.
fn marks(out: &mut String, picture: &Picture, frame: Option<usize>, depth: usize) {
    let indent = depth * 2;
    for mark in picture.marks.iter().filter(|mark| mark.frame == frame) {
        let lines: Vec<String> = std::iter::once(&mark.title).chain(&mark.details).cloned().collect();
        let _ = writeln!(out, "{:indent$}{} [label={}, {}];", "", mark.id, quoted(&lines), shape(mark.shape));
    }
    for (index, inner) in picture.frames.iter().enumerate().filter(|(_, inner)| inner.around == frame) {
        let _ = writeln!(out, "{:indent$}subgraph cluster_{} {{", "", inner.id);
        marks(out, picture, Some(index), depth + 1);
        let _ = writeln!(out, "{:indent$}}}", "");
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Start => "shape=box, style=rounded",
        Shape::Step | Shape::Fork => "shape=box",
        Shape::Join => "shape=oval",
        Shape::End => "shape=oval, penwidth=2",
        Shape::Failed => "shape=oval, penwidth=2, color=red",
        Shape::Choice => "shape=diamond",
        Shape::Wait => "shape=parallelogram",
        Shape::Call => "shape=box, peripheries=2",
        Shape::Anytime => "shape=hexagon",
    }
}

/// Lines as one label.
fn quoted(lines: &[String]) -> String {
    let escaped = |line: &String| clean(line).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
    format!("\"{}\"", lines.iter().map(escaped).collect::<Vec<_>>().join("\\n"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_text_ends_no_label() {
        assert_eq!(quoted(&["a \"b\" \\n".to_owned(), "c\nd".to_owned()]), "\"a \\\"b\\\" \\\\n\\nc d\"");
    }
}
