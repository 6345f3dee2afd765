//! What pipelines count on: exit codes, streams, and that nothing makes the program fall over.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "these are tests, also where they stand in helpers"
)]

mod adopting;
mod approving;
mod common;
mod exit_codes;
mod json;
mod robust;
mod writing;
