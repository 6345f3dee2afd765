//! What the reference of the language says of a case, sentence by sentence: one procedure of a few lines, one run, and
//! what must follow. The notation is that of `docs/semantics.md`; `support/notation.rs` tells it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod again;
mod anytime;
mod approvals;
mod blocks;
mod bounds;
mod calls;
mod checked;
mod conditions;
mod each;
mod faults;
mod fields;
mod holes;
mod late;
mod lengths;
mod limits;
mod people;
mod program;
mod skipping;
mod tables;
mod waits;
mod ways;

#[allow(dead_code, reason = "shared with other tests")]
#[path = "../cli/common.rs"]
mod common;
#[path = "../support/mod.rs"]
mod support;

use sopkit::flow::case::{Program, flow_of};
use sopkit::model::{Name, Project};
use support::notation::Case;

/// The posts of all procedures here. Of three approvers each has one vote; a deputy stands in for the boss.
const POSTS: &str = r#"
role clerk "Clerk" { count 3  reports to boss }
role boss "Boss" { reports to director  deputy vice  may approve }
role vice "Vice" { may approve }
role director "Director" { may approve }
role lawyer "Lawyer" { may approve }
role chief "Chief" { may approve }
role customer "Customer" external { may approve }
"#;

/// A project: the procedure of the case, then other files behind lines such as `--- refund`. A procedure gets its head
/// and the posts, unless it brings them; a name with a dot is that of a shared file.
pub fn project(text: &str) -> Project {
    let mut files = Vec::new();
    if !text.trim_start().starts_with("sop ") {
        files.push(("posts.sop".to_owned(), POSTS.to_owned()));
    }
    for (index, part) in text.split("--- ").enumerate() {
        let (name, body) = match index {
            0 => ("main", part),
            _ => part.split_once('\n').unwrap(),
        };
        let whole = name.contains('.') || body.trim_start().starts_with("sop ");
        let head = match whole {
            true => String::new(),
            false => format!("sop {name} \"{name}\" {{ language en }}\nuse \"posts.sop\"\n"),
        };
        let path = if name.contains('.') { name.to_owned() } else { format!("{name}.sop") };
        files.push((path, format!("{head}{body}\n")));
    }
    support::project_of(&files)
}

/// The run of a case of a procedure, or of a routine of its file, goes as it is written.
pub fn runs(project: &Project, routine: Option<&str>, run: &str) {
    let module = project.modules.iter().find(|module| module.path == "main.sop").unwrap();
    let flow = flow_of(&module.file, routine.map(Name::new).as_ref()).expect("there is a flow");
    let program = Program::new(project, module.id, &flow);
    let mut case = Case::new(&program);
    let lines: Vec<&str> = run.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert!(lines.len() > 1, "too short a run: {run}");
    for line in lines {
        assert!(line.contains("=>"), "nothing is expected of: {line}");
        assert_eq!(case.line(line), Ok(()));
    }
}

/// The run of a procedure without errors about what is written, names and the flow.
pub fn goes(text: &str, run: &str) {
    let project = project(text);
    assert_eq!(support::errors(&project), "", "{text}");
    runs(&project, None, run);
}

/// The run of a procedure in which the checker finds errors, and only these.
pub fn goes_wrong(text: &str, codes: &[&str], run: &str) {
    let project = project(text);
    let found: Vec<&str> = support::faults(&project).iter().map(|finding| finding.rule.code).collect();
    assert_eq!(found, codes, "{}", support::errors(&project));
    runs(&project, None, run);
}
