//! What the checker knows about the values of fields at a place: what a case can bring there is told, and nothing else.

use crate::{goes, goes_wrong, project, support};

#[test]
fn behind_a_call_that_falls_through_choices_are_looked_at() {
    goes_wrong(
        r#"flow {
            call pay "Pay" of paying { when failed -> over }
            step two "Two" { by clerk  ask big "Big" as yes/no  when big is yes -> over }
            end over "Over"
        }
--- paying
        flow {
            decision try "Try" { by clerk  when "Now" -> paid  when "Never" -> unpaid }
            end paid "Paid"
            end failed unpaid "Unpaid"
        }"#,
        &["F05"],
        r#"started => pay/try
        done pay/try "Now" => two
        answer two big no => two
        done two => stuck two not covered"#,
    );
}

#[test]
fn a_call_whose_ends_all_have_lines_brings_nothing_to_what_is_written_next() {
    // `two` is reached with a big one only.
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no  when big is yes -> two  otherwise -> pay }
            call pay "Pay" of paying { when ended in paid -> over  when failed -> over }
            step two "Two" { by clerk  when big is yes -> over }
            end over "Over"
        }
--- paying
        flow {
            decision try "Try" { by clerk  when "Now" -> paid  when "Never" -> unpaid }
            end paid "Paid"
            end failed unpaid "Unpaid"
        }"#,
        r#"started => one
        answer one big no => one
        done one => pay/try
        done pay/try "Now" => ended over"#,
    );
}

#[test]
fn who_is_interrupted_may_have_answered() {
    goes_wrong(
        r#"flow {
            step zero "Zero" { by clerk  ask big "Big" as yes/no  when big is yes -> one  otherwise -> over }
            step one "One" { by clerk  within 1h  when late -> two  ask big "Big" as yes/no  -> over }
            step two "Two" { by clerk  when big is yes -> over }
            end over "Over"
        }"#,
        &["F05"],
        "started => zero
        answer zero big yes => zero
        done zero => one
        answer one big no => one
        late one => two
        done two => stuck two not covered",
    );
}

#[test]
fn what_another_branch_asks_may_change_meanwhile() {
    goes_wrong(
        r#"flow {
            step zero "Zero" { by clerk  ask big "Big" as yes/no  when big is yes -> both  otherwise -> over }
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk  when big is yes -> join } }
                branch right "Right" { step two "Two" { by clerk  ask big "Big" as yes/no } }
                join all
            }
            end over "Over"
        }"#,
        &["F05"],
        "started => zero
        answer zero big yes => zero
        done zero => one, two
        answer two big no => one, two
        done two => one
        done one => stuck one not covered",
    );
}

#[test]
fn what_was_asked_for_an_item_is_not_seen_where_a_way_leads_out_of_it() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk  ask big "Big" as yes/no  when big is yes -> guest  otherwise -> over }
            each guest "guest" {
                step one "One" { by clerk  within 1h  when late -> two  ask big "Big" as yes/no }
                join all
                -> over
            }
            step two "Two" { by clerk  when big is yes -> over }
            end over "Over"
        }"#,
        "started => zero
        answer zero big yes => zero
        done zero => guest
        listed guest: Ann => one[1]
        answer one[1] big no => one[1]
        late one[1] => two
        done two => ended over",
    );
}

#[test]
fn what_was_asked_for_an_item_is_not_seen_behind_all_items() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk  ask big "Big" as yes/no  when big is yes -> guest  otherwise -> over }
            each guest "guest" {
                step one "One" { by clerk  ask big "Big" as yes/no }
                join all
            }
            step two "Two" { by clerk  when big is yes -> over }
            end over "Over"
        }"#,
        "started => zero
        answer zero big yes => zero
        done zero => guest
        listed guest: Ann => one[1]
        answer one[1] big no => one[1]
        done one[1] => two
        done two => ended over",
    );
}

#[test]
fn behind_a_join_stands_also_what_stood_before_branches_that_were_not_taken() {
    goes_wrong(
        r#"flow {
            step zero "Zero" {
                by clerk
                ask big "Big" as yes/no
                ask wet "Wet" as yes/no
                when big is yes -> both
                otherwise -> over
            }
            parallel both "Both" {
                branch left "Left" when wet is yes {
                    step one "One" { by clerk  ask big "Big" as yes/no  when big is no -> four  otherwise -> over }
                    step four "Four" { by clerk }
                }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            step three "Three" { by clerk  when big is no -> over }
            end over "Over"
        }"#,
        &["F05"],
        "started => zero
        answer zero big yes => zero
        answer zero wet no => zero
        done zero => two
        done two => three
        done three => stuck three not covered",
    );
}

#[test]
fn in_a_branch_its_condition_holds() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk  ask wet "Wet" as yes/no }
            parallel both "Both" {
                branch left "Left" when wet is yes { step one "One" { by clerk  when wet is yes -> join } }
                branch right "Right" otherwise { step two "Two" { by clerk  when wet is no -> join } }
                join all
            }
            end over "Over"
        }"#,
        "started => zero
        answer zero wet no => zero
        done zero => two
        done two => ended over",
    );
}

#[test]
fn what_may_happen_at_any_time_happens_with_any_answers() {
    goes_wrong(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no }
            step two "Two" { by clerk  -> over }
            step three "Three" { by clerk  when big is yes -> over }
            end over "Over"
            anytime when "News" -> three
        }"#,
        &["F05", "N09"],
        r#"started => one
        answer one big no => one
        done one => two
        anytime "News" => three
        done three => stuck three not covered"#,
    );
}

#[test]
fn who_rejects_has_answered() {
    goes_wrong(
        r#"flow {
            approval check "Check" { by boss  ask fits "Fits" as yes/no  when approved -> over  when rejected -> two }
            step two "Two" { by clerk  when fits is yes -> over }
            end over "Over"
        }"#,
        &["F05"],
        "started => check
        answer check fits no => check
        rejected check => two
        done two => stuck two not covered",
    );
}

#[test]
fn behind_a_join_for_which_a_branch_never_comes_there_is_nothing() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk  ask big "Big" as yes/no  when big is yes -> three  otherwise -> both }
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk  -> over } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            step three "Three" { by clerk  when big is yes -> over }
            end over "Over"
        }"#,
        "started => zero
        answer zero big no => zero
        done zero => one, two
        done two => one
        done one => ended over",
    );
}

/// A field that one branch asks, and a choice behind the join with a line for each answer and an `otherwise`.
fn asked_in_a_branch(join: &str) -> Vec<&'static str> {
    let project = project(&format!(
        r#"flow {{
            parallel both "Both" {{
                branch left "Left" {{ step one "One" {{ by clerk  ask big "Big" as yes/no }} }}
                branch right "Right" {{ step two "Two" {{ by clerk }} }}
                join {join}
            }}
            step three "Three" {{ by clerk  when big is yes -> over  when big is no -> over  otherwise -> four }}
            step four "Four" {{ by clerk }}
            end over "Over"
        }}"#
    ));
    let found = support::outcome(&project).findings.into_iter().map(|finding| finding.rule.code);
    found.filter(|code| ["F13", "N09"].contains(code)).collect()
}

#[test]
fn what_a_branch_asks_is_surely_there_only_if_the_join_waits_for_it() {
    assert_eq!(asked_in_a_branch("all"), ["F13"]);
    assert_eq!(asked_in_a_branch("any"), ["N09"]);
}

#[test]
fn what_is_asked_in_a_branch_that_is_never_taken_together_does_not_count() {
    goes(
        r#"flow {
            step zero "Zero" {
                by clerk
                ask big "Big" as yes/no
                ask wet "Wet" as yes/no
                when big is yes -> both
                otherwise -> over
            }
            parallel both "Both" {
                branch left "Left" when wet is yes { step one "One" { by clerk  when big is yes -> join } }
                branch right "Right" when wet is no { step two "Two" { by clerk  ask big "Big" as yes/no } }
                join all
            }
            end over "Over"
        }"#,
        "started => zero
        answer zero big yes => zero
        answer zero wet yes => zero
        done zero => one
        done one => ended over",
    );
}

#[test]
fn a_failed_end_with_a_line_of_its_own_leads_on_without_what_it_did_not_set() {
    goes_wrong(
        r#"use "kinds.sop"
        flow {
            call pay "Pay" of paying { when ended in unpaid -> two  when failed -> over  -> two }
            step two "Two" { by clerk  when kind is big -> over  when kind is small -> over }
            end over "Over"
        }
--- paying
        use "kinds.sop"
        flow {
            decision try "Try" { by clerk  when "Now" -> one  when "Never" -> unpaid  when "Bankrupt" -> lost }
            step one "One" { by clerk  sets kind  -> paid }
            end paid "Paid"
            end failed unpaid "Unpaid"
            end failed lost "Lost"
        }
--- kinds.sop
        category kind "Kind" { big "Big"  small "Small" }"#,
        &["N09"],
        r#"started => pay/try
        done pay/try "Never" => two
        done two => stuck two not covered"#,
    );
}

#[test]
fn who_fills_a_record_may_answer_its_fields() {
    goes_wrong(
        r#"record form "Form" { field big "Big" as yes/no  kept 2 years }
        flow {
            step zero "Zero" { by clerk  ask big "Big" as yes/no  when big is yes -> one  otherwise -> over }
            step one "One" { by clerk  fills form }
            step two "Two" { by clerk  when big is yes -> over }
            end over "Over"
        }"#,
        &["F05"],
        "started => zero
        answer zero big yes => zero
        done zero => one
        answer one big no => one
        done one => two
        done two => stuck two not covered",
    );
}
