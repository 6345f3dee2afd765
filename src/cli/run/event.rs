//! `sop run event`: something happened that nobody works on.

use std::cmp::Ordering;

use clap::Args;

use super::fields::open;
use super::{CaseArg, Desk, Stop, texts};
use crate::flow::case::{Due, DueId, DueLine, Program, Refusal, State, Wanted, What, anytime_now, due_now, open_now};
use crate::model::Action;
use crate::run::{Refused, why};
use crate::say;
use crate::time::Duration;

#[derive(Debug, Args)]
pub(super) struct EventArgs {
    #[command(flatten)]
    case: CaseArg,
    /// The wait and what happened to it; the text alone if it is clear where; the wait alone if it has no text
    #[arg(value_name = "NODE|TEXT", num_args = 1..=2, required = true)]
    words: Vec<String>,
    /// A limit of the step is missed: which limit and which of its late lines, such as 1.2 [default: the first]
    #[arg(long, value_name = "LIMIT[.LINE]", num_args = 0..=1, value_parser = numbers)]
    late: Option<Option<Numbers>>,
    /// A share of a limit is used: which limit and which of its warnings, such as 1.2 [default: the first]
    #[arg(long, value_name = "LIMIT[.WARNING]", num_args = 0..=1, value_parser = numbers, conflicts_with = "late")]
    warn: Option<Option<Numbers>>,
}

/// A limit and one of its warnings or late lines, both from 1.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    limit: usize,
    line: Option<usize>,
}

fn numbers(word: &str) -> Result<Numbers, String> {
    let wrong = |_| "expected a limit and perhaps one of its lines, such as `1` or `1.2`".to_owned();
    let (limit, line) = match word.split_once('.') {
        Some((limit, line)) => (limit, Some(line.parse().map_err(wrong)?)),
        None => (word, None),
    };
    Ok(Numbers { limit: limit.parse().map_err(wrong)?, line })
}

pub(super) fn run(args: &EventArgs, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let case = args.case.case.trim();
    desk.act(case, |program, state| {
        let what = match (args.words.as_slice(), args.late, args.warn) {
            ([node, ..], Some(late), _) => due(case, program, state, &texts::address(node), (late, false))?,
            ([node, ..], None, Some(warning)) => due(case, program, state, &texts::address(node), (warning, true))?,
            ([node, text], None, None) => happened(program, state, &texts::address(node), text),
            ([word, ..], None, None) => one(case, program, state, word)?,
            ([], ..) => return Ok(Vec::new()),
        };
        earlier(program, state, what)
    })
}

/// A late line with those of its limit that are due before it and were not noted: behind it they might never be.
///
/// # Errors
/// If one of them leads away, so that the line does not come any more.
pub(super) fn earlier(program: &Program<'_>, state: &State, what: What) -> Result<Vec<What>, Refused> {
    let What::Late { at, limit, line } = &what else { return Ok(vec![what]) };
    let here: Vec<Due<'_>> = due_now(program, state)
        .into_iter()
        .filter(|due| due.limit + 1 == *limit && program.address(&due.at) == *at)
        .collect();
    let number = |due: &Due<'_>| match due.id {
        DueId::Late(index) => Some(index + 1),
        DueId::Warning(_) => None,
    };
    let Some(own) = here.iter().find(|due| number(due) == Some(*line)) else { return Ok(vec![what]) };
    let mut before: Vec<(usize, &Due<'_>)> = here
        .iter()
        .filter_map(|due| Some((number(due)?, due)))
        .filter(|(number, due)| due.fired.is_none() && comes_before(program, (*number, due), (*line, own)))
        .collect();
    before.sort_by_key(|(number, due)| (added(program, due).flatten().map(Duration::figure), *number));
    let is_open = open_now(program, state).iter().any(|open| open.address == *at);
    let leads_away = |due: &Due<'_>| is_open && due.actions().iter().any(|action| matches!(action, Action::Go(_)));
    if let Some((first, _)) = before.iter().find(|(_, due)| leads_away(due)) {
        return Err(Refused::new(
            "earlier-line",
            say!(
                "`{limit}.{first}` 比 `{limit}.{line}` 先到时，并且转往别处",
                "`{limit}.{first}` is due before `{limit}.{line}`, and it leads away from the step"
            ),
            say!("登记 `--late {limit}.{first}`", "note that one: `--late {limit}.{first}`"),
        ));
    }
    let earlier = before.iter().map(|(line, _)| What::Late { at: at.clone(), limit: *limit, line: *line });
    Ok(earlier.chain([what.clone()]).collect())
}

/// Whether a late line of a limit comes before another: by what they add to it, else by where they stand. Lengths that
/// only a calendar can compare say nothing.
fn comes_before(program: &Program<'_>, (number, a): (usize, &Due<'_>), (other, b): (usize, &Due<'_>)) -> bool {
    let order = match (added(program, a), added(program, b)) {
        (None, None) => Some(Ordering::Equal),
        (None, Some(_)) => Some(Ordering::Less),
        (Some(_), None) => Some(Ordering::Greater),
        (Some(a), Some(b)) => a.zip(b).and_then(|(a, b)| a.compare(b)),
    };
    order.is_some_and(|order| order.then(number.cmp(&other)).is_lt())
}

/// What a late line adds to its limit; `Some(None)` if it cannot be read.
fn added(program: &Program<'_>, due: &Due<'_>) -> Option<Option<Duration>> {
    let DueLine::Late(late) = due.line else { return None };
    let file = program.graph(&due.at.path).map_or(program.file, |graph| graph.file);
    late.after.as_ref().map(|after| program.project.duration(file, after))
}

/// A warning or a late line of a node: the one that is named, else the first that may come now.
fn due(
    case: &str,
    program: &Program<'_>,
    state: &State,
    at: &str,
    (named, warning): (Option<Numbers>, bool),
) -> Result<What, Refused> {
    let what = |limit: usize, line: usize| match warning {
        true => What::Warned { at: at.to_owned(), limit, warning: line },
        false => What::Late { at: at.to_owned(), limit, line },
    };
    let number = |due: &Due<'_>| match due.id {
        DueId::Warning(index) => warning.then_some(index + 1),
        DueId::Late(index) => (!warning).then_some(index + 1),
    };
    let fits = |limit: usize, line: usize| {
        named.is_none_or(|named| named.limit == limit && named.line.is_none_or(|named| named == line))
    };
    let mut here = due_now(program, state).into_iter().filter(|due| program.address(&due.at) == at);
    let found = here.find_map(|due| {
        let (limit, line) = (due.limit + 1, number(&due)?);
        fits(limit, line).then(|| what(limit, line))
    });
    found.ok_or_else(|| why(case, program, state, &what(1, 1), &Refusal::NotDue))
}

/// A text at a step: an event of a wait, or something that may happen at any time inside a call.
fn happened(program: &Program<'_>, state: &State, at: &str, text: &str) -> What {
    let inside: Vec<_> = anytime_now(program, state).into_iter().filter(|now| now.address == at).collect();
    if !inside.is_empty() {
        let number = text.trim().parse::<usize>().ok();
        let found = inside.iter().find(|now| texts::is(&now.line.when, text));
        let found = found.or_else(|| inside.iter().find(|now| Some(now.index + 1) == number));
        let says = found.map_or_else(|| text.trim().to_owned(), |now| now.line.when.source.clone());
        return What::Anytime { says, at: at.to_owned() };
    }
    let open = open(program, state, at);
    let known = open.as_ref().map(texts::of).unwrap_or_default();
    What::Happened { at: at.to_owned(), says: Some(texts::meant(known, text)) }
}

/// One word: a wait without a text, a text that is known somewhere, or the number of something that may happen to the
/// case at any time. If it fits several places, nobody guesses which one is meant.
fn one(case: &str, program: &Program<'_>, state: &State, word: &str) -> Result<What, Refused> {
    let open = open_now(program, state);
    let anytime = anytime_now(program, state);
    let address = texts::address(word);
    let mut found: Vec<Fits> = Vec::new();
    if open.iter().any(|open| open.address == address) {
        found.push(Fits { what: What::Happened { at: address.clone(), says: None }, written: address });
    }
    for now in anytime.iter().filter(|now| texts::is(&now.line.when, word)) {
        let number = now.index + 1;
        let written = if now.address.is_empty() { number.to_string() } else { format!("{} {number}", now.address) };
        let what = What::Anytime { says: now.line.when.source.clone(), at: now.address.clone() };
        found.push(Fits { what, written });
    }
    for open in &open {
        if let Wanted::Event { says } = &open.wanted
            && let Some(index) = says.iter().position(|text| texts::is(text, word))
        {
            let says = says.get(index).map(|text| text.source.clone());
            let what = What::Happened { at: open.address.clone(), says };
            found.push(Fits { what, written: format!("{} {}", open.address, index + 1) });
        }
    }
    if found.len() > 1 {
        return Err(several(word, &found));
    }
    let number = word.trim().parse::<usize>().ok();
    let by_number = || anytime.iter().find(|now| now.address.is_empty() && Some(now.index + 1) == number);
    match (found.pop(), by_number()) {
        (Some(fits), _) => Ok(fits.what),
        (None, Some(now)) => Ok(What::Anytime { says: now.line.when.source.clone(), at: String::new() }),
        (None, None) => {
            let what = What::Anytime { says: word.to_owned(), at: String::new() };
            Err(why(case, program, state, &what, &Refusal::NoSuchAnytime(word.trim().to_owned())))
        }
    }
}

/// Something that one word may mean, and how it is written so that it means nothing else.
struct Fits {
    what: What,
    written: String,
}

fn several(word: &str, found: &[Fits]) -> Refused {
    let word = word.trim();
    let written: Vec<String> = found.iter().map(|fits| format!("`{}`", fits.written)).collect();
    let (zh, en) = (written.join("、"), written.join(", "));
    Refused::new(
        "ambiguous-event",
        say!("`{word}` 可能指几件事", "`{word}` fits several places"),
        say!("写明是哪一件：{zh}", "say which one is meant: {en}"),
    )
}
