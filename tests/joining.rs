//! The property that joins checker and runner: a procedure without errors of groups X, N and F, driven by chance,
//! always comes to an end.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use sopkit::flow::case::{Program, flow_of};
use sopkit::model::{Body, Project};
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
