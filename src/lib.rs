//! Service procedures as code: a language, a checker that proves a procedure sound, and a compiler that makes from it
//! the handbook and the checklist.
//!
//! The way through the house is the way of the text. Read the rooms in this order; each names only those before it:
//!
//! 1. [`source`]: files and text, places in them, `sop.toml`.
//! 2. [`syntax`]: text to a lossless tree; what is wrong is a mark in it. The keyword table, the formatter.
//! 3. [`model`]: tree to meaning, one type a construct; names resolved across the files of a project.
//! 4. [`time`]: lengths of time and their units, calendars, clocks.
//! 5. [`flow`]: meaning to a graph of points; what can be reached, which values can be where.
//! 6. [`rules`]: what is wrong, one small file and one page a rule; `verdict` alone weighs.
//! 7. [`report`] and [`emit`]: findings out, documents out.
//! 8. [`run`]: cases on the disk, with the text by which they go.
//! 9. [`cli`]: reads arguments, calls the library, prints.
//!
//! [`labels`] serves everybody: what is printed, in Chinese and English.

pub mod cli;
pub mod emit;
pub mod flow;
pub mod labels;
pub mod model;
pub mod report;
pub mod rules;
pub mod run;
pub mod source;
pub mod syntax;
pub mod time;
