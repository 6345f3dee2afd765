//! Values that are still open, told to people who work on a case.

use super::instead::list;
use crate::flow::case::{At, Fault, Hole, Program, open_bounds, open_conditions};
use crate::labels::Say;
use crate::say;

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
