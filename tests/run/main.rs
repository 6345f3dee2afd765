//! Cases by the real program: every command, every refusal, the store under fire, and whole stories.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "these are tests, also where they stand in helpers"
)]

mod commands;
#[allow(dead_code, reason = "shared with other tests")]
#[path = "../cli/common.rs"]
mod common;
mod desk;
mod json;
mod killed;
mod missing;
mod refusals;
mod same;
mod start;
mod store;
mod stories;
mod terminal;
mod timing;
mod wording;
