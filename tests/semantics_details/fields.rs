//! What a step asks, and what is an answer.

use crate::goes;

/// A step that asks one field of a type.
fn asks(ty: &str) -> String {
    format!(
        r#"category kind "Kind" {{ big "Big"  small "Small" }}
        flow {{
            step one "One" {{ by clerk  ask it "It" as {ty} }}
            end over "Over"
        }}"#
    )
}

#[test]
fn an_answer_is_of_the_type_that_is_asked() {
    let none: &[&str] = &[];
    for (ty, right, wrong) in [
        ("yes/no", &["yes", "no"][..], &["perhaps", "1"][..]),
        ("number 0..100", &["0", "100"], &["101", "-1", "3.5", "many"]),
        ("number 0.0..5.0", &["3.5", "5"], &["3.55", "5.1"]),
        ("percent", &["85%"], &["much"]),
        ("money", &["200 CNY"], &["much"]),
        ("duration", &["2h", "3 days"], &["long"]),
        ("one of a, b", &["a", "b"], &["c"]),
        ("category kind", &["big", "small"], &["huge"]),
        ("date", &["2026-11-22"], &["tomorrow", "2026-02-30"]),
        ("text", &["whatever"], none),
        ("file", &[], &["photo.jpg"]),
    ] {
        for value in right {
            goes(&asks(ty), &format!("started => one\nanswer one it {value} => one\ndone one => ended over"));
        }
        for value in wrong {
            goes(
                &asks(ty),
                &format!(
                    "started => one\nrefused answer one it {value} => wrong value\nrefused done one => unanswered it"
                ),
            );
        }
    }
}

#[test]
fn what_is_asked_must_be_answered_unless_it_is_optional() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no  ask remark "Remark" as text optional }
            end over "Over"
        }"#,
        "started => one
        asks one => big, remark?
        refused done one => unanswered big
        refused answer one small yes => no such field
        answer one big no => one
        done one => ended over",
    );
}

#[test]
fn what_is_set_must_be_answered() {
    goes(
        r#"category kind "Kind" { big "Big"  small "Small" }
        flow {
            decision one "One" { by clerk  sets kind  when kind is big -> two  when kind is small -> over }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        "started => one
        refused done one => unanswered kind
        answer one kind big => one
        done one => two",
    );
}

#[test]
fn a_form_offers_all_its_fields_and_an_ask_makes_one_needed() {
    goes(
        r#"record form "Form" { fields name, phone  field score "Score" as number 0..10  kept 2 years }
        flow {
            step one "One" { by clerk  fills form  ask phone "Phone" as text }
            end over "Over"
        }"#,
        "started => one
        asks one => phone, name?, score?
        refused answer one score 11 => wrong value
        answer one score 10 => one
        refused done one => unanswered phone
        answer one phone 123 => one
        done one => ended over",
    );
}

#[test]
fn an_answer_may_be_changed_and_taken_back_while_the_step_is_open() {
    let text = r#"flow {
        step one "One" { by clerk  ask big "Big" as yes/no  when big is yes -> two  otherwise -> over }
        step two "Two" { by clerk }
        end over "Over"
    }"#;
    goes(
        text,
        "started => one
        answer one big no => one
        answer one big yes => one
        done one => two
        refused answer one big no => not open",
    );
    goes(
        text,
        "started => one
        answer one big no => one
        answer one big  => one
        refused done one => unanswered big",
    );
}

#[test]
fn an_answer_that_is_taken_back_leaves_what_was_there_before() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no }
            step two "Two" {
                by clerk
                ask big "Big" as yes/no optional
                when big is yes -> three
                otherwise -> over
            }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one
        answer one big yes => one
        done one => two
        answer two big no => two
        answer two big  => two
        done two => three",
    );
}

#[test]
fn the_latest_answer_counts() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no }
            step two "Two" { by clerk  ask big "Big" as yes/no }
            step three "Three" { by clerk  when big is yes -> four  otherwise -> over }
            step four "Four" { by clerk }
            end over "Over"
        }"#,
        "started => one
        answer one big yes => one
        done one => two
        answer two big no => two
        done two => three
        done three => ended over",
    );
}

#[test]
fn boxes_are_ticked_or_confirmed_together() {
    let text = r#"flow {
        step one "One" { by clerk  do "Look"  do "Listen"  pause "Ask the second person" by boss }
        end over "Over"
    }"#;
    goes(
        text,
        "started => one
        refused done one unconfirmed => unticked 1, 2, 3
        ticked one 2 => one
        refused done one unconfirmed => unticked 1, 3
        refused ticked one 4 => no such box
        refused ticked one 0 => no such box
        ticked one 1 => one
        ticked one 3 => one
        done one unconfirmed => ended over",
    );
    goes(text, "started => one\ndone one => ended over");
}

#[test]
fn money_is_answered_in_the_currency_of_the_conditions() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask price "Price" as money  when price > 100 CNY -> two  otherwise -> over }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        "started => one
        refused answer one price 200 EUR => compared in CNY
        answer one price 200 CNY => one
        done one => two",
    );
}

#[test]
fn a_parameter_stands_for_its_value() {
    goes(
        r#"param limit money = 100 CNY
        param tries number = 1
        flow {
            step one "One" { by clerk  ask price "Price" as money  when price > limit -> one at most 1 times then -> two  otherwise -> over }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        "started => one
        answer one price 101 CNY => one
        done one => one
        answer one price 101 CNY => one
        done one => two",
    );
}

#[test]
fn an_answer_that_was_changed_and_taken_back_leaves_what_was_there_before() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no }
            step two "Two" { by clerk  ask big "Big" as yes/no optional  when big is yes -> three  otherwise -> over }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        "started => one
        answer one big yes => one
        done one => two
        answer two big no => two
        answer two big no => two
        answer two big  => two
        done two => three",
    );
}
