//! Service procedures as code.
pub mod labels;
pub mod syntax;
