//! One case: its events with the text that it goes by, and where they lead.

use std::sync::Arc;

use super::contents::Projects;
use super::edition::Edition;
use super::line::EventLine;
use super::refused::Refused;
use super::why::why;
use crate::flow::case::{Effect, Event, Program, State, accept, apply, flow_of};
use crate::model::{Flow, Name, Project};
use crate::source::FileId;

/// The events of a case, with the project of its own edition.
#[derive(Debug)]
pub struct Story {
    /// Its id.
    pub id: String,
    /// The hash of its text.
    pub text: String,
    /// The path of its procedure.
    pub procedure: String,
    /// Its routine, if it is the case of one.
    pub routine: Option<Name>,
    /// The files as they were when the case began.
    pub project: Arc<Project>,
    /// The procedure's file.
    pub file: FileId,
    /// What happened, in its order.
    pub events: Vec<Event>,
    flow: Flow,
}

/// Where a case stands, and how it came there.
#[derive(Debug)]
pub struct Case {
    /// Where it stands.
    pub state: State,
    /// Its events, in their order.
    pub told: Vec<Told>,
}

/// An event and what followed from it.
#[derive(Debug)]
pub struct Told {
    /// Its number in the case, from 1.
    pub number: usize,
    /// What happened.
    pub event: Event,
    /// Where the case stood before.
    pub before: State,
    /// What followed.
    pub effects: Vec<Effect>,
}

impl Story {
    /// The story that some lines tell.
    pub(super) fn new(id: &str, lines: &[EventLine], projects: &Projects) -> Result<Story, Refused> {
        let nothing = || Refused::tampered(id, 1);
        let first = lines.first().ok_or_else(nothing)?;
        let procedure = first.procedure.as_ref().ok_or_else(nothing)?;
        let none = || match projects.changed(&first.text) {
            Some(line) => Refused::text_changed(line, id),
            None => Refused::no_text(id),
        };
        let project = projects.get(&first.text, procedure).ok_or_else(none)?;
        if let Some(other) = lines.iter().find(|line| line.text != first.text) {
            return Err(Refused::tampered(id, other.number));
        }
        let mut story = Story::of(project, &first.text, procedure, first.routine.as_deref())?;
        story.id = id.to_owned();
        story.events = lines.iter().map(|line| line.event.clone()).collect();
        Ok(story)
    }

    /// A story in which nothing has happened yet.
    pub(super) fn begin(edition: &Edition, procedure: &str, routine: Option<&str>) -> Result<Story, Refused> {
        let project = Arc::new(Project::new(edition.loaded(procedure)));
        Story::of(project, &edition.hash, procedure, routine)
    }

    fn of(project: Arc<Project>, text: &str, procedure: &str, routine: Option<&str>) -> Result<Story, Refused> {
        let routine = routine.map(Name::new);
        let found = project.modules.iter().find(|module| module.path == procedure);
        let flow = found.and_then(|module| Some((module.id, flow_of(&module.file, routine.as_ref())?.into_owned())));
        let (file, flow) = flow.ok_or_else(|| Refused::no_flow(procedure))?;
        let (text, procedure) = (text.to_owned(), procedure.to_owned());
        Ok(Story { id: String::new(), text, procedure, routine, project, file, events: Vec::new(), flow })
    }

    /// What the case goes through.
    #[must_use]
    pub fn program(&self) -> Program<'_> {
        Program::new(&self.project, self.file, &self.flow)
    }

    /// What its id begins with: the name of the routine, else that of the procedure, else that of its file.
    pub(super) fn name(&self) -> String {
        let module = self.project.module(self.file);
        let procedure = module.and_then(|module| module.file.procedure()).map(|ident| &ident.name);
        let file = self.procedure.rsplit('/').next().unwrap_or_default().trim_end_matches(".sop");
        self.routine.as_ref().or(procedure).map_or_else(|| file.to_owned(), Name::to_string)
    }

    /// Lets the events happen again, in their order.
    ///
    /// # Errors
    /// If one of them may not happen: it was not the program that wrote it, or not this version of it.
    pub fn replay(&self, program: &Program<'_>) -> Result<Case, Refused> {
        let mut case = Case { state: State::default(), told: Vec::new() };
        for event in &self.events {
            // What was acknowledged stays, also a stand.
            let after = apply(program, &case.state, event);
            let (state, effects) = after.map_err(|_| Refused::tampered(&self.id, case.told.len() as u64 + 1))?;
            case.keep(event.clone(), state, effects);
        }
        Ok(case)
    }

    /// What happens next, seen to be possible.
    ///
    /// # Errors
    /// What `make` refuses; an event that may not happen.
    pub(super) fn next(
        &self,
        program: &Program<'_>,
        make: impl FnOnce(&Program<'_>, &State) -> Result<Vec<Event>, Refused>,
    ) -> Result<Vec<Event>, Refused> {
        let mut case = self.replay(program)?;
        let events = make(program, &case.state)?;
        for event in &events {
            case.happen(&self.id, program, event.clone())?;
        }
        Ok(events)
    }
}

impl Case {
    /// Lets one more event happen, if the case is not at a stand behind it.
    ///
    /// # Errors
    /// If it may not happen here; the case is then unchanged.
    pub(super) fn happen(&mut self, id: &str, program: &Program<'_>, event: Event) -> Result<(), Refused> {
        let after = accept(program, &self.state, &event);
        let (state, effects) = after.map_err(|refusal| why(id, program, &self.state, &event.what, &refusal))?;
        self.keep(event, state, effects);
        Ok(())
    }

    fn keep(&mut self, event: Event, state: State, effects: Vec<Effect>) {
        let before = std::mem::replace(&mut self.state, state);
        self.told.push(Told { number: self.told.len() + 1, event, before, effects });
    }
}
