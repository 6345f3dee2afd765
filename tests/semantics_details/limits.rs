//! When the clock of a limit runs.

use crate::goes;

#[test]
fn without_a_point_the_clock_starts_when_the_node_is_entered() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  within 1h  when late notify boss }
            end over "Over"
        }"#,
        "started => one
        refused late two => not due
        done one => two
        late two => two",
    );
}

#[test]
fn from_case_the_clock_starts_with_the_case() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  within 1h from case  when late notify boss }
            end over "Over"
        }"#,
        "started => one
        lates => two 1 1
        done one => two
        lates => two 1 1",
    );
}

#[test]
fn from_a_node_means_its_start_and_from_its_end_its_end() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk }
            step one "One" { by clerk }
            step two "Two" {
                by clerk
                within 1h from one
                when late notify boss
                within 1h from one.end
                when late notify director
            }
            end over "Over"
        }"#,
        "started => zero
        lates =>
        done zero => one
        lates => two 1 1
        done one => two
        lates => two 1 1, two 2 1",
    );
}

#[test]
fn a_point_means_the_latest_time_that_it_was_passed() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  when "Again" -> one at most 1 times then -> three  otherwise -> three }
            step three "Three" { by clerk  within 1h from one.start  when late notify boss }
            end over "Over"
        }"#,
        r#"started => one
        late three => one
        refused late three => not due
        done one => two
        done two "Again" => one
        late three => one | told boss about three"#,
    );
}

#[test]
fn a_limit_from_an_earlier_point_is_judged_by_the_first_done_after_it() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h from case  when late -> four }
            step two "Two" { by clerk  when "Again" -> one at most 1 times then -> over  otherwise -> over }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        r#"started => one
        lates => one 1 1
        done one => two
        lates =>
        done two "Again" => one
        lates =>
        refused late one => not due
        done one => two"#,
    );
}

#[test]
fn a_new_start_is_judged_anew() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  within 1h from one.end  when late notify boss }
            step three "Three" { by clerk  when "Again" -> one at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }"#,
        r#"started => one
        done one => two
        done two => three
        refused late two => not due
        done three "Again" => one
        refused late two => not due
        done one => two
        late two => two | told boss about two"#,
    );
}

#[test]
fn the_clock_ends_when_the_node_is_done() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h  when late notify boss }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        "started => one
        done one => two
        refused late one => not due",
    );
}

#[test]
fn the_clock_ends_when_the_node_can_no_longer_be_reached() {
    goes(
        r#"flow {
            decision one "One" { by clerk  when "Long" -> two  when "Short" -> three }
            step two "Two" { by clerk  within 1h from case  when late notify boss }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        r#"started => one
        lates => two 1 1
        done one "Short" => three
        lates =>
        refused late two => not due"#,
    );
}

#[test]
fn the_clock_of_a_branch_that_is_not_taken_ends() {
    goes(
        r#"flow {
            step look "Look" { by clerk  ask wet "Wet" as yes/no }
            parallel mend "Mend" {
                branch cleaning "Clean" { step clean "Clean" { by clerk } }
                branch drying "Dry" when wet is yes { step dry "Dry" { by clerk  within 1 days from case  when late notify boss } }
                join all
            }
            end over "Over"
        }"#,
        "started => look
        lates => dry 1 1
        answer look wet no => look
        done look => clean
        lates =>",
    );
}

#[test]
fn the_clock_of_an_item_ends_when_the_item_can_no_longer_come_to_the_node() {
    goes(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  when "Enough" -> join  otherwise -> two }
                step two "Two" { by clerk  within 1 days from case  when late notify boss }
                join all
            }
            end over "Over"
        }"#,
        r#"started => guest
        listed guest: Ann, Bob => one[1], one[2]
        done one[1] "Enough" => one[2]
        refused late two[1] => not due
        done one[2] => two[2]
        lates => two[2] 1 1"#,
    );
}

#[test]
fn the_clock_of_an_item_is_not_kept_up_by_a_way_back_to_the_block() {
    goes(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  when "Enough" -> join  otherwise -> two }
                step two "Two" { by clerk  within 1 days from one.end  when late notify boss  -> three }
                step three "Three" { by clerk }
                join all
            }
            step check "Check" { by clerk  when "Anew" -> guest at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }"#,
        r#"started => guest
        listed guest: Ann, Bob => one[1], one[2]
        done one[1] => one[2], two[1]
        done two[1] => one[2], three[1]
        done one[2] "Enough" => three[1]
        lates =>"#,
    );
}

#[test]
fn a_clock_from_the_end_of_a_node_does_not_start_when_it_was_left_late() {
    goes(
        r#"flow {
            step one "One" { by clerk  within 1h  when late -> two }
            step two "Two" { by clerk  within 1h from one.end  when late notify boss }
            end over "Over"
        }"#,
        "started => one
        late one => two
        refused late two => not due",
    );
}

#[test]
fn a_clock_from_the_end_of_an_approval_does_not_start_when_it_is_rejected() {
    let text = r#"flow {
        approval one "One" { by boss  when approved -> two  when rejected -> two }
        step two "Two" { by clerk  within 1h from one.end  when late notify boss }
        end over "Over"
    }"#;
    goes(
        text,
        "started => one
        rejected one => two
        refused late two => not due",
    );
    goes(
        text,
        "started => one
        approved one => two
        late two => two",
    );
}

#[test]
fn the_case_of_a_called_procedure_begins_with_the_call() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            call pay "Pay" of paying { when failed -> over }
            end over "Over"
        }
--- paying
        flow {
            step try "Try" { by clerk }
            step look "Look" { by clerk  within 1h from case  when late notify boss }
            end paid "Paid"
        }"#,
        "started => one
        lates =>
        done one => pay/try
        lates => pay/look 1 1
        late pay/look => pay/try | told boss about pay/look",
    );
}

#[test]
fn a_block_and_a_call_may_have_limits() {
    goes(
        r#"flow {
            call pay "Pay" of paying { within 1 days  when late -> apologise  when failed -> over  -> over }
            step apologise "Apologise" { by clerk }
            end over "Over"
        }
--- paying
        flow {
            step try "Try" { by clerk }
            end paid "Paid"
        }"#,
        "started => pay/try
        late pay => apologise | pay/try given up
        done apologise => ended over",
    );
}

#[test]
fn a_clock_from_the_end_of_a_call_does_not_start_when_it_went_the_way_of_failures() {
    let text = r#"flow {
        call pay "Pay" of paying { when failed -> two }
        step two "Two" { by clerk  within 1h from pay.end  when late notify boss }
        end over "Over"
    }
--- paying
    flow {
        decision try "Try" { by clerk  when "Now" -> paid  when "Never" -> unpaid }
        end paid "Paid"
        end failed unpaid "Unpaid"
    }"#;
    goes(
        text,
        r#"started => pay/try
        done pay/try "Never" => two
        lates =>"#,
    );
    goes(
        text,
        r#"started => pay/try
        done pay/try "Now" => two
        lates => two 1 1"#,
    );
}

#[test]
fn a_warning_comes_once_and_not_after_the_limit_is_missed() {
    let text = r#"flow {
        step one "One" { by clerk  within 5h  at 50%, 80% notify boss  when late notify boss }
        step two "Two" { by clerk  when "Again" -> one at most 1 times then -> over  otherwise -> over }
        end over "Over"
    }"#;
    goes(
        text,
        r#"started => one
        warned one 1 1 => one
        refused warned one 1 1 => not due
        late one => one
        refused warned one 1 2 => not due
        done one => two
        refused warned one 1 1 => not due
        done two "Again" => one
        warned one 1 1 => one"#,
    );
}

#[test]
fn in_an_item_a_clock_may_run_from_what_was_done_before_all_items() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk }
            each guest "guest" {
                step one "One" { by clerk  within 1h from zero.end  when late notify boss }
                join all
            }
            end over "Over"
        }"#,
        "started => zero
        lates =>
        done zero => guest
        listed guest: Ann, Bob => one[1], one[2]
        lates => one[1] 1 1, one[2] 1 1
        done one[1] => one[2]
        lates => one[2] 1 1",
    );
}
