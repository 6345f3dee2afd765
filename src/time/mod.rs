//! Time as the language writes it. Nothing outside this folder adds hours or compares lengths of time.

mod duration;

pub use duration::{Duration, Unit};
