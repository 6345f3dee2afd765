//! The fields of a case: what a node asks, what was answered, what conditions see.

use super::answer::Answer;
use super::place::{At, Path};
use super::program::Program;
use super::state::{Slot, State};
use crate::flow::cond::Seen;
use crate::flow::graph::FlowNode;
use crate::model::{AskType, Body, Name, Ref, Text};
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

    /// Keeps an answer; `None` takes it back.
    pub(super) fn keep(&mut self, path: &Path, slot: Slot, answer: Option<Answer>) {
        let home = if slot.shared.is_some() { path.shared() } else { path.home() };
        match answer {
            Some(answer) => drop(self.values.insert((home, slot), answer)),
            None => drop(self.values.remove(&(home, slot))),
        }
    }
}

/// A field as a condition in a scope sees it.
pub(super) fn see(program: &Program<'_>, state: &State, path: &Path, file: FileId, field: &Ref) -> Seen {
    let slot = program.slot(file, field.last());
    state.answer(path, &slot).map_or(Seen::Unset, Answer::seen)
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
