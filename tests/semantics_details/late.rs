//! What happens when a limit is missed.

use crate::goes;

#[test]
fn a_late_way_interrupts_the_node() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h  when late -> three  -> over }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one
        late one => three
        refused done one => not open",
    );
}

#[test]
fn notify_tells_and_leaves_the_work_where_it_is() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h  when late notify boss, director }
            end over "Over"
        }"#,
        "started => one
        late one => one | told boss and director about one
        may one => clerk
        done one => ended over",
    );
}

#[test]
fn notify_happens_when_it_is_due_wherever_the_case_stands() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  within 1 days from case  when late notify boss }
            end over "Over"
        }"#,
        "started => one
        late two => one | told boss about two
        done one => two |
        refused late two => not due",
    );
}

#[test]
fn a_way_that_became_due_before_its_node_acts_as_soon_as_it_is_entered() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk }
            step three "Three" { by clerk  within 1 days from case  when late notify boss and -> four  -> over }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        "started => one
        late three => one | told boss about three, three waits
        refused late three => not due
        done one => two |
        done two => four",
    );
}

#[test]
fn a_hand_over_that_became_due_before_its_node_acts_as_soon_as_it_is_entered() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  within 1 days from case  when late hand over to boss }
            end over "Over"
        }"#,
        "started => one
        late two => one | two waits
        done one => two | two handed to boss
        may two => boss, vice",
    );
}

#[test]
fn a_late_block_or_call_acts_as_soon_as_it_is_entered() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            parallel both "Both" {
                within 1 days from case
                when late -> four
                branch left "Left" { step two "Two" { by clerk } }
                branch right "Right" { step three "Three" { by clerk } }
                join all
            }
            step last "Last" { by clerk  -> over }
            step four "Four" { by clerk }
            call pay "Pay" of paying { within 2 days from case  when late -> five  when failed -> five }
            step six "Six" { by clerk  -> over }
            step five "Five" { by clerk }
            end over "Over"
        }
--- paying
        flow {
            step try "Try" { by clerk }
            end paid "Paid"
        }"#,
        "started => one
        late both => one
        late pay => one
        done one => four
        done four => five",
    );
}

#[test]
fn a_new_start_forgets_what_became_due_under_the_old_one() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  when "Again" -> one at most 1 times then -> three  otherwise -> three }
            step three "Three" { by clerk  within 1h from one.end  when late -> four  -> over }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        r#"started => one
        done one => two
        late three => two | three waits
        done two "Again" => one
        done one => two
        done two => three
        late three => four"#,
    );
}

#[test]
fn each_late_line_fires_once() {
    goes(
        r#"flow {
            step one "One" {
                by clerk
                within 1h
                when late notify boss
                when late by 2h notify director
            }
            end over "Over"
        }"#,
        "started => one
        lates => one 1 1, one 1 2
        late one 1 1 => one | told boss about one
        refused late one 1 1 => not due
        late one 1 2 => one | told director about one
        refused late one 1 2 => not due
        lates =>",
    );
}

#[test]
fn every_means_again_and_again() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h  when late every 1h notify boss }
            end over "Over"
        }"#,
        "started => one
        late one => one | told boss about one
        late one => one | told boss about one
        late one => one | told boss about one
        done one => ended over
        refused late one => has ended",
    );
}

#[test]
fn entered_anew_the_clock_of_a_node_starts_anew() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h  when late notify boss }
            step two "Two" { by clerk  when "Again" -> one at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }"#,
        r#"started => one
        late one => one
        refused late one => not due
        done one => two
        refused late one => not due
        done two "Again" => one
        late one => one | told boss about one"#,
    );
}

#[test]
fn handing_over_does_not_start_the_clock_anew() {
    goes(
        r#"flow {
            step one "One" {
                by clerk
                within 1h
                when late hand over to boss
                when late by 2h notify director
            }
            end over "Over"
        }"#,
        "started => one
        late one 1 1 => one | one handed to boss
        refused late one 1 1 => not due
        late one 1 2 => one | told director about one
        may one => boss, vice
        refused Ann as clerk: done one => not yours but boss, vice
        Bob as boss: done one => ended over",
    );
}

#[test]
fn the_superior_is_the_post_that_the_doer_reports_to() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h  when late notify superior and hand over to superior }
            end over "Over"
        }"#,
        "started => one
        late one => one | told superior about one, one handed to boss",
    );
}

#[test]
fn limits_without_a_line_of_their_own_take_that_of_the_flow() {
    goes(
        r#"flow {
            when late notify director
            step one "One" { by clerk  within 1h }
            step two "Two" { by clerk  within 1h  when late notify boss }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one
        late one => one | told director about one
        done one => two
        lates => two 1 1
        late two => two | told boss about two
        done two => three
        lates =>",
    );
}

#[test]
fn the_line_of_the_flow_may_be_a_way_from_each_limit() {
    goes(
        r#"flow {
            when late -> late_end
            step one "One" { by clerk  within 1h }
            step two "Two" { by clerk  within 1h  -> over }
            end over "Over"
            end failed late_end "Too late"
        }"#,
        "started => one
        done one => two
        late two => ended late_end",
    );
}

#[test]
fn a_late_line_belongs_to_the_limit_above_it() {
    goes(
        r#"flow {
            step one "One" {
                by clerk
                within 1h
                when late notify boss
                within 1 days from case
                when late notify director
            }
            end over "Over"
        }"#,
        "started => one
        lates => one 1 1, one 2 1
        late one 2 1 => one | told director about one
        late one 1 1 => one | told boss about one
        refused late one 1 2 => not due",
    );
}

#[test]
fn a_late_approval_may_go_elsewhere_and_is_then_not_decided() {
    goes(
        r#"flow {
            approval check "Check" { by boss  within 1h  when approved -> over  when rejected -> refused  when late -> higher }
            approval higher "Higher" { by director  when approved -> over  when rejected -> refused }
            end over "Over"
            end failed refused "Refused"
        }"#,
        "started => check
        late check => higher
        refused Bob as boss: approved check => not open
        approved higher => ended over",
    );
}

#[test]
fn one_item_is_late_without_the_others() {
    goes(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  within 1h  when late hand over to boss }
                join all
            }
            end over "Over"
        }"#,
        "started => guest
        lates =>
        listed guest: Ann, Bob => one[1], one[2]
        lates => one[1] 1 1, one[2] 1 1
        late one[2] => one[1], one[2] | one[2] handed to boss
        may one[1] => clerk
        lates => one[1] 1 1",
    );
}

#[test]
fn of_two_ways_that_became_due_before_their_node_the_first_is_gone() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" {
                by clerk
                within 1h from case
                when late -> three
                within 2h from one
                when late -> four
                -> over
            }
            step three "Three" { by clerk  -> over }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        "started => one
        late two 2 1 => one
        late two 1 1 => one
        done one => three
        done three => ended over",
    );
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" {
                by clerk
                within 1h from case
                when late -> three
                when late by 1h -> four
                -> over
            }
            step three "Three" { by clerk  -> over }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        "started => one
        late two 1 1 => one
        late two 1 2 => one
        done one => three",
    );
}

#[test]
fn a_block_that_is_handed_over_is_left_by_the_new_post() {
    goes(
        r#"flow {
            parallel both "Both" {
                by clerk
                within 1h
                when late hand over to boss
                branch left "Left" { step one "One" { by clerk } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
                when "All is well" -> over
                when "Something is missing" -> three
            }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        r#"started => one, two
        late both => one, two | both handed to boss
        may one => clerk
        done one => two
        done two => both
        may both => boss, vice
        refused Ann as clerk: done both "All is well" => not yours but boss, vice
        Bob as boss: done both "Something is missing" => three"#,
    );
}

#[test]
fn a_block_entered_again_is_no_longer_handed_over() {
    goes(
        r#"flow {
            parallel both "Both" {
                by clerk
                within 1h
                when late hand over to boss
                branch left "Left" { step one "One" { by clerk } }
                branch right "Right" { step two "Two" { by clerk } }
                join any
                when "Again" -> both at most 1 times then -> over
                otherwise -> over
            }
            end over "Over"
        }"#,
        r#"started => one, two
        late both => one, two | both handed to boss
        done one => both
        Bob as boss: done both "Again" => one, two
        done two => both
        may both => clerk"#,
    );
}

#[test]
fn a_block_may_be_late_while_its_text_is_not_said() {
    goes(
        r#"flow {
            parallel both "Both" {
                by clerk
                within 1h
                when late -> three
                branch left "Left" { step one "One" { by clerk } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
                when "All is well" -> over
                when "Something is missing" -> three
            }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one, two
        done one => two
        done two => both
        late both => three",
    );
}

#[test]
fn the_superior_is_that_of_who_has_the_work() {
    // Of the clerk the boss, of the boss the director, and nobody of the director.
    goes(
        r#"flow {
            step one "One" {
                by clerk
                within 2h
                when late hand over to superior
                when late by 1h hand over to superior
                when late by 2h hand over to superior
            }
            end over "Over"
        }"#,
        "started => one
        late one => one | one handed to boss
        may one => boss, vice
        late one 1 2 => one | one handed to director
        may one => director
        late one 1 3 => one
        may one => director
        Dan as director: done one => ended over",
    );
}

#[test]
fn who_was_given_the_work_by_a_person_has_a_superior_too() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 2h  when late hand over to superior }
            end over "Over"
        }"#,
        "started => one
        Ann as clerk: handed one to boss => one
        late one => one
        may one => director",
    );
}
