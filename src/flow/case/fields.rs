//! The fields of a case: what a node asks, what was answered, what conditions see.

use super::answer::Answer;
use super::place::{At, Path};
use super::program::Program;
use super::state::{Slot, State};
use crate::flow::cond::Seen;
use crate::flow::graph::{FlowNode, Graph};
use crate::model::{AskType, Body, Guard, Name, NodeKind, Ref, Text, Trigger};
use crate::source::FileId;

/// A field that a node asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedField<'m> {
    /// Its name.
    pub name: Name,
    /// Its text, and the file that the text stands in.
    pub title: Option<(&'m Text, FileId)>,
    /// Its type.
    pub ty: AskType,
    /// Whether it may be left empty.
    pub optional: bool,
}

/// The fields that a node asks: its own, then the categories that it sets, then what else its records offer.
#[must_use]
pub fn asked<'m>(program: &Program<'m>, at: &At) -> Vec<AskedField<'m>> {
    let Some((graph, node)) = program.graph(&at.path).and_then(|graph| Some((graph, graph.node(at.node)?))) else {
        return Vec::new();
    };
    let (file, project) = (graph.file, program.project);
    let mut found: Vec<AskedField<'m>> = Vec::new();
    for ask in node.node.work.asks() {
        let Some(ident) = &ask.ident else { continue };
        let reference = Ref { parts: vec![ident.clone()], at: ident.at };
        let known = project.field(file, &reference).map_or(AskType::Text, |field| field.ty);
        let ty = ask.ty.clone().unwrap_or(known);
        found.push(AskedField {
            name: ident.name.clone(),
            title: ask.title.as_ref().map(|title| (title, file)),
            ty,
            optional: ask.optional,
        });
    }
    for category in &node.node.work.sets {
        let decl = project.find(file, category).and_then(|(symbol, _)| Some((symbol, project.decl(symbol)?)));
        let title = decl.and_then(|(symbol, decl)| Some((decl.title.as_ref()?, symbol.file)));
        add(
            &mut found,
            AskedField {
                name: category.last().clone(),
                title,
                ty: AskType::Category(category.clone()),
                optional: false,
            },
        );
    }
    for record in &node.node.work.fills {
        let decl = project.find(file, record).and_then(|(symbol, _)| Some((symbol, project.decl(symbol)?)));
        let Some((symbol, Body::Record(record))) = decl.map(|(symbol, decl)| (symbol, &decl.body)) else { continue };
        for field in &record.fields {
            let reference = Ref { parts: vec![field.ident.clone()], at: field.ident.at };
            let known = project.field(file, &reference).map_or(AskType::Text, |field| field.ty);
            add(
                &mut found,
                AskedField {
                    name: field.ident.name.clone(),
                    title: field.title.as_ref().map(|title| (title, symbol.file)),
                    ty: field.ty.clone().unwrap_or(known),
                    optional: true,
                },
            );
        }
    }
    found
}

/// One field is asked once; a category that is set here must be answered, also where a record only offers it.
fn add<'m>(found: &mut Vec<AskedField<'m>>, field: AskedField<'m>) {
    match found.iter_mut().find(|known| known.name == field.name) {
        Some(known) => known.optional &= field.optional,
        None => found.push(field),
    }
}

impl State {
    /// What was answered, as seen from a scope: in the innermost item that has an answer, else further out.
    #[must_use]
    pub fn answer(&self, path: &Path, slot: &Slot) -> Option<&Answer> {
        let key = |path: Path| (path, slot.clone());
        if slot.shared.is_some() {
            let homes = std::iter::successors(Some(path.shared()), |home| home.out().map(|(out, _)| out.shared()));
            return homes.filter_map(|home| self.values.get(&key(home))).next();
        }
        path.homes().filter_map(|home| self.values.get(&key(home))).next()
    }

    /// Keeps an answer to open work. `None` takes it back: then the field is again what it was before the work began,
    /// because others may rely on its having a value.
    pub(super) fn answer_now(&mut self, path: &Path, slot: Slot, answer: Option<Answer>) {
        let home = if slot.shared.is_some() { path.shared() } else { path.home() };
        let key = (home, slot);
        let known = self.values.get(&key).cloned();
        let name = key.1.name.clone();
        let Some(work) = self.work_mut(path) else { return };
        let kept = match answer {
            Some(answer) => {
                if work.answered.insert(name.clone()) {
                    work.before.extend(known.map(|known| (name, known)));
                }
                Some(answer)
            }
            None if work.answered.remove(&name) => work.before.remove(&name),
            None => return,
        };
        match kept {
            Some(answer) => drop(self.values.insert(key, answer)),
            None => drop(self.values.remove(&key)),
        }
    }
}

/// A field as a condition in a scope sees it.
pub(super) fn see(program: &Program<'_>, state: &State, path: &Path, file: FileId, field: &Ref) -> Seen {
    let slot = program.slot(file, field.last());
    state.answer(path, &slot).map_or(Seen::Unset, Answer::seen)
}

/// The fields that a node would surely set, that have no value yet, and that a condition reads: they must be answered
/// also if the node is left out, because the ways behind it are proved for cases that have them.
pub(super) fn needed_by_conditions(program: &Program<'_>, state: &State, at: &At) -> Vec<Name> {
    let Some((graph, node)) = program.graph(&at.path).and_then(|graph| Some((graph, graph.node(at.node)?))) else {
        return Vec::new();
    };
    let mut needed = unanswered(program, state, at, node);
    needed.retain(|name| {
        let unset = state.answer(&at.path, &program.slot(graph.file, name)).is_none();
        unset && program.graphs().any(|graph| reads(graph, name))
    });
    needed
}

fn reads(graph: &Graph<'_>, name: &Name) -> bool {
    let mut found = false;
    for (_, node) in graph.iter() {
        let ways = node.node.work.ways.iter().filter_map(|way| match &way.trigger {
            Trigger::When(cond) => Some(cond),
            _ => None,
        });
        let branches = match &node.node.kind {
            NodeKind::Parallel { branches, .. } => branches.as_slice(),
            _ => &[],
        };
        let guards = branches.iter().filter_map(|branch| match &branch.guard {
            Guard::When(cond) => Some(cond),
            _ => None,
        });
        ways.chain(guards).for_each(|cond| cond.fields(&mut |field| found |= field.last() == name));
    }
    found
}

/// The fields that are still to be answered before a node is done.
pub(super) fn unanswered(program: &Program<'_>, state: &State, at: &At, node: &FlowNode<'_>) -> Vec<Name> {
    if node.node.work.acts.is_empty() && node.node.work.sets.is_empty() {
        return Vec::new();
    }
    let answered = state.work(&at.path).map(|work| work.answered.clone()).unwrap_or_default();
    let missing = |field: &AskedField<'_>| !field.optional && !answered.contains(&field.name);
    asked(program, at).into_iter().filter(missing).map(|field| field.name).collect()
}
