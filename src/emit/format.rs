//! The formats in which documents are written.

/// A format of documents, or of the pictures of flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Markdown: handbook, checklist and index.
    Md,
    /// Pages for a browser: handbook, checklist, and a site over all of them.
    Html,
    /// The flow as an image.
    Svg,
    /// The flow as a Mermaid flowchart.
    Mermaid,
    /// The flow as a graph for Graphviz.
    Dot,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Format; 5] = [Format::Md, Format::Html, Format::Svg, Format::Mermaid, Format::Dot];

    /// What it is called on the command line and in `sop.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Md => "md",
            Format::Html => "html",
            Format::Svg => "svg",
            Format::Mermaid => "mermaid",
            Format::Dot => "dot",
        }
    }

    /// How the names of its files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Mermaid => "mmd",
            format => format.name(),
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}
