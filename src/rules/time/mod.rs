//! T: time.

pub mod class_without_limit;
pub mod clock_may_not_start;
pub mod limit_without_consequence;
pub mod response_after_handling;
pub mod step_without_limit;
pub mod tables_without_combine;
pub mod value_not_set;
