//! R: people.

pub mod handed_to_closed_post;
pub mod nobody_accountable;
pub mod nobody_does_it;
pub(in crate::rules) mod posts;
