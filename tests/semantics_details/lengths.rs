//! Lengths of time in conditions: those are compared that can be without a calendar, and a case is asked for no others.

use crate::{goes, goes_wrong};

/// A choice by a length of time.
fn choice(declared: &str, ways: &str) -> String {
    format!(
        r#"{declared}
        flow {{
            step one "One" {{ by clerk  ask wait "How long" as duration  {ways} }}
            step two "Two" {{ by clerk  -> over }}
            step three "Three" {{ by clerk }}
            end over "Over"
        }}"#
    )
}

/// Each answer leads to a step, or is refused: then these units are wanted.
fn leads(text: &str, answers: &[(&str, &str)]) {
    for (answer, expected) in answers {
        match expected.strip_prefix("in ") {
            Some(units) => {
                goes(text, &format!("started => one\nrefused answer one wait {answer} => compared in {units}"));
            }
            None => goes(text, &format!("started => one\nanswer one wait {answer} => one\ndone one => {expected}")),
        }
    }
}

#[test]
fn what_is_compared_in_working_days_is_answered_in_working_days() {
    let answers = [
        ("2 working days", "two"),
        ("2.5 working days", "three"),
        ("2 个工作日", "two"),
        ("5h", "in working days"),
        ("1 day", "in working days"),
        ("16 working hours", "in working days"),
        ("1 month", "in working days"),
    ];
    for ways in [
        "when wait <= 2 working days -> two  otherwise -> three",
        "when wait <= 2 working days -> two  when wait > 2 working days -> three",
    ] {
        leads(&choice("", ways), &answers);
    }
}

#[test]
fn units_of_one_reckoning_are_compared() {
    let hours = choice("", "when wait <= 2 days -> two  otherwise -> three");
    leads(
        &hours,
        &[
            ("48h", "two"),
            ("2881 min", "three"),
            ("1 week", "three"),
            ("2 working days", "in seconds, minutes, hours, days or weeks"),
        ],
    );
    let months = choice("", "when wait < 1 year -> two  otherwise -> three");
    leads(&months, &[("11 months", "two"), ("12 months", "three"), ("30 days", "in months or years")]);
    let working = choice("", "when wait is 8 working hours -> two  otherwise -> three");
    leads(&working, &[("8 working hours", "two"), ("7 working hours", "three"), ("1 working day", "in working hours")]);
}

#[test]
fn a_length_beyond_all_numbers_is_long() {
    let text = choice("", "when wait <= 2 days -> two  otherwise -> three");
    leads(&text, &[("79228162514264337593543950335 weeks", "three")]);
    let text = choice("", "when wait <= 79228162514264337593543950335 weeks -> two  otherwise -> three");
    leads(&text, &[("1h", "two")]);
}

#[test]
fn a_parameter_is_compared_as_its_value() {
    let declared = "param limit duration = 2 working days";
    for ways in ["when wait <= limit -> two  otherwise -> three", "when wait is limit -> two  otherwise -> three"] {
        let text = choice(declared, ways);
        leads(&text, &[("2 working days", "two"), ("3 working days", "three"), ("2 days", "in working days")]);
    }
}

#[test]
fn a_length_that_no_condition_reads_is_answered_in_any_unit() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask wait "How long" as duration }
            end over "Over"
        }"#,
        "started => one
        answer one wait 2 working days => one
        answer one wait 3 months => one
        answer one wait 90 min => one
        done one => ended over",
    );
}

#[test]
fn what_no_line_covers_is_told_in_its_own_units() {
    let text = choice("", "when wait < 2 working days -> two  when wait > 2 working days -> three");
    let project = crate::project(&text);
    assert!(crate::support::errors(&project).contains("wait = 2 working days"), "{}", crate::support::errors(&project));
}

#[test]
fn a_field_is_not_compared_in_two_reckonings() {
    for other in ["3h", "2 working hours", "1 month", "limit", "xx working hours"] {
        let declared = "param limit duration = 5 min";
        let ways = format!("when wait <= 2 working days -> two  when wait > {other} -> three  otherwise -> over");
        let used = if other == "limit" { declared } else { "" };
        goes_wrong(&choice(used, &ways), &["N05"], "started => one\nanswer one wait 2 working days => one");
    }
}

#[test]
fn a_caller_and_what_it_calls_compare_a_shared_field_alike() {
    let text = |other: &str| {
        format!(
            r#"use "shared.sop"
        flow {{
            step one "One" {{ by clerk  fills form  ask wait "How long" as duration  when wait > 2 days -> pay  otherwise -> over }}
            call pay "Pay" of paying {{ }}
            end over "Over"
        }}
--- paying
        use "shared.sop"
        flow {{
            step try "Try" {{ by clerk  when wait > {other} -> look  otherwise -> paid }}
            step look "Look" {{ by clerk  fills form }}
            end paid "Paid"
        }}
--- shared.sop
        record form "Form" {{ field wait "How long" as duration  kept 2 years }}"#
        )
    };
    goes(
        &text("3 days"),
        "started => one
        refused answer one wait 3 working days => compared in seconds, minutes, hours, days or weeks
        answer one wait 60h => one
        done one => pay/try
        done pay/try => ended over",
    );
    goes_wrong(&text("3 working days"), &["N05"], "started => one\nanswer one wait 80h => one");
}
