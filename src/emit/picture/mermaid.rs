//! A picture as a Mermaid flowchart.
//!
//! Texts stand between quotes, and every sign that Mermaid could take for its own is written as a number.

use std::fmt::Write as _;

use super::super::signs::is_hidden;
use super::{Line, Picture, Shape};

/// The text of the flowchart.
pub(in super::super) fn print(picture: &Picture) -> String {
    let mut out = String::from("flowchart TD\n");
    let mut inside: Vec<usize> = Vec::new();
    for mark in &picture.marks {
        let frames = picture.frames_of(mark.frame);
        let shared = inside.iter().zip(&frames).take_while(|(one, other)| one == other).count();
        close(&mut out, &mut inside, shared);
        for frame in frames.iter().skip(shared) {
            let id = picture.frames.get(*frame).map_or("", |frame| frame.id.as_str());
            inside.push(*frame);
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{:indent$}subgraph {id}[\" \"]", "", indent = inside.len() * 2);
        }
        let (open, close) = brackets(mark.shape);
        let (id, text, indent) = (&mark.id, escape(&mark.title), inside.len() * 2 + 2);
        let _ = writeln!(out, "{:indent$}{id}{open}\"{text}\"{close}", "");
    }
    close(&mut out, &mut inside, 0);
    for arrow in &picture.arrows {
        let name = |place: usize| picture.marks.get(place).map_or("", |mark| mark.id.as_str());
        let line = match arrow.line {
            Line::Solid => "-->",
            Line::Dotted => "-.->",
        };
        let label = escape(&arrow.label);
        let label = if label.is_empty() { label } else { format!("|\"{label}\"|") };
        let _ = writeln!(out, "  {} {line}{label} {}", name(arrow.from), name(arrow.to));
    }
    out.trim_end().to_owned()
}

fn close(out: &mut String, inside: &mut Vec<usize>, keep: usize) {
    while inside.len() > keep {
        let _ = writeln!(out, "{:indent$}end", "", indent = inside.len() * 2);
        inside.pop();
    }
}

fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Start => ("(", ")"),
        Shape::Step | Shape::Fork => ("[", "]"),
        Shape::Join | Shape::End | Shape::Failed => ("([", "])"),
        Shape::Choice => ("{", "}"),
        Shape::Wait => ("[/", "/]"),
        Shape::Call => ("[[", "]]"),
        Shape::Anytime => ("{{", "}}"),
    }
}

/// A text as a Mermaid label: letters and a few harmless signs stay, the rest of ASCII becomes its number.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            ' ' | '(' | ')' | ',' | '.' | '-' | '/' | ':' | '?' | '!' => out.push(sign),
            _ if sign.is_ascii_alphanumeric() => out.push(sign),
            _ if sign.is_ascii_control() => out.push(' '),
            _ if sign.is_ascii() => {
                let _ = write!(out, "#{};", u32::from(sign));
            }
            _ if is_hidden(sign) => {}
            _ => out.push(sign),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_of_a_text_is_left_to_mermaid() {
        assert_eq!(escape("a \"b\" [c] #1; `d`"), "a #34;b#34; #91;c#93; #35;1#59; #96;d#96;");
        assert_eq!(escape("%%{init}\n|"), "#37;#37;#123;init#125; #124;");
    }
}
