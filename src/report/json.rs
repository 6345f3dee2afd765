//! Findings for pipelines. The shape is a promise: all keys are always there, `null` or `[]` where there is nothing.

use serde::Serialize;

use super::Counts;
use super::place::Places;
use crate::labels::Lang;
use crate::model::Project;
use crate::rules::{self, Outcome};
use crate::source::{Position, Span};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    findings: Vec<Finding<'a>>,
    accepted: Vec<Accepted<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    start: Point,
    end: Point,
    related: Vec<Related<'a>>,
    path: &'a [String],
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Point {
    offset: u32,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    file: &'a str,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Fix<'a> {
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    file: &'a str,
    offset: u32,
    end_offset: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Accepted<'a> {
    rule: &'a str,
    code: &'a str,
    file: &'a str,
    line: u32,
    because: &'a str,
    until: Option<String>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    accepted: usize,
    known: usize,
}

impl From<Position> for Point {
    fn from(at: Position) -> Self {
        Point { offset: at.offset, line: at.line, column: at.column }
    }
}

/// What a check found, as JSON with a line end at its end. Messages are in the reader's language.
///
/// # Errors
/// None that can happen with these types; the serialiser's, should it ever refuse one of them.
pub fn json(project: &Project, outcome: &Outcome, lang: Lang) -> Result<String, serde_json::Error> {
    let places = Places::new(project);
    let counts = Counts::of(project, outcome);
    let report = Report {
        version: 1,
        findings: outcome.findings.iter().map(|found| finding(&places, found, lang)).collect(),
        accepted: outcome.accepted.iter().map(|found| accepted(&places, found, lang)).collect(),
        summary: Summary {
            files: counts.files,
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            accepted: counts.accepted,
            known: counts.known,
        },
    };
    let mut text = serde_json::to_string_pretty(&report)?;
    text.push('\n');
    Ok(text)
}

fn finding<'a>(places: &Places<'a>, found: &'a rules::Finding, lang: Lang) -> Finding<'a> {
    Finding {
        rule: found.rule.name,
        code: found.rule.code,
        severity: found.severity.word(),
        message: found.message.to(lang),
        help: found.help.as_ref().map(|help| help.to(lang)),
        file: places.source(found.at.file).name(),
        start: places.start(found.at).into(),
        end: places.end(found.at).into(),
        related: found.related.iter().map(|(say, at)| related(places, say.to(lang), *at)).collect(),
        path: &found.path,
        fix: found.fix.as_ref().map(|fix| Fix {
            safe: fix.safe,
            edits: fix.edits.iter().map(|(at, text)| edit(places, *at, text)).collect(),
        }),
    }
}

fn related<'a>(places: &Places<'a>, message: &'a str, at: Span) -> Related<'a> {
    let file = places.source(at.file).name();
    Related { message, file, start: places.start(at).into(), end: places.end(at).into() }
}

fn edit<'a>(places: &Places<'a>, at: Span, text: &'a str) -> Edit<'a> {
    Edit { file: places.source(at.file).name(), offset: at.start, end_offset: at.end, text }
}

fn accepted<'a>(places: &Places<'a>, found: &'a rules::Accepted, lang: Lang) -> Accepted<'a> {
    Accepted {
        rule: found.rule.name,
        code: found.rule.code,
        file: places.source(found.at.file).name(),
        line: places.start(found.at).line,
        because: places.words(found.at.file, &found.because, lang),
        until: found.until.map(|date| date.to_string()),
    }
}
