//! What the checker refuses, and where a case of such a procedure comes to a stand.

use crate::goes_wrong;

#[test]
fn the_last_node_of_a_flow_must_have_a_way_on() {
    goes_wrong(
        r#"flow {
            step one "One" { by clerk  when "Done with" -> over  otherwise -> two }
            end over "Over"
            step two "Two" { by clerk }
        }"#,
        &["F03"],
        "started => one
        done one => two
        done two => stuck two nothing follows",
    );
}

#[test]
fn branches_with_conditions_need_an_otherwise_branch() {
    goes_wrong(
        r#"flow {
            step look "Look" { by clerk  ask wet "Wet" as yes/no  ask torn "Torn" as yes/no }
            parallel mend "Mend" {
                branch drying "Dry" when wet is yes { step dry "Dry" { by clerk } }
                branch sewing "Sew" when torn is yes { step sew "Sew" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        &["F05"],
        "started => look
        answer look wet no => look
        answer look torn no => look
        done look => stuck mend not covered",
    );
}

#[test]
fn branches_that_cover_every_case_need_none() {
    crate::goes(
        r#"flow {
            step look "Look" { by clerk  ask wet "Wet" as yes/no }
            parallel mend "Mend" {
                branch drying "Dry" when wet is yes { step dry "Dry" { by clerk } }
                branch sewing "Sew" when wet is no { step sew "Sew" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        "started => look
        answer look wet no => look
        done look => sew",
    );
}

#[test]
fn to_the_join_is_only_for_branches_and_items() {
    goes_wrong(
        r#"flow {
            step one "One" { by clerk  when "Enough" -> join  otherwise -> over }
            end over "Over"
        }"#,
        &["X09"],
        r#"started => one
        done one "Enough" => stuck one no target"#,
    );
}

#[test]
fn a_way_leads_to_a_node_that_there_is() {
    goes_wrong(
        r#"flow {
            step one "One" { by clerk  when "Enough" -> nowhere  otherwise -> over }
            end over "Over"
        }"#,
        &["N01"],
        r#"started => one
        done one "Enough" => stuck one no target"#,
    );
}

#[test]
fn every_loop_has_a_bound() {
    goes_wrong(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  when "Again" -> one  otherwise -> over }
            end over "Over"
        }"#,
        &["F04"],
        r#"started => one
        done one => two
        done two "Again" => one
        done one => two
        done two "Again" => one"#,
    );
}

#[test]
fn both_outcomes_of_an_approval_need_a_way() {
    goes_wrong(
        r#"flow {
            approval check "Check" { by boss  when approved -> over }
            end over "Over"
        }"#,
        &["F25"],
        "started => check
        rejected check => stuck check not covered",
    );
}

#[test]
fn nothing_happens_in_a_case_that_has_ended() {
    crate::goes(
        r#"flow {
            step one "One" { by clerk }
            end over "Over"
        }"#,
        "started => one
        done one => ended over
        refused skipped one => has ended
        refused listed one: Ann => has ended
        refused handed one to boss => has ended",
    );
}
