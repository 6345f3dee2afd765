//! `sop check`: findings.

mod baseline;
mod fix;
mod watch;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::input::Input;
use super::nearest::nearest;
use super::refusal::Refusal;
use super::{Session, Talk, Verdict};
use crate::labels::Say;
use crate::model::Project;
use crate::report::{Counts, Text, json};
use crate::rules::{self, Outcome, RULES, Settings, Severity};
use crate::say;
use crate::source::{Level, Root, earlier};
use baseline::Act;
pub(super) use fix::edited;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: Input,
    /// How findings are printed
    #[arg(long, value_name = "text|json", default_value = "text", hide_possible_values = true)]
    format: Format,
    /// From which weight on findings make the check fail
    #[arg(long, value_name = "error|warning|info", default_value = "error", hide_possible_values = true)]
    fail_on: FailOn,
    /// Weigh a rule differently: off, info, warning or error; may be repeated
    #[arg(long, value_name = "NAME=LEVEL", value_parser = level)]
    rule: Vec<(String, Level)>,
    /// A profile of sop.toml
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The earlier version, for the rules that compare: a folder, a file, or a revision of git
    #[arg(long, value_name = "PATH|REV")]
    before: Option<String>,
    /// Do not tell the findings that this file counts; without the file, see --write-baseline
    #[arg(long, value_name = "FILE", conflicts_with = "watch")]
    baseline: Option<PathBuf>,
    /// Write the findings of now into the baseline
    #[arg(long, requires = "baseline", conflicts_with = "prune_baseline")]
    write_baseline: bool,
    /// Take out of the baseline what is gone
    #[arg(long, requires = "baseline")]
    prune_baseline: bool,
    /// Mend what can be mended without a person looking
    #[arg(long)]
    fix: bool,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with = "fix")]
    watch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        }
    }
}

pub(super) fn run(args: &CheckArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    known_rules(&args.rule)?;
    if args.watch {
        return watch::run(args, session);
    }
    let mut checked = check(args, session)?;
    if args.fix {
        checked = fix::run(args, session, checked)?;
    }
    if let Some(file) = &args.baseline {
        let act = match (args.write_baseline, args.prune_baseline) {
            (true, _) => Act::Write,
            (_, true) => Act::Prune,
            _ => Act::Hold,
        };
        baseline::run(file, act, &mut checked, session)?;
    }
    tell(args, session, &checked)
}

/// A project and what is found in it.
pub(super) struct Checked {
    pub(super) project: Project,
    pub(super) outcome: Outcome,
}

/// Reads the project and checks it.
pub(super) fn check(args: &CheckArgs, session: &Session) -> Result<Checked, Refusal> {
    let loaded = args.input.load()?;
    known_profile(args.profile.as_deref(), &loaded.root)?;
    let before = args.before.as_deref().map(|given| earlier(&loaded, given)).transpose()?.map(Project::new);
    let project = Project::new(loaded);
    let today = session.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let settings = Settings {
        today: Some(today),
        levels: args.rule.clone(),
        profile: args.profile.clone(),
        before: before.as_ref(),
    };
    let outcome = rules::check(&project, &settings);
    Ok(Checked { project, outcome })
}

/// Prints what was found in the form that is asked for.
pub(super) fn tell(args: &CheckArgs, session: &mut Session, checked: &Checked) -> Result<Verdict, Refusal> {
    let Checked { project, outcome } = checked;
    match args.format {
        Format::Text => print(project, outcome, session)?,
        Format::Json => {
            let text = json(project, outcome, session.lang()).map_err(|error| {
                let words = error.to_string();
                Refusal(say!("无法生成 JSON：{words}", "the JSON cannot be written: {words}"))
            })?;
            session.out.print(&text)?;
        }
    }
    let fails = outcome.findings.iter().any(|finding| finding.severity >= args.fail_on.severity());
    Ok(if fails { Verdict::Found } else { Verdict::Clean })
}

/// Prints the findings as text, with the summary unless few words are asked for.
pub(super) fn print(project: &Project, outcome: &Outcome, session: &mut Session) -> Result<(), Refusal> {
    let text = Text::new(project, session.look);
    for finding in &outcome.findings {
        session.out.print(&text.finding(finding))?;
        session.out.print("\n")?;
    }
    if session.talk >= Talk::Verbose {
        for accepted in &outcome.accepted {
            session.out.print(&text.accepted(accepted))?;
        }
    }
    if session.talk >= Talk::Normal {
        session.out.print(&text.summary(Counts::of(project, outcome)))?;
    }
    Ok(())
}

fn level(argument: &str) -> Result<(String, Level), String> {
    let split = argument.split_once('=').and_then(|(rule, level)| Some((rule.to_owned(), Level::of_word(level)?)));
    split.ok_or_else(|| "expected a rule and off, info, warning or error, such as `vague-word=off`".to_owned())
}

fn known_rules(levels: &[(String, Level)]) -> Result<(), Refusal> {
    match levels.iter().find(|(name, _)| rules::find(name).is_none()) {
        Some((name, _)) => Err(unknown_rule(name)),
        None => Ok(()),
    }
}

/// A rule that does not exist, with the nearest one.
pub(super) fn unknown_rule(name: &str) -> Refusal {
    let near = nearest(name, RULES.iter().map(|(info, _)| info.name));
    Refusal(or_nearest(say!("没有规则 `{name}`", "there is no rule `{name}`"), near))
}

fn known_profile(name: Option<&str>, root: &Root) -> Result<(), Refusal> {
    let profiles = &root.config.profiles;
    match name {
        Some(name) if !profiles.contains_key(name) => {
            let near = nearest(name, profiles.keys().map(String::as_str));
            Err(Refusal(or_nearest(
                say!("sop.toml 里没有方案 `{name}`", "there is no profile `{name}` in sop.toml"),
                near,
            )))
        }
        _ => Ok(()),
    }
}

/// A sentence about an unknown word, and the word that was likely meant.
pub(super) fn or_nearest(sentence: Say, near: Option<&str>) -> Say {
    let Some(near) = near else { return sentence };
    let Say { zh, en } = sentence;
    say!("{zh}；是不是 `{near}`？", "{en}; did you mean `{near}`?")
}
