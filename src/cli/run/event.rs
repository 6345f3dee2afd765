//! `sop run event`: something happened that nobody works on.

use clap::Args;

use super::fields::open;
use super::{CaseArg, Desk, Stop, texts};
use crate::flow::case::{Due, DueId, Program, Refusal, State, Wanted, What, anytime_now, due_now, open_now};
use crate::run::{Refused, why};

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
    desk.act(&args.case.case, |program, state| {
        let what = match (args.words.as_slice(), args.late, args.warn) {
            ([node, ..], Some(late), _) => due(program, state, &texts::address(node), late, false)?,
            ([node, ..], None, Some(warning)) => due(program, state, &texts::address(node), warning, true)?,
            ([node, text], None, None) => happened(program, state, &texts::address(node), text),
            ([word, ..], None, None) => one(program, state, word)?,
            ([], ..) => return Ok(Vec::new()),
        };
        Ok(vec![what])
    })
}

/// A warning or a late line of a node: the one that is named, else the first that may come now.
fn due(program: &Program<'_>, state: &State, at: &str, named: Option<Numbers>, warning: bool) -> Result<What, Refused> {
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
    found.ok_or_else(|| why(program, state, &what(1, 1), &Refusal::NotDue))
}

/// A text at a step: an event of a wait, or something that may happen at any time inside a call.
fn happened(program: &Program<'_>, state: &State, at: &str, text: &str) -> What {
    let inside: Vec<_> = anytime_now(program, state).into_iter().filter(|now| now.address == at).collect();
    if !inside.is_empty() {
        let lines: Vec<_> = inside.iter().map(|now| &now.line.when).collect();
        return What::Anytime { says: texts::meant(&lines, text), at: at.to_owned() };
    }
    let open = open(program, state, at);
    let known = open.as_ref().map(texts::of).unwrap_or_default();
    What::Happened { at: at.to_owned(), says: Some(texts::meant(known, text)) }
}

/// One word: a wait without a text, or a text that is known somewhere.
fn one(program: &Program<'_>, state: &State, word: &str) -> Result<What, Refused> {
    let open = open_now(program, state);
    let address = texts::address(word);
    if open.iter().any(|open| open.address == address) {
        return Ok(What::Happened { at: address, says: None });
    }
    let anytime = anytime_now(program, state);
    if let Some(now) = anytime.iter().find(|now| texts::is(&now.line.when, word)) {
        return Ok(What::Anytime { says: now.line.when.source.clone(), at: now.address.clone() });
    }
    for open in &open {
        if let Wanted::Event { says } = &open.wanted
            && let Some(text) = says.iter().find(|text| texts::is(text, word))
        {
            return Ok(What::Happened { at: open.address.clone(), says: Some(text.source.clone()) });
        }
    }
    let number = word.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match number.and_then(|number| anytime.get(number)) {
        Some(now) => Ok(What::Anytime { says: now.line.when.source.clone(), at: now.address.clone() }),
        None => {
            let what = What::Anytime { says: word.to_owned(), at: String::new() };
            Err(why(program, state, &what, &Refusal::NoSuchAnytime(word.trim().to_owned())))
        }
    }
}
