//! Bounded ways: counted per case, per call, per item.

use crate::goes;

#[test]
fn a_bound_is_used_up_and_then_leads_elsewhere() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  when "Again" -> one at most 2 times then -> three  otherwise -> over }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        r#"started => one
        done one => two
        done two "Again" => one
        done one => two
        done two "Again" => one
        done one => two
        done two "Again" => three | bound used up at two
        done three => ended over"#,
    );
}

#[test]
fn each_way_has_a_bound_of_its_own() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" {
                by clerk
                when "Wrong" -> one at most 1 times then -> given_up
                when "Unclear" -> one at most 1 times then -> given_up
                otherwise -> over
            }
            end over "Over"
            end failed given_up "Given up"
        }"#,
        r#"started => one
        done one => two
        done two "Wrong" => one
        done one => two
        done two "Unclear" => one
        done one => two
        done two "Wrong" => ended given_up"#,
    );
}

#[test]
fn a_late_way_may_have_a_bound() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" {
                by clerk
                within 1h
                when late -> one at most 1 times then -> given_up
                -> over
            }
            end over "Over"
            end failed given_up "Given up"
        }"#,
        "started => one
        done one => two
        late two => one
        done one => two
        late two => ended given_up",
    );
}

#[test]
fn otherwise_and_rejection_may_have_bounds() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask good "Good" as yes/no  when good is yes -> check  otherwise -> one at most 1 times then -> given_up }
            approval check "Check" { by boss  when approved -> over  when rejected -> one at most 1 times then -> given_up }
            end over "Over"
            end failed given_up "Given up"
        }"#,
        "started => one
        answer one good no => one
        done one => one
        answer one good yes => one
        done one => check
        rejected check => one
        answer one good yes => one
        done one => check
        rejected check => ended given_up | bound used up at check",
    );
}

#[test]
fn a_failed_call_may_be_tried_again_so_many_times() {
    goes(
        r#"flow {
            call pay "Pay" of paying { when failed -> pay at most 1 times then -> given_up }
            end over "Over"
            end failed given_up "Given up"
        }
--- paying
        flow {
            decision try "Try" { by clerk  when "It worked" -> paid  when "It did not" -> unpaid }
            end paid "Paid"
            end failed unpaid "Unpaid"
        }"#,
        r#"started => pay/try
        done pay/try "It did not" => pay/try
        done pay/try "It did not" => ended given_up"#,
    );
}

#[test]
fn a_bound_is_counted_anew_in_each_call() {
    goes(
        r#"flow {
            call first "First" of paying { when failed -> over }
            call second "Second" of paying { when failed -> over }
            end over "Over"
        }
--- paying
        flow {
            step try "Try" { by clerk }
            step look "Look" { by clerk  when "Again" -> try at most 1 times then -> paid  otherwise -> paid }
            end paid "Paid"
        }"#,
        r#"started => first/try
        done first/try => first/look
        done first/look "Again" => first/try
        done first/try => first/look
        done first/look "Again" => second/try
        done second/try => second/look
        done second/look "Again" => second/try
        done second/try => second/look
        done second/look "Again" => ended over"#,
    );
}

#[test]
fn a_bound_is_counted_anew_when_the_same_call_is_entered_again() {
    goes(
        r#"flow {
            call pay "Pay" of paying { when failed -> over }
            step two "Two" { by clerk  when "Pay again" -> pay at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }
--- paying
        flow {
            step try "Try" { by clerk  when "Again" -> try at most 1 times then -> paid  otherwise -> paid }
            end paid "Paid"
        }"#,
        r#"started => pay/try
        done pay/try "Again" => pay/try
        done pay/try "Again" => two
        done two "Pay again" => pay/try
        done pay/try "Again" => pay/try
        done pay/try "Again" => two"#,
    );
}

#[test]
fn a_bound_is_counted_in_each_item() {
    goes(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  when "Again" -> one at most 1 times then -> join  otherwise -> join }
                join all
            }
            end over "Over"
        }"#,
        r#"started => guest
        listed guest: Ann, Bob => one[1], one[2]
        done one[1] "Again" => one[1], one[2]
        done one[2] "Again" => one[1], one[2]
        done one[1] "Again" => one[2]
        done one[2] "Again" => ended over"#,
    );
}

#[test]
fn a_bound_in_a_branch_is_counted_in_the_case() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk }
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk  when "Again" -> one at most 1 times then -> join  otherwise -> join } }
                branch right "Right" { step two "Two" { by clerk } }
                join any
            }
            step three "Three" { by clerk  when "All anew" -> zero at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }"#,
        r#"started => zero
        done zero => one, two
        done one "Again" => one, two
        done two => three
        done three "All anew" => zero
        done zero => one, two
        done one "Again" => three"#,
    );
}

#[test]
fn a_bounded_way_out_of_an_item_is_counted_in_the_case() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk }
            each guest "guest" {
                step one "One" { by clerk  within 1h  when late -> zero at most 1 times then -> given_up }
                join all
            }
            end over "Over"
            end failed given_up "Given up"
        }"#,
        "started => zero
        done zero => guest
        listed guest: Ann, Bob => one[1], one[2]
        late one[2] => zero
        done zero => guest
        listed guest: Ann, Bob => one[1], one[2]
        late one[1] => ended given_up",
    );
}
