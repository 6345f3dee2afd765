//! Procedures that call others.

use crate::{goes, goes_wrong};

/// A caller with lines for a failure and for one end, beside the fall-through.
const CALLER: &str = r#"flow {
    call pay "Pay" of paying { when ended in owed -> remind  when failed -> three }
    step two "Two" { by clerk  -> over }
    step three "Three" { by clerk  -> over }
    step remind "Remind" { by clerk }
    end over "Over"
}
--- paying
flow {
    decision try "Try" {
        by clerk
        when "Now" -> paid
        when "Later" -> owed
        when "In part" -> partly
        when "Never" -> unpaid
        when "Bankrupt" -> lost
    }
    end paid "Paid"
    end owed "Owed"
    end partly "Paid in part"
    end failed unpaid "Unpaid"
    end failed lost "Lost"
}"#;

#[test]
fn a_call_begins_the_other_procedure_in_the_same_case() {
    goes(
        CALLER,
        r#"started => pay/try
        refused done pay => not open
        done pay/try "Now" => two
        done two => ended over"#,
    );
}

#[test]
fn the_end_of_a_call_decides_and_other_ends_fall_through() {
    for (text, next) in
        [("Now", "two"), ("In part", "two"), ("Later", "remind"), ("Never", "three"), ("Bankrupt", "three")]
    {
        goes(CALLER, &format!("started => pay/try\ndone pay/try \"{text}\" => {next}"));
    }
}

#[test]
fn a_line_for_a_failed_end_wins_where_it_is_written_before_failed() {
    let text = r#"flow {
        call pay "Pay" of paying { when ended in unpaid -> remind  when failed -> three }
        step two "Two" { by clerk  -> over }
        step three "Three" { by clerk  -> over }
        step remind "Remind" { by clerk }
        end over "Over"
    }
--- paying
    flow {
        decision try "Try" { by clerk  when "Now" -> paid  when "Never" -> unpaid  when "Bankrupt" -> lost }
        end paid "Paid"
        end failed unpaid "Unpaid"
        end failed lost "Lost"
    }"#;
    for (said, next) in [("Now", "two"), ("Never", "remind"), ("Bankrupt", "three")] {
        goes(text, &format!("started => pay/try\ndone pay/try \"{said}\" => {next}"));
    }
}

#[test]
fn one_line_may_name_several_ends() {
    let text = r#"flow {
        call pay "Pay" of paying { when ended in owed, partly -> remind  when failed -> remind  -> two }
        step two "Two" { by clerk  -> over }
        step remind "Remind" { by clerk }
        end over "Over"
    }
--- paying
    flow {
        decision try "Try" { by clerk  when "Now" -> paid  when "Later" -> owed  when "In part" -> partly }
        end paid "Paid"
        end owed "Owed"
        end partly "Paid in part"
    }"#;
    for (said, next) in [("Now", "two"), ("Later", "remind"), ("In part", "remind")] {
        goes(text, &format!("started => pay/try\ndone pay/try \"{said}\" => {next}"));
    }
}

#[test]
fn other_asks_stay_in_their_procedure() {
    // Both ask `big`; each sees its own.
    goes(
        r#"flow {
            step one "One" { by clerk  ask big "Big" as yes/no }
            call pay "Pay" of paying { when failed -> over }
            step two "Two" { by clerk  when big is yes -> three  otherwise -> over }
            step three "Three" { by clerk }
            end over "Over"
        }
--- paying
        flow {
            step try "Try" { by clerk  ask big "Big" as yes/no  when big is yes -> look  otherwise -> paid }
            step look "Look" { by clerk }
            end paid "Paid"
        }"#,
        "started => one
        answer one big yes => one
        done one => pay/try
        refused done pay/try => unanswered big
        answer pay/try big no => pay/try
        done pay/try => two
        done two => three",
    );
}

#[test]
fn the_field_of_a_shared_record_is_common_to_both() {
    let text = r#"use "forms.sop"
    flow {
        step one "One" { by clerk  fills form  ask big "Big" as yes/no }
        call pay "Pay" of paying { when failed -> over }
        step two "Two" { by clerk  when big is yes -> three  otherwise -> over }
        step three "Three" { by clerk }
        end over "Over"
    }
--- paying
    use "forms.sop"
    flow {
        step try "Try" { by clerk  when big is yes -> look  otherwise -> paid }
        step look "Look" { by clerk  fills form  ask big "Big" as yes/no }
        end paid "Paid"
    }
--- forms.sop
    record form "Form" { field big "Big" as yes/no  kept 2 years }"#;
    goes(
        text,
        "started => one
        answer one big yes => one
        done one => pay/try
        done pay/try => pay/look
        answer pay/look big no => pay/look
        done pay/look => two
        done two => ended over",
    );
}

#[test]
fn a_shared_category_is_common_to_both() {
    goes(
        r#"use "kinds.sop"
        flow {
            call pay "Pay" of paying { when failed -> over }
            step two "Two" { by clerk  when kind is big -> three  otherwise -> over }
            step three "Three" { by clerk }
            end over "Over"
        }
--- paying
        use "kinds.sop"
        flow {
            decision try "Try" { by clerk  sets kind  when kind is big -> look  when kind is small -> look }
            step look "Look" { by clerk }
            end paid "Paid"
        }
--- kinds.sop
        category kind "Kind" { big "Big"  small "Small" }"#,
        "started => pay/try
        answer pay/try kind big => pay/try
        done pay/try => pay/look
        done pay/look => two
        done two => three",
    );
}

#[test]
fn a_category_of_one_procedure_stays_in_it() {
    // The called procedure has a category of the same name; what it sets is its own.
    goes(
        r#"category kind "Kind" { big "Big"  small "Small" }
        flow {
            step one "One" { by clerk  sets kind }
            call pay "Pay" of paying { when failed -> over }
            step two "Two" { by clerk  when kind is big -> three  otherwise -> over }
            step three "Three" { by clerk }
            end over "Over"
        }
--- paying
        category kind "Kind" { big "Big"  small "Small" }
        flow {
            step try "Try" { by clerk  sets kind }
            end paid "Paid"
        }"#,
        "started => one
        answer one kind big => one
        done one => pay/try
        answer pay/try kind small => pay/try
        done pay/try => two
        done two => three",
    );
}

#[test]
fn a_procedure_known_by_its_title_only_is_done_by_people() {
    goes(
        r#"flow {
            call pay "Pay" of paying { by clerk  when failed -> over }
            step two "Two" { by clerk }
            end over "Over"
        }
--- paying
        flow unset "only the title is known""#,
        "started => pay
        done pay => two",
    );
}

#[test]
fn calls_inside_items_and_calls_are_named_from_the_outside_in() {
    goes(
        r#"flow {
            each guest "guest" { call pay "Pay" of paying { when failed -> join }  join all }
            end over "Over"
        }
--- paying
        flow {
            call ask_bank "Ask the bank" of asking { when failed -> paid }
            end paid "Paid"
        }
--- asking
        flow {
            step ring "Ring" { by clerk }
            end told "Told"
        }"#,
        "started => guest
        listed guest: Ann, Bob => pay[1]/ask_bank/ring, pay[2]/ask_bank/ring
        done pay[2]/ask_bank/ring => pay[1]/ask_bank/ring
        done pay[1]/ask_bank/ring => ended over",
    );
}

#[test]
fn a_call_may_ask_for_a_text_when_it_has_ended() {
    goes(
        r#"flow {
            call pay "Pay" of paying {
                by clerk
                when failed -> three
                when "With a receipt" -> over
                when "Without a receipt" -> three
            }
            step three "Three" { by clerk }
            end over "Over"
        }
--- paying
        flow {
            decision try "Try" { by clerk  when "Now" -> paid  when "Never" -> unpaid }
            end paid "Paid"
            end failed unpaid "Unpaid"
        }"#,
        r#"started => pay/try
        done pay/try "Now" => pay
        refused done pay => say With a receipt / Without a receipt
        done pay "With a receipt" => ended over"#,
    );
}

#[test]
fn a_procedure_that_calls_itself_is_an_error_and_stops() {
    let deep = "again/".repeat(64);
    goes_wrong(
        r#"flow {
            call again "Again" of main { when failed -> over }
            end over "Over"
        }"#,
        &["F19"],
        &format!("started => stuck {deep}again endless\nrefused done again => not open"),
    );
}

#[test]
fn also_a_shared_field_that_is_asked_for_an_item_belongs_to_it() {
    goes(
        r#"use "forms.sop"
        flow {
            step zero "Zero" { by clerk  fills form  ask big "Big" as yes/no }
            each guest "guest" {
                call pay "Pay" of paying { when failed -> join }
                step one "One" { by clerk  when big is yes -> two  otherwise -> join }
                step two "Two" { by clerk }
                join all
            }
            step three "Three" { by clerk  when big is yes -> four  otherwise -> over }
            step four "Four" { by clerk }
            end over "Over"
        }
--- paying
        use "forms.sop"
        flow {
            step try "Try" { by clerk  fills form  ask big "Big" as yes/no }
            end paid "Paid"
        }
--- forms.sop
        record form "Form" { field big "Big" as yes/no  kept 2 years }"#,
        "started => zero
        answer zero big no => zero
        done zero => guest
        listed guest: Ann, Bob => pay[1]/try, pay[2]/try
        answer pay[1]/try big yes => pay[1]/try, pay[2]/try
        answer pay[2]/try big no => pay[1]/try, pay[2]/try
        done pay[1]/try => one[1], pay[2]/try
        done pay[2]/try => one[1], one[2]
        done one[1] => one[2], two[1]
        done one[2] => two[1]
        done two[1] => three
        done three => ended over",
    );
}

#[test]
fn how_it_ended_says_more_than_a_line_without_a_condition() {
    let text = r#"flow {
        call pay "Pay" of paying { -> two  when failed -> three  when ended in owed -> remind }
        step two "Two" { by clerk  -> over }
        step three "Three" { by clerk  -> over }
        step remind "Remind" { by clerk }
        end over "Over"
    }
--- paying
    flow {
        decision try "Try" { by clerk  when "Now" -> paid  when "Later" -> owed  when "Never" -> unpaid }
        end paid "Paid"
        end owed "Owed"
        end failed unpaid "Unpaid"
    }"#;
    for (said, next) in [("Now", "two"), ("Later", "remind"), ("Never", "three")] {
        goes(text, &format!("started => pay/try\ndone pay/try \"{said}\" => {next}"));
    }
}

#[test]
fn the_first_end_of_a_call_ends_it_whatever_else_is_open_in_it() {
    goes(
        r#"flow {
            call look "Look" of looking { when failed -> over }
            step last "Last" { by clerk }
            end over "Over"
        }
--- looking
        flow {
            parallel both "Both" {
                branch left "Left" { step one "One" { by clerk  when "Found" -> found  otherwise -> join } }
                branch right "Right" { step two "Two" { by clerk } }
                join all
            }
            end found "Found"
        }"#,
        r#"started => look/one, look/two
        done look/one "Found" => last | look/two given up
        refused done look/two => not open"#,
    );
}

#[test]
fn what_is_open_in_a_called_procedure_is_given_up_before_a_person_says_how_to_go_on() {
    goes(
        r#"flow {
            call pay "Pay" of paying { by clerk  when "Again" -> pay at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }
--- paying
        flow {
            parallel both "Both" {
                branch a "A" { step one "One" { by clerk  -> paid } }
                branch b "B" { step other "Other" { by clerk } }
                join all
            }
            end paid "Paid"
        }"#,
        "started => pay/one, pay/other
        done pay/one => pay
        refused done pay/other => not open",
    );
}
