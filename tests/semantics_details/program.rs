//! Routines, and the same by the real program.

use crate::common::{Place, Ran};
use crate::{project, runs};

#[test]
fn a_routine_without_a_flow_is_one_step() {
    let project = project(
        r#"routine review "Review" every month on day 5 { by boss  do "Read the list"  ask count "How many" as number 0..99 }
        flow {
            step one "One" { by clerk }
            end over "Over"
        }"#,
    );
    runs(
        &project,
        Some("review"),
        "started => review
        may review => boss, vice
        refused done review => unanswered count
        answer review count 7 => review
        done review => ended done",
    );
    runs(&project, None, "started => one\ndone one => ended over");
}

#[test]
fn a_routine_may_have_a_flow_of_its_own() {
    let project = project(
        r#"routine review "Review" every month on day 5 {
            flow {
                step read "Read" { by clerk  when "All is well" -> fine  otherwise -> tell }
                step tell "Tell" { by boss }
                end fine "Fine"
            }
        }"#,
    );
    runs(
        &project,
        Some("review"),
        "started => read
        done read => tell
        done tell => ended fine",
    );
}

/// A folder with a procedure, and a case of it that has begun.
struct Desk(Place);

impl Desk {
    fn begun(flow: &str) -> Desk {
        let head = "sop letter \"Letter\" { language en }\n";
        let desk = Desk(Place::with(&[
            ("letter.sop", format!("{head}use \"posts.sop\"\n{flow}\n").as_bytes()),
            ("posts.sop", crate::POSTS.as_bytes()),
        ]));
        assert_eq!(desk.by("Ann", "clerk", &["start", "letter.sop"]).code(), 0);
        desk
    }

    fn by(&self, person: &str, role: &str, words: &[&str]) -> Ran {
        let mut all = vec!["run"];
        all.extend(words);
        all.extend(["--as", person, "--role", role, "--at", "2026-11-20T10:00", "--lang", "en"]);
        Ran(self.0.command(&all).env("TZ", "Asia/Shanghai").output().unwrap())
    }

    /// What a command says that must work.
    fn done(&self, person: &str, role: &str, words: &[&str]) -> String {
        let ran = self.by(person, role, words);
        assert_eq!(ran.code(), 0, "{words:?}: {}", ran.error());
        ran.out()
    }

    /// Why a command is refused.
    fn refused(&self, person: &str, role: &str, words: &[&str]) -> String {
        let ran = self.by(person, role, words);
        assert_eq!(ran.code(), 2, "{words:?}: {}", ran.out());
        ran.error()
    }
}

#[test]
fn by_the_program_a_rule_parts_people_and_a_bound_is_used_up() {
    let desk = Desk::begun(
        r#"rule write, check by different people
        flow {
            step write "Write it" { by clerk, boss }
            approval check "Check it" {
                by boss
                when approved -> sent
                when rejected -> write at most 1 times then -> dropped
            }
            end sent "Sent"
            end failed dropped "Dropped"
        }"#,
    );
    desk.done("Bob", "boss", &["done", "letter-1", "write"]);
    let told = desk.refused("Bob", "boss", &["approve", "letter-1", "check"]);
    assert!(told.contains("different"), "{told}");
    desk.done("Vic", "vice", &["reject", "letter-1", "check", "--because", "unclear"]);
    desk.done("Ann", "clerk", &["done", "letter-1", "write"]);
    let told = desk.done("Bob", "boss", &["reject", "letter-1", "check", "--because", "still unclear"]);
    assert!(told.contains("ends in failure: “Dropped”"), "{told}");
}

#[test]
fn by_the_program_only_what_was_open_is_given_up() {
    let desk = Desk::begun(
        r#"flow {
            parallel look "Look" {
                branch inside "Inside" { step look_in "Look inside" { by clerk  when "Found" -> found  otherwise -> join } }
                branch outside "Outside" { step look_out "Look outside" { by clerk } }
                join all
            }
            step tell "Tell" { by clerk  -> lost }
            end found "Found"
            end failed lost "Lost"
        }"#,
    );
    let told = desk.done("Ann", "clerk", &["done", "letter-1", "look_in", "--say", "Found"]);
    assert!(told.contains("“Look outside” is given up unfinished"), "{told}");
    assert!(!told.contains("“Look inside” is given up"), "{told}");
}
