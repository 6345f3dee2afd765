//! `sop run start`: a case begins.

use std::path::{Path, PathBuf};

use clap::Args;

use super::super::refusal::Refusal;
use super::hand::Hand;
use super::{Desk, Stop};
use crate::flow::case::{Program, State, What, flow_of};
use crate::labels::Say;
use crate::model::{Body, File, Module, Name, Project, Text, nearest};
use crate::rules::{Group, Settings, Severity, check_with};
use crate::run::{Beginning, Edition, Refused, needed};
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
    let hand = Hand::of(desk.options)?;
    let opened = open(&args.file, args.routine.as_deref(), desk)?;
    let begin = |program: &Program<'_>, state: &State| hand.events(program, state, vec![What::Started]);
    let appended = desk.store.start(&opened.beginning(), begin)?;
    desk.tell(&appended)
}

/// A procedure or routine of which a case may begin.
pub(super) struct Opened {
    pub(super) project: Project,
    /// Its path relative to the root of the project.
    pub(super) path: String,
    routine: Option<Name>,
    edition: Edition,
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
    sound(&mut project, file, desk)?;
    let routine = routine.map(Name::new);
    let module = project.module(file).ok_or_else(|| no_flow(&path, None))?;
    if flow_of(&module.file, routine.as_ref()).is_none() {
        return Err(unopened(&project, module, routine.as_ref()).into());
    }
    let edition = Edition::of(&project, file)?;
    Ok(Opened { project, path, routine, edition })
}

impl Opened {
    /// What the new case is of.
    pub(super) fn beginning(&self) -> Beginning<'_> {
        let routine = self.routine.as_ref().map(Name::as_str);
        Beginning { edition: &self.edition, procedure: &self.path, routine }
    }
}

/// Cases begin only where the checker proves that they come to an end.
fn sound(project: &mut Project, id: FileId, desk: &Desk<'_>) -> Result<(), Refused> {
    let needed = needed(project, id);
    for module in &mut project.modules {
        module.named = needed.contains(&module.id);
    }
    let settings = Settings { today: desk.session.today, ..Settings::default() };
    let outcome =
        check_with(project, &settings, |info| matches!(info.group, Group::Written | Group::Names | Group::Flow));
    let errors: Vec<_> = outcome.findings.iter().filter(|found| found.severity == Severity::Error).collect();
    let Some(first) = errors.first() else { return Ok(()) };
    let shown = project.module(first.at.file).map(|module| module.source.name().to_owned()).unwrap_or_default();
    let (count, Say { zh, en }) = (errors.len(), &first.message);
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
