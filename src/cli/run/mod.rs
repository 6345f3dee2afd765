//! `sop run`: cases by plain commands, one file a command.
//!
//! Every command that changes a case makes events and gives them to the store; what it prints is told by the case as
//! it stands behind them.

mod answer;
mod approve;
mod done;
mod effects;
mod entry;
mod event;
mod fields;
mod hand;
mod hand_over;
mod items;
mod list;
mod log;
mod next;
mod open;
mod print;
mod reject;
mod skip;
mod start;
mod status;
mod teller;
mod texts;
mod view;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::out::tell;
use super::refusal::Refusal;
use super::{Session, Talk, Verdict};
use crate::flow::case::{Program, State, What};
use crate::run::{Appended, Case, Refused, Store};
use crate::say;
use hand::{Hand, Moment};
use teller::Teller;

#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub(super) struct RunArgs {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// What all commands about cases share.
#[derive(Debug, Args)]
struct Options {
    /// The file that holds the cases
    #[arg(long, global = true, display_order = 91, value_name = "FILE", default_value = "sop-runs.jsonl")]
    store: PathBuf,
    /// Who does it [default: the environment variable SOP_AS]
    #[arg(long = "as", id = "as", global = true, display_order = 92, value_name = "NAME")]
    person: Option<String>,
    /// In which post, by name or title [default: the environment variable SOP_ROLE]
    #[arg(long, global = true, display_order = 93, value_name = "ROLE")]
    role: Option<String>,
    /// When it happened, such as 2026-11-21T09:30 or 2026-11-21T09:30:00+08:00 [default: now]
    #[arg(long, global = true, display_order = 94, value_name = "MOMENT", value_parser = hand::moment)]
    at: Option<Moment>,
    /// How it is printed
    #[arg(
        long,
        global = true,
        display_order = 95,
        value_name = "text|json",
        default_value = "text",
        hide_possible_values = true
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a case of a procedure or routine
    Start(start::StartArgs),
    /// Show what may be done next, with everything that it needs
    Next(next::NextArgs),
    /// Answer fields and tick boxes of a step
    Answer(answer::AnswerArgs),
    /// Say that a step is done
    Done(done::DoneArgs),
    /// Tell what happened: to a wait, at any time, or that a limit is missed
    Event(event::EventArgs),
    /// List the items of an `each`
    Items(items::ItemsArgs),
    /// Leave a step out, with a reason
    Skip(skip::SkipArgs),
    /// Approve
    Approve(approve::ApproveArgs),
    /// Reject, with a reason
    Reject(reject::RejectArgs),
    /// Give a step to another post, with a reason
    HandOver(hand_over::HandOverArgs),
    /// Show where a case stands
    Status(status::StatusArgs),
    /// List the cases
    List(list::ListArgs),
    /// Tell the whole story of a case
    Log(log::LogArgs),
}

/// A case, by its id.
#[derive(Debug, Args)]
struct CaseArg {
    /// The case, such as `complaint-1`
    #[arg(value_name = "CASE")]
    case: String,
}

/// A step of a case.
#[derive(Debug, Args)]
struct NodeArg {
    #[command(flatten)]
    case: CaseArg,
    /// The step as `sop run next` names it, such as `check`, `contact[2]` or `refund/check`
    #[arg(value_name = "NODE")]
    node: String,
}

pub(super) fn run(args: &RunArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    let mut desk = Desk { options: &args.options, store: Store::new(&args.options.store), session };
    let done = match &args.command {
        Command::Start(args) => start::run(args, &mut desk),
        Command::Next(args) => next::run(args, &mut desk),
        Command::Answer(args) => answer::run(args, &mut desk),
        Command::Done(args) => done::run(args, &mut desk),
        Command::Event(args) => event::run(args, &mut desk),
        Command::Items(args) => items::run(args, &mut desk),
        Command::Skip(args) => skip::run(args, &mut desk),
        Command::Approve(args) => approve::run(args, &mut desk),
        Command::Reject(args) => reject::run(args, &mut desk),
        Command::HandOver(args) => hand_over::run(args, &mut desk),
        Command::Status(args) => status::run(args, &mut desk),
        Command::List(args) => list::run(args, &mut desk),
        Command::Log(args) => log::run(args, &mut desk),
    };
    match done {
        Ok(()) => Ok(Verdict::Clean),
        Err(Stop::Output(refusal)) => Err(refusal),
        Err(Stop::Refused(refused)) => desk.refuse(&refused),
    }
}

/// Why a command stops.
enum Stop {
    /// The store or the case refuses it.
    Refused(Box<Refused>),
    /// Something else ends the program: files that cannot be read, output that cannot be written.
    Output(Refusal),
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
struct Desk<'a> {
    options: &'a Options,
    store: Store,
    session: &'a mut Session,
}

/// A refusal as JSON.
#[derive(Serialize)]
struct RefusedJson<'a> {
    version: u32,
    refused: Why<'a>,
}

#[derive(Serialize)]
struct Why<'a> {
    reason: &'a str,
    message: &'a str,
    help: &'a str,
}

impl Desk<'_> {
    /// Lets something happen in a case, and tells what followed and what may be done next.
    fn act(
        &mut self,
        case: &str,
        what: impl FnOnce(&Program<'_>, &State) -> Result<Vec<What>, Refused>,
    ) -> Result<(), Stop> {
        let hand = Hand::of(self.options)?;
        let appended = self.store.append(case, |program, state| {
            let role = hand.role(program, state)?;
            Ok(what(program, state)?.into_iter().map(|what| hand.event(&role, what)).collect())
        })?;
        self.tell(&appended)
    }

    /// Prints something about a case as it stands.
    fn show(
        &mut self,
        case: &str,
        shown: impl FnOnce(&Teller<'_>, &Case, Format) -> Result<String, Stop>,
    ) -> Result<(), Stop> {
        let story = self.store.read()?.story(case)?;
        let program = story.program();
        let case = story.replay(&program)?;
        let teller = Teller::new(&story, &program, self.session.lang());
        let text = shown(&teller, &case, self.options.format)?;
        Ok(self.session.out.print(&text)?)
    }

    /// Tells what followed from the new events of a case, and what may be done next.
    fn tell(&mut self, appended: &Appended) -> Result<(), Stop> {
        if appended.mended && self.session.talk >= Talk::Normal && self.options.format == Format::Text {
            let words = say!(
                "上次写入中断，留下的半行已清除；已登记的内容没有丢失",
                "a write was interrupted and its torn line is taken away; nothing that was acknowledged is lost"
            );
            tell(words.to(self.session.lang()));
        }
        let program = appended.story.program();
        let case = appended.story.replay(&program)?;
        let teller = Teller::new(&appended.story, &program, self.session.lang());
        let new = case.told.get(case.told.len().saturating_sub(appended.new)..).unwrap_or_default();
        let mut view = view::CaseView::new(&teller, &case);
        view.mended = appended.mended;
        view.effects = new.iter().flat_map(|told| effects::views(&teller, told, &case.state)).collect();
        let text = match self.options.format {
            Format::Json => json(&view)?,
            Format::Text => print::changed(&teller, &entry::entries(&teller, new, &case.state), &view),
        };
        Ok(self.session.out.print(&text)?)
    }

    /// Tells why something is refused; the exit code is 2.
    fn refuse(&mut self, refused: &Refused) -> Result<Verdict, Refusal> {
        let lang = self.session.lang();
        let (message, help) = (refused.message.to(lang), refused.help.to(lang));
        match self.options.format {
            Format::Json => {
                let why = Why { reason: refused.reason, message, help };
                self.session.out.print(&json(&RefusedJson { version: 1, refused: why })?)?;
            }
            Format::Text => {
                tell(say!("错误：{message}", "error: {message}").to(lang));
                tell(say!("  提示：{help}", "  help: {help}").to(lang));
            }
        }
        Ok(Verdict::Refused)
    }
}

/// A value as JSON, with a line end at its end.
fn json(value: &impl Serialize) -> Result<String, Refusal> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        let words = error.to_string();
        Refusal(say!("无法生成 JSON：{words}", "the JSON cannot be written: {words}"))
    })?;
    Ok(text + "\n")
}
