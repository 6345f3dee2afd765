//! A document as it was rendered: its Markdown, and what must be known to print it in another format.

use jiff::civil::Date;

use super::shelf::Shelf;
use super::view::Drawn;
use crate::labels::Lang;

/// What is printed.
#[cfg_attr(
    not(any(feature = "office", feature = "pdf")),
    allow(dead_code, reason = "without Word and PDF it is written as it is")
)]
pub(super) struct Manuscript<'m> {
    /// Its path in Markdown below the output folder.
    pub(super) path: &'m str,
    pub(super) markdown: &'m str,
    pub(super) facts: Facts<'m>,
    /// The pictures that its flowcharts stand for.
    pub(super) pictures: &'m [&'m Drawn],
    /// What its links may lead to.
    pub(super) shelf: &'m Shelf,
    pub(super) lang: Lang,
}

/// What every page of a printed document says about it; what is empty is left out.
#[derive(Clone, Copy, Default)]
#[cfg_attr(
    not(any(feature = "office", feature = "pdf")),
    allow(dead_code, reason = "without Word and PDF no page is printed")
)]
pub(super) struct Facts<'f> {
    pub(super) title: &'f str,
    pub(super) number: &'f str,
    pub(super) version: &'f str,
    pub(super) status: &'f str,
    pub(super) owner: &'f str,
    /// The day from which it is in force.
    pub(super) effective: &'f str,
    /// The day of its last change, as its history says: what a file tells about itself never comes from the clock.
    pub(super) dated: Option<Date>,
    /// What must be seen first.
    pub(super) marks: &'f [&'static str],
    /// What stands across every page of a document that is not to be used.
    pub(super) watermark: &'static str,
}
