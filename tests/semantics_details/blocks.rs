//! Parallel blocks and ways out of them.

use crate::{goes, goes_wrong, project, support};

/// Three branches that join as it is said.
fn three(join: &str) -> String {
    format!(
        r#"flow {{
            parallel all_three "All three" {{
                branch left "Left" {{ step one "One" {{ by clerk }} }}
                branch middle "Middle" {{ step two "Two" {{ by clerk }} }}
                branch right "Right" {{ step three "Three" {{ by clerk }} }}
                join {join}
            }}
            step four "Four" {{ by clerk }}
            end over "Over"
        }}"#
    )
}

#[test]
fn join_all_waits_for_every_branch() {
    goes(
        &three("all"),
        "started => one, three, two
        done one => three, two
        done two => three
        done three => four | ",
    );
}

#[test]
fn join_any_goes_on_with_the_first_and_cancels_the_rest() {
    goes(
        &three("any"),
        "started => one, three, two
        done two => four | one given up, three given up
        refused done one => not open",
    );
}

#[test]
fn join_two_goes_on_with_the_second_and_cancels_the_third() {
    goes(
        &three("2"),
        "started => one, three, two
        done three => one, two
        done one => four | two given up",
    );
}

/// Three branches with conditions, of which two are needed.
const CONDITIONS: &str = r#"flow {
    step look "Look" { by clerk  ask wet "Wet" as yes/no  ask torn "Torn" as yes/no  ask lost "Lost" as yes/no }
    parallel mend "Mend" {
        branch drying "Dry" when wet is yes { step dry "Dry" { by clerk } }
        branch sewing "Sew" when torn is yes { step sew "Sew" { by clerk } }
        branch search "Search" when lost is yes { step seek "Seek" { by clerk } }
        branch nothing "Nothing" otherwise { step rest "Rest" { by clerk } }
        join 2
    }
    step back "Give it back" { by clerk }
    end over "Over"
}"#;

fn answered(wet: &str, torn: &str, lost: &str) -> String {
    format!(
        "started => look
        answer look wet {wet} => look
        answer look torn {torn} => look
        answer look lost {lost} => look\n"
    )
}

#[test]
fn those_branches_start_whose_condition_holds() {
    goes(CONDITIONS, &(answered("yes", "yes", "no") + "done look => dry, sew"));
    goes(CONDITIONS, &(answered("yes", "yes", "yes") + "done look => dry, seek, sew"));
}

#[test]
fn the_otherwise_branch_starts_where_no_condition_holds() {
    goes(CONDITIONS, &(answered("no", "no", "no") + "done look => rest"));
}

#[test]
fn a_join_needs_no_more_branches_than_were_taken() {
    goes(CONDITIONS, &(answered("no", "yes", "no") + "done look => sew\ndone sew => back"));
    goes(
        CONDITIONS,
        &(answered("yes", "yes", "yes") + "done look => dry, seek, sew\ndone sew => dry, seek\ndone dry => back"),
    );
}

#[test]
fn a_branch_without_a_condition_always_starts() {
    let text = r#"flow {
        step look "Look" { by clerk  ask wet "Wet" as yes/no }
        parallel mend "Mend" {
            branch cleaning "Clean" { step clean "Clean" { by clerk } }
            branch drying "Dry" when wet is yes { step dry "Dry" { by clerk } }
            join all
        }
        end over "Over"
    }"#;
    goes(text, "started => look\nanswer look wet no => look\ndone look => clean\ndone clean => ended over");
    goes(text, "started => look\nanswer look wet yes => look\ndone look => clean, dry");
}

#[test]
fn a_person_says_which_branches_with_a_text_start() {
    let text = r#"flow {
        parallel mend "Mend" {
            by clerk
            branch drying "Dry" when "It is wet" { step dry "Dry" { by clerk } }
            branch sewing "Sew" when "It is torn" { step sew "Sew" { by clerk } }
            branch nothing "Nothing" otherwise { step rest "Rest" { by clerk } }
            join all
        }
        end over "Over"
    }"#;
    goes(
        text,
        r#"started => mend?
        refused done mend "It is lost" => say It is wet / It is torn
        done mend "It is wet" "It is torn" => dry, sew
        done dry => sew
        done sew => ended over"#,
    );
    goes(text, "started => mend?\ndone mend => rest");
}

#[test]
fn a_late_way_that_leaves_the_block_abandons_it() {
    goes(
        r#"flow {
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk  within 1h  when late -> call_off } }
                branch right "Right" { step two "Two" { by clerk }  step three "Three" { by clerk } }
                join all
            }
            step four "Four" { by clerk  -> over }
            step call_off "Call off" { by clerk }
            end over "Over"
        }"#,
        "started => one, two
        done two => one, three
        late one => call_off | one given up, three given up
        refused done three => not open
        done call_off => ended over",
    );
}

#[test]
fn a_late_way_inside_a_branch_leaves_the_others_alone() {
    goes(
        r#"flow {
            parallel both "Both" {
                branch left "Left" {
                    step one "One" { by clerk  within 1h  when late -> short  -> join }
                    step short "The short way" { by clerk }
                }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        "started => one, two
        late one => short, two
        done short => two
        done two => ended over",
    );
}

#[test]
fn late_to_the_join_ends_the_branch() {
    goes(
        r#"flow {
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk  within 1h  when late -> join } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        "started => one, two
        late one => two
        done two => ended over",
    );
}

#[test]
fn the_limit_of_a_block_abandons_what_is_open_in_it() {
    goes(
        r#"flow {
            parallel both "Both" {
                within 1 days
                when late -> call_off
                branch left "Left" { step one "One" { by clerk } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            step four "Four" { by clerk  -> over }
            step call_off "Call off" { by clerk }
            end over "Over"
        }"#,
        "started => one, two
        done one => two
        late both => call_off | two given up",
    );
}

#[test]
fn a_failed_call_in_a_branch_may_abandon_the_block() {
    goes(
        r#"flow {
            parallel both "Both" {
                branch left "Left" { call pay "Pay" of paying { when failed -> call_off } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            step four "Four" { by clerk  -> over }
            step call_off "Call off" { by clerk }
            end over "Over"
        }
--- paying
        flow {
            decision try "Try" { by clerk  when "It worked" -> paid  when "It did not" -> unpaid }
            end paid "Paid"
            end failed unpaid "Unpaid"
        }"#,
        r#"started => pay/try, two
        done pay/try "It did not" => call_off | two given up"#,
    );
}

#[test]
fn a_plain_way_out_of_a_block_abandons_the_others_and_is_a_warning() {
    let text = r#"flow {
        parallel both "Both" {
            branch left "Left" { step one "One" { by clerk  when "Stop" -> three  otherwise -> join } }
            branch right "Right" { step two "Two" { by clerk } }
            join all
        }
        step three "Three" { by clerk }
        end over "Over"
    }"#;
    goes(
        text,
        r#"started => one, two
        done one "Stop" => three | two given up"#,
    );
    let found = support::outcome(&project(text)).findings;
    let found = found.iter().find(|finding| finding.rule.name == "jump-abandons-branches").unwrap();
    assert_eq!(found.severity, sopkit::rules::Severity::Warning);
}

#[test]
fn a_plain_way_into_a_branch_is_an_error() {
    goes_wrong(
        r#"flow {
            step zero "Zero" { by clerk  when "Left only" -> one  otherwise -> both }
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        &["F10"],
        r#"started => zero
        done zero "Left only" => stuck zero into a block"#,
    );
}

#[test]
fn a_block_may_have_ways_of_its_own() {
    goes(
        r#"flow {
            parallel both "Both" {
                by clerk
                branch left "Left" { step one "One" { by clerk  ask fits "Fits" as yes/no } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
                when fits is yes -> over
                otherwise -> four
            }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        "started => one, two
        answer one fits no => one, two
        done one => two
        done two => four",
    );
}

#[test]
fn a_block_asks_for_its_text_when_it_is_over() {
    goes(
        r#"flow {
            parallel both "Both" {
                by clerk
                branch left "Left" { step one "One" { by clerk } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
                when "All is well" -> over
                when "Something is missing" -> four
            }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        r#"started => one, two
        refused done both "All is well" => not open
        done one => two
        done two => both
        refused done both => say All is well / Something is missing
        done both "Something is missing" => four"#,
    );
}

#[test]
fn a_late_block_that_goes_to_the_join_around_it_is_given_up() {
    goes(
        r#"flow {
            parallel outer "Outer" {
                branch left "Left" {
                    parallel inner "Inner" {
                        within 1h
                        when late -> join
                        branch upper "Upper" { step one "One" { by clerk } }
                        branch lower "Lower" { step two "Two" { by clerk } }
                        join all
                    }
                }
                branch right "Right" { step three "Three" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        "started => one, three, two
        late inner => three | one given up, two given up
        done three => ended over",
    );
}
