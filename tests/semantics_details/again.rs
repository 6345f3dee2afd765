//! What begins again begins afresh: nothing of an earlier round is left in a call or in an item.

use crate::{goes, goes_wrong};

#[test]
fn an_item_forgets_what_was_answered() {
    goes_wrong(
        r#"flow {
            step zero "Zero" { by clerk }
            each guest "guest" {
                step one "One" { by clerk  ask big "Big" as yes/no optional  when big is yes -> two  otherwise -> join }
                step two "Two" { by clerk }
                join all
            }
            step three "Three" { by clerk  when "Again" -> zero at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }"#,
        &["N09"],
        r#"started => zero
        done zero => guest
        listed guest: Ann => one[1]
        answer one[1] big yes => one[1]
        done one[1] => two[1]
        done two[1] => three
        done three "Again" => zero
        done zero => guest
        listed guest: Ann => one[1]
        done one[1] => three"#,
    );
}

#[test]
fn an_item_is_late_anew() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk }
            each guest "guest" { step one "One" { by clerk  within 2h from case  when late notify boss }  join all }
            step three "Three" { by clerk  when "Again" -> zero at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }"#,
        r#"started => zero
        done zero => guest
        listed guest: Ann => one[1]
        late one[1] => one[1]
        lates =>
        done one[1] => three
        done three "Again" => zero
        done zero => guest
        listed guest: Ann => one[1]
        lates => one[1] 1 1"#,
    );
}

/// A call that may be tried again, with clocks and something that may happen at any time.
const CALL: &str = r#"flow {
    step zero "Zero" { by clerk }
    call pay "Pay" of paying { when failed -> zero at most 2 times then -> over }
    end over "Over"
}
--- paying
flow {
    step one "One" { by clerk }
    step two "Two" { by clerk  when "Stop" -> unpaid  otherwise -> three }
    step three "Three" { by clerk  within 1h from one.end  when late notify boss }
    step four "Four" { by clerk  within 2h from case  when late notify boss }
    end paid "Paid"
    end failed unpaid "Unpaid"
    anytime when "The bank is closed" -> unpaid
}"#;

#[test]
fn a_call_forgets_what_was_done() {
    goes(
        CALL,
        r#"started => zero
        done zero => pay/one
        lates => pay/four 1 1
        done pay/one => pay/two
        lates => pay/three 1 1, pay/four 1 1
        done pay/two "Stop" => zero
        done zero => pay/one
        lates => pay/four 1 1"#,
    );
}

#[test]
fn what_may_happen_at_any_time_may_happen_in_the_next_call() {
    goes(
        CALL,
        r#"started => zero
        done zero => pay/one
        anytime "The bank is closed" in pay => zero
        done zero => pay/one
        anytimes => The bank is closed in pay
        anytime "The bank is closed" in pay => zero"#,
    );
}

#[test]
fn the_clocks_of_a_call_begin_with_it_in_each_round() {
    // In the second round the call has not begun again: the items are not listed yet.
    goes(
        r#"flow {
            step zero "Zero" { by clerk }
            each guest "guest" { call pay "Pay" of paying { when failed -> join }  join all }
            step last "Last" { by clerk  when "Again" -> zero at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }
--- paying
        flow {
            step one "One" { by clerk  when "Never" -> unpaid  otherwise -> two }
            step two "Two" { by clerk  within 2h from case  when late notify boss }
            end paid "Paid"
            end failed unpaid "Unpaid"
        }"#,
        r#"started => zero
        done zero => guest
        listed guest: Ann => pay[1]/one
        lates => pay[1]/two 1 1
        done pay[1]/one "Never" => last
        done last "Again" => zero
        done zero => guest
        lates =>"#,
    );
}
