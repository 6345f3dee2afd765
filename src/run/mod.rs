//! Cases on the disk: what happened in them, kept so that nothing that was acknowledged is ever lost.
//!
//! A [`Store`] is one file of lines. A line holds either an [`Edition`], the text of a procedure as it was when a case
//! began, or one event of a case. A [`Story`] is the events of one case with its own edition; replaying it gives the
//! [`Case`]: where it stands, and what followed from each event. Everything but the store is pure, and nothing here
//! reads a clock: the moment of an event comes from the caller.

mod case;
mod contents;
mod edition;
mod instead;
mod line;
mod missing;
mod refused;
mod shell;
mod store;
mod why;

pub use case::{Case, Story, Told};
pub use contents::Contents;
pub use edition::{Edition, FileText, needed};
pub use missing::{Note, open_in, open_values};
pub use refused::Refused;
pub use shell::in_shell;
pub use store::{Appended, Beginning, Mended, Store};
pub use why::{stuck, why};
