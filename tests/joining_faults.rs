//! The property that joins checker and runner, from the other side: what goes wrong in a case was told, and what is
//! told goes wrong in a case.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod support;

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use rayon::prelude::*;
use sopkit::flow::case::{Effect, Fault, Path, Program, What, apply, open_now};
use sopkit::flow::{Atom, EdgeKind, Graph, NodeId, Values, build, dead_circles, in_words, loops};
use sopkit::model::{Flow, Module, Name, Project};
use sopkit::rules::Finding;
use support::Random;
use support::drive::{Driver, Reached};
use support::generate::{Care, generate};
use support::mutate::{KINDS, mutate};
use support::walk::{Walk, Walked};

/// So many healthy projects get faults, one of each kind where there is a place for it.
fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let first = number("SEED", 0);
    first..first + number("SEEDS", 250)
}

/// A faulty project with its findings.
struct Faulty {
    name: String,
    project: Project,
    alone: Vec<String>,
    findings: Vec<Finding>,
}

fn each_faulty<T: Send>(look: impl Fn(&Faulty) -> T + Sync) -> Vec<T> {
    let all: Vec<(u64, &str)> = seeds().flat_map(|seed| KINDS.map(|kind| (seed, kind))).collect();
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
    let results = each_faulty(|faulty| {
        let mut met = None;
        for (module, flow) in flows(faulty) {
            let program = Program::new(&faulty.project, module.id, flow);
            for seed in 0..6 {
                let mut walk = Walk::new(&program, seed);
                // More than any healthy one of these needs, see the other test.
                let walked = walk.run(3_000);
                if walked != Walked::Ended {
                    let shown: Vec<String> = walk.events.iter().map(|event| format!("{:?}", event.what)).collect();
                    let last = shown.len().saturating_sub(12);
                    met = Some(format!("{} {}: {walked:?}\n{}", faulty.name, module.path, shown[last..].join("\n")));
                }
            }
        }
        (met, faulty.findings.is_empty())
    });
    let untold: Vec<&String> =
        results.iter().filter(|(_, silent)| *silent).filter_map(|(met, _)| met.as_ref()).collect();
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

#[test]
fn findings_are_replayed_into_their_faults() {
    let results = each_faulty(|faulty| {
        let mut shown: Vec<(&'static str, Result<(), String>)> = Vec::new();
        for (module, flow) in flows(faulty) {
            let program = Program::new(&faulty.project, module.id, flow);
            let graph = build(module.id, flow);
            for finding in faulty.findings.iter().filter(|finding| finding.at.file == module.id) {
                let show = Show { faulty, program: &program, graph: &graph, finding };
                if let Some(result) = show.replay() {
                    let told = |wrong: &str| {
                        let line = module.source.line(finding.at.start);
                        let path = finding.path.join(" → ");
                        format!("{} {}:{line} {}: {wrong}\n  {path}", faulty.name, module.path, finding.message.en)
                    };
                    shown.push((finding.rule.code, result.map_err(|wrong| told(&wrong))));
                }
            }
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
    assert!(
        wrong.is_empty(),
        "{} not replayed, {counts:?}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(15)].join("\n\n")
    );
    for code in ["F02", "F03", "F04", "F05", "F15"] {
        let count = counts.get(code).map_or(0, |count| count.0);
        assert!(count * 50 >= seeds().count(), "{code} is told {count} times only");
    }
}

/// Forgets what followed up to the entering of a node.
fn cut(reached: &mut Reached, node: NodeId) {
    let enters =
        |effect: &Effect| matches!(effect, Effect::Entered(at) if at.node == node && at.path.flow() == Path::default());
    let count = reached.last.iter().position(enters).map_or(0, |at| at + 1);
    reached.last.drain(..count);
}

/// One finding to be shown in the runner.
struct Show<'t, 'm> {
    faulty: &'t Faulty,
    program: &'t Program<'m>,
    graph: &'t Graph<'m>,
    finding: &'t Finding,
}

impl Show<'_, '_> {
    /// `None` for findings that are not about faults of cases, and for those in routines.
    fn replay(&self) -> Option<Result<(), String>> {
        let driver = Driver::new(self.program, self.graph);
        let at_node = || self.graph.iter().find(|(_, node)| node.node.span() == self.finding.at).map(|(id, _)| id);
        let circle = |ways: Vec<Vec<NodeIndex>>| {
            ways.into_iter().find(|way| !way.is_empty() && in_words(self.graph, way) == self.finding.path)
        };
        let bound = |kind| loops(self.graph).into_iter().filter(move |found| found.kind == kind).map(|found| found.way);
        match self.finding.rule.code {
            "F03" => Some(self.stuck(&driver, at_node()?, Fault::NothingFollows, &[])),
            "F05" => {
                let id = at_node()?;
                let values = Values::of(&self.faulty.project, self.graph);
                let choice = values.choices.iter().find(|(known, _)| *known == id);
                let branching = values.branchings.iter().find(|(known, _)| *known == id);
                let case = choice.and_then(|(_, choice)| choice.uncovered.clone());
                let case = case.or_else(|| branching.and_then(|(_, branching)| branching.uncovered.clone()))?;
                let named: Vec<(Name, Atom)> =
                    case.into_iter().map(|(variable, atom)| (values.variables[variable].name.clone(), atom)).collect();
                Some(self.stuck(&driver, id, Fault::NotCovered, &named))
            }
            "F02" => Some(self.rounds(&driver, &circle(dead_circles(self.graph))?, 3, true)),
            "F04" => {
                Some(self.rounds(&driver, &circle(bound(sopkit::flow::LoopKind::Unbounded).collect())?, 10, false))
            }
            "F15" => Some(self.used_up(&driver, &circle(bound(sopkit::flow::LoopKind::ThenLeadsBack).collect())?)),
            _ => None,
        }
    }

    /// Brings a case to a node and shows that it cannot go on there, with these values.
    fn stuck(&self, driver: &Driver<'_, '_>, id: NodeId, fault: Fault, case: &[(Name, Atom)]) -> Result<(), String> {
        if self.finding.path.is_empty() {
            return Err("no path".to_owned());
        }
        let node = self.graph.node(id).unwrap();
        let has = |path: &Path, reached: &Reached| {
            case.iter().all(|(name, atom)| {
                let slot = self.program.slot(self.graph.file, name);
                let answer = reached.state.answer(path, &slot).map(ToString::to_string);
                match atom {
                    Atom::Unset => answer.is_none(),
                    Atom::Any => answer.is_some(),
                    Atom::YesNo(yes) => answer.as_deref() == Some(if *yes { "yes" } else { "no" }),
                    Atom::Name(name) => answer.as_deref() == Some(name.as_str()),
                    // Numbers of one stretch are one case: it is enough that there is no way for this one.
                    Atom::Number(_) => answer.is_some(),
                    Atom::Text(text) => answer.as_ref() == Some(text),
                    Atom::OtherText => answer.is_some(),
                }
            })
        };
        let goal = |reached: &Reached| {
            let stuck = reached.state.stuck().any(|(path, at, found)| at == id && found == fault && has(path, reached));
            // Where a person says which way to go, there is nothing that they could say.
            stuck || (fault == Fault::NotCovered && self.speechless(reached, id, &has))
        };
        driver
            .find(&driver.start(), self.graph, node.enter, &goal, &|_| true)
            .map(drop)
            .ok_or_else(|| format!("the case does not come to be stuck at {}", node.node.label()))
    }

    fn speechless(&self, reached: &Reached, id: NodeId, has: &dyn Fn(&Path, &Reached) -> bool) -> bool {
        open_now(self.program, &reached.state).into_iter().any(|open| {
            let what = What::Done { at: open.address.clone(), says: Vec::new(), confirmed: true };
            let role = open
                .by
                .as_ref()
                .and_then(|by| by.first())
                .map_or("boss".to_owned(), |post| self.program.name(*post).to_string());
            let event = sopkit::flow::case::Event {
                moment: reached.events.last().unwrap().moment,
                person: "somebody else".to_owned(),
                role,
                what,
            };
            let refused = || apply(self.program, &reached.state, &event);
            open.at.node == id
                && has(&open.at.path, reached)
                && matches!(refused(), Err(sopkit::flow::case::Refusal::Say(_)))
        })
    }

    /// The nodes that are entered on a circle, in order.
    fn stations(&self, way: &[NodeIndex]) -> Vec<NodeId> {
        let entered = |point: &NodeIndex| {
            let (id, node) = self.graph.node_at(*point)?;
            (node.enter == *point).then_some(id)
        };
        way[1..].iter().filter_map(entered).collect()
    }

    /// Goes round a circle; unless it may, no bounded way of its nodes is taken.
    fn rounds(&self, driver: &Driver<'_, '_>, way: &[NodeIndex], rounds: usize, bounded: bool) -> Result<(), String> {
        let stations = self.stations(way);
        let last = *stations.last().ok_or("no node is entered on the circle")?;
        let mut here = self.come_to(driver, &driver.start(), last, &|_| true).ok_or("the circle is not reached")?;
        cut(&mut here, last);
        let allowed = |reached: &Reached| bounded || !self.takes_bounded(reached, &stations);
        for round in 0..rounds {
            for station in &stations {
                let next = self.come_to(driver, &here, *station, &allowed);
                here = next.ok_or_else(|| format!("round {round} does not come to {}", self.name(*station)))?;
                cut(&mut here, *station);
            }
        }
        Ok(())
    }

    /// Uses up the bound of a circle, and goes round it all the same.
    fn used_up(&self, driver: &Driver<'_, '_>, way: &[NodeIndex]) -> Result<(), String> {
        let (from, to) = (way[way.len() - 2], way[way.len() - 1]);
        let then = self.graph.points.edges_connecting(from, to).find(|edge| edge.weight().kind == EdgeKind::Exceeded);
        let line = then.ok_or("the circle has no line with `then`")?.weight().at;
        let (id, node) = self.graph.node_at(from).unwrap();
        let mut here = driver.start();
        let mut over = 0;
        for _ in 0..12 {
            let passes = |effect: &Effect| match effect {
                Effect::Went(at, gone) | Effect::BoundUsedUp(at, gone) => at.node == id && *gone == line,
                _ => false,
            };
            let goal = |reached: &Reached| reached.last.iter().any(passes) && reached.state.outcome.is_none();
            let next = driver.find(&here, self.graph, node.enter, &goal, &|_| true);
            here = next.ok_or_else(|| format!("the line is not gone again after {over} rounds over the bound"))?;
            over += usize::from(
                here.last
                    .iter()
                    .any(|effect| matches!(effect, Effect::BoundUsedUp(at, gone) if at.node == id && *gone == line)),
            );
            if over > 5 {
                return Ok(());
            }
        }
        Err(format!("{over} rounds over the bound"))
    }

    fn come_to(
        &self,
        driver: &Driver<'_, '_>,
        from: &Reached,
        to: NodeId,
        allowed: &dyn Fn(&Reached) -> bool,
    ) -> Option<Reached> {
        let enters = |effect: &Effect| matches!(effect, Effect::Entered(at) if at.node == to && at.path.flow() == Path::default());
        let goal =
            |reached: &Reached| reached.last.iter().any(enters) && reached.state.outcome.is_none() && allowed(reached);
        // One event may enter several nodes: a block, and what its branches begin with.
        if from.last.iter().any(enters) {
            return Some(from.clone());
        }
        driver.find(from, self.graph, self.graph.node(to)?.enter, &goal, allowed)
    }

    fn takes_bounded(&self, reached: &Reached, stations: &[NodeId]) -> bool {
        reached.last.iter().any(|effect| match effect {
            Effect::BoundUsedUp(at, _) => stations.contains(&at.node),
            Effect::Went(at, line) => {
                stations.contains(&at.node)
                    && self.graph.node(at.node).is_some_and(|node| {
                        [node.enter, node.done].into_iter().any(|point| {
                            self.graph
                                .points
                                .edges(point)
                                .any(|edge| edge.weight().at == *line && edge.weight().bound.is_some())
                        })
                    })
            }
            _ => false,
        })
    }

    fn name(&self, id: NodeId) -> String {
        self.graph.node(id).map(|node| node.node.label().to_owned()).unwrap_or_default()
    }
}
