//! Waiting: for somebody outside, or for time to pass.

use crate::goes;

/// A wait for an answer, with two events and a limit.
const REPLY: &str = r#"flow {
    wait reply "Reply" {
        within 3 days
        when "They agree" -> two
        when "They object" -> three
        when late -> three
    }
    step two "Two" { by clerk  -> over }
    step three "Three" { by clerk }
    end over "Over"
}"#;

#[test]
fn the_first_event_decides() {
    goes(
        REPLY,
        r#"started => reply
        happened reply "They object" => three
        refused happened reply "They agree" => not open"#,
    );
}

#[test]
fn an_event_must_be_one_of_those_that_are_waited_for() {
    goes(
        REPLY,
        r#"started => reply
        refused happened reply => say They agree / They object
        refused happened reply "They are silent" => say They agree / They object
        happened reply "They agree" => two"#,
    );
}

#[test]
fn time_may_decide_before_any_event() {
    goes(
        REPLY,
        r#"started => reply
        late reply => three
        refused happened reply "They agree" => not open"#,
    );
}

#[test]
fn one_event_alone_is_still_said() {
    goes(
        r#"flow {
            wait reply "Reply" { within 3 days  when "They agree" -> two  when late notify boss }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        r#"started => reply
        refused happened reply => say They agree
        happened reply "They agree" => two"#,
    );
}

#[test]
fn anybody_enters_what_happened_outside() {
    goes(
        REPLY,
        r#"started => reply
        may reply => anybody
        Lea as lawyer: happened reply "They agree" => two"#,
    );
}

#[test]
fn a_wait_with_a_way_alone_just_happens() {
    goes(
        r#"flow {
            wait goods "Goods" { within 3 days  -> two  when late notify boss }
            step one "One" { by clerk  -> over }
            step two "Two" { by clerk  -> one }
            end over "Over"
        }"#,
        "started => goods
        happened goods => two
        done two => one",
    );
}

#[test]
fn a_wait_without_events_falls_through() {
    goes(
        r#"flow {
            wait goods "Goods" { within 3 days  when late notify boss }
            step one "One" { by clerk }
            end over "Over"
        }"#,
        "started => goods
        late goods => goods | told boss about goods
        happened goods => one",
    );
}

#[test]
fn a_pure_delay_passes_and_goes_its_way() {
    goes(
        r#"flow {
            wait rest "Rest" { for 7 days  -> two }
            step one "One" { by clerk  -> over }
            step two "Two" { by clerk  -> one }
            end over "Over"
        }"#,
        "started => rest
        lates =>
        happened rest => two",
    );
}

#[test]
fn a_wait_is_neither_done_nor_approved() {
    goes(
        REPLY,
        "started => reply
        refused done reply => not here
        refused approved reply => not here
        refused listed reply: Ann => not here
        refused skipped reply => not here",
    );
}

#[test]
fn what_is_asked_must_be_known_before_it_happened() {
    goes(
        r#"flow {
            wait goods "Goods" { within 3 days  ask count "How many" as number 0..9  when late notify boss }
            step one "One" { by clerk }
            end over "Over"
        }"#,
        "started => goods
        refused happened goods => unanswered count
        answer goods count 3 => goods
        happened goods => one",
    );
}
