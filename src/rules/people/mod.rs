//! R: people.

pub mod nobody_accountable;
pub mod nobody_does_it;
