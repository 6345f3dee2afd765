//! The formats in which documents are written.

/// A format of documents, or of the pictures of flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Markdown: handbook, checklist, index and the pages of posts.
    Md,
    /// What Markdown holds as pages for a browser, and a site over all of them.
    Html,
    /// The flow as an image.
    Svg,
    /// The flow as a Mermaid flowchart.
    Mermaid,
    /// The flow as a graph for Graphviz.
    Dot,
    /// What Markdown holds, for Word.
    Docx,
    /// What Markdown holds, for print and archive.
    Pdf,
    /// The compiled procedure, for programs.
    Json,
    /// The matrices over all procedures, one file each.
    Csv,
    /// The matrices over all procedures as a workbook.
    Xlsx,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Format; 10] = [
        Format::Md,
        Format::Html,
        Format::Svg,
        Format::Mermaid,
        Format::Dot,
        Format::Docx,
        Format::Pdf,
        Format::Json,
        Format::Csv,
        Format::Xlsx,
    ];

    /// What it is called on the command line and in `sop.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Md => "md",
            Format::Html => "html",
            Format::Svg => "svg",
            Format::Mermaid => "mermaid",
            Format::Dot => "dot",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
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

    /// The feature without which the program cannot make it, if it was built without.
    #[must_use]
    pub fn missing_feature(self) -> Option<&'static str> {
        match self {
            Format::Docx | Format::Xlsx if !cfg!(feature = "office") => Some("office"),
            Format::Pdf if !cfg!(feature = "pdf") => Some("pdf"),
            _ => None,
        }
    }

    /// Whether it holds documents that are read from the first line to the last: all of them say the same.
    pub(super) fn is_of_documents(self) -> bool {
        matches!(self, Format::Md | Format::Html | Format::Docx | Format::Pdf)
    }

    /// Whether it holds the matrices over all procedures.
    pub(super) fn is_of_matrices(self) -> bool {
        matches!(self, Format::Csv | Format::Xlsx)
    }

    /// The path of a document in this format, from that in Markdown.
    pub(super) fn instead(self, markdown: &str) -> String {
        format!("{}.{}", markdown.strip_suffix(".md").unwrap_or(markdown), self.ending())
    }

    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}
