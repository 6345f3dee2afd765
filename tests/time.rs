//! Calendars and clocks: the engine against a slow and obvious one, and against the page that process owners read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

#[path = "time/against_slow.rs"]
mod against_slow;
#[path = "time/declared.rs"]
mod declared;
#[path = "time/hours.rs"]
mod hours;
#[path = "time/page.rs"]
mod page;
#[path = "support/slow_clock.rs"]
mod slow_clock;
#[path = "time/worst.rs"]
mod worst;
