//! The flow as a picture: shapes, frames around blocks, arrows. [`draw`] makes it from the flow; what prints it knows
//! nothing of the language.

mod arrows;
pub(super) mod dot;
mod draw;
mod layered;
mod layout;
mod lines;
pub(super) mod mermaid;
pub(super) mod svg;

pub(super) use draw::draw;
#[cfg(feature = "office")]
pub(super) use layout::{Area, Layout, Placed, Point, place};

/// What a shape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// What starts a case.
    Start,
    /// Work.
    Step,
    /// Where branches or items start.
    Fork,
    /// Where they come together.
    Join,
    /// A decision or an approval.
    Choice,
    /// Waiting for somebody outside, or for time to pass.
    Wait,
    /// Another procedure.
    Call,
    /// An end.
    End,
    /// An end that is a failure.
    Failed,
    /// What may happen at any time.
    Anytime,
}

/// A shape with what stands in it.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// A name for it within the picture.
    pub(super) id: String,
    pub(super) shape: Shape,
    /// Its title.
    pub(super) title: String,
    /// Who does it, and within which time.
    pub(super) details: Vec<String>,
    /// The innermost frame that it stands in, by index.
    pub(super) frame: Option<usize>,
}

/// How a way is drawn: dotted where it interrupts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The case goes on.
    Solid,
    /// Something interrupts it.
    Dotted,
}

/// A way from shape to shape, both by index.
#[derive(Debug, Clone)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
    pub(super) line: Line,
}

/// The frame around a block.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// A name for it within the picture.
    pub(super) id: String,
    /// The frame around it, by index.
    pub(super) around: Option<usize>,
}

/// A flow as a picture.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// In reading order.
    pub(super) marks: Vec<Mark>,
    /// A frame comes after the one around it.
    pub(super) frames: Vec<Frame>,
    /// By the shape that they come from.
    pub(super) arrows: Vec<Arrow>,
}

impl Picture {
    /// A frame and those around it, from the outside in.
    fn frames_of(&self, innermost: Option<usize>) -> Vec<usize> {
        let around = |frame: &usize| self.frames.get(*frame)?.around;
        let mut found: Vec<usize> = std::iter::successors(innermost, around).collect();
        found.reverse();
        found
    }
}
