//! Approvals.

use crate::{goes, goes_wrong};

/// An approval by three posts.
fn by_three(needs: &str) -> String {
    format!(
        r#"flow {{
            approval check "Check" {{ by boss, director, lawyer  {needs}  when approved -> over  when rejected -> refused }}
            end over "Over"
            end failed refused "Refused"
        }}"#
    )
}

#[test]
fn without_needs_all_must_approve() {
    goes(
        &by_three(""),
        "started => check
        Bob as boss: approved check => check
        Dan as director: approved check => check
        Lea as lawyer: approved check => ended over",
    );
}

#[test]
fn where_all_are_needed_the_first_rejection_decides() {
    for needs in ["", "needs all"] {
        goes(
            &by_three(needs),
            "started => check
            Bob as boss: approved check => check
            Dan as director: rejected check => ended refused",
        );
    }
}

#[test]
fn where_any_is_enough_the_first_approval_decides() {
    goes(
        &by_three("needs any"),
        "started => check
        Bob as boss: rejected check => check
        Dan as director: approved check => ended over",
    );
}

#[test]
fn where_any_is_enough_it_is_rejected_when_the_last_has_rejected() {
    goes(
        &by_three("needs any"),
        "started => check
        Bob as boss: rejected check => check
        Dan as director: rejected check => check
        Lea as lawyer: rejected check => ended refused",
    );
}

#[test]
fn two_of_three_decide() {
    goes(
        &by_three("needs 2"),
        "started => check
        Bob as boss: approved check => check
        Dan as director: rejected check => check
        Lea as lawyer: approved check => ended over",
    );
}

#[test]
fn it_is_rejected_as_soon_as_two_of_three_cannot_be_reached() {
    goes(
        &by_three("needs 2"),
        "started => check
        Bob as boss: rejected check => check
        Dan as director: rejected check => ended refused
        refused Lea as lawyer: approved check => has ended",
    );
}

#[test]
fn each_post_and_each_person_answers_once() {
    goes(
        &by_three("needs 2"),
        "started => check
        Bob as boss: approved check => check
        refused Bob as boss: approved check => has answered
        refused Ben as boss: approved check => has answered
        refused Bob as director: approved check => has answered
        Dan as director: approved check => ended over",
    );
}

#[test]
fn only_those_who_are_named_answer() {
    goes(
        &by_three(""),
        "started => check
        may check => boss, director, lawyer, vice
        refused Ann as clerk: approved check => not yours but boss, director, lawyer, vice
        refused Bob as boss: done check => not here",
    );
}

#[test]
fn a_deputy_answers_for_one_post() {
    goes(
        &by_three("needs 2"),
        "started => check
        Vic as vice: approved check => check
        refused Bob as boss: approved check => has answered
        refused Val as vice: approved check => has answered
        Dan as director: approved check => ended over",
    );
}

#[test]
fn a_rejection_needs_a_reason_and_an_approval_does_not() {
    goes(
        &by_three("needs any"),
        r#"started => check
        refused Bob as boss: rejected check "" => no reason
        Bob as boss: approved check "" => ended over"#,
    );
}

#[test]
fn only_posts_that_may_approve_do() {
    goes(
        r#"flow {
            approval check "Check" { by clerk  when approved -> over  when rejected -> refused }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        refused Ann as clerk: approved check => may not approve",
    );
}

#[test]
fn where_no_post_may_approve_those_do_that_are_named() {
    goes(
        r#"sop main "Main" { language en }
        role clerk "Clerk" { count 2 }
        flow {
            approval check "Check" { by clerk  when approved -> over  when rejected -> refused }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        approved check => ended over",
    );
}

#[test]
fn one_of_several_gives_its_own_answer_away() {
    goes(
        &by_three(""),
        r#"started => check
        Bob as boss: approved check => check
        Lea as lawyer: handed check to chief => check | check handed to chief
        may check => boss, director, chief, vice
        refused Lea as lawyer: approved check => not yours but boss, director, chief, vice
        Dan as director: approved check => check
        Cho as chief: approved check => ended over"#,
    );
}

#[test]
fn who_gives_an_answer_away_wipes_no_rejection() {
    goes(
        &by_three("needs 2"),
        "started => check
        Dan as director: rejected check => check
        refused Bob as boss: handed check to boss => answers already
        refused Bob as boss: handed check to lawyer => answers already
        refused Dan as director: handed check to chief => has answered
        refused Ann as clerk: handed check to chief => not yours but boss, director, lawyer, vice
        Bob as boss: handed check to chief => check | check handed to chief
        refused Bob as boss: handed check to lawyer => not yours but chief, director, lawyer
        Cho as chief: approved check => check
        Lea as lawyer: approved check => ended over",
    );
}

#[test]
fn an_approval_is_given_only_to_who_may_approve() {
    goes(&by_three(""), "started => check\nrefused Bob as boss: handed check to clerk => may not approve");
    let alone = r#"flow {
        approval check "Check" { by boss  when approved -> over  when rejected -> over }
        end over "Over"
    }"#;
    goes(alone, "started => check\nrefused handed check to clerk => may not approve");
}

#[test]
fn handed_over_by_the_procedure_one_post_decides_from_the_beginning() {
    goes(
        r#"flow {
            approval check "Check" {
                by boss, director, lawyer  within 1h  when late hand over to chief
                when approved -> over  when rejected -> refused
            }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        Bob as boss: rejected check => ended refused",
    );
    goes(
        r#"flow {
            approval check "Check" {
                by boss, director, lawyer  needs any  within 1h  when late hand over to chief
                when approved -> over  when rejected -> refused
            }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        Bob as boss: rejected check => check
        late check => check | check handed to chief
        may check => chief
        Cho as chief: approved check => ended over",
    );
}

#[test]
fn what_an_approval_asks_is_answered_either_way() {
    goes(
        r#"flow {
            approval check "Check" { by boss  ask fits "Fits" as yes/no  when approved -> over  when rejected -> refused }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        refused approved check => unanswered fits
        refused rejected check => unanswered fits
        answer check fits no => check
        rejected check => ended refused",
    );
}

#[test]
fn entered_again_all_answer_anew() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            approval check "Check" {
                by boss, director
                when approved -> over
                when rejected -> one at most 1 times then -> refused
            }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => one
        done one => check
        Bob as boss: approved check => check
        Dan as director: rejected check => one
        done one => check
        Dan as director: approved check => check
        Bob as boss: approved check => ended over",
    );
}

#[test]
fn the_decision_of_people_outside_is_entered_by_whoever_learns_of_it() {
    goes(
        r#"flow {
            approval check "Check" { by customer  when approved -> over  when rejected -> refused }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        may check => anybody
        Ann as clerk: approved check => ended over",
    );
}

#[test]
fn a_rejection_goes_the_way_of_rejections_whatever_conditions_hold() {
    let text = r#"flow {
        step one "One" { by clerk  ask big "Big" as yes/no }
        approval check "Check" {
            by boss
            when big is yes -> higher
            when approved -> over
            when rejected -> refused
        }
        approval higher "Higher" { by director  when approved -> over  when rejected -> refused }
        end over "Over"
        end failed refused "Refused"
    }"#;
    goes(
        text,
        "started => one
        answer one big yes => one
        done one => check
        rejected check => ended refused",
    );
    goes(
        text,
        "started => one
        answer one big yes => one
        done one => check
        approved check => higher",
    );
}

/// A project of its own: the deputy of the boss has no authority.
const DEPUTY: &str = r#"sop main "Main" { language en }
role clerk "Clerk" { count 2  reports to boss }
role boss "Boss" { deputy vice  may approve }
role vice "Vice" { reports to boss }
flow {
    step write "Write" { by boss }
    approval check "Check" { by boss  when approved -> over  when rejected -> over }
    end over "Over"
}"#;

#[test]
fn a_deputy_stands_in_for_work_and_not_for_authority() {
    goes(
        DEPUTY,
        "started => write
        Vic as vice: done write => check
        refused Vic as vice: approved check => may not approve
        refused Vic as vice: rejected check => may not approve
        Bob as boss: approved check => ended over",
    );
}

#[test]
fn what_was_rejected_is_not_done_also_where_no_line_says_rejected() {
    goes_wrong(
        r#"flow {
            approval sign "Sign" { by boss  when approved -> two  otherwise -> two }
            step two "Two" { by clerk  within 2h from sign.end  when late notify boss }
            end over "Over"
        }"#,
        &["F25"],
        "started => sign
        rejected sign => two
        lates =>",
    );
}
