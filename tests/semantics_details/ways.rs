//! Which way a node is left.

use crate::{goes, goes_wrong};

#[test]
fn a_node_falls_through_to_the_node_written_after_it() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        "started => one
        done one => two
        done two => ended over",
    );
}

#[test]
fn a_way_without_a_condition_stops_the_fall_through() {
    goes(
        r#"flow {
            step one "One" { by clerk  -> three }
            step two "Two" { by clerk  -> over }
            step three "Three" { by clerk  -> two }
            end over "Over"
        }"#,
        "started => one
        done one => three
        done three => two
        done two => ended over",
    );
}

#[test]
fn beside_a_condition_nothing_falls_through() {
    goes_wrong(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no  when big is yes -> three }
            step two "Two" { by clerk }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        &["F05"],
        "started => one
        answer one big no => one
        done one => stuck one not covered",
    );
}

#[test]
fn otherwise_leads_where_no_condition_holds() {
    let text = r#"flow {
        step one "One" { by clerk  ask big "Big" as yes/no  when big is yes -> three  otherwise -> two }
        step two "Two" { by clerk }
        step three "Three" { by clerk }
        end over "Over"
    }"#;
    goes(
        text,
        "started => one
        answer one big no => one
        done one => two",
    );
    goes(
        text,
        "started => one
        answer one big yes => one
        done one => three",
    );
}

#[test]
fn otherwise_counts_last_wherever_it_is_written() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no  otherwise -> two  when big is yes -> three }
            step two "Two" { by clerk }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one
        answer one big yes => one
        done one => three",
    );
}

#[test]
fn ways_are_tried_in_written_order() {
    goes(
        r#"flow {
            step one "One" {
                by clerk
                ask score "Score" as number 0..100
                when score >= 50 -> two
                when score >= 90 -> three
                otherwise -> four
            }
            step two "Two" { by clerk  -> over }
            step three "Three" { by clerk  -> over }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        "started => one
        answer one score 95 => one
        done one => two
        done two => ended over",
    );
}

#[test]
fn a_late_line_does_not_stop_the_fall_through() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h  when late -> three }
            step two "Two" { by clerk  -> over }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one
        done one => two",
    );
}

#[test]
fn a_branch_falls_into_its_join_and_not_into_what_is_written_next() {
    goes(
        r#"flow {
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one, two
        done one => two
        done two => three",
    );
}

#[test]
fn to_the_join_ends_the_innermost_branch_from_anywhere_in_it() {
    goes(
        r#"flow {
            parallel outer "Outer" {
                branch left "Left" {
                    parallel inner "Inner" {
                        branch upper "Upper" {
                            step one "One" { by clerk  when "Enough" -> join  otherwise -> two }
                            step two "Two" { by clerk }
                        }
                        branch lower "Lower" { step three "Three" { by clerk } }
                        join all
                    }
                    step four "Four" { by clerk }
                }
                branch right "Right" { step five "Five" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        r#"started => five, one, three
        done one "Enough" => five, three
        done three => five, four
        done four => five
        done five => ended over"#,
    );
}

#[test]
fn to_the_join_ends_the_item_alone() {
    goes(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  when "Enough" -> join  otherwise -> two }
                step two "Two" { by clerk }
                join all
            }
            end over "Over"
        }"#,
        r#"started => guest
        listed guest: Ann, Bob => one[1], one[2]
        done one[2] "Enough" => one[1]
        done one[1] => two[1]
        done two[1] => ended over"#,
    );
}

#[test]
fn a_rule_never_changes_the_flow() {
    goes(
        r#"rule check before pay because "money leaves the house"
        flow {
            step pay "Pay" { by clerk }
            step check "Check" { by clerk }
            end over "Over"
        }"#,
        "started => pay
        done pay => check
        done check => ended over",
    );
}

#[test]
fn a_failed_end_is_an_outcome_with_a_name() {
    goes(
        r#"flow {
            decision judge "Judge" { by clerk  when "Good" -> taken  when "Bad" -> refused }
            end taken "Taken"
            end failed refused "Refused"
        }"#,
        r#"started => judge
        done judge "Bad" => ended refused
        refused done judge => has ended"#,
    );
}

#[test]
fn a_case_begins_once_and_nothing_happens_before() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            end over "Over"
        }"#,
        "refused done one => not begun
        started => one
        refused started => has begun
        refused done over => not open
        done one => ended over
        refused started => has begun",
    );
}

#[test]
fn the_first_end_ends_the_case_whatever_else_is_open() {
    goes(
        r#"flow {
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk  when "Found" -> found  otherwise -> join } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            step three "Three" { by clerk  -> lost }
            end found "Found"
            end failed lost "Lost"
        }"#,
        r#"started => one, two
        done one "Found" => ended found | two given up"#,
    );
}
