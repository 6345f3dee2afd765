//! Service procedures as code.
pub mod cli;
pub mod emit;
pub mod flow;
pub mod labels;
pub mod model;
pub mod report;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod time;
