//! Values that are still open: a case begins, and nothing is kept behind which it could not go on.

use sopkit::flow::case::{Effect, Fault, Program, State, flow_of};

use crate::{goes, project, support};

#[test]
fn a_condition_without_a_value_stops_only_who_needs_it() {
    for (declared, value) in [("", "xx"), ("param least number = unset \"not decided\"", "least")] {
        let text = format!(
            r#"{declared}
            flow {{
                step one "One" {{ by clerk  ask score "Score" as number 0..100  ask big "Big" as yes/no }}
                decision two "Two" {{ by clerk  when big is yes -> over  when score >= {value} -> over  otherwise -> three }}
                step three "Three" {{ by clerk }}
                end over "Over"
            }}"#
        );
        let begun = "started => one\nanswer one score 90 => one\nanswer one big";
        goes(&text, &format!("{begun} yes => one\ndone one => two\ndone two => ended over"));
        goes(&text, &format!("{begun} no => one\ndone one => two\nnot kept done two => would be stuck, undecided"));
    }
}

#[test]
fn a_branch_without_a_value_stops_what_leads_to_its_block() {
    goes(
        r#"flow {
            step one "One" { by clerk  ask score "Score" as number 0..100 }
            parallel both "Both" {
                branch left "Left" when score >= xx { step two "Two" { by clerk } }
                branch right "Right" otherwise { step three "Three" { by clerk } }
                join all
            }
            end over "Over"
        }"#,
        "started => one
        answer one score 90 => one
        not kept done one => would be stuck, undecided",
    );
}

#[test]
fn a_way_with_an_open_bound_is_not_gone() {
    goes(
        r#"flow {
            step one "One" { by clerk  when "Again" -> one at most xx times then -> over  otherwise -> over }
            end over "Over"
        }"#,
        r#"started => one
        not kept done one "Again" => would be stuck, open bound
        done one => ended over"#,
    );
    goes(
        r#"flow {
            step one "One" { by clerk }
            step two "Two" { by clerk  within 2h  when late -> one at most xx times then -> over }
            end over "Over"
        }"#,
        "started => one
        done one => two
        not kept late two => would be stuck, open bound
        done two => ended over",
    );
}

#[test]
fn what_is_open_never_comes_due() {
    let text = |limit: &str| {
        format!(
            r#"param soon duration = unset "not decided"
            category kind "Kind" {{ big "Big"  small "Small" }}
            sla limits "Limits" by kind {{
              | kind | answer |
              | big | xx |
              | small | 2h |
            }}
            flow {{
                step one "One" {{ by clerk  sets kind }}
                step two "Two" {{ by clerk  {limit} }}
                end over "Over"
            }}"#
        )
    };
    let begun = |kind: &str| format!("started => one\nanswer one kind {kind} => one\ndone one => two");
    for limit in ["within xx", "within xx working hours", "within soon", "within limits.answer"] {
        let text = text(&format!("{limit}  at 50% notify boss  when late -> over"));
        goes(&text, &format!("{}\nlates => \nrefused late two => not due\ndone two => ended over", begun("big")));
    }
    let table = text("within limits.answer  when late -> over");
    goes(&table, &format!("{}\nlates => two 1 1\nlate two => ended over", begun("small")));
    // Of several lines only those are due whose time is known.
    let lines = text("within 2h  at xx% notify boss  when late by xx notify boss  when late -> over");
    goes(
        &lines,
        &format!("{}\nlates => two 1 2\nrefused warned two 1 1 => not due\nlate two 1 2 => ended over", begun("big")),
    );
}

#[test]
fn an_accepted_gap_is_not_fallen_into() {
    goes(
        r#"flow {
            step one "One" {
                by clerk  ask big "Big" as yes/no  when big is yes -> over
                accept F05 because "It is always big"
            }
            end over "Over"
        }"#,
        "started => one
        answer one big no => one
        not kept done one => would be stuck, not covered
        answer one big yes => one
        done one => ended over",
    );
}

#[test]
fn of_a_stand_that_was_kept_before_nothing_else_is_refused() {
    let text = r#"flow {
        step zero "Zero" { by clerk  ask score "Score" as number 0..100 }
        parallel both "Both" {
            branch left "Left" { step one "One" { by clerk  when score >= xx -> over  otherwise -> join } }
            branch right "Right" { step two "Two" { by clerk }  step three "Three" { by clerk } }
            join all
        }
        end over "Over"
    }"#;
    let project = project(text);
    assert_eq!(support::errors(&project), "");
    let module = project.modules.iter().find(|module| module.path == "main.sop").unwrap();
    let flow = flow_of(&module.file, None).unwrap();
    let program = Program::new(&project, module.id, &flow);
    let mut case = support::notation::Case::new(&program);
    for line in [
        "started => zero",
        "answer zero score 9 => zero",
        "done zero => one, two",
        "not kept done one => would be stuck, undecided",
        // As a store may hold it that an earlier version wrote.
        "done one => stuck one undecided, two",
    ] {
        case.line(line).unwrap();
    }
    let event = |at: &str| sopkit::flow::case::Event {
        moment: jiff::Timestamp::from_second(1_800_000_000).unwrap(),
        person: "Ann".to_owned(),
        role: "clerk".to_owned(),
        what: sopkit::flow::case::What::Done { at: at.to_owned(), says: Vec::new(), confirmed: true },
    };
    let kept: (State, Vec<Effect>) = sopkit::flow::case::accept(&program, &case.state, &event("two")).unwrap();
    assert_eq!(kept.0.stuck().map(|(_, _, fault)| fault).collect::<Vec<_>>(), [Fault::Undecided]);
}

#[test]
fn every_hole_that_can_stop_a_case_is_told() {
    let text = r#"flow {
        when late -> one at most xx times then -> over
        step one "One" { by clerk  within 2h  ask score "Score" as number  when score is xx -> over  otherwise -> two }
        step two "Two" { by clerk  within 2h  when late -> one at most xx times then -> over  when "Go" -> over  otherwise -> both }
        parallel both "Both" {
            branch left "Left" when score >= xx { step three "Three" { by clerk } }
            branch right "Right" otherwise { step four "Four" { by clerk } }
            join xx
        }
        end over "Over"
    }"#;
    let found = sopkit::rules::check_with(&project(text), &support::settings(), |info| info.code == "T01").findings;
    assert_eq!(found.len(), 5, "{found:?}");
}
