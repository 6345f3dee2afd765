//! Values in generated conditions: a parameter counts as its value, one that is still open stops only what needs it,
//! units that cannot be compared are told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may"
)]

mod support;

use rayon::prelude::*;
use sopkit::flow::case::{Event, Program, Refusal, accept, open_bounds, open_conditions, open_now};
use sopkit::model::Project;
use sopkit::rules::check_with;
use support::Random;
use support::generate::{Care, Generated, generate};
use support::walk::{Walk, Walked};

/// So many healthy projects get values of another kind.
fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let first = number("SEED", 0);
    first..first + number("SEEDS", 120)
}

/// Comparisons of a text: where the figure of each begins and ends.
fn figures(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for sign in ["< ", "<= ", "> ", ">= "] {
        for (at, _) in text.match_indices(&format!(" {sign}")) {
            let start = at + sign.len() + 1;
            let rest = &text[start..];
            let ends = [" and ", " or ", " ->", ")", " {"].into_iter().filter_map(|end| rest.find(end));
            found.extend(ends.min().map(|length| (start, start + length)));
        }
    }
    found
}

/// The project with one figure of a procedure replaced, and the type of parameter that it needs.
fn replaced(
    generated: &Generated,
    random: &mut Random,
    other: impl Fn(&str) -> Option<(String, String)>,
) -> Option<(Vec<(String, String)>, String)> {
    let path = &generated.alone[random.below(generated.alone.len())];
    let mut files = generated.files.clone();
    let (_, text) = files.iter_mut().find(|(known, _)| known == path)?;
    let places = figures(text);
    let fit: Vec<_> =
        places.into_iter().filter_map(|(start, end)| Some((start, end, other(&text[start..end])?))).collect();
    let (start, end, (value, declared)) = fit.get(random.below(fit.len()))?.clone();
    text.replace_range(start..end, &value);
    text.push_str(&declared);
    Some((files, path.clone()))
}

fn kind(figure: &str) -> &'static str {
    match figure {
        figure if figure.ends_with('%') => "percent",
        figure if figure.ends_with("CNY") => "money",
        figure if figure.ends_with(|sign: char| sign.is_ascii_digit()) => "number",
        _ => "duration",
    }
}

#[test]
fn a_parameter_counts_as_its_value() {
    let results: Vec<Result<(), String>> = seeds()
        .into_par_iter()
        .filter_map(|seed| {
            let set =
                |figure: &str| Some(("the_value".to_owned(), format!("param the_value {} = {figure}\n", kind(figure))));
            let (files, path) = replaced(&generate(seed, Care::Careful), &mut Random::new(seed + 3), set)?;
            let project = support::project_of(&files);
            let errors = support::errors(&project);
            if !errors.is_empty() {
                return Some(Err(format!("seed {seed} {errors}")));
            }
            Some(each_walk(&project, &path, seed, |walk| match walk.run(30_000) {
                Walked::Ended => Ok(()),
                other => Err(format!("seed {seed}: {other:?}")),
            }))
        })
        .collect();
    assert!(results.len() * 2 > seeds().count(), "{} only", results.len());
    assert_eq!(results.iter().find_map(|result| result.as_ref().err()), None);
}

/// Three walks of the procedure of a file.
fn each_walk(
    project: &Project,
    path: &str,
    seed: u64,
    look: impl Fn(&mut Walk<'_, '_>) -> Result<(), String>,
) -> Result<(), String> {
    let module = project.modules.iter().find(|module| module.path == path).unwrap();
    let program = Program::new(project, module.id, module.file.flow.as_ref().unwrap());
    (0..3).try_for_each(|chance| look(&mut Walk::new(&program, seed * 3 + chance)))
}

/// What stops a case for want of a value was told as a hole; up to there every event was accepted.
#[test]
fn what_is_open_is_told_and_never_fallen_into() {
    let results: Vec<Result<bool, String>> = seeds()
        .into_par_iter()
        .flat_map(|seed| ["xx", "unset", "bound"].map(|kind| (seed, kind)).into_par_iter())
        .filter_map(|(seed, how)| {
            let generated = generate(seed, Care::Careful);
            let mut random = Random::new(seed + 5);
            let (files, path) = match how {
                "xx" => replaced(&generated, &mut random, |_| Some(("xx".to_owned(), String::new())))?,
                "unset" => replaced(&generated, &mut random, |figure| {
                    let declared = format!("param the_value {} = unset \"not decided\"\n", kind(figure));
                    Some(("the_value".to_owned(), declared))
                })?,
                _ => open_bound(&generated, &mut random)?,
            };
            let project = support::project_of(&files);
            let told = check_with(&project, &support::settings(), |info| info.code == "T01").findings;
            let stopped = std::sync::atomic::AtomicBool::new(false);
            let walked = each_walk(&project, &path, seed, |walk| {
                let walked = walk.run(30_000);
                if let Walked::Stuck(_) = walked {
                    stopped.store(true, std::sync::atomic::Ordering::Relaxed);
                    is_refused(walk)?;
                }
                match walked {
                    Walked::Lost(wrong) => Err(wrong),
                    _ if told.is_empty() => Err("it is not told".to_owned()),
                    _ => Ok(()),
                }
            });
            let in_words = |wrong: String| format!("seed {seed}, {how}: {wrong}");
            Some(walked.map(|()| stopped.into_inner()).map_err(in_words))
        })
        .collect();
    assert_eq!(results.iter().find_map(|result| result.as_ref().err()), None);
    let stopped = results.iter().filter(|result| **result == Ok(true)).count();
    println!("{stopped} of {} are stopped", results.len());
    assert!(stopped * 10 > results.len() && stopped < results.len());
}

/// A bound of a procedure opened.
fn open_bound(generated: &Generated, random: &mut Random) -> Option<(Vec<(String, String)>, String)> {
    let path = &generated.alone[random.below(generated.alone.len())];
    let mut files = generated.files.clone();
    let (_, text) = files.iter_mut().find(|(known, _)| known == path)?;
    let places: Vec<usize> = text.match_indices(" at most ").map(|(at, word)| at + word.len()).collect();
    let at = *places.get(random.below(places.len()))?;
    text.replace_range(at..=at, "xx");
    Some((files, path.clone()))
}

/// Behind the last event the case is at a stand: it is not accepted, the events before it are, and the refusal names
/// a place with an open value.
fn is_refused(walk: &Walk<'_, '_>) -> Result<(), String> {
    let (last, before) = walk.events.split_last().unwrap();
    let mut state = sopkit::flow::case::State::default();
    for event in before {
        state = accept(walk.program, &state, event).map_err(|refusal| format!("{event:?}: {refusal:?}"))?.0;
    }
    let event: &Event = last;
    match accept(walk.program, &state, event) {
        Err(Refusal::WouldBeStuck(at, _)) => {
            let holes = [open_conditions(walk.program, &at), open_bounds(walk.program, &at)].concat();
            let open = before.is_empty() || !open_now(walk.program, &state).is_empty();
            if !holes.is_empty() && open { Ok(()) } else { Err(format!("nothing is missing at {at:?}")) }
        }
        other => Err(format!("{event:?}: {other:?}")),
    }
}

/// A figure in another reckoning beside others of its field.
#[test]
fn units_that_cannot_be_compared_are_told() {
    let units = ["working hours", "working days", "months", "h"];
    let reckoning = |figure: &str| match figure {
        figure if figure.ends_with("working hours") => 0,
        figure if figure.ends_with("working days") => 1,
        figure if figure.ends_with("months") || figure.ends_with("years") => 2,
        _ => 3,
    };
    let results: Vec<Option<String>> = (seeds().start..seeds().start + 4 * seeds().count() as u64)
        .into_par_iter()
        .filter_map(|seed| {
            let generated = generate(seed, Care::Careful);
            let other = |figure: &str| {
                let next = units[(reckoning(figure) + 1) % 4];
                (kind(figure) == "duration").then(|| (format!("5 {next}"), String::new()))
            };
            let (files, path) = replaced(&generated, &mut Random::new(seed + 9), other)?;
            let text = &files.iter().find(|(known, _)| *known == path).unwrap().1;
            let field = |(start, _): &(usize, usize)| {
                text[..*start].split_whitespace().rev().nth(1).unwrap().trim_start_matches('(').to_owned()
            };
            let all = figures(text);
            let changed = all.iter().find(|(start, end)| text[*start..*end].starts_with("5 "))?;
            let mixed = all.iter().any(|one| {
                let (figure, new) = (&text[one.0..one.1], &text[changed.0..changed.1]);
                field(one) == field(changed) && reckoning(figure) != reckoning(new)
            });
            let told = support::faults(&support::project_of(&files)).iter().any(|finding| finding.rule.code == "N05");
            Some((mixed != told).then(|| format!("seed {seed}: mixed {mixed}, told {told}")))
        })
        .collect();
    println!("{} have another unit", results.len());
    assert!(results.len() * 8 > seeds().count(), "{} only", results.len());
    assert_eq!(results.into_iter().flatten().next(), None);
}
