//! Leaving a step out.

use crate::{goes, goes_wrong};

#[test]
fn a_step_is_left_out_with_a_reason() {
    goes(
        r#"flow {
            step one "One" { by clerk  do "Look"  ask remark "Remark" as text }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        r#"started => one
        refused skipped one because "" => no reason
        refused skipped one because "   " => no reason
        skipped one because "there is nothing to look at" => two"#,
    );
}

#[test]
fn left_out_it_goes_the_way_of_a_case_of_which_nothing_is_said() {
    goes(
        r#"flow {
            step one "One" { by clerk  when "More is needed" -> two  otherwise -> three }
            step two "Two" { by clerk  -> over }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one
        skipped one => three",
    );
}

#[test]
fn a_choice_of_texts_is_not_left_out() {
    goes(
        r#"flow {
            decision judge "Judge" { by clerk  when "Good" -> taken  when "Bad" -> refused }
            end taken "Taken"
            end failed refused "Refused"
        }"#,
        "started => judge
        refused skipped judge => say Good / Bad",
    );
}

#[test]
fn a_step_that_a_rule_needs_before_another_is_not_left_out() {
    goes(
        r#"rule check before pay because "money leaves the house"
        flow {
            step check "Check" { by clerk }
            step pay "Pay" { by clerk }
            end over "Over"
        }"#,
        "started => check
        refused skipped check => a rule with pay needs it
        done check => pay
        skipped pay => ended over",
    );
}

#[test]
fn a_step_to_which_a_rule_leads_is_not_left_out() {
    goes(
        r#"rule take leads to file because "the auditor asks for it"
        flow {
            step take "Take" { by clerk }
            step file "File" { by clerk }
            end over "Over"
        }"#,
        "started => take
        skipped take => file
        refused skipped file => a rule with take needs it",
    );
}

#[test]
fn what_a_condition_reads_is_answered_also_when_the_step_is_left_out() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no  ask remark "Remark" as text }
            step two "Two" { by clerk  when big is yes -> three  otherwise -> over }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one
        refused skipped one => unanswered big
        answer one big yes => one
        skipped one => two
        done two => three",
    );
}

#[test]
fn only_steps_and_decisions_are_left_out() {
    goes(
        r#"flow {
            approval check "Check" { by boss  when approved -> guest  when rejected -> refused }
            each guest "guest" { step one "One" { by clerk }  join all }
            step two "Two" { by clerk  -> over }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        refused skipped check => not here
        approved check => guest
        refused skipped guest => not here",
    );
}

#[test]
fn a_decision_that_no_case_would_match_is_not_left_out() {
    goes_wrong(
        r#"flow {
            decision one "One" { by clerk  ask big "Big" as yes/no optional  when big is yes -> two  when big is no -> over }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        &["N09"],
        "started => one
        refused skipped one => would be stuck, not covered
        answer one big yes => one
        skipped one => two",
    );
}

#[test]
fn what_has_a_value_already_need_not_be_answered_again() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no }
            step two "Two" { by clerk  ask big "Big" as yes/no }
            step three "Three" { by clerk  when big is yes -> four  otherwise -> over }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        "started => one
        refused skipped one => unanswered big
        answer one big yes => one
        done one => two
        skipped two => three
        done three => four",
    );
}

#[test]
fn what_the_condition_of_a_branch_reads_is_answered_also_when_the_step_is_left_out() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask wet "Wet" as yes/no }
            parallel both "Both" {
                branch left "Left" when wet is yes { step two "Two" { by clerk } }
                branch right "Right" otherwise { step three "Three" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        "started => one
        refused skipped one => unanswered wet
        answer one wet no => one
        skipped one => three",
    );
}
