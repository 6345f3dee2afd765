//! The property that joins checker and runner, from the other side: what goes wrong in a case was told, and what is
//! told goes wrong in a case.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may"
)]

mod support;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use sopkit::flow::case::{Fault, Program, flow_of};
use sopkit::flow::{Values, build};
use sopkit::model::{Body, Flow, Module, Node, Project, Trigger};
use sopkit::rules::Finding;
use support::Random;
use support::generate::{Care, generate};
use support::mutate::{KINDS, mutate};
use support::replay::Show;
use support::walk::{self, Walk, Walked};

/// So many healthy projects get faults, one of each kind where there is a place for it.
fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let first = number("SEED", 0);
    first..first + number("SEEDS", 150)
}

/// A faulty project with its findings.
struct Faulty {
    name: String,
    project: Project,
    alone: Vec<String>,
    findings: Vec<Finding>,
}

fn each_faulty<T: Send>(projects: usize, look: impl Fn(&Faulty) -> T + Sync) -> Vec<T> {
    let all: Vec<(u64, &str)> = seeds().take(projects).flat_map(|seed| KINDS.map(|kind| (seed, kind))).collect();
    all.into_par_iter()
        .filter_map(|(seed, kind)| {
            let generated = generate(seed, Care::Careful);
            let files = mutate(&generated, kind, &mut Random::new(seed + 7))?;
            let project = support::project_of(&files);
            let findings = support::faults(&project);
            Some(look(&Faulty { name: format!("seed {seed}, {kind}"), project, alone: generated.alone, findings }))
        })
        .collect()
}

/// The flows of the files that need no caller.
fn flows(faulty: &Faulty) -> impl Iterator<Item = (&Module, &Flow)> {
    let alone = faulty.project.modules.iter().filter(|module| faulty.alone.contains(&module.path));
    alone.filter_map(|module| Some((module, module.file.flow.as_ref()?)))
}

#[test]
fn no_fault_happens_that_is_not_told() {
    let results = each_faulty(usize::MAX, |faulty| {
        let (mut met, mut untold) = (None, false);
        let telling = Arc::new(walk::telling(&faulty.project));
        for (module, flow) in flows(faulty) {
            let program = Program::new(&faulty.project, module.id, flow);
            for seed in 0..3 {
                let mut walk = Walk::telling(&program, seed, &telling);
                // More than any healthy one of these needs, see the other test.
                let walked = walk.run(3_000);
                if walked != Walked::Ended && !is_told(faulty, &program, &walk, &walked) {
                    untold = true;
                }
                if walked != Walked::Ended {
                    let shown: Vec<String> = walk.events.iter().map(|event| format!("{:?}", event.what)).collect();
                    let last = shown.len().saturating_sub(12);
                    met = Some(format!("{} {}: {walked:?}\n{}", faulty.name, module.path, shown[last..].join("\n")));
                }
            }
        }
        (met, untold)
    });
    let untold: Vec<&String> =
        results.iter().filter(|(_, untold)| *untold).filter_map(|(met, _)| met.as_ref()).collect();
    assert!(
        untold.is_empty(),
        "{} untold:\n{}",
        untold.len(),
        untold.iter().take(8).map(|met| met.as_str()).collect::<Vec<_>>().join("\n\n")
    );
    let met = results.iter().filter(|(met, _)| met.is_some()).count();
    println!("{} faulty projects, {met} go wrong by chance", results.len());
    assert!(results.len() > seeds().count() * 4 && met * 10 > results.len());
}

/// Nobody goes wrong there by chance: who does the step says the one text, or cannot go on.
#[test]
fn one_text_alone_is_told() {
    let told: Vec<(u64, Vec<&str>)> = seeds()
        .into_par_iter()
        .filter_map(|seed| {
            let files = mutate(&generate(seed, Care::Careful), "one text left", &mut Random::new(seed))?;
            let project = support::project_of(&files);
            let findings = support::faults(&project);
            // Where no case comes, nobody is left without a word.
            comes_to_one_text(&project).then(|| (seed, findings.iter().map(|finding| finding.rule.code).collect()))
        })
        .collect();
    println!("{} have one text left", told.len());
    assert!(told.len() * 5 >= seeds().count(), "{} have one text left", told.len());
    let untold: Vec<_> = told.iter().filter(|(_, codes)| !codes.contains(&"F05")).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

/// Whether some case comes to a node at which a person can say one text only.
fn comes_to_one_text(project: &Project) -> bool {
    let is_left = |node: &Node| {
        let says = node.work.ways.iter().filter(|way| matches!(way.trigger, Trigger::Says(_))).count();
        let others = node.work.ways.iter().any(|way| matches!(way.trigger, Trigger::Otherwise | Trigger::Always));
        says == 1 && !others
    };
    let in_flow = |module: &Module, flow: &Flow| {
        let graph = build(module.id, flow);
        let values = Values::of(project, &graph);
        graph.iter().any(|(_, node)| is_left(node.node) && values.comes_to(node.enter))
    };
    project.modules.iter().any(|module| all_flows(module).iter().any(|flow| in_flow(module, flow)))
}

/// Whether what went wrong in a walk has a finding of its own: of the right rule, in the same file, and about the same
/// node where a rule is about nodes.
fn is_told(faulty: &Faulty, program: &Program<'_>, walk: &Walk<'_, '_>, walked: &Walked) -> bool {
    let stuck = walk.state.stuck().next();
    let file = stuck.and_then(|(path, ..)| program.graph(path)).map_or(program.file, |graph| graph.file);
    let node = stuck.and_then(|(path, id, _)| program.graph(path)?.node(id));
    let (here, anywhere): (&[&str], &[&str]) = match walked {
        Walked::Ended => return true,
        Walked::Stuck(Fault::NotCovered) => (&["F05", "F25"], &["N09"]),
        Walked::Stuck(Fault::NothingFollows) => (&["F03", "F25"], &[]),
        Walked::Stuck(Fault::IntoBlock) => (&[], &["F10"]),
        Walked::Stuck(Fault::NoTarget) => (&[], &["N01"]),
        Walked::Stuck(Fault::Undecided | Fault::OpenBound) => (&[], &[]),
        // Nobody could say anything that fits, or it went round.
        Walked::Stuck(Fault::Endless) | Walked::Lost(_) => (&[], &["F02", "F04", "F05", "F15", "F25"]),
    };
    faulty.findings.iter().any(|finding| {
        let (code, at) = (finding.rule.code, finding.at);
        (here.contains(&code) && node.is_some_and(|node| node.node.span() == at))
            || (anywhere.contains(&code) && (at.file == file || matches!(walked, Walked::Lost(_))))
    })
}

/// The findings that are about faults of cases.
const REPLAYED: [&str; 5] = ["F02", "F03", "F04", "F05", "F15"];

/// The flows of a file that cases may begin with.
fn all_flows(module: &Module) -> Vec<Cow<'_, Flow>> {
    let routines = module.file.decls.iter().filter(|decl| matches!(decl.body, Body::Routine(_)));
    let names = routines.filter_map(|decl| decl.ident.as_ref()).map(|ident| Some(&ident.name));
    std::iter::once(None).chain(names).filter_map(|routine| flow_of(&module.file, routine)).collect()
}

#[test]
fn findings_are_replayed_into_their_faults() {
    let results = each_faulty(usize::MAX, |faulty| {
        let mut shown: Vec<(&'static str, Result<(), String>)> = Vec::new();
        for finding in faulty.findings.iter().filter(|finding| REPLAYED.contains(&finding.rule.code)) {
            let module = faulty.project.module(finding.at.file).unwrap();
            let results: Vec<_> = all_flows(module)
                .iter()
                .filter_map(|flow| {
                    let program = Program::new(&faulty.project, module.id, flow);
                    let graph = build(module.id, flow);
                    let prepared = !faulty.alone.contains(&module.path);
                    Show { project: &faulty.project, program: &program, graph: &graph, finding, prepared }.replay()
                })
                .collect();
            let result = match results.as_slice() {
                [only] => only.clone(),
                other => Err(format!("{} flows have it", other.len())),
            };
            let told = |wrong: String| {
                let line = module.source.line(finding.at.start);
                let path = finding.path.join(" → ");
                format!("{} {}:{line} {}: {wrong}\n  {path}", faulty.name, module.path, finding.message.en)
            };
            shown.push((finding.rule.code, result.map_err(told)));
        }
        shown
    });
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (code, result) in results.into_iter().flatten() {
        let count = counts.entry(code).or_default();
        count.0 += 1;
        if let Err(told) = result {
            count.1 += 1;
            wrong.push(format!("{code} {told}"));
        }
    }
    println!("{counts:?}");
    assert!(wrong.is_empty(), "{} not replayed:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n\n"));
    for code in REPLAYED {
        let (count, _) = counts.get(code).copied().unwrap_or_default();
        assert!(count * 2 >= seeds().count(), "{code} is told {count} times only");
    }
}
