//! A case in motion: what may happen next, defined once.
//!
//! A [`State`] says where a case stands; [`apply`] takes an [`Event`] and gives the new state with what followed from
//! it, or a [`Refusal`] that says why not; [`accept`] also refuses what would leave the case at a stand. Nothing here reads a clock or a file: a case is its events, applied in their
//! order. The ways are those of the [`Graph`](super::Graph), so what the checker proves of them holds for cases.
//!
//! A flow is sequential but for its blocks, so a case stands at exactly one node of its flow, and, inside a block, at
//! one node of each branch or item. A *scope* is such a sequence; its [`Path`] names the blocks and calls around it.

mod accept;
mod answer;
mod blocks;
mod choose;
mod clocks;
mod event;
mod fields;
mod holes;
mod moves;
mod next;
mod place;
mod program;
mod routine;
mod state;
mod step;
mod tables;
mod who;

pub use accept::accept;
pub use answer::Answer;
pub use clocks::{Due, DueLine, due_now, fired_now};
pub use event::{Effect, Event, Refusal, What};
pub use fields::{AskedField, asked};
pub use holes::{Hole, Holes, is_hole, open_bounds, open_conditions, open_everywhere};
pub use next::{Anytimes, Open, Wanted, anytime_now, open_now};
pub use place::{At, Path, Step};
pub use program::Program;
pub use routine::flow_of;
pub use state::{Doing, DueId, Fault, Outcome, Position, Slot, Stamp, State, Work};
pub use step::{apply, boxes};
pub use tables::{Possible, length, possible, unlimited};
pub use who::{may_do, owners};
