//! `sop fmt`: one form.

use std::io::{self, Read};

use clap::{Args, ValueEnum};

use super::input::Input;
use super::out::tell;
use super::refusal::Refusal;
use super::write::Batch;
use super::{Session, Talk, Verdict};
use crate::labels::{Lang, Say};
use crate::model::lower;
use crate::say;
use crate::source::{Encoding, FileId, LoadError, RawFile, SourceText, decode};
use crate::syntax::fmt::{self, Keywords, Options};
use crate::syntax::{Beyond, parse};

#[derive(Debug, Args)]
pub(super) struct FmtArgs {
    #[command(flatten)]
    input: Input,
    /// Write nothing; tell which files would change
    #[arg(long)]
    check: bool,
    /// Write nothing; print what would change
    #[arg(long)]
    diff: bool,
    /// Leave the keywords, or write them in English or Chinese and change nothing else
    #[arg(long, value_name = "keep|en|zh", default_value = "keep", hide_possible_values = true)]
    keywords: Swap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Swap {
    Keep,
    En,
    Zh,
}

impl Swap {
    fn options(self) -> Options {
        let keywords = match self {
            Swap::Keep => Keywords::Keep,
            Swap::En => Keywords::To(Lang::En),
            Swap::Zh => Keywords::To(Lang::Zh),
        };
        Options { keywords }
    }
}

pub(super) fn run(args: &FmtArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    if args.input.is_stdin()? {
        return stdin(args, session);
    }
    let loaded = args.input.load()?;
    let options = args.keywords.options();
    let mut batch = Batch::default();
    let mut refused = None;
    let mut changed = Vec::new();
    for file in loaded.files.iter().filter(|file| file.named) {
        let (before, after) = match formatted(file, &options) {
            Ok(texts) => texts,
            Err(refusal) => {
                // The other files are still formatted; the last refusal is the one that ends the program.
                if let Some(earlier) = refused.replace(refusal) {
                    Refusal::tell(&earlier, session.lang());
                }
                continue;
            }
        };
        if after == *before {
            continue;
        }
        if args.diff {
            session.out.print(&fmt::diff(&file.shown, before, &after))?;
        }
        if !args.check && !args.diff {
            batch.replace(&loaded.root.dir.join(&file.path), &after)?;
        }
        changed.push(file.shown.as_str());
    }
    batch.commit()?;
    report(args, session, &changed)?;
    match refused {
        Some(refusal) => Err(refusal),
        None => Ok(verdict(args, !changed.is_empty())),
    }
}

fn stdin(args: &FmtArgs, session: &mut Session) -> Result<Verdict, Refusal> {
    let name = args.input.stdin_name();
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|cause| LoadError::Unreadable { path: name.to_path_buf(), cause })?;
    let shown = name.display().to_string();
    let file = RawFile { path: shown.clone(), shown, text: decode(bytes), named: true };
    let (before, after) = formatted(&file, &args.keywords.options())?;
    let changes = after != *before;
    if args.diff {
        session.out.print(&fmt::diff(&file.shown, before, &after))?;
    } else if !args.check {
        session.out.print(&after)?;
    }
    if args.check && changes {
        report(args, session, &[&file.shown])?;
    }
    Ok(verdict(args, changes))
}

fn verdict(args: &FmtArgs, changes: bool) -> Verdict {
    if args.check && changes { Verdict::Found } else { Verdict::Clean }
}

/// Tells which files changed: with `--check` that is the answer, otherwise it is progress.
fn report(args: &FmtArgs, session: &mut Session, changed: &[&str]) -> Result<(), Refusal> {
    let lang = session.lang();
    for name in changed {
        if args.check && !args.diff {
            session.out.print(&format!("{}\n", say!("{name} 需要整理", "{name} would change").to(lang)))?;
        } else if !args.check && !args.diff && session.talk >= Talk::Normal {
            tell(say!("已整理 {name}", "formatted {name}").to(lang));
        }
    }
    Ok(())
}

/// The text of a file and its one form.
fn formatted<'f>(file: &'f RawFile, options: &Options) -> Result<(&'f String, String), Refusal> {
    let shown = &file.shown;
    let before = file.text.as_ref().map_err(|(_, encoding)| not_utf8(shown, *encoding))?;
    match fmt::format_with(before, options, same_meaning) {
        Ok(after) => Ok((before, after)),
        Err(refusal) => Err(refused(shown, before, refusal)),
    }
}

/// Whether two texts make the same model; places do not count.
fn same_meaning(before: &str, after: &str) -> bool {
    let model = |text: &str| lower(FileId::default(), &parse(text).tree, text);
    model(before) == model(after)
}

fn not_utf8(shown: &str, encoding: Encoding) -> Refusal {
    let Say { zh, en } = match encoding.name() {
        Some(name) => say!("，像是 {name}", ", it looks like {name}"),
        None => Say::default(),
    };
    Refusal(say!("`{shown}` 不是 UTF-8{zh}", "`{shown}` is not UTF-8{en}"))
}

fn refused(shown: &str, text: &str, refusal: fmt::Refusal) -> Refusal {
    let (at, why) = match refusal {
        fmt::Refusal::Beyond(Beyond::Size) => (None, say!("文件太大", "the file is too large")),
        fmt::Refusal::Beyond(Beyond::Depth(at)) => (Some(at), say!("嵌套太深", "nested too deep")),
        fmt::Refusal::Changed(at) => {
            (Some(at), say!("整理后读法会变，所以没有改动", "it would be read in another way, so nothing was changed"))
        }
        fmt::Refusal::Comment(at) => {
            (Some(at), say!("注释会丢失，所以没有改动", "this comment would be lost, so nothing was changed"))
        }
        fmt::Refusal::Meaning => {
            (None, say!("整理后意思会变，所以没有改动", "it would mean something else, so nothing was changed"))
        }
    };
    let place = match at.map(|at| SourceText::new("", text).position(at)) {
        Some(at) => format!("{shown}:{}:{}", at.line, at.column),
        None => shown.to_owned(),
    };
    let Say { zh, en } = why;
    Refusal(say!("`{place}` 无法整理：{zh}", "`{place}` cannot be formatted: {en}"))
}
