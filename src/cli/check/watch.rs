//! `sop check --watch`: checks again whenever a file of the project changes.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use notify_debouncer_mini::notify::RecursiveMode;
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};

use super::super::out::tell as say_aside;
use super::super::refusal::Refusal;
use super::super::{Session, Talk, Verdict};
use super::{CheckArgs, check, tell};
use crate::say;
use crate::source::find_root;

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
    let (sender, changes) = mpsc::channel();
    let report = move |result: DebounceEventResult| {
        let of_project = |path: &Path| {
            path.extension()
                .is_some_and(|ending| ["sop", "toml", "ics"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
        };
        if result.map_or(true, |events| events.iter().any(|event| of_project(&event.path))) {
            // Nobody listens any more only when the program ends.
            let _ = sender.send(());
        }
    };
    let refused = |error: notify_debouncer_mini::notify::Error| {
        let words = error.to_string();
        Refusal(say!("无法守候文件夹：{words}", "the folder cannot be watched: {words}"))
    };
    let mut watcher = new_debouncer(QUIET, report).map_err(refused)?;
    watcher.watcher().watch(&root.dir, RecursiveMode::Recursive).map_err(refused)?;
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
        if changes.recv().is_err() {
            return Ok(Verdict::Clean);
        }
        // What came meanwhile is looked at together.
        while changes.try_recv().is_ok() {}
    }
}
