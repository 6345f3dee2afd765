//! The block once for each item.

use crate::{goes, goes_wrong};

/// A block for guests that joins as it is said.
fn guests(join: &str) -> String {
    format!(
        r#"flow {{
            each guest "guest" {{
                by clerk
                step one "One" {{ by clerk }}
                step two "Two" {{ by clerk }}
                join {join}
            }}
            step three "Three" {{ by clerk }}
            end over "Over"
        }}"#
    )
}

#[test]
fn all_items_begin_at_once_and_each_goes_its_own_way() {
    goes(
        &guests("all"),
        "started => guest
        listed guest: Ann, Bob, Cid => one[1], one[2], one[3]
        done one[2] => one[1], one[3], two[2]
        done two[2] => one[1], one[3]
        done one[1] => one[3], two[1]
        done one[3] => two[1], two[3]
        done two[3] => two[1]
        done two[1] => three",
    );
}

#[test]
fn none_listed_is_passed() {
    goes(
        &guests("all"),
        "started => guest
        listed guest: => three",
    );
    goes(
        &guests("any"),
        "started => guest
        listed guest: => three",
    );
}

#[test]
fn join_any_needs_one_item_and_cancels_the_rest() {
    goes(
        &guests("any"),
        "started => guest
        listed guest: Ann, Bob => one[1], one[2]
        done one[1] => one[2], two[1]
        done two[1] => three | one[2] given up",
    );
}

#[test]
fn a_number_needs_no_more_items_than_were_listed() {
    goes(
        &guests("2"),
        "started => guest
        listed guest: Ann => one[1]
        done one[1] => two[1]
        done two[1] => three",
    );
    goes(
        &guests("2"),
        "started => guest
        listed guest: Ann, Bob, Cid => one[1], one[2], one[3]
        done one[1] => one[2], one[3], two[1]
        done two[1] => one[2], one[3]
        done one[2] => one[3], two[2]
        done two[2] => three | one[3] given up",
    );
}

#[test]
fn the_items_are_listed_and_not_done() {
    goes(
        &guests("all"),
        "started => guest
        refused done guest => not here
        refused Dan as boss: listed guest: Ann => not yours but clerk",
    );
}

#[test]
fn what_is_asked_inside_belongs_to_the_item() {
    goes(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  ask meat "Meat" as yes/no }
                step two "Two" { by clerk  when meat is yes -> three  otherwise -> join }
                step three "Three" { by clerk }
                join all
            }
            end over "Over"
        }"#,
        "started => guest
        listed guest: Ann, Bob => one[1], one[2]
        answer one[1] meat yes => one[1], one[2]
        answer one[2] meat no => one[1], one[2]
        done one[1] => one[2], two[1]
        done one[2] => two[1], two[2]
        done two[2] => two[1]
        done two[1] => three[1]
        done three[1] => ended over",
    );
}

#[test]
fn what_is_asked_inside_is_not_seen_outside() {
    goes_wrong(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  ask meat "Meat" as yes/no }
                join all
            }
            step two "Two" { by clerk  when meat is yes -> three  when meat is no -> three  otherwise -> over }
            step three "Three" { by clerk }
            end over "Over"
        }"#,
        &["N09"],
        "started => guest
        listed guest: Ann => one[1]
        answer one[1] meat yes => one[1]
        done one[1] => two
        done two => ended over",
    );
}

#[test]
fn what_was_asked_before_is_seen_inside() {
    goes(
        r#"flow {
            step zero "Zero" { by clerk  ask formal "Formal" as yes/no }
            each guest "guest" {
                step one "One" { by clerk  when formal is yes -> two  otherwise -> join }
                step two "Two" { by clerk }
                join all
            }
            end over "Over"
        }"#,
        "started => zero
        answer zero formal yes => zero
        done zero => guest
        listed guest: Ann => one[1]
        done one[1] => two[1]",
    );
}

#[test]
fn a_late_way_out_of_one_item_abandons_all() {
    goes(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  within 1h  when late -> call_off }
                join all
            }
            step two "Two" { by clerk  -> over }
            step call_off "Call off" { by clerk }
            end over "Over"
        }"#,
        "started => guest
        listed guest: Ann, Bob => one[1], one[2]
        late one[2] => call_off | one[1] given up, one[2] given up
        refused done one[1] => not open",
    );
}

#[test]
fn items_inside_items_are_named_by_both() {
    goes(
        r#"flow {
            each guest "guest" {
                each dish "dish" { step cook "Cook" { by clerk }  join all }
                join all
            }
            end over "Over"
        }"#,
        "started => guest
        listed guest: Ann, Bob => dish[1], dish[2]
        listed dish[2]: soup, rice => cook[2][1], cook[2][2], dish[1]
        done cook[2][1] => cook[2][2], dish[1]
        listed dish[1]: => cook[2][2]
        done cook[2][2] => ended over",
    );
}

#[test]
fn entered_again_it_lists_anew_and_forgets_the_answers() {
    goes(
        r#"flow {
            each guest "guest" {
                step one "One" { by clerk  ask meat "Meat" as yes/no  when meat is yes -> two  otherwise -> join }
                step two "Two" { by clerk }
                join all
            }
            step three "Three" { by clerk  when "More guests" -> guest at most 1 times then -> over  otherwise -> over }
            end over "Over"
        }"#,
        r#"started => guest
        listed guest: Ann, Bob => one[1], one[2]
        answer one[1] meat no => one[1], one[2]
        done one[1] => one[2]
        answer one[2] meat no => one[2]
        done one[2] => three
        done three "More guests" => guest
        listed guest: Cid => one[1]
        refused done one[1] => unanswered meat
        answer one[1] meat yes => one[1]
        done one[1] => two[1]"#,
    );
}
