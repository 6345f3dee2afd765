//! The page about what may happen next is true: each pattern of its table has a procedure without errors and a run,
//! and the run goes as the page says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::collections::BTreeMap;

use sopkit::flow::case::{Event, Program, Refusal, State, What, apply, open_now};
use sopkit::model::{Name, Symbol};
use sopkit::rules::Severity;

/// A section: its procedure and its run.
#[derive(Default)]
struct Section {
    procedure: String,
    run: Vec<String>,
}

/// The sections of a page, by heading, and the rows of its table of patterns.
fn read(page: &str) -> (BTreeMap<String, Section>, Vec<String>) {
    let mut sections: BTreeMap<String, Section> = BTreeMap::new();
    let (mut heading, mut fence, mut rows, mut chapter) = (String::new(), None::<&str>, Vec::new(), "");
    for line in page.lines() {
        match (fence, line) {
            (Some(_), "```") => fence = None,
            (Some("sop"), line) => {
                let section = sections.entry(heading.clone()).or_default();
                section.procedure.push_str(line);
                section.procedure.push('\n');
            }
            (Some(_), line) => sections.entry(heading.clone()).or_default().run.push(line.to_owned()),
            (None, "```sop") => fence = Some("sop"),
            (None, "```run") => fence = Some("run"),
            (None, line) => {
                if let Some(name) = line.strip_prefix("### ") {
                    heading = name.to_owned();
                    sections.entry(heading.clone()).or_default();
                } else if let Some(name) = line.strip_prefix("## ") {
                    chapter = name;
                } else if chapter == "Patterns"
                    && let Some(row) = line.strip_prefix("| ")
                    && let Some((pattern, _)) = row.split_once(" |")
                    && pattern != "pattern"
                {
                    rows.push(pattern.to_owned());
                }
            }
        }
    }
    (sections, rows)
}

/// A case that a run drives.
struct Case<'r, 'm> {
    program: &'r Program<'m>,
    state: State,
}

impl Case<'_, '_> {
    /// One line of a run; what is wrong with it.
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(action) = line.strip_prefix("refused ") {
            let event = self.event(action)?;
            return match apply(self.program, &self.state, &event) {
                Err(_) => Ok(()),
                Ok(_) => Err(format!("{line}: it is not refused")),
            };
        }
        let (action, expected) = line.split_once(" => ").ok_or(format!("{line}: no `=>`"))?;
        let event = self.event(action)?;
        let (state, _) = apply(self.program, &self.state, &event)
            .map_err(|refusal: Refusal| format!("{line}: refused, {refusal:?}"))?;
        self.state = state;
        let now = self.now();
        if now == expected { Ok(()) } else { Err(format!("{line}: now {now}")) }
    }

    fn event(&self, action: &str) -> Result<Event, String> {
        let (verb, rest) = action.split_once(' ').unwrap_or((action, ""));
        let mut words = rest.split(' ');
        let at = words.next().unwrap_or_default().trim_end_matches(':').to_owned();
        let quoted = || rest.split('"').nth(1).map(str::to_owned);
        let because = "so it is".to_owned();
        let what = match verb {
            "started" => What::Started,
            "done" => What::Done { at: at.clone(), says: quoted().into_iter().collect(), confirmed: true },
            "happened" => What::Happened { at: at.clone(), says: quoted() },
            "late" => What::Late { at: at.clone(), limit: 1, line: 1 },
            "approved" => What::Approved { at: at.clone(), because },
            "rejected" => What::Rejected { at: at.clone(), because },
            "anytime" => What::Anytime { says: quoted().ok_or("no text")?, at: String::new() },
            "listed" => {
                let (_, items) = rest.split_once(": ").ok_or("no items")?;
                What::Listed { at: at.clone(), items: items.split(", ").map(str::to_owned).collect() }
            }
            "answer" => {
                let field = words.next().unwrap_or_default().to_owned();
                What::Answered { at: at.clone(), field, value: words.collect::<Vec<_>>().join(" ") }
            }
            other => return Err(format!("{action}: nobody knows `{other}`")),
        };
        let open = open_now(self.program, &self.state).into_iter().find(|open| open.address == at);
        let post = open.and_then(|open| open.by).and_then(|by: Vec<Symbol>| by.first().copied());
        let role = post.map_or(Name::new("clerk"), |post| self.program.name(post)).to_string();
        let moment = jiff::Timestamp::from_second(1_800_000_000).unwrap();
        Ok(Event { moment, person: role.clone(), role, what })
    }

    /// What is open, or how the case ended.
    fn now(&self) -> String {
        if let Some(outcome) = &self.state.outcome {
            let graph = self.program.graph(&sopkit::flow::case::Path::default()).unwrap();
            return format!("ended {}", graph.node(outcome.end).unwrap().node.label());
        }
        let mut open: Vec<String> = open_now(self.program, &self.state).into_iter().map(|open| open.address).collect();
        open.sort();
        open.join(", ")
    }
}

#[test]
fn every_pattern_is_run() {
    let page = std::fs::read_to_string(support::root().join("docs/semantics.md")).unwrap();
    let (sections, rows) = read(&page);
    assert!(rows.len() > 10, "{rows:?}");
    let mut named = rows.clone();
    named.sort();
    assert_eq!(named, sections.keys().cloned().collect::<Vec<_>>(), "the table and the sections differ");
    for (name, section) in &sections {
        let project = support::project_of(&[("example.sop".to_owned(), section.procedure.clone())]);
        let errors = support::outcome(&project).findings.into_iter().filter(|found| found.severity == Severity::Error);
        let errors: Vec<String> = errors.map(|found| format!("{} {}", found.rule.code, found.message.en)).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let module = &project.modules[0];
        let flow = module.file.flow.as_ref().unwrap();
        let program = Program::new(&project, module.id, flow);
        let mut case = Case { program: &program, state: State::default() };
        assert!(section.run.len() > 1, "{name} is not run");
        for line in &section.run {
            assert_eq!(case.line(line), Ok(()), "{name}");
        }
        assert!(case.state.outcome.is_some(), "the run of {name} does not come to an end");
    }
}

#[test]
fn a_run_that_goes_otherwise_is_told() {
    let procedure = "sop a \"A\" { language en }\nrole clerk \"Clerk\" { count 2 }\nflow {\n  step one \"One\" { by clerk }\n  end two \"Two\"\n}\n";
    let project = support::project_of(&[("example.sop".to_owned(), procedure.to_owned())]);
    let flow = project.modules[0].file.flow.as_ref().unwrap();
    let program = Program::new(&project, project.modules[0].id, flow);
    for run in
        [&["started => two"][..], &["started => one", "done one => one"], &["started => one", "refused done one"]]
    {
        let mut case = Case { program: &program, state: State::default() };
        assert!(run.iter().any(|line| case.line(line).is_err()), "{run:?}");
    }
}
