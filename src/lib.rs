//! Service procedures as code.
pub mod emit;
pub mod flow;
pub mod labels;
pub mod model;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod time;
