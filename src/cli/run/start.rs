//! `sop run start`: a case begins.

use std::path::{Path, PathBuf};

use clap::Args;

use super::super::refusal::Refusal;
use super::hand::Hand;
use super::{Desk, Stop};
use crate::flow::case::{Program, State, What, flow_of};
use crate::labels::Say;
use crate::model::{Body, File, Module, Name, Project, Text, nearest};
use crate::rules::{Group, RuleInfo, Settings, Severity, check_with};
use crate::run::{Beginning, Edition, Note, Refused, needed, open_in};
use crate::say;
use crate::source::{FileId, load};

#[derive(Debug, Args)]
pub(super) struct StartArgs {
    /// The file of the procedure
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A routine of the file, instead of its procedure
    #[arg(long, value_name = "NAME")]
    routine: Option<String>,
}

pub(super) fn run(args: &StartArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    // What is wrong with the procedure comes before what is wrong with the command.
    let opened = open(&args.file, args.routine.as_deref(), desk)?;
    let hand = Hand::of(desk.options)?;
    let begin = |program: &Program<'_>, state: &State| hand.events(program, state, vec![What::Started]);
    let appended = desk.store.start(&opened.beginning(), begin)?;
    let notes = opened.notes(&appended.story.program());
    desk.tell(&appended, &notes)
}

/// A procedure or routine of which a case may begin.
pub(super) struct Opened {
    pub(super) project: Project,
    /// Its path relative to the root of the project.
    pub(super) path: String,
    routine: Option<Name>,
    edition: Edition,
    /// That something is wrong with its times, which keeps no case from beginning.
    times: Option<Note>,
}

/// Reads a procedure, and sees whether a case of it may begin.
pub(super) fn open(path: &Path, routine: Option<&str>, desk: &Desk<'_>) -> Result<Opened, Stop> {
    if path.is_dir() {
        let path = path.display();
        return Err(Refused::new(
            "no-flow",
            say!("`{path}` 是文件夹", "`{path}` is a folder"),
            say!("写一份规程的文件，例如 `complaint.sop`", "name the file of one procedure, such as `complaint.sop`"),
        )
        .into());
    }
    let loaded = load(&[path.to_path_buf()]).map_err(|error| {
        let help =
            say!("写一份规程的文件，例如 `complaint.sop`", "name the file of a procedure, such as `complaint.sop`");
        Refused::new("no-file", Refusal::from(error).0, help)
    })?;
    let mut project = Project::new(loaded);
    let named = project.modules.iter().find(|module| module.named).map(|one| (one.id, one.path.clone()));
    let (file, path) = named.ok_or_else(|| no_flow(&path.display().to_string(), None))?;
    let times = sound(&mut project, file, desk)?;
    let routine = routine.map(Name::new);
    let module = project.module(file).ok_or_else(|| no_flow(&path, None))?;
    if flow_of(&module.file, routine.as_ref()).is_none() {
        return Err(unopened(&project, module, routine.as_ref()).into());
    }
    let edition = Edition::of(&project, file)?;
    Ok(Opened { project, path, routine, edition, times })
}

impl Opened {
    /// What whoever begins a case of it should know.
    pub(super) fn notes(&self, program: &Program<'_>) -> Vec<Note> {
        open_in(program).into_iter().chain(self.times.clone()).collect()
    }

    /// What the new case is of.
    pub(super) fn beginning(&self) -> Beginning<'_> {
        let routine = self.routine.as_ref().map(Name::as_str);
        Beginning { edition: &self.edition, procedure: &self.path, routine }
    }
}

/// Cases begin only where the checker proves that they come to an end. What is wrong with the times is told.
fn sound(project: &mut Project, id: FileId, desk: &Desk<'_>) -> Result<Option<Note>, Refused> {
    let needed = needed(project, id);
    for module in &mut project.modules {
        module.named = needed.contains(&module.id);
    }
    let settings = Settings { today: desk.session.today, ..Settings::default() };
    // A file that is missing is why its names are: where it is told, they are not.
    let stops = |info: &RuleInfo| {
        matches!(info.group, Group::Written | Group::Names | Group::Flow) || info.name == "bad-import"
    };
    let Some(Errors { count, shown, first: Say { zh, en } }) = errors(project, &settings, stops) else {
        let found = errors(project, &settings, |info| info.group == Group::Time);
        return Ok(found.map(|Errors { count, shown, first: Say { zh, en } }| Note {
            note: "time-errors",
            words: say!(
                "规程的时限有 {count} 个错误，案件照样开始；第一个在 `{shown}`：{zh}",
                "errors about times, with which the case begins all the same: {count}; the first is in `{shown}`: {en}"
            ),
        }));
    };
    let errors = if count == 1 { "error" } else { "errors" };
    Err(Refused::new(
        "has-errors",
        say!(
            "规程有 {count} 个错误，不能开始案件；第一个在 `{shown}`：{zh}",
            "the procedure has {count} {errors}, so no case begins; the first is in `{shown}`: {en}"
        ),
        say!("运行 `sop check {shown}` 并改正", "run `sop check {shown}` and mend them"),
    ))
}

/// The errors that some rules find: how many, and the first with its file.
struct Errors {
    count: usize,
    shown: String,
    first: Say,
}

fn errors(project: &Project, settings: &Settings, wanted: impl Fn(&RuleInfo) -> bool + Sync) -> Option<Errors> {
    let outcome = check_with(project, settings, wanted);
    let errors: Vec<_> = outcome.findings.iter().filter(|found| found.severity == Severity::Error).collect();
    let first = errors.first()?;
    let shown = project.module(first.at.file).map(|module| module.source.name().to_owned()).unwrap_or_default();
    Some(Errors { count: errors.len(), shown, first: first.message.clone() })
}

/// Why no case can begin here.
fn unopened(project: &Project, module: &Module, routine: Option<&Name>) -> Refused {
    let file: &File = &module.file;
    let routines = file.decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_)));
    let routines: Vec<&str> = routines.filter_map(|decl| decl.ident.as_ref()).map(|one| one.name.as_str()).collect();
    let listed: Vec<String> = routines.iter().map(|name| format!("`--routine {name}`")).collect();
    let (zh, en) = (listed.join("、"), listed.join(", "));
    if let Some(name) = routine {
        let near = nearest(name.as_str(), routines.iter().map(|name| (*name, *name)));
        let help = match (near, routines.is_empty()) {
            (Some(near), _) => say!("是不是 `{near}`？", "did you mean `{near}`?"),
            (None, true) => {
                say!("这份文件没有例行工作；去掉 `--routine`", "the file has no routines; leave `--routine` out")
            }
            (None, false) => say!("可以写 {zh}", "there are {en}"),
        };
        return Refused::new("no-such-routine", say!("没有例行工作 `{name}`", "there is no routine `{name}`"), help);
    }
    let unset = file.flow.as_ref().and_then(|flow| flow.unset.as_ref());
    if routines.is_empty() {
        return no_flow(module.source.name(), unset.map(|why| read(project, why)));
    }
    let refused = no_flow(module.source.name(), unset.map(|why| read(project, why)));
    Refused::new(refused.reason, refused.message, say!("可以开始的例行工作是 {zh}", "its routines can begin: {en}"))
}

fn no_flow(path: &str, unset: Option<Say>) -> Refused {
    let message = match unset {
        Some(Say { zh, en }) => say!("`{path}` 的流程待定：{zh}", "the flow of `{path}` is still open: {en}"),
        None => say!("`{path}` 没有流程", "`{path}` has no flow"),
    };
    Refused::new("no-flow", message, say!("先在文件里写出 `flow`", "write its `flow` first"))
}

fn read(project: &Project, text: &Text) -> Say {
    let first = project.languages(text.span().file).first().copied().unwrap_or_default();
    Say { zh: text.read("zh", first).trim().to_owned(), en: text.read("en", first).trim().to_owned() }
}
