//! How cases begin, and when they do not.

use crate::common::Place;
use crate::desk::{CLERK, Desk};

fn desk(files: &[(&str, &str)]) -> Desk {
    let mut desk = Desk::new();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    desk.place = Place::with(&files);
    desk
}

const HEAD: &str = "sop a \"甲\" { language zh  version \"1\"  status draft }\nrole clerk \"柜员\" { count 1 }\n";

#[test]
fn a_procedure_with_errors_is_not_run() {
    let text = format!("{HEAD}flow {{ step b \"乙\" {{ by clerk }} }}\n");
    let mut desk = desk(&[("a.sop", &text)]);
    assert_eq!(desk.refused(CLERK, &["start", "a.sop"]), "has-errors");
    let told = desk.by(CLERK, &["start", "a.sop"]).error();
    assert!(told.contains("1 error") && told.contains("`sop check a.sop`"), "{told}");
    assert!(!desk.store().exists());
}

#[test]
fn what_has_no_flow_says_what_can_begin() {
    let routines = format!("{HEAD}routine clean \"清洁\" every day {{ by clerk  do \"清洁\" }}\n");
    let unset = format!("{HEAD}flow unset \"原文只有标题\"\n");
    let mut desk = desk(&[("routines.sop", &routines), ("u/unset.sop", &unset), ("p/posts.sop", "role x \"甲\" { }")]);
    assert_eq!(desk.refused(CLERK, &["start", "routines.sop"]), "no-flow");
    assert!(desk.by(CLERK, &["start", "routines.sop"]).error().contains("`--routine clean`"));
    assert_eq!(desk.refused(CLERK, &["start", "routines.sop", "--routine", "clen"]), "no-such-routine");
    assert!(desk.by(CLERK, &["start", "routines.sop", "--routine", "clen"]).error().contains("did you mean `clean`?"));
    assert_eq!(desk.refused(CLERK, &["start", "u/unset.sop"]), "no-flow");
    assert!(desk.by(CLERK, &["start", "u/unset.sop", "--lang", "zh"]).error().contains("流程待定：原文只有标题"));
    assert_eq!(desk.refused(CLERK, &["start", "p/posts.sop"]), "no-flow");
    assert_eq!(desk.refused(CLERK, &["start", "p"]), "no-flow");
    assert_eq!(desk.refused(CLERK, &["start", "none.sop"]), "no-file");
    desk.done(CLERK, &["start", "routines.sop", "--routine", "clean"]);
}

#[test]
fn who_begins_a_case_has_a_post_of_the_procedure() {
    let mut desk = Desk::new();
    assert_eq!(desk.refused(("Eve", "pilot"), &["start", "parcel.sop"]), "no-such-role");
    assert!(desk.by(("Eve", "pilot"), &["start", "parcel.sop"]).error().contains("`clerk` (Clerk)"));
}
