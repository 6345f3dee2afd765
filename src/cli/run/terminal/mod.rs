//! `sop run`: a person works on a case at the terminal, one question at a time.
//!
//! Every answer is an event that lies in the store before the next question is asked, so leaving at any moment loses
//! nothing: started again, it goes on where it was.

mod asked;
mod begin;
mod form;
mod input;
mod menu;
mod refusals;

use std::path::Path;

use super::desk::{Desk, Stop, mended};
use super::effects;
use super::event::earlier;
use super::hand::{moment_in, named};
use super::teller::Teller;
use crate::cli::refusal::Refusal;
use crate::flow::case::{Event, State, What};
use crate::labels::{Lang, Say};
use crate::run::{Appended, Case, Refused};
use crate::say;
use input::{Input, Typed};

/// A person at work on a case.
struct Terminal<'d, 's> {
    desk: &'d mut Desk<'s>,
    input: Input,
    lang: Lang,
    person: String,
    role: String,
    post_title: String,
    case: String,
}

/// Whether the person goes on or leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    GoOn,
    Leave,
}

/// Works on a case of a procedure, or on one of those that are open.
pub(super) fn run(file: Option<&Path>, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let lang = desk.session.lang();
    let (person, role) = named(desk.options);
    let mut terminal = Terminal {
        desk,
        input: Input::new(),
        lang,
        person: person.unwrap_or_default(),
        role: role.unwrap_or_default(),
        post_title: String::new(),
        case: String::new(),
    };
    if terminal.begin(file)? == Then::GoOn {
        while terminal.menu()? == Then::GoOn {}
    }
    terminal
        .print(&say!("已全部保存。再次运行 `sop run` 即可继续。", "everything is kept; run `sop run` again to go on"))
}

impl Terminal<'_, '_> {
    fn print(&mut self, say: &Say) -> Result<(), Stop> {
        let text = format!("{}\n", say.to(self.lang));
        self.text(&text)
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        self.desk.session.out.print(text)?;
        Ok(self.desk.session.out.finish()?)
    }

    /// Asks for a line.
    fn ask(&mut self, prompt: &Say) -> Result<Typed, Stop> {
        let prompt = format!("{} > ", prompt.to(self.lang));
        if self.input.is_plain() {
            self.text(&prompt)?;
        }
        let typed = self.input.line(&prompt).map_err(|cause| {
            let cause = cause.to_string();
            Stop::Output(Refusal(say!("无法读取输入：{cause}", "the input cannot be read: {cause}")))
        })?;
        if self.input.is_plain() {
            // What was typed does not show in a pipe; the next line begins on its own.
            self.text("\n")?;
        }
        Ok(typed)
    }

    /// Reads the case anew and shows it to `look`.
    fn look<T>(&mut self, look: impl FnOnce(&Teller<'_>, &Case) -> T) -> Result<T, Stop> {
        let story = self.desk.store.read()?.story(&self.case)?;
        let program = story.program();
        let case = story.replay(&program)?;
        Ok(look(&Teller::new((&story, &program), &case, self.desk.reader()), &case))
    }

    /// Lets something happen; `false` if the case refuses it, with the reason told.
    fn happen(&mut self, what: What) -> Result<bool, Stop> {
        let made = self.desk.store.append(&self.case, |program, state| {
            let whats = earlier(program, state, what.clone())?;
            whats.into_iter().map(|what| self.event(state, what)).collect()
        });
        match made {
            Ok(appended) => {
                self.followed(&appended)?;
                Ok(true)
            }
            Err(refused) => {
                self.refuse(refused, &what)?;
                Ok(false)
            }
        }
    }

    fn event(&self, state: &State, what: What) -> Result<Event, Refused> {
        let moment = moment_in(state, self.desk.options.at)?;
        Ok(Event { moment, person: self.person.clone(), role: self.role.clone(), what })
    }

    /// Tells what followed from new events.
    fn followed(&mut self, appended: &Appended) -> Result<(), Stop> {
        if let Some(words) = mended(appended.mended) {
            self.print(&words)?;
        }
        let program = appended.story.program();
        let case = appended.story.replay(&program)?;
        let teller = Teller::new((&appended.story, &program), &case, self.desk.reader());
        let new = case.told.get(case.told.len().saturating_sub(appended.new)..).unwrap_or_default();
        let words: Vec<String> = new
            .iter()
            .flat_map(|told| effects::views(&teller, told, &case.state))
            .chain(effects::noted_with(&teller, new))
            .map(|view| view.words)
            .filter(|words| !words.is_empty())
            .map(|words| format!("  → {words}\n"))
            .collect();
        self.text(&words.concat())
    }
}
