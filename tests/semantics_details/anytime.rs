//! What may happen at any time.

use crate::goes;

/// A case that may be withdrawn, with a block in it.
const WITHDRAWN: &str = r#"flow {
    parallel both "Both" {
        branch left "Left" { step one "One" { by clerk } }
        branch right "Right" { step two "Two" { by clerk } }
        join all
    }
    step three "Three" { by clerk  -> over }
    end over "Over"
    end withdrawn "Withdrawn"
    anytime when "They withdraw" -> withdrawn
}"#;

#[test]
fn it_leads_away_from_wherever_the_case_stands() {
    goes(
        WITHDRAWN,
        r#"started => one, two
        done one => two
        done two => three
        anytime "They withdraw" => ended withdrawn"#,
    );
}

#[test]
fn it_abandons_a_block() {
    goes(
        WITHDRAWN,
        r#"started => one, two
        anytime "They withdraw" => ended withdrawn | one given up, two given up
        refused anytime "They withdraw" => has ended"#,
    );
}

#[test]
fn only_what_is_written_may_happen() {
    goes(
        WITHDRAWN,
        r#"started => one, two
        anytimes => They withdraw
        refused anytime "They complain" => no such anytime"#,
    );
}

#[test]
fn it_fires_at_most_once_a_case() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  -> over }
            step again "Again" { by clerk  -> one }
            end over "Over"
            anytime when "News" -> again
            anytime when "More news" -> again
        }"#,
        r#"started => one
        done one => two
        anytime "News" => again | two given up
        anytimes => More news
        refused anytime "News" => no such anytime
        done again => one
        refused anytime "News" => no such anytime
        anytime "More news" => again
        anytimes =>"#,
    );
}

/// A procedure that may be withdrawn, and calls one that may be called off.
const CALLER: &str = r#"flow {
    step one "One" { by clerk }
    call pay "Pay" of paying { when ended in called_off -> two  when failed -> three }
    step three "Three" { by clerk  -> over }
    step two "Two" { by clerk }
    end over "Over"
    end withdrawn "Withdrawn"
    anytime when "They withdraw" -> withdrawn
}
--- paying
flow {
    step try "Try" { by clerk }
    step look "Look" { by clerk  -> paid }
    end paid "Paid"
    end called_off "Called off"
    anytime when "The bank is closed" -> called_off
}"#;

#[test]
fn that_of_the_caller_cancels_the_call() {
    goes(
        CALLER,
        r#"started => one
        done one => pay/try
        anytimes => They withdraw, The bank is closed in pay
        anytime "They withdraw" => ended withdrawn | pay/try given up"#,
    );
}

#[test]
fn that_of_the_called_procedure_ends_only_itself() {
    goes(
        CALLER,
        r#"started => one
        refused anytime "The bank is closed" in pay => no such anytime
        done one => pay/try
        refused anytime "The bank is closed" => no such anytime
        anytime "The bank is closed" in pay => two | pay/try given up
        refused anytime "The bank is closed" in pay => no such anytime
        done two => ended over"#,
    );
}

#[test]
fn that_of_a_called_procedure_fires_once_in_each_call() {
    goes(
        r#"flow {
            step one "One" { by clerk }
            call pay "Pay" of paying { -> two }
            step two "Two" { by clerk  when "Once more" -> one at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }
        --- paying
        flow {
            step bill "Bill" { by clerk  -> paid }
            step again "Again" { by clerk  -> bill }
            end paid "Paid"
            anytime when "News" -> again
        }"#,
        r#"started => one
        done one => pay/bill
        anytime "News" in pay => pay/again
        refused anytime "News" in pay => no such anytime
        done pay/again => pay/bill
        refused anytime "News" in pay => no such anytime
        done pay/bill => two
        done two "Once more" => one
        done one => pay/bill
        anytime "News" in pay => pay/again
        anytimes =>"#,
    );
}
