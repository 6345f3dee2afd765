//! T: time.

pub mod axis_without_values;
pub mod calendar_incomplete;
pub mod class_without_limit;
pub mod clock_may_not_start;
pub mod clock_runs_nobody_works;
pub mod contradicting_limits;
pub mod escalation_out_of_order;
pub(in crate::rules) mod figures;
pub mod limit_cannot_be_kept;
pub mod limit_without_consequence;
pub mod mixed_units;
pub(in crate::rules) mod moments;
pub mod more_work_than_hours;
pub mod no_such_day;
pub mod nobody_at_work;
mod outer;
pub mod part_exceeds_whole;
pub mod parts_exceed_whole;
pub mod paused_in_itself;
pub mod response_after_handling;
pub mod slower_for_more_serious;
pub mod step_without_limit;
pub mod tables_without_combine;
pub mod value_not_set;
pub(in crate::rules) mod watched;
