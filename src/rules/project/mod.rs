//! P: project and document control.

pub mod bad_config;
pub mod bad_import;
