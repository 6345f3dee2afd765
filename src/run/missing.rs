//! Values that are still open, told to people who work on a case.

use super::instead::{list, read};
use crate::flow::case::{At, Fault, Hole, Program, open_bounds, open_conditions, open_everywhere};
use crate::labels::Say;
use crate::say;

/// Something that whoever begins a case should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about, for programs, such as `open-value`.
    pub note: &'static str,
    /// A sentence.
    pub words: Say,
}

/// What is missing where a case cannot go on, if it is a value.
pub(super) fn missing(program: &Program<'_>, at: &At, fault: Fault) -> Option<Say> {
    let holes = match fault {
        Fault::Undecided => open_conditions(program, at),
        Fault::OpenBound => open_bounds(program, at),
        _ => return None,
    };
    (!holes.is_empty()).then(|| list(holes.iter().map(|hole| tell(program, hole))))
}

/// The values that are still open at a step, and without which it cannot be left on some of its ways.
#[must_use]
pub fn open_values(program: &Program<'_>, at: &At) -> Vec<Say> {
    let holes = open_conditions(program, at).into_iter().chain(open_bounds(program, at));
    holes.map(|hole| tell(program, &hole)).collect()
}

/// What is still open in a procedure, as far as its cases come to it.
#[must_use]
pub fn open_in(program: &Program<'_>) -> Vec<Note> {
    let holes = open_everywhere(program);
    let mut notes = Vec::new();
    let needed = unique(holes.needed.iter().map(|hole| tell(program, hole)));
    notes.extend(needed.into_iter().map(|Say { zh, en }| Note {
        note: "open-value",
        words: say!("尚未定值，用到它时案件停下：{zh}", "not set yet, and the case stops where it needs it: {en}"),
    }));
    let timeless = unique(holes.timeless.iter().map(|at| tell(program, &Hole { at: *at, param: None })));
    notes.extend(timeless.into_iter().map(|Say { zh, en }| Note {
        note: "never-due",
        words: say!("时限尚未定值，不会到期：{zh}", "a time that is not set yet never comes due: {en}"),
    }));
    let flows = unique(holes.flows.iter().map(|(at, why)| {
        let Say { zh: call, en: here } = tell(program, &Hole { at: *at, param: None });
        let Say { zh, en } = read(program.project, why);
        say!("{call}，{zh}", "{here}, {en}")
    }));
    notes.extend(flows.into_iter().map(|Say { zh, en }| Note {
        note: "open-flow",
        words: say!(
            "要执行的规程流程待定，由人办理：{zh}",
            "the flow of a procedure is still open, and people do it: {en}"
        ),
    }));
    notes
}

fn unique(says: impl Iterator<Item = Say>) -> Vec<Say> {
    let mut found: Vec<Say> = Vec::new();
    for say in says {
        if !found.contains(&say) {
            found.push(say);
        }
    }
    found
}

/// What stands there, with its line, and the parameter that is meant.
fn tell(program: &Program<'_>, hole: &Hole<'_>) -> Say {
    let Some(module) = program.project.module(hole.at.file) else { return Say::default() };
    let written = module.source.slice(hole.at.start, hole.at.end);
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let (path, line) = (&module.path, module.source.line(hole.at.start));
    match hole.param {
        Some(param) => say!(
            "`{written}` 中的参数 `{param}`（`{path}` 第 {line} 行）",
            "the parameter `{param}` of `{written}` (`{path}`, line {line})"
        ),
        None => say!("`{written}`（`{path}` 第 {line} 行）", "`{written}` (`{path}`, line {line})"),
    }
}
