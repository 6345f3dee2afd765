//! What every page of a printed document says about it.

/// Number, title, version, state.
pub(super) struct Facts<'f> {
    pub(super) title: &'f str,
    pub(super) number: &'f str,
    pub(super) version: &'f str,
    pub(super) status: &'f str,
    pub(super) owner: &'f str,
    /// The day from which it is in force; empty where none is set.
    pub(super) effective: &'f str,
    /// What must be seen first.
    pub(super) marks: &'f [&'static str],
    /// What stands across every page of a document that is not to be used; empty where nothing does.
    pub(super) watermark: &'static str,
}
