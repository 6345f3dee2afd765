//! A rendered document in the formats that are made of its Markdown alone: as it is, for Word, as PDF.

use super::make::Workshop;
use super::manuscript::Manuscript;
#[cfg(feature = "office")]
use super::word::print as word;
use super::{Document, Fault, Format, Request};

impl Workshop<'_> {
    /// The document in each of these formats that is asked for. Pages for a browser need to know more.
    ///
    /// # Errors
    /// What a format cannot hold.
    pub(super) fn print(&self, manuscript: &Manuscript<'_>) -> Result<Vec<Document>, Fault> {
        let mut documents = Vec::new();
        for format in &self.request.formats {
            let content = match format {
                Format::Md => manuscript.markdown.as_bytes().to_vec(),
                Format::Docx => word(manuscript)?,
                Format::Pdf => self.press.print(manuscript)?,
                _ => continue,
            };
            documents.push(Document { path: format.instead(manuscript.path), content });
        }
        Ok(documents)
    }
}

#[cfg(not(feature = "office"))]
fn word(_: &Manuscript<'_>) -> Result<Vec<u8>, Fault> {
    Err(Fault::without("office"))
}

/// What PDF is set with, for a whole build.
pub(super) struct Press {
    #[cfg(feature = "pdf")]
    own: Option<super::pdf::Press>,
}

#[cfg(feature = "pdf")]
impl Press {
    /// Looks for fonts, if there is something to print.
    pub(super) fn of(request: &Request) -> Press {
        Press { own: request.formats.contains(&Format::Pdf).then(|| super::pdf::Press::new(&request.fonts)) }
    }

    /// Lets go of what was kept of documents that are done.
    pub(super) fn forget(&self) {
        if self.own.is_some() {
            super::pdf::forget();
        }
    }

    fn print(&self, manuscript: &Manuscript<'_>) -> Result<Vec<u8>, Fault> {
        self.own.as_ref().map_or_else(|| Ok(Vec::new()), |press| press.print(manuscript))
    }
}

#[cfg(not(feature = "pdf"))]
impl Press {
    pub(super) fn of(_: &Request) -> Press {
        Press {}
    }

    #[allow(clippy::unused_self, reason = "with the feature it has fonts")]
    pub(super) fn forget(&self) {}

    #[allow(clippy::unused_self, reason = "with the feature it has fonts")]
    fn print(&self, _: &Manuscript<'_>) -> Result<Vec<u8>, Fault> {
        Err(Fault::without("pdf"))
    }
}
