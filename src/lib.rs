//! Service procedures as code.
pub mod labels;
pub mod model;
pub mod source;
pub mod syntax;
pub mod time;
