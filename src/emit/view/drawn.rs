//! The picture of a flow: as Mermaid in Markdown, and kept for those formats that draw it themselves.

use serde::{Serialize, Serializer};

use super::super::page::Page;
use super::super::picture::{self, Picture};
use crate::model::Flow;

/// A picture with its title.
#[derive(Debug)]
pub(in super::super) struct Drawn {
    pub(in super::super) picture: Picture,
    /// What a screen reader says.
    pub(in super::super) title: String,
    /// The picture as a Mermaid flowchart.
    pub(in super::super) mermaid: String,
}

impl Drawn {
    /// The picture of a flow; `None` where there is nothing to draw.
    pub(super) fn of(page: &Page<'_>, flow: &Flow, title: String) -> Option<Self> {
        let picture = page.plainly(|page| picture::draw(page, flow))?;
        let mermaid = picture::mermaid::print(&picture);
        Some(Drawn { picture, title, mermaid })
    }
}

/// Templates see the flowchart.
impl Serialize for Drawn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.mermaid)
    }
}
