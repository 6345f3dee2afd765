//! S: wording.

mod blanks;
pub mod figure_in_text;
pub mod forbidden_term;
mod limits;
mod passive;
pub mod passive_step;
pub mod placeholder_text;
pub mod same_text;
pub mod step_too_long;
pub mod step_without_verb;
mod things;
pub mod vague_word;
pub(in crate::rules) mod words;
