//! Where a command works: what it says, what it shows, how it is refused.

use std::path::Path;

use serde::Serialize;

use super::super::out::tell;
use super::super::refusal::Refusal;
use super::super::{Session, Talk, Verdict};
use super::hand::Hand;
use super::teller::{Reader, Teller};
use super::view::{CaseView, NoteView};
use super::{Format, Options, USUAL_STORE, effects, entry, json, print};
use crate::flow::case::{self, Program, State, What};
use crate::labels::{Lang, Say};
use crate::run::{Appended, Case, Mended, Note, Refused, Store, why};
use crate::say;

/// Why a command stops.
pub(super) enum Stop {
    /// The store or the case refuses it.
    Refused(Box<Refused>),
    /// Something else ends the program: files that cannot be read, output that cannot be written.
    Output(Refusal),
    /// What could be done is done, and what is refused is told already.
    Told,
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Stop::Refused(Box::new(refused))
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::Output(refusal)
    }
}

/// Where a command works: its options, the store, the reader.
pub(super) struct Desk<'a> {
    pub(super) options: &'a Options,
    pub(super) store: Store,
    pub(super) session: &'a mut Session,
}

/// What is told of a store that was mended.
pub(super) fn mended(mended: Mended) -> Option<Say> {
    match mended {
        Mended::Nothing => None,
        Mended::TornAway => Some(say!(
            "上次写入中断，留下的半行已清除；已登记的内容没有丢失",
            "a write was interrupted and its torn line is taken away; nothing that was acknowledged is lost"
        )),
        Mended::Ended => Some(say!(
            "案件库最后一行缺少行尾，内容完整，已补上行尾并予保留；请核对上次登记的内容",
            "the last line of the store had lost its end; it is whole, so it is kept: see that what was noted last is right"
        )),
    }
}

/// A refusal as JSON.
#[derive(Serialize)]
struct RefusedJson<'a> {
    version: u32,
    refused: Why<'a>,
}

#[derive(Serialize)]
pub(super) struct Why<'a> {
    reason: &'a str,
    message: &'a str,
    help: &'a str,
}

impl<'a> Why<'a> {
    pub(super) fn new(refused: &'a Refused, lang: Lang) -> Why<'a> {
        Why { reason: refused.reason, message: refused.message.to(lang), help: refused.help.to(lang) }
    }
}

impl Desk<'_> {
    /// To whom cases are told here.
    pub(super) fn reader(&self) -> Reader {
        let store = &self.options.store;
        let store = (store != Path::new(USUAL_STORE)).then(|| store.display().to_string());
        Reader { lang: self.session.lang(), as_of: self.options.at, store }
    }

    /// Lets something happen in a case, and tells what followed and what may be done next.
    pub(super) fn act(
        &mut self,
        case: &str,
        what: impl FnOnce(&Program<'_>, &State) -> Result<Vec<What>, Refused>,
    ) -> Result<(), Stop> {
        let hand = Hand::of(self.options)?;
        let appended = self.store.append(case, |program, state| {
            if state.outcome.is_some() {
                // Before anything else is looked for: nothing of the case is there any more.
                return Err(why(case, program, state, &What::Started, &case::Refusal::HasEnded));
            }
            let whats = what(program, state)?;
            hand.events(program, state, whats)
        })?;
        self.tell(&appended, &[])
    }

    /// Prints something about a case as it stands.
    pub(super) fn show(
        &mut self,
        case: &str,
        shown: impl FnOnce(&Teller<'_>, &Case, Format) -> Result<String, Stop>,
    ) -> Result<(), Stop> {
        let story = self.store.read()?.story(case)?;
        let program = story.program();
        let case = story.replay(&program)?;
        let teller = Teller::new((&story, &program), &case, self.reader());
        let text = shown(&teller, &case, self.options.format)?;
        Ok(self.session.out.print(&text)?)
    }

    /// Tells what followed from the new events of a case, and what may be done next.
    pub(super) fn tell(&mut self, appended: &Appended, notes: &[Note]) -> Result<(), Stop> {
        if let Some(words) = mended(appended.mended)
            && self.session.talk >= Talk::Normal
            && self.options.format == Format::Text
        {
            tell(words.to(self.session.lang()));
        }
        let program = appended.story.program();
        let case = appended.story.replay(&program)?;
        let teller = Teller::new((&appended.story, &program), &case, self.reader());
        let new = case.told.get(case.told.len().saturating_sub(appended.new)..).unwrap_or_default();
        let mut view = CaseView::new(&teller, &case);
        view.notes = notes.iter().map(|note| NoteView::new(&teller, note)).collect();
        view.mended = appended.mended != Mended::Nothing;
        view.effects = new.iter().flat_map(|told| effects::views(&teller, told, &case.state)).collect();
        let mut entries = entry::entries(&teller, new, &case.state);
        if let (Some(with), Some(last)) = (effects::noted_with(&teller, new), entries.last_mut()) {
            last.followed.push(with.words.clone());
            view.effects.push(with);
        }
        let text = match self.options.format {
            Format::Json => json(&view)?,
            Format::Text => print::changed(&teller, &entries, &view),
        };
        Ok(self.session.out.print(&text)?)
    }

    /// Tells why something is refused; the exit code is 2.
    pub(super) fn refuse(&mut self, refused: &Refused) -> Result<Verdict, Refusal> {
        match self.options.format {
            Format::Json => {
                let refused = Why::new(refused, self.session.lang());
                self.session.out.print(&json(&RefusedJson { version: 1, refused })?)?;
            }
            Format::Text => self.complain(refused),
        }
        Ok(Verdict::Refused)
    }

    /// Tells people on the standard error why something is refused.
    pub(super) fn complain(&self, refused: &Refused) {
        let lang = self.session.lang();
        let (message, help) = (refused.message.to(lang), refused.help.to(lang));
        tell(say!("错误：{message}", "error: {message}").to(lang));
        tell(say!("  提示：{help}", "  help: {help}").to(lang));
    }
}
