//! X: what is written.

pub mod bad_accept;
pub mod bad_cell;
pub mod beyond_limits;
pub mod block_not_closed;
pub mod clause_not_here;
mod clocks;
mod competing;
pub mod full_width_sign;
pub mod glued_keyword;
pub mod invisible_character;
pub mod mixed_quotes;
pub mod not_utf8;
mod posts;
pub mod ragged_table;
pub mod repeated_clause;
pub mod unit_missing;
pub mod unreadable_line;
mod words;
