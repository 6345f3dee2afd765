//! What a rule is, and the list of all of them.

use super::context::Context;
use super::finding::{Finding, Severity};
use super::retired::RETIRED;
use super::{compliance, flow, indicators, languages, names, people, project, records, time, wording, written};
use crate::labels::Say;
use crate::source::Span;

/// The group of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the groups are those of the catalogue")]
pub enum Group {
    Written,
    Names,
    Flow,
    Time,
    People,
    Indicators,
    Records,
    Compliance,
    Wording,
    Languages,
    Project,
}

impl Group {
    /// The group's name in JSON and on pages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Group::Written => "written",
            Group::Names => "names",
            Group::Flow => "flow",
            Group::Time => "time",
            Group::People => "people",
            Group::Indicators => "indicators",
            Group::Records => "records",
            Group::Compliance => "compliance",
            Group::Wording => "wording",
            Group::Languages => "languages",
            Group::Project => "project",
        }
    }
}

/// What a rule is: its name, which people read and write, its code, its default weight, its page.
#[derive(Debug)]
pub struct RuleInfo {
    /// The name.
    pub name: &'static str,
    /// The short alias.
    pub code: &'static str,
    /// The group.
    pub group: Group,
    /// The default severity.
    pub severity: Severity,
    /// The page: what it finds, why it matters, one wrong and one right example, settings.
    pub page: &'static str,
}

impl RuleInfo {
    /// A finding of this rule at a place.
    #[must_use]
    pub fn at(&'static self, at: Span, message: Say) -> Finding {
        Finding::new(self, at, message)
    }
}

/// A rule looks at everything and adds what it finds.
pub type Check = fn(&Context<'_>, &mut Vec<Finding>);

/// Every rule, in the order of the catalogue. Registering one is one line.
pub const RULES: &[(&RuleInfo, Check)] = &[
    (&written::unreadable_line::INFO, written::unreadable_line::check),
    (&written::block_not_closed::INFO, written::block_not_closed::check),
    (&written::bad_cell::INFO, written::bad_cell::check),
    (&written::ragged_table::INFO, written::ragged_table::check),
    (&written::glued_keyword::INFO, written::glued_keyword::check),
    (&written::unit_missing::INFO, written::unit_missing::check),
    (&written::full_width_sign::INFO, written::full_width_sign::check),
    (&written::repeated_clause::INFO, written::repeated_clause::check),
    (&written::clause_not_here::INFO, written::clause_not_here::check),
    (&written::invisible_character::INFO, written::invisible_character::check),
    (&written::beyond_limits::INFO, written::beyond_limits::check),
    (&written::bad_accept::INFO, written::bad_accept::check),
    (&written::not_utf8::INFO, written::not_utf8::check),
    (&written::mixed_quotes::INFO, written::mixed_quotes::check),
    (&names::unknown_name::INFO, names::unknown_name::check),
    (&names::duplicate_name::INFO, names::duplicate_name::check),
    (&names::unused_declaration::INFO, names::unused_declaration::check),
    (&names::lookalike_names::INFO, names::lookalike_names::check),
    (&names::unknown_value::INFO, names::unknown_value::check),
    (&names::import_hides_name::INFO, names::import_hides_name::check),
    (&names::used_before_set::INFO, names::used_before_set::check),
    (&names::same_text_two_names::INFO, names::same_text_two_names::check),
    (&flow::unreachable::INFO, flow::unreachable::check),
    (&flow::no_way_to_end::INFO, flow::no_way_to_end::check),
    (&flow::nothing_follows::INFO, flow::nothing_follows::check),
    (&flow::unbounded_loop::INFO, flow::unbounded_loop::check),
    (&flow::case_not_covered::INFO, flow::case_not_covered::check),
    (&flow::entered_by_fall_through::INFO, flow::entered_by_fall_through::check),
    (&flow::end_by_fall_through::INFO, flow::end_by_fall_through::check),
    (&flow::overlapping_ways::INFO, flow::overlapping_ways::check),
    (&flow::empty_block::INFO, flow::empty_block::check),
    (&flow::jump_into_branch::INFO, flow::jump_into_branch::check),
    (&flow::jump_abandons_branches::INFO, flow::jump_abandons_branches::check),
    (&flow::never_true::INFO, flow::never_true::check),
    (&flow::otherwise_never::INFO, flow::otherwise_never::check),
    (&flow::idle_bound::INFO, flow::idle_bound::check),
    (&flow::bound_leads_back::INFO, flow::bound_leads_back::check),
    (&flow::choice_of_one::INFO, flow::choice_of_one::check),
    (&flow::call_without_failed::INFO, flow::call_without_failed::check),
    (&flow::call_circle::INFO, flow::call_circle::check),
    (&flow::flow_too_long::INFO, flow::flow_too_long::check),
    (&flow::wait_without_limit::INFO, flow::wait_without_limit::check),
    (&flow::same_trigger::INFO, flow::same_trigger::check),
    (&flow::impossible_join::INFO, flow::impossible_join::check),
    (&flow::missing_outcome::INFO, flow::missing_outcome::check),
    (&time::value_not_set::INFO, time::value_not_set::check),
    (&time::step_without_limit::INFO, time::step_without_limit::check),
    (&time::limit_without_consequence::INFO, time::limit_without_consequence::check),
    (&time::class_without_limit::INFO, time::class_without_limit::check),
    (&time::response_after_handling::INFO, time::response_after_handling::check),
    (&time::slower_for_more_serious::INFO, time::slower_for_more_serious::check),
    (&time::parts_exceed_whole::INFO, time::parts_exceed_whole::check),
    (&time::clock_runs_nobody_works::INFO, time::clock_runs_nobody_works::check),
    (&time::part_exceeds_whole::INFO, time::part_exceeds_whole::check),
    (&time::clock_may_not_start::INFO, time::clock_may_not_start::check),
    (&time::escalation_out_of_order::INFO, time::escalation_out_of_order::check),
    (&time::tables_without_combine::INFO, time::tables_without_combine::check),
    (&time::calendar_incomplete::INFO, time::calendar_incomplete::check),
    (&time::paused_in_itself::INFO, time::paused_in_itself::check),
    (&time::no_such_day::INFO, time::no_such_day::check),
    (&time::mixed_units::INFO, time::mixed_units::check),
    (&time::contradicting_limits::INFO, time::contradicting_limits::check),
    (&time::axis_without_values::INFO, time::axis_without_values::check),
    (&time::limit_cannot_be_kept::INFO, time::limit_cannot_be_kept::check),
    (&time::more_work_than_hours::INFO, time::more_work_than_hours::check),
    (&time::nobody_at_work::INFO, time::nobody_at_work::check),
    (&people::nobody_does_it::INFO, people::nobody_does_it::check),
    (&people::nobody_accountable::INFO, people::nobody_accountable::check),
    (&people::reporting_circle::INFO, people::reporting_circle::check),
    (&people::escalation_not_upward::INFO, people::escalation_not_upward::check),
    (&people::approver_below_doer::INFO, people::approver_below_doer::check),
    (&people::one_post_does_all::INFO, people::one_post_does_all::check),
    (&people::post_without_hours::INFO, people::post_without_hours::check),
    (&people::handed_to_closed_post::INFO, people::handed_to_closed_post::check),
    (&people::owner_without_part::INFO, people::owner_without_part::check),
    (&people::many_hand_overs::INFO, people::many_hand_overs::check),
    (&people::single_holder::INFO, people::single_holder::check),
    (&people::may_not_approve::INFO, people::may_not_approve::check),
    (&people::several_tops::INFO, people::several_tops::check),
    (&indicators::measure_never_reached::INFO, indicators::measure_never_reached::check),
    (&indicators::weights_not_100::INFO, indicators::weights_not_100::check),
    (&indicators::target_unit::INFO, indicators::target_unit::check),
    (&indicators::target_looser_than_limit::INFO, indicators::target_looser_than_limit::check),
    (&indicators::unlikely_direction::INFO, indicators::unlikely_direction::check),
    (&indicators::indicator_incomplete::INFO, indicators::indicator_incomplete::check),
    (&indicators::share_without_base::INFO, indicators::share_without_base::check),
    (&indicators::average_of_optional::INFO, indicators::average_of_optional::check),
    (&indicators::measured_backwards::INFO, indicators::measured_backwards::check),
    (&indicators::target_out_of_range::INFO, indicators::target_out_of_range::check),
    (&indicators::miss_without_consequence::INFO, indicators::miss_without_consequence::check),
    (&indicators::limit_unmeasured::INFO, indicators::limit_unmeasured::check),
    (&indicators::two_scales::INFO, indicators::two_scales::check),
    (&records::record_never_filled::INFO, records::record_never_filled::check),
    (&records::record_never_used::INFO, records::record_never_used::check),
    (&records::no_retention::INFO, records::no_retention::check),
    (&records::personal_data_unlimited::INFO, records::personal_data_unlimited::check),
    (&records::read_before_filled::INFO, records::read_before_filled::check),
    (&records::record_without_fields::INFO, records::record_without_fields::check),
    (&records::record_without_number::INFO, records::record_without_number::check),
    (&records::record_differs::INFO, records::record_differs::check),
    (&records::record_without_keeper::INFO, records::record_without_keeper::check),
    (&compliance::clause_uncovered::INFO, compliance::clause_uncovered::check),
    (&compliance::unknown_clause::INFO, compliance::unknown_clause::check),
    (&compliance::order_broken::INFO, compliance::order_broken::check),
    (&compliance::same_person_both::INFO, compliance::same_person_both::check),
    (&compliance::consequence_broken::INFO, compliance::consequence_broken::check),
    (&compliance::review_overdue::INFO, compliance::review_overdue::check),
    (&compliance::changed_without_version::INFO, compliance::changed_without_version::check),
    (&compliance::idle_accept::INFO, compliance::idle_accept::check),
    (&compliance::customer_not_told::INFO, compliance::customer_not_told::check),
    (&compliance::one_number_two_titles::INFO, compliance::one_number_two_titles::check),
    (&compliance::standard_unregistered::INFO, compliance::standard_unregistered::check),
    (&compliance::standard_contradicted::INFO, compliance::standard_contradicted::check),
    (&compliance::cites_itself::INFO, compliance::cites_itself::check),
    (&compliance::policy_unchecked::INFO, compliance::policy_unchecked::check),
    (&compliance::post_untrained::INFO, compliance::post_untrained::check),
    (&compliance::training_without_test::INFO, compliance::training_without_test::check),
    (&compliance::calls_unapproved::INFO, compliance::calls_unapproved::check),
    (&wording::step_without_verb::INFO, wording::step_without_verb::check),
    (&wording::vague_word::INFO, wording::vague_word::check),
    (&wording::passive_step::INFO, wording::passive_step::check),
    (&wording::figure_in_text::INFO, wording::figure_in_text::check),
    (&wording::placeholder_text::INFO, wording::placeholder_text::check),
    (&wording::step_too_long::INFO, wording::step_too_long::check),
    (&wording::forbidden_term::INFO, wording::forbidden_term::check),
    (&wording::same_text::INFO, wording::same_text::check),
    (&languages::untranslated::INFO, languages::untranslated::check),
    (&languages::stale_translation::INFO, languages::stale_translation::check),
    (&languages::figures_differ::INFO, languages::figures_differ::check),
    (&languages::mixed_keywords::INFO, languages::mixed_keywords::check),
    (&languages::wrong_script::INFO, languages::wrong_script::check),
    (&languages::same_translation::INFO, languages::same_translation::check),
    (&project::bad_import::INFO, project::bad_import::check),
    (&project::role_differs::INFO, project::role_differs::check),
    (&project::limit_differs::INFO, project::limit_differs::check),
    (&project::author_approves::INFO, project::author_approves::check),
    (&project::head_incomplete::INFO, project::head_incomplete::check),
    (&project::history_gap::INFO, project::history_gap::check),
    (&project::effective_before_approval::INFO, project::effective_before_approval::check),
    (&project::number_twice::INFO, project::number_twice::check),
    (&project::two_scales_one_thing::INFO, project::two_scales_one_thing::check),
    (&project::bad_config::INFO, project::bad_config::check),
];

/// A rule by its name or code.
#[must_use]
pub fn find(word: &str) -> Option<&'static RuleInfo> {
    RULES.iter().map(|(info, _)| *info).find(|info| info.name == word || info.code.eq_ignore_ascii_case(word))
}

/// Every rule of the catalogue, retired ones too, in the order of the groups and codes.
#[must_use]
pub fn infos() -> Vec<&'static RuleInfo> {
    let mut all: Vec<&RuleInfo> = RULES.iter().map(|(info, _)| *info).collect();
    for retired in RETIRED {
        let next = all.iter().position(|info| info.group == retired.group && info.code > retired.code);
        let last = || all.iter().rposition(|info| info.group == retired.group).map(|last| last + 1);
        all.insert(next.or_else(last).unwrap_or(all.len()), retired);
    }
    all
}
