//! `sop run`: cases by plain commands, one file a command.
//!
//! Every command that changes a case makes events and gives them to the store; what it prints is told by the case as
//! it stands behind them.

mod answer;
mod approve;
mod command;
mod desk;
mod detail;
mod done;
mod due;
mod effects;
mod entry;
mod event;
mod fields;
mod hand;
mod hand_over;
mod hours;
mod items;
mod led;
mod limits;
mod list;
mod log;
mod moments;
mod next;
mod open;
mod page;
mod print;
mod reject;
mod rejected;
mod skip;
mod start;
mod status;
mod steps;
mod teller;
mod terminal;
pub(super) mod texts;
mod timing;
mod view;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::refusal::Refusal;
use super::{Session, Verdict};
use crate::run::Store;
use crate::say;
use desk::{Desk, Stop};
use hand::Moment;

/// The store, where none is named.
const USUAL_STORE: &str = "sop-runs.jsonl";

#[derive(Debug, Args)]
#[command(disable_help_subcommand = true, subcommand_precedence_over_arg = true)]
pub(super) struct RunArgs {
    #[command(flatten)]
    options: Options,
    /// A procedure: work on its cases, one question at a time
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What all commands about cases share.
#[derive(Debug, Args)]
struct Options {
    /// The file that holds the cases
    #[arg(long, global = true, display_order = 91, value_name = "FILE", default_value = USUAL_STORE)]
    store: PathBuf,
    /// Who does it [default: the environment variable SOP_AS]
    #[arg(long = "as", id = "as", global = true, display_order = 92, value_name = "NAME")]
    person: Option<String>,
    /// In which post, by name or title [default: the environment variable SOP_ROLE]
    #[arg(long, global = true, display_order = 93, value_name = "ROLE")]
    role: Option<String>,
    /// When it happened, such as 2026-11-21T09:30 or 2026-11-21T09:30:00+08:00 [default: now]; what is due by then is marked
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
    /// Tell what happened: to a wait, at any time, or that a limit is near or missed
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
        None => terminal::run(args.file.as_deref(), &mut desk),
        Some(Command::Start(args)) => start::run(args, &mut desk),
        Some(Command::Next(args)) => next::run(args, &mut desk),
        Some(Command::Answer(args)) => answer::run(args, &mut desk),
        Some(Command::Done(args)) => done::run(args, &mut desk),
        Some(Command::Event(args)) => event::run(args, &mut desk),
        Some(Command::Items(args)) => items::run(args, &mut desk),
        Some(Command::Skip(args)) => skip::run(args, &mut desk),
        Some(Command::Approve(args)) => approve::run(args, &mut desk),
        Some(Command::Reject(args)) => reject::run(args, &mut desk),
        Some(Command::HandOver(args)) => hand_over::run(args, &mut desk),
        Some(Command::Status(args)) => status::run(args, &mut desk),
        Some(Command::List(args)) => list::run(args, &mut desk),
        Some(Command::Log(args)) => log::run(args, &mut desk),
    };
    match done {
        Ok(()) => Ok(Verdict::Clean),
        Err(Stop::Output(refusal)) => Err(refusal),
        Err(Stop::Told) => Ok(Verdict::Refused),
        Err(Stop::Refused(refused)) => desk.refuse(&refused),
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
