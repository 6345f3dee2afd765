//! What shared fields and categories can be where a called procedure ends.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::assigned::{goes_on_by, sets};
use super::domain::{Variable, variables};
use super::effects::Effects;
use super::spread::{From, spread};
use super::{Atoms, FieldHere, UNSET};
use crate::flow::build;
use crate::flow::graph::{Graph, NodeId};
use crate::model::{Node, NodeKind, Project};
use crate::source::FileId;

/// Through more calls inside each other than this nothing is concluded.
const DEEPEST: usize = 16;

/// The ends of one procedure, each with the values that cases bring there.
pub(super) struct Ends<'m> {
    variables: Vec<Variable<'m>>,
    ends: Vec<(&'m Node, Option<Vec<Atoms>>)>,
}

/// The ends of the procedures that were looked at.
#[derive(Default)]
pub(super) struct Called<'m> {
    known: FxHashMap<FileId, Option<Rc<Ends<'m>>>>,
    depth: usize,
}

impl<'m> Called<'m> {
    /// The ends of the procedure that a node calls; `None` where nothing is known about them: also of procedures that
    /// call each other in a circle.
    pub(super) fn of(&mut self, project: &'m Project, file: FileId, call: &Node) -> Option<Rc<Ends<'m>>> {
        let NodeKind::Call { procedure } = &call.kind else { return None };
        let callee = project.callee(file, procedure)?;
        if let Some(known) = self.known.get(&callee) {
            return known.clone();
        }
        if self.depth >= DEEPEST {
            return None;
        }
        self.known.insert(callee, None);
        self.depth += 1;
        let ends = self.look(project, callee).map(Rc::new);
        self.depth -= 1;
        self.known.insert(callee, ends.clone());
        ends
    }

    fn look(&mut self, project: &'m Project, callee: FileId) -> Option<Ends<'m>> {
        let flow = project.module(callee)?.file.flow.as_ref()?;
        let graph = build(callee, flow);
        if graph.wild || !graph.unresolved.is_empty() || flow.unset.is_some() {
            return None;
        }
        let variables = variables(project, &graph);
        let effects = Effects::within(project, &graph, &variables, self);
        let from = From { callers: true, anytime: true };
        let states = spread(project, &graph, (&variables, &effects), from);
        let ends = graph.ends().map(|(_, end)| (end.node, states.get(end.enter.index()).cloned().flatten()));
        Some(Ends { ends: ends.collect(), variables })
    }
}

impl Ends<'_> {
    /// What a variable of a caller can be where the call goes on by one of its lines, or by what is written next.
    pub(super) fn left(&self, call: &Node, line: Option<usize>, variable: &Variable<'_>) -> Atoms {
        let same = |known: &Variable<'_>| {
            let field = (known.name, known.field.home) == (variable.name, variable.field.home);
            field
                && known.field.home.is_some()
                && (&known.domain, &known.measure) == (&variable.domain, &variable.measure)
        };
        let Some(index) = self.variables.iter().position(same) else { return Atoms::MAX };
        let ends = self.ends.iter().filter(|(end, _)| goes_on_by(call, end, line));
        let atoms = ends.filter_map(|(_, state)| state.as_ref()?.get(index));
        // Callers are taken to have set what is shared; whether they have is asked of them. Ends that no case comes to
        // are told there.
        match atoms.fold(0, |all, atoms| all | atoms) {
            0 => Atoms::MAX,
            atoms => atoms | UNSET,
        }
    }

    /// Whether branches beside a call set what the called procedure reads.
    pub(super) fn disturbed(&self, project: &Project, graph: &Graph<'_>, call: NodeId) -> bool {
        let shared = self.variables.iter().filter_map(|known| Some((known.name, known.field.home?)));
        let fields: Vec<FieldHere<'_>> =
            shared.map(|(name, home)| FieldHere::shared(project, graph.file, name, home)).collect();
        graph.around(call).into_iter().any(|inside| {
            let block = graph.node(inside.block).map(|block| &block.node.kind);
            let Some(NodeKind::Parallel { branches, .. }) = block else { return false };
            let others = branches.iter().enumerate().filter(|(index, _)| *index != inside.branch);
            let set = |nodes: &[Node]| fields.iter().any(|field| sets(project, graph.file, nodes, *field));
            others.into_iter().any(|(_, branch)| set(&branch.nodes))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::{LoopKind, build, in_words, loops};
    use crate::flow::{UNSET, Values};
    use crate::model::Project;
    use crate::source::{Loaded, RawFile};

    /// A procedure that asks for the grade, and fails only where it is red; a caller with some lines for its failure, which
    /// sets the grade before.
    fn project(lines: &str) -> Project {
        let common = "category grade \"g\" { red \"r\"  green \"g\" }\nrole r \"r\" { }\n".to_owned();
        let callee = "sop callee \"c\" { language en }\nuse \"common.sop\"\nflow {\nstep sort \"s\" {\nsets grade\n}\nstep look \"l\" {\nwhen grade is red -> bad\notherwise -> good\n}\nend good \"g\"\nend failed bad \"b\"\n}\n".to_owned();
        let caller =
            format!("sop caller \"c\" {{ language en }}\nuse \"common.sop\"\nflow {{\n{lines}\nend e \"e\"\n}}\n");
        let file = |(path, text): (&str, String)| RawFile {
            path: path.to_owned(),
            shown: path.to_owned(),
            text: Ok(text),
            named: true,
        };
        let files = [("caller.sop", caller), ("callee.sop", callee), ("common.sop", common)].map(file).to_vec();
        let project = Project::new(Loaded { files, ..Loaded::default() });
        assert!(project.modules.iter().all(|module| module.file.faults.is_empty()));
        project
    }

    fn graph_of(project: &Project) -> Graph<'_> {
        let module = project.modules.iter().find(|module| module.path == "caller.sop").unwrap();
        build(module.id, module.file.flow.as_ref().unwrap())
    }

    const CALL: &str = "step a \"a\" {\nsets grade\n}\ncall c \"c\" of callee {\nwhen failed -> f\n}\nstep g \"g\" {\n when grade is red -> e\n otherwise -> e\n}\nstep f \"f\" {\n when grade is red -> e\n otherwise -> e\n}";

    #[test]
    fn behind_an_end_stands_what_leads_there() {
        let project = project(CALL);
        let graph = graph_of(&project);
        let values = Values::of(&project, &graph);
        let at = |name: &str| values.at(graph.named(&crate::model::Name::new(name)).unwrap().1.enter, 0);
        let (red, green) = (2, 4);
        assert_eq!((at("f"), at("g")), (red, green));
        assert_eq!(at("c"), red | green);
        assert_eq!(at("a"), UNSET);
    }

    #[test]
    fn a_call_that_fails_with_one_value_goes_round_with_it_only() {
        let circle = |value: &str| {
            let text = format!(
                "step a \"a\" {{\nsets grade\n}}\nparallel p \"p\" {{\n branch x \"x\" when grade is {value} {{\n call c \"c\" of callee {{\n when failed -> p\n}}\n}}\n branch y \"y\" otherwise {{\n step d \"d\" {{\n}}\n}}\n join all\n -> e\n}}"
            );
            let project = project(&text);
            let graph = graph_of(&project);
            let values = Values::of(&project, &graph);
            let found = loops(&project, &graph, &values).into_iter();
            found.map(|found| (found.kind, in_words(&graph, &found.way).join(" "))).collect::<Vec<_>>()
        };
        assert_eq!(circle("green"), []);
        assert_eq!(circle("red"), [(LoopKind::Unbounded, "p c p".to_owned())]);
    }
}
