//! The property that joins checker and runner: a procedure without errors of groups X, N and F, driven by chance,
//! always comes to an end.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use rayon::prelude::*;
use sopkit::flow::case::{Program, flow_of};
use sopkit::model::{Body, Project};
use support::generate::{Care, generate};
use support::walk::{Walk, Walked};

/// So many events are more than any case of the library needs.
const MOST_EVENTS: usize = 5_000;

#[test]
fn cases_of_the_library_come_to_their_ends() {
    let project = Project::new(support::loaded("sops"));
    let mut ended = 0;
    for module in &project.modules {
        let routines = module.file.decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_)));
        let names = routines.filter_map(|decl| decl.ident.as_ref()).map(|ident| Some(&ident.name));
        for routine in std::iter::once(None).chain(names) {
            let Some(flow) = flow_of(&module.file, routine) else { continue };
            let program = Program::new(&project, module.id, &flow);
            for seed in 0..200 {
                let mut walk = Walk::new(&program, seed);
                let walked = walk.run(MOST_EVENTS);
                let shown: Vec<String> = walk.events.iter().map(|event| format!("{:?}", event.what)).collect();
                assert_eq!(walked, Walked::Ended, "{} seed {seed}:\n{}", module.path, shown.join("\n"));
                ended += 1;
            }
        }
    }
    assert!(ended > 1_000, "{ended} cases");
}

/// So many projects are generated.
fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let first = number("SEED", 0);
    first..first + number("SEEDS", 2_000)
}

#[test]
fn generated_procedures_have_no_errors_and_come_to_their_ends() {
    let wrong: Vec<String> = seeds()
        .into_par_iter()
        .filter_map(|seed| {
            let generated = generate(seed, Care::Careful);
            let project = support::project_of(&generated.files);
            let errors = support::errors(&project);
            let mut wrong = String::new();
            if !errors.is_empty() {
                wrong = format!("errors:\n{errors}");
            } else {
                for module in project.modules.iter().filter(|module| generated.alone.contains(&module.path)) {
                    let routines = module.file.decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_)));
                    let names = routines.filter_map(|decl| decl.ident.as_ref()).map(|ident| Some(&ident.name));
                    for routine in std::iter::once(None).chain(names) {
                        let Some(flow) = flow_of(&module.file, routine) else { continue };
                        let program = Program::new(&project, module.id, &flow);
                        for chance in 0..3 {
                            let mut walk = Walk::new(&program, seed * 3 + chance);
                            let walked = walk.run(MOST_EVENTS);
                            if walked != Walked::Ended && wrong.is_empty() {
                                let shown: Vec<String> =
                                    walk.events.iter().map(|event| format!("{:?}", event.what)).collect();
                                let last = shown.len().saturating_sub(25);
                                wrong = format!("{} {walked:?}\n{}", module.path, shown[last..].join("\n"));
                            }
                        }
                    }
                }
            }
            (!wrong.is_empty()).then(|| format!("seed {seed} {wrong}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n\n"));
}
