//! What conditions see, and what a person decides.

use crate::{goes, goes_wrong};

#[test]
fn a_comparison_with_a_field_that_is_not_set_is_false_also_is_not() {
    let text = r#"flow {
        step one "One" {
            by clerk
            ask kind "Kind" as one of a, b optional
            ask score "Score" as number 0..9 optional
            when kind is a -> wrong
            when kind is not a -> wrong
            when score < 5 -> wrong
            when score >= 0 -> wrong
            otherwise -> right
        }
        step wrong "Wrong" { by clerk  -> over }
        step right "Right" { by clerk  -> over }
        end over "Over"
    }"#;
    // The checker tells of each field that it is not surely set.
    goes_wrong(
        text,
        &["N09", "N09"],
        "started => one
        done one => right",
    );
    goes_wrong(
        text,
        &["N09", "N09"],
        "started => one
        answer one kind b => one
        done one => wrong",
    );
}

#[test]
fn is_takes_one_of_several_values_and_is_not_none_of_them() {
    let text = r#"flow {
        step one "One" {
            by clerk
            ask kind "Kind" as one of a, b, c, d
            when kind is a, b -> two
            when kind is not c, a -> three
            otherwise -> four
        }
        step two "Two" { by clerk  -> over }
        step three "Three" { by clerk  -> over }
        step four "Four" { by clerk }
        end over "Over"
    }"#;
    for (value, next) in [("a", "two"), ("b", "two"), ("c", "four"), ("d", "three")] {
        goes(text, &format!("started => one\nanswer one kind {value} => one\ndone one => {next}"));
    }
}

#[test]
fn conditions_are_joined_by_and_or_and_brackets() {
    let text = r#"flow {
        step one "One" {
            by clerk
            ask x "X" as yes/no
            ask y "Y" as yes/no
            ask z "Z" as yes/no
            when x is yes and (y is yes or z is yes) -> two
            when x is yes and y is yes or z is yes -> three
            otherwise -> four
        }
        step two "Two" { by clerk  -> over }
        step three "Three" { by clerk  -> over }
        step four "Four" { by clerk }
        end over "Over"
    }"#;
    for (x, y, z, next) in [
        ("yes", "no", "yes", "two"),
        ("yes", "yes", "no", "two"),
        ("no", "no", "yes", "three"),
        ("yes", "no", "no", "four"),
    ] {
        let run = format!(
            "started => one\nanswer one x {x} => one\nanswer one y {y} => one\nanswer one z {z} => one\ndone one => {next}"
        );
        goes(text, &run);
    }
}

#[test]
fn a_bound_of_a_comparison_belongs_to_it_as_it_is_written() {
    let text = r#"flow {
        step one "One" { by clerk  ask score "Score" as number 0..100  when score >= 90 -> two  otherwise -> three }
        step two "Two" { by clerk  -> over }
        step three "Three" { by clerk }
        end over "Over"
    }"#;
    for (score, next) in [("90", "two"), ("89", "three")] {
        goes(text, &format!("started => one\nanswer one score {score} => one\ndone one => {next}"));
    }
}

#[test]
fn of_several_texts_the_person_must_pick_one() {
    goes(
        r#"flow {
            decision judge "Judge" { by clerk  when "Good" -> taken  when "Bad" -> refused }
            end taken "Taken"
            end failed refused "Refused"
        }"#,
        r#"started => judge
        refused done judge => say Good / Bad
        refused done judge "Good" "Bad" => say Good / Bad
        refused done judge "Fair" => say Good / Bad
        done judge "Good" => ended taken"#,
    );
}

#[test]
fn a_text_beside_otherwise_may_be_left_unsaid() {
    let text = r#"flow {
        step one "One" { by clerk  when "More is needed" -> two  otherwise -> three }
        step two "Two" { by clerk  -> over }
        step three "Three" { by clerk }
        end over "Over"
    }"#;
    goes(text, "started => one\ndone one => three");
    goes(text, "started => one\ndone one \"More is needed\" => two");
}

#[test]
fn one_text_alone_does_not_cover_the_case() {
    goes_wrong(
        r#"flow {
            step one "One" { by clerk  when "Good" -> two }
            step two "Two" { by clerk }
            end over "Over"
        }"#,
        &["F05"],
        r#"started => one
        refused done one => say Good
        done one "Good" => two"#,
    );
}

#[test]
fn a_text_is_tried_where_it_is_written_among_conditions() {
    let text = r#"flow {
        step one "One" {
            by clerk
            ask big "Big" as yes/no
            when big is yes -> two
            when "Small but urgent" -> three
            otherwise -> four
        }
        step two "Two" { by clerk  -> over }
        step three "Three" { by clerk  -> over }
        step four "Four" { by clerk }
        end over "Over"
    }"#;
    goes(
        text,
        r#"started => one
        answer one big yes => one
        done one "Small but urgent" => two"#,
    );
    goes(
        text,
        r#"started => one
        answer one big no => one
        done one "Small but urgent" => three"#,
    );
}
