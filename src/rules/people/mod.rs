//! R: people.

pub mod approver_below_doer;
pub(in crate::rules) mod at_work;
mod empty_posts;
pub mod escalation_not_upward;
pub mod handed_to_closed_post;
mod hands;
pub mod many_hand_overs;
pub mod may_not_approve;
pub(in crate::rules) mod nobody_above;
pub mod nobody_accountable;
pub mod nobody_does_it;
pub mod one_post_does_all;
pub mod owner_without_part;
mod parts;
pub mod post_without_hours;
mod posts;
pub mod reporting_circle;
pub mod several_tops;
pub mod single_holder;
