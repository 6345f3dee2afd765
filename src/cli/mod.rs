//! The command line: one file a verb. A verb reads its arguments, calls the library and prints.
//!
//! Findings and documents go to standard output, progress and refusals to standard error. The exit code is 0 if there
//! is nothing to tell, 1 if there is, 2 if it could not be done.

mod approve;
mod build;
mod check;
mod chinese;
mod explain;
mod fmt;
mod graph;
mod input;
mod misuse;
mod nearest;
mod out;
mod page;
mod refusal;
mod run;
mod trace;
mod write;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::labels::Lang;
use crate::report::{Look, Paint};
use out::Out;

/// Service procedures as code: check them, keep them in one form, build the documents
#[derive(Debug, Parser)]
#[command(name = "sop", version, disable_help_subcommand = true, disable_help_flag = true, disable_version_flag = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    /// Print the version
    #[arg(short = 'V', long, display_order = 107, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Args)]
struct Common {
    /// Language of messages and labels [default: that of the locale]
    #[arg(long, global = true, display_order = 101, value_name = "zh|en", value_parser = lang, hide_possible_values = true)]
    lang: Option<Lang>,
    /// The day to count from, such as 2026-11-21
    #[arg(long, global = true, display_order = 102, value_name = "DATE")]
    today: Option<Date>,
    /// When to colour
    #[arg(
        long,
        global = true,
        display_order = 103,
        value_name = "auto|always|never",
        default_value = "auto",
        hide_possible_values = true
    )]
    color: When,
    /// Only what matters: no summary, no progress
    #[arg(short, long, global = true, display_order = 104, conflicts_with = "verbose")]
    quiet: bool,
    /// Tell more: accepted findings, every file written
    #[arg(short, long, global = true, display_order = 105)]
    verbose: bool,
    /// Print help
    #[arg(short, long, global = true, display_order = 106, action = ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Check procedures and tell what is wrong
    Check(check::CheckArgs),
    /// Write procedures in their one form
    Fmt(fmt::FmtArgs),
    /// Explain a rule or a keyword
    Explain(explain::ExplainArgs),
    /// Build the documents
    Build(build::BuildArgs),
    /// Draw the flow of a procedure
    Graph(graph::GraphArgs),
    /// Tell which clause is met by what
    Trace(trace::TraceArgs),
    /// Approve a procedure: write the approval, with the hash of its content, into its head
    Approve(approve::ApproveArgs),
    /// Run cases of a procedure
    Run(run::RunArgs),
}

/// What a verb came to, if it could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Nothing to tell.
    Clean,
    /// Findings or differences.
    Found,
    /// It could not be done, and the reader was told why.
    Refused,
}

/// How much is told besides the matter itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Talk {
    Quiet,
    Normal,
    Verbose,
}

/// What all verbs need: the reader, and where to print.
struct Session {
    look: Look,
    talk: Talk,
    today: Option<Date>,
    out: Out,
}

impl Session {
    fn new(common: &Common) -> Session {
        let lang = common.lang.unwrap_or_else(|| locale(|name| std::env::var_os(name)));
        let coloured = match common.color {
            When::Auto => anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
            When::Always => true,
            When::Never => false,
        };
        let paint = if coloured { Paint::Coloured } else { Paint::Plain };
        let talk = match (common.quiet, common.verbose) {
            (true, _) => Talk::Quiet,
            (_, true) => Talk::Verbose,
            _ => Talk::Normal,
        };
        Session { look: Look { lang, paint }, talk, today: common.today, out: Out::new() }
    }

    fn lang(&self) -> Lang {
        self.look.lang
    }
}

/// Reads the arguments of the program, does what they say, and gives the exit code.
#[must_use]
pub fn run() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let lang = asked_lang(&args).unwrap_or_else(|| locale(|name| std::env::var_os(name)));
    let command = match lang {
        Lang::Zh => chinese::speak(Cli::command()),
        Lang::En => Cli::command(),
    };
    let cli = match command.try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            match misuse::in_chinese(&error).filter(|_| lang == Lang::Zh && error.use_stderr()) {
                Some(words) => out::tell(&words),
                // Help and version are no errors; a closed output is none either.
                None => drop(error.print()),
            }
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let mut session = Session::new(&cli.common);
    let lang = session.lang();
    let done = match cli.verb {
        Verb::Check(args) => check::run(&args, &mut session),
        Verb::Fmt(args) => fmt::run(&args, &mut session),
        Verb::Explain(args) => explain::run(&args, &mut session),
        Verb::Build(args) => build::run(&args, &mut session),
        Verb::Graph(args) => graph::run(&args, &mut session),
        Verb::Trace(args) => trace::run(&args, &mut session),
        Verb::Approve(args) => approve::run(&args, &mut session),
        Verb::Run(args) => run::run(&args, &mut session),
    };
    match done.and_then(|verdict| session.out.finish().map(|()| verdict)) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Found) => ExitCode::from(1),
        Ok(Verdict::Refused) => ExitCode::from(2),
        Err(refusal) => {
            // What was said before the refusal still belongs to the reader; the refusal is what counts.
            let _ = session.out.finish();
            refusal.tell(lang);
            ExitCode::from(2)
        }
    }
}

fn lang(word: &str) -> Result<Lang, String> {
    Lang::of_tag(word).ok_or_else(|| "expected `zh` or `en`".to_owned())
}

/// The language asked for on the command line, looked up before the arguments are read: it decides the language of
/// the help and of what is said about wrong arguments.
fn asked_lang(args: &[OsString]) -> Option<Lang> {
    let mut words = args.iter().filter_map(|arg| arg.to_str()).skip_while(|arg| !arg.starts_with("--lang"));
    match words.next()?.strip_prefix("--lang")? {
        "" => Lang::of_tag(words.next()?),
        joined => Lang::of_tag(joined.strip_prefix('=')?),
    }
}

/// The language of the locale: Chinese where that is Chinese, else English.
fn locale(var: impl Fn(&str) -> Option<OsString>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(var).find(|value| !value.is_empty());
    let chinese = set.is_some_and(|value| value.to_string_lossy().starts_with("zh"));
    if chinese { Lang::Zh } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_is_read_as_the_system_reads_it() {
        let with = |pairs: &'static [(&str, &str)]| {
            locale(move |name| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.into()))
        };
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(with(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(with(&[("LANG", "en_US"), ("LC_MESSAGES", "zh_TW"), ("LC_ALL", "")]), Lang::Zh);
        assert_eq!(with(&[]), Lang::En);
    }

    #[test]
    fn the_arguments_fit_together() {
        Cli::command().debug_assert();
    }
}
