//! Who may do what.

use crate::goes;

#[test]
fn work_is_for_the_post_that_does_it() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            end over "Over"
        }"#,
        "started => one
        may one => clerk
        refused Bob as boss: done one => not yours but clerk
        refused Bob as nobody_known: done one => no such post
        Ann as clerk: done one => ended over",
    );
}

#[test]
fn of_several_posts_any_one_does_it() {
    for who in ["Ann as clerk", "Lea as lawyer"] {
        let run = format!(
            "started => one\nrefused Bob as boss: done one => not yours but clerk, lawyer\n{who}: done one => ended over"
        );
        goes(
            r#"flow {
                step one "One" { by clerk, lawyer }
                end over "Over"
            }"#,
            &run,
        );
    }
}

#[test]
fn a_deputy_stands_in_and_the_superior_does_not() {
    goes(
        r#"flow {
            step one "One" { by boss }
            end over "Over"
        }"#,
        "started => one
        may one => boss, vice
        refused Dan as director: done one => not yours but boss, vice
        Vic as vice: done one => ended over",
    );
}

#[test]
fn answering_and_ticking_is_work_too() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no  do "Look" }
            end over "Over"
        }"#,
        "started => one
        refused Bob as boss: answer one big yes => not yours but clerk
        refused Bob as boss: ticked one 1 => not yours but clerk
        refused Bob as boss: skipped one => not yours but clerk
        refused Bob as boss: handed one to boss => not yours but clerk",
    );
}

#[test]
fn what_people_outside_do_is_entered_by_anybody() {
    goes(
        r#"flow {
            step one "One" { by customer }
            end over "Over"
        }"#,
        "started => one
        may one => anybody
        Ann as clerk: done one => ended over",
    );
}

#[test]
fn work_is_handed_over_with_a_reason_to_a_post_that_there_is() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no }
            end over "Over"
        }"#,
        r#"started => one
        answer one big yes => one
        refused handed one to boss because "" => no reason
        refused handed one to stranger => no such post
        handed one to boss => one | one handed to boss
        may one => boss, vice
        refused Ann as clerk: done one => not yours but boss, vice
        Bob as boss: done one => ended over"#,
    );
}

#[test]
fn different_people_do_what_a_rule_parts() {
    goes(
        r#"rule one, two by different people
        flow {
            step one "One" { by clerk }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        "started => one
        Ann as clerk: done one => two
        refused Ann as clerk: done two => Ann did one
        Eve as clerk: done two => ended over",
    );
}

#[test]
fn who_did_it_the_last_time_counts() {
    goes(
        r#"rule one, check by different people
        flow {
            step one "One" { by clerk, boss }
            approval check "Check" { by boss  when approved -> over  when rejected -> one at most 1 times then -> refused }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => one
        Bob as boss: done one => check
        refused Bob as boss: approved check => Bob did one
        refused Bob as boss: rejected check => Bob did one
        Ben as boss: rejected check => one
        Ann as clerk: done one => check
        Bob as boss: approved check => ended over",
    );
}

#[test]
fn everybody_who_approved_did_it() {
    goes(
        r#"rule check, pay by different people
        flow {
            approval check "Check" { by boss, director  when approved -> pay  when rejected -> refused }
            step pay "Pay" { by boss, director, clerk }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        Bob as boss: approved check => check
        Dan as director: approved check => pay
        refused Bob as boss: done pay => Bob did check
        refused Dan as director: done pay => Dan did check
        Ann as clerk: done pay => ended over",
    );
}

#[test]
fn who_has_answered_an_approval_that_is_still_open_took_part_in_it() {
    goes(
        r#"rule check, pay by different people
        flow {
            parallel both "Both" {
                branch left "Left" {
                    approval check "Check" { by boss, director  when approved -> join  when rejected -> refused }
                }
                branch right "Right" { step pay "Pay" { by boss, clerk } }
                join all
            }
            step last "Last" { by clerk  -> over }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check, pay
        Bob as boss: approved check => check, pay
        refused Bob as boss: done pay => Bob did check
        Ann as clerk: done pay => check",
    );
}

#[test]
fn different_people_also_between_an_item_and_what_comes_after() {
    goes(
        r#"rule one, two by different people
        flow {
            each guest "guest" { step one "One" { by clerk }  join all }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        "started => guest
        listed guest: Ann, Bob => one[1], one[2]
        Ann as clerk: done one[1] => one[2]
        Eve as clerk: done one[2] => two
        refused Ann as clerk: done two => Ann did one
        refused Eve as clerk: done two => Eve did one
        Joe as clerk: done two => ended over",
    );
}

#[test]
fn different_people_also_between_an_item_and_what_came_before() {
    goes(
        r#"rule one, two by different people
        flow {
            step one "One" { by clerk }
            each guest "guest" { step two "Two" { by clerk }  join all }
            end over "Over"
        }"#,
        "started => one
        Ann as clerk: done one => guest
        listed guest: Ann, Bob => two[1], two[2]
        refused Ann as clerk: done two[1] => Ann did one
        Eve as clerk: done two[1] => two[2]",
    );
}

#[test]
fn one_person_may_work_on_two_items() {
    goes(
        r#"rule one, two by different people
        flow {
            each guest "guest" {
                step one "One" { by clerk }
                step two "Two" { by clerk }
                join all
            }
            end over "Over"
        }"#,
        "started => guest
        listed guest: Ann, Bob => one[1], one[2]
        Ann as clerk: done one[1] => one[2], two[1]
        Eve as clerk: done one[2] => two[1], two[2]
        refused Ann as clerk: done two[1] => Ann did one
        Ann as clerk: done two[2] => two[1]
        Eve as clerk: done two[1] => ended over",
    );
}

#[test]
fn who_lists_the_items_takes_part_in_the_block() {
    goes(
        r#"rule guest, one by different people
        rule guest, two by different people
        flow {
            each guest "guest" { by clerk  step one "One" { by clerk }  join all }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        "started => guest
        Ann as clerk: listed guest: Ann => one[1]
        refused Ann as clerk: done one[1] => Ann did guest
        Eve as clerk: done one[1] => two
        refused Ann as clerk: done two => Ann did guest
        Eve as clerk: done two => ended over",
    );
}

#[test]
fn who_says_how_a_block_ended_takes_part_in_it() {
    goes(
        r#"rule zero, both by different people
        flow {
            step zero "Zero" { by clerk }
            parallel both "Both" {
                by clerk
                branch left "Left" { step one "One" { by clerk } }
                branch right "Right" { step two "Two" { by clerk } }
                join any
                when "All is well" -> over
                when "Something is missing" -> three
            }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        r#"started => zero
        Ann as clerk: done zero => one, two
        Ann as clerk: done one => both
        refused Ann as clerk: done both "All is well" => Ann did zero
        Eve as clerk: done both "All is well" => ended over"#,
    );
}

#[test]
fn nobody_does_nothing() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            end over "Over"
        }"#,
        "started => one
        refused   as clerk: done one => nobody",
    );
}

#[test]
fn what_a_system_does_is_entered_by_anybody() {
    goes(
        r#"system till "Till" { holds receipt }
        record receipt "Receipt" { fields amount  kept 2 years }
        flow {
            step one "One" { by till }
            end over "Over"
        }"#,
        "started => one
        may one => anybody
        done one => ended over",
    );
}
