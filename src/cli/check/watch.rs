//! `sop check --watch`: checks again whenever a file of the project changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use notify_debouncer_mini::notify::RecursiveMode;
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};
use rustc_hash::FxHashMap;

use super::super::out::tell as say_aside;
use super::super::refusal::Refusal;
use super::super::{Session, Talk, Verdict};
use super::{CheckArgs, check, tell};
use crate::say;
use crate::source::{Loaded, find_root};

/// The configuration of a project.
const CONFIG: &str = "sop.toml";

/// Editors write a file in several steps; so long nothing more must happen before it is read.
const QUIET: Duration = Duration::from_millis(150);

/// Checks, waits for a change, checks again. It ends only from outside, or when nothing can be watched.
pub(super) fn run(args: &CheckArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    if args.input.is_stdin()? {
        return Err(Refusal(say!(
            "标准输入不会变，没有可守候的",
            "standard input does not change: there is nothing to watch"
        )));
    }
    let first = args.input.paths.first().map_or(Path::new("."), |path| path.as_path());
    let root = find_root(first)?;
    // Reports name whole paths.
    let folder = std::fs::canonicalize(&root.dir).unwrap_or_else(|_| root.dir.clone());
    let mut seen = Seen::of(&folder, &args.input.load()?);
    let (sender, changes) = mpsc::channel();
    let report = move |result: DebounceEventResult| {
        let of_project = |path: &Path| {
            path.extension()
                .is_some_and(|ending| ["sop", "toml", "ics"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
        };
        let changed = |path: PathBuf| of_project(&path).then_some(path);
        let paths = result.map(|events| events.into_iter().filter_map(|event| changed(event.path)).collect());
        // Nobody listens any more only when the program ends. A report that failed may have been any.
        let _ = sender.send(paths.map_or(Changes::Unknown, Changes::Of));
    };
    let refused = |error: notify_debouncer_mini::notify::Error| {
        let words = error.to_string();
        Refusal(say!("无法守候文件夹：{words}", "the folder cannot be watched: {words}"))
    };
    let mut watcher = new_debouncer(QUIET, report).map_err(refused)?;
    watcher.watcher().watch(&folder, RecursiveMode::Recursive).map_err(refused)?;
    loop {
        // A file that is away for a moment ends the check, not the watch.
        match check(args, session) {
            Ok(checked) => drop(tell(args, session, &checked)?),
            Err(refusal) => refusal.tell(session.lang()),
        }
        session.out.finish()?;
        if session.talk >= Talk::Normal {
            say_aside(say!("文件一改就再查；按 Ctrl-C 结束", "waiting for changes; Ctrl-C ends").to(session.lang()));
        }
        loop {
            let Ok(first) = changes.recv() else { return Ok(Verdict::Clean) };
            // What came meanwhile is looked at together, without a stop at the first that differs.
            let differing = std::iter::once(first).chain(changes.try_iter()).filter(|changes| seen.differ(changes));
            if differing.count() > 0 {
                break;
            }
        }
    }
}

/// What a report names.
enum Changes {
    /// These files.
    Of(Vec<PathBuf>),
    /// Nobody knows: reports were lost.
    Unknown,
}

/// When a file was written last, and how long it is.
type Stamp = Option<(Option<SystemTime>, u64)>;

/// The files as they were last. Reports also come when a file is only read, as the check itself does.
struct Seen(FxHashMap<PathBuf, Stamp>);

impl Seen {
    /// The files of a project.
    fn of(folder: &Path, loaded: &Loaded) -> Seen {
        let files = loaded.files.iter().map(|file| folder.join(&file.path));
        let others = [CONFIG].into_iter().map(|name| folder.join(name));
        let calendars = loaded.calendars.iter().map(|file| folder.join(&file.path));
        Seen(files.chain(others).chain(calendars).map(|path| (path.clone(), stamp(&path))).collect())
    }

    /// Whether one of these files is another than it was.
    fn differ(&mut self, changes: &Changes) -> bool {
        let paths = match changes {
            Changes::Of(paths) => paths.clone(),
            Changes::Unknown => self.0.keys().cloned().collect(),
        };
        let mut differs = false;
        for path in paths {
            let now = stamp(&path);
            differs |= self.0.insert(path, now) != Some(now);
        }
        differs
    }
}

fn stamp(path: &Path) -> Stamp {
    let found = std::fs::metadata(path).ok()?;
    Some((found.modified().ok(), found.len()))
}
