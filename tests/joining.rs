//! The property that joins checker and runner: a procedure without errors of groups X, N and F, driven by chance,
//! always comes to an end.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may"
)]

mod support;

use std::sync::Arc;

use rayon::prelude::*;
use sopkit::flow::build;
use sopkit::flow::case::{Program, What, flow_of};
use sopkit::model::{Body, Decl, Flow, Module, ParamValue, Project};
use support::generate::{Care, generate};
use support::shapes::{self, EVERY, Shapes};
use support::walk::{self, Walk, Walked};
use support::watch;

/// So many events are more than any case of the library needs.
const MOST_EVENTS: usize = 5_000;

#[test]
fn cases_of_the_library_come_to_their_ends() {
    // A parameter that nobody has set yet stops the cases that read it: here each of them has got a value.
    let project = Project::new(support::settled("sops"));
    assert_eq!(open_parameters(&project), [""; 0]);
    assert_eq!(support::errors(&project), "");
    let telling = Arc::new(walk::telling(&project));
    let walked = |module: &Module| {
        let (mut ended, mut warned) = (0, 0);
        for flow in flows_of(module) {
            let program = Program::new(&project, module.id, &flow);
            for seed in 0..200 {
                let mut walk = Walk::telling(&program, seed, &telling);
                let walked = walk.run(MOST_EVENTS);
                let shown: Vec<String> = walk.events.iter().map(|event| format!("{:?}", event.what)).collect();
                assert_eq!(walked, Walked::Ended, "{} seed {seed}:\n{}", module.path, shown.join("\n"));
                assert_eq!(watch::watch(&program, &walk.events, &walk.state), Ok(()), "{} seed {seed}", module.path);
                ended += 1;
                warned += walk.events.iter().filter(|event| matches!(event.what, What::Warned { .. })).count();
            }
        }
        (ended, warned)
    };
    let counts: Vec<(usize, usize)> = project.modules.par_iter().map(walked).collect();
    let ended: usize = counts.iter().map(|(ended, _)| ended).sum();
    let warned: usize = counts.iter().map(|(_, warned)| warned).sum();
    assert!(ended > 1_000 && warned > 100, "{ended} cases, {warned} warnings");
}

/// The parameters of a project without a value.
fn open_parameters(project: &Project) -> Vec<&str> {
    let decls = project.modules.iter().flat_map(|module| &module.file.decls);
    let open =
        decls.filter(|decl| matches!(&decl.body, Body::Param(param) if matches!(param.value, ParamValue::Unset(_))));
    open.map(Decl::label).collect()
}

/// So many projects are generated.
fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let first = number("SEED", 0);
    first..first + number("SEEDS", 2_000)
}

/// The flows of a file that cases may begin with.
fn flows_of(module: &Module) -> Vec<std::borrow::Cow<'_, Flow>> {
    let routines = module.file.decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_)));
    let names = routines.filter_map(|decl| decl.ident.as_ref()).map(|ident| Some(&ident.name));
    std::iter::once(None).chain(names).filter_map(|routine| flow_of(&module.file, routine)).collect()
}

/// Walks the flows of some files of a project, three times each, and watches.
fn walked(project: &Project, files: &[String], seed: u64) -> Result<usize, String> {
    let mut walks = 0;
    let telling = Arc::new(walk::telling(project));
    for module in project.modules.iter().filter(|module| files.contains(&module.path)) {
        for flow in flows_of(module) {
            let program = Program::new(project, module.id, &flow);
            let graphs: Vec<_> = project
                .modules
                .iter()
                .filter_map(|module| Some((module.id, module.file.flow.as_ref()?)))
                .chain([(module.id, flow.as_ref())])
                .map(|(file, flow)| build(file, flow))
                .collect();
            for chance in 0..3 {
                let mut walk = Walk::telling(&program, seed * 3 + chance, &telling);
                let end = match walk.run(watch::most_events(project, &graphs)) {
                    Walked::Ended => watch::watch(&program, &walk.events, &walk.state)
                        .and_then(|()| watch::is_short(&program, &walk.effects)),
                    other => Err(format!("{other:?}")),
                };
                if let Err(wrong) = end {
                    let shown: Vec<String> = walk.events.iter().map(|event| format!("{:?}", event.what)).collect();
                    let last = shown.len().saturating_sub(25);
                    return Err(format!("{}: {wrong}\n{}", module.path, shown[last..].join("\n")));
                }
                walks += 1;
            }
        }
    }
    Ok(walks)
}

/// Fails with the first of some findings of a test.
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n\n"));
}

#[test]
fn generated_procedures_have_no_errors_and_come_to_their_ends() {
    let results: Vec<Result<(usize, Shapes), String>> = seeds()
        .into_par_iter()
        .map(|seed| {
            let generated = generate(seed, Care::Careful);
            let project = support::project_of(&generated.files);
            let errors = support::errors(&project);
            if !errors.is_empty() {
                return Err(format!("seed {seed} errors:\n{errors}"));
            }
            let mut shapes = Shapes::new();
            shapes::count(&project, &mut shapes);
            let walks = walked(&project, &generated.alone, seed).map_err(|wrong| format!("seed {seed} {wrong}"))?;
            Ok((walks, shapes))
        })
        .collect();
    let wrong: Vec<String> = results.iter().filter_map(|result| result.clone().err()).collect();
    none(&wrong);
    let mut shapes = Shapes::new();
    let mut walks = 0;
    for (number, counted) in results.into_iter().flatten() {
        walks += number;
        counted.into_iter().for_each(|(shape, count)| *shapes.entry(shape).or_default() += count);
    }
    println!("{walks} walks, {shapes:?}");
    // Rarer than in one project of forty is not tried enough.
    let least = seeds().count() / 40;
    let rare: Vec<_> = EVERY.iter().filter(|shape| shapes.get(*shape).copied().unwrap_or(0) < least).collect();
    assert!(rare.is_empty(), "too rare: {rare:?} in {shapes:?}");
    assert!(walks >= seeds().count() * 3);
}

/// Careless writers: either the checker tells an error, or every walk comes to an end.
#[test]
fn what_the_checker_does_not_tell_does_not_happen() {
    // Nearly half of them are told; twice as many are tried, so that enough are not.
    let results: Vec<Result<bool, String>> = (seeds().start..seeds().start + 2 * seeds().count() as u64)
        .into_par_iter()
        .map(|seed| {
            let generated = generate(seed, Care::Careless);
            let project = support::project_of(&generated.files);
            if !support::faults(&project).is_empty() {
                return Ok(true);
            }
            walked(&project, &generated.alone, seed).map_err(|wrong| format!("seed {seed} {wrong}")).map(|_| false)
        })
        .collect();
    let wrong: Vec<String> = results.iter().filter_map(|result| result.clone().err()).collect();
    none(&wrong);
    let told = results.iter().filter(|result| **result == Ok(true)).count();
    println!("told {told} of {}", results.len());
    assert!(told * 10 > results.len() && told * 10 < results.len() * 9, "told {told} of {}", results.len());
}
