//! `sop check --fix`: mends what can be mended without a person looking.

use std::collections::BTreeMap;

use super::super::out::tell;
use super::super::refusal::Refusal;
use super::super::write::Batch;
use super::super::{Session, Talk};
use super::{CheckArgs, Checked, check};
use crate::rules::Outcome;
use crate::say;
use crate::source::{FileId, Span};

/// One fix may bring another to light; more rounds than this would be fixes that undo each other.
const ROUNDS: usize = 10;

/// Mends, writes the files, and checks again until nothing is left to mend.
pub(super) fn run(args: &CheckArgs, session: &Session, mut checked: Checked) -> Result<Checked, Refusal> {
    if args.input.is_stdin()? {
        return Err(Refusal(say!(
            "`--fix` 要改文件，不能读标准输入",
            "`--fix` changes files and does not go with standard input"
        )));
    }
    let mut mended = 0;
    for _ in 0..ROUNDS {
        let edits = safe(&checked.outcome);
        if edits.is_empty() {
            break;
        }
        let mut batch = Batch::default();
        for (file, edits) in &edits {
            let Some(module) = checked.project.module(*file) else { continue };
            mended += edits.len();
            let path = checked.project.root.dir.join(&module.path);
            batch.replace(&path, &edited(module.source.text(), edits))?;
        }
        batch.commit()?;
        checked = check(args, session)?;
    }
    if session.talk >= Talk::Normal && mended > 0 {
        let places = if mended == 1 { "place" } else { "places" };
        let line = say!("改好了 {mended} 处", "{mended} {places} mended");
        tell(line.to(session.lang()));
    }
    Ok(checked)
}

/// The edits of the safe fixes, file by file, in order and without overlap: a fix that meets an earlier one waits for
/// the next round.
fn safe(outcome: &Outcome) -> BTreeMap<FileId, Vec<(Span, String)>> {
    let mut found: BTreeMap<FileId, Vec<(Span, String)>> = BTreeMap::new();
    let fixes = outcome.findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safe);
    for fix in fixes {
        let meets = |(at, _): &(Span, String)| {
            found
                .get(&at.file)
                .is_some_and(|taken| taken.iter().any(|(other, _)| at.start <= other.end && other.start <= at.end))
        };
        if fix.edits.iter().any(meets) {
            continue;
        }
        for (at, text) in &fix.edits {
            found.entry(at.file).or_default().push((*at, text.clone()));
        }
    }
    found.values_mut().for_each(|edits| edits.sort_by_key(|(at, _)| at.start));
    found
}

/// A text with other pieces in it. The edits are in order and do not overlap.
pub(in crate::cli) fn edited(text: &str, edits: &[(Span, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, new) in edits {
        out.push_str(text.get(done..at.start as usize).unwrap_or(""));
        out.push_str(new);
        done = at.end as usize;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}
