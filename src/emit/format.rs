//! The formats in which documents are written.

/// A format of documents, or of the pictures of flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Markdown: handbook, checklist and index.
    Md,
    /// The flow as an image.
    Svg,
    /// The flow as a Mermaid flowchart.
    Mermaid,
    /// The flow as a graph for Graphviz.
    Dot,
    /// Handbook and checklist for Word.
    Docx,
    /// Handbook and checklist for print.
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
    pub const ALL: [Format; 9] = [
        Format::Md,
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

    /// The feature without which the program cannot make it, if it was built without.
    #[must_use]
    pub fn missing_feature(self) -> Option<&'static str> {
        match self {
            Format::Docx | Format::Xlsx if !cfg!(feature = "office") => Some("office"),
            Format::Pdf if !cfg!(feature = "pdf") => Some("pdf"),
            _ => None,
        }
    }

    /// Whether it holds the matrices over all procedures.
    pub(super) fn is_of_matrices(self) -> bool {
        matches!(self, Format::Csv | Format::Xlsx)
    }

    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}
