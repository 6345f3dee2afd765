//! `sop check --baseline`: what a project had when it began to be checked.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::super::out::tell;
use super::super::refusal::Refusal;
use super::super::write::whole;
use super::super::{Session, Talk};
use super::Checked;
use crate::report::Baseline;
use crate::say;
use crate::source::LoadError;

/// What is done with a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Its findings are not told.
    Hold,
    /// It is written anew from what is found.
    Write,
    /// What is gone is taken out of it.
    Prune,
}

/// Takes out of what was found what the baseline knows.
pub(super) fn run(file: &Path, act: Act, checked: &mut Checked, session: &Session) -> Result<(), Refusal> {
    let Checked { project, outcome } = checked;
    let baseline = match act {
        Act::Write => {
            let baseline = Baseline::of(project, outcome);
            write(file, &baseline)?;
            baseline
        }
        Act::Hold => read(file)?,
        Act::Prune => {
            let before = read(file)?;
            let after = before.pruned(project, outcome);
            if after != before {
                write(file, &after)?;
            }
            after
        }
    };
    let held = baseline.apply(project, outcome);
    outcome.known = held.known;
    if held.gone > 0 && session.talk >= Talk::Normal {
        let (gone, file) = (held.gone, file.display());
        let line = say!(
            "基线 `{file}` 里有 {gone} 项已经改好：用 `--prune-baseline` 去掉",
            "{gone} of the baseline `{file}` are gone: take them out with `--prune-baseline`"
        );
        tell(line.to(session.lang()));
    }
    Ok(())
}

fn read(file: &Path) -> Result<Baseline, Refusal> {
    let text = fs::read_to_string(file).map_err(|cause| {
        if cause.kind() == ErrorKind::NotFound {
            let file = file.display();
            return Refusal(say!(
                "基线 `{file}` 不存在；用 `--write-baseline` 建立",
                "there is no baseline `{file}`; make one with `--write-baseline`"
            ));
        }
        LoadError::Unreadable { path: file.to_path_buf(), cause }.into()
    })?;
    Baseline::read(&text).map_err(|words| {
        let file = file.display();
        Refusal(say!("`{file}` 不是基线文件：{words}", "`{file}` is no baseline: {words}"))
    })
}

fn write(file: &Path, baseline: &Baseline) -> Result<(), Refusal> {
    let text = baseline
        .text()
        .map_err(|words| Refusal(say!("无法生成基线：{words}", "the baseline cannot be written: {words}")))?;
    whole(file, &text)
}
