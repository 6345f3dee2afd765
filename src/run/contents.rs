//! What a store holds.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::case::Story;
use super::edition::Edition;
use super::line::{EventLine, Line, Unread};
use super::refused::Refused;
use crate::model::{Name, Project, nearest};

/// What a store holds.
#[derive(Debug, Default)]
pub struct Contents {
    pub(super) projects: Projects,
    pub(super) cases: IndexMap<String, Vec<EventLine>>,
    /// What is wrong with the lines of a case; the other cases go on.
    faults: BTreeMap<String, Refused>,
    /// How many bytes hold whole lines, also one that lacks nothing but its end.
    pub(super) whole: u64,
    /// What is behind the last end of a line.
    pub(super) tail: Tail,
}

/// What is behind the last end of a line. A line is acknowledged only with its end, so whoever wrote this was cut off –
/// or a copy of the store was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tail {
    /// Nothing.
    #[default]
    None,
    /// A piece of a line. It tells nothing, and the next writer takes it away.
    Torn,
    /// A line that is whole but for its end. It happened, and perhaps it was acknowledged before its end was lost: it is
    /// kept, and the next writer ends it.
    Unended,
}

/// The editions of a store, with the projects that were made of them: many cases go by one text.
#[derive(Debug, Default)]
pub(super) struct Projects {
    editions: BTreeMap<String, Edition>,
    /// Texts that do not match their hash, with their lines.
    changed: BTreeMap<String, usize>,
    made: RefCell<BTreeMap<(String, String), Arc<Project>>>,
}

impl Projects {
    /// Whether a text is kept.
    pub(super) fn has(&self, text: &str) -> bool {
        self.editions.contains_key(text)
    }

    /// The line of a text that does not match its hash.
    pub(super) fn changed(&self, text: &str) -> Option<usize> {
        self.changed.get(text).copied()
    }

    /// The project of a text in which a procedure is the one that is meant.
    pub(super) fn get(&self, text: &str, procedure: &str) -> Option<Arc<Project>> {
        let edition = self.editions.get(text)?;
        let key = (text.to_owned(), procedure.to_owned());
        let mut made = self.made.borrow_mut();
        let project = made.entry(key).or_insert_with(|| Arc::new(Project::new(edition.loaded(procedure))));
        Some(Arc::clone(project))
    }
}

impl Contents {
    /// Reads the bytes of a store.
    pub(super) fn read(bytes: &[u8]) -> Result<Contents, Refused> {
        let mut contents = Contents::default();
        let mut rest = bytes;
        for number in 1_usize.. {
            if rest.is_empty() {
                break;
            }
            let end = rest.iter().position(|byte| *byte == b'\n');
            let (line, behind) = rest.split_at(end.unwrap_or(rest.len()));
            match Line::read(line) {
                Ok(line) => contents.add(line, number),
                Err(Unread::Cut) if end.is_none() => {
                    contents.tail = Tail::Torn;
                    break;
                }
                Err(Unread::Newer { case, event }) => contents.fault(&case, || Refused::newer(number, &case, &event)),
                Err(Unread::Damaged(Some(case))) => contents.fault(&case, || Refused::damaged_case(number, &case)),
                Err(Unread::Damaged(None) | Unread::Cut) => return Err(Refused::damaged(number)),
                Err(Unread::Version(version)) => return Err(Refused::other_version(number, version)),
            }
            contents.whole += line.len() as u64;
            match end {
                Some(_) => contents.whole += 1,
                None => contents.tail = Tail::Unended,
            }
            rest = behind.get(1..).unwrap_or_default();
        }
        Ok(contents)
    }

    fn add(&mut self, line: Line, number: usize) {
        match line {
            Line::Edition(line) => {
                let edition = Edition::new(line.files);
                match edition.hash == line.text {
                    true => drop(self.projects.editions.insert(line.text, edition)),
                    false => drop(self.projects.changed.insert(line.text, number)),
                }
            }
            Line::Event(line) => {
                let before = self.cases.entry(line.case.clone()).or_default();
                if line.number != before.len() as u64 + 1 {
                    return self.fault(&line.case, || Refused::out_of_order(number, &line.case, line.number));
                }
                before.push(*line);
            }
        }
    }

    /// Notes that something is wrong with a case: what is found first.
    fn fault(&mut self, case: &str, fault: impl FnOnce() -> Refused) {
        self.cases.entry(case.to_owned()).or_default();
        self.faults.entry(case.to_owned()).or_insert_with(fault);
    }

    /// The ids of the cases, in the order in which they began.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.cases.keys().map(String::as_str)
    }

    /// A case.
    ///
    /// # Errors
    /// If there is none of that id, its lines are damaged, or its text is not in the store.
    pub fn story(&self, id: &str) -> Result<Story, Refused> {
        let wanted = Name::new(id.trim());
        let found = self.cases.get(wanted.as_str());
        let lines = found.ok_or_else(|| {
            let near = nearest(wanted.as_str(), self.ids().map(|id| (id, id)));
            Refused::no_such_case(&wanted, near, self.cases.len())
        })?;
        if let Some(fault) = self.faults.get(wanted.as_str()) {
            return Err(fault.clone());
        }
        Story::new(wanted.as_str(), lines, &self.projects)
    }

    /// The id of the next case of a procedure: its name and a running number.
    pub(super) fn next_id(&self, name: &str) -> String {
        let number = |id: &str| id.strip_prefix(name)?.strip_prefix('-')?.parse::<u64>().ok();
        let last = self.ids().filter_map(number).max().unwrap_or(0);
        format!("{name}-{}", last + 1)
    }
}
