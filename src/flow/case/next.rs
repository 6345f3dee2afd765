//! What may happen next in a case.

use super::fields::{AskedField, asked};
use super::place::{At, Path, Step};
use super::program::Program;
use super::state::{Doing, Position, State};
use super::step::{boxes, texts_of};
use crate::model::{Act, Anytime, Form, Guard, Node, NodeKind, Symbol, Text};

/// A node that is open.
#[derive(Debug, Clone)]
pub struct Open<'m> {
    /// The node.
    pub at: At,
    /// Its address.
    pub address: String,
    /// What must be known before it begins.
    pub warnings: Vec<&'m Text>,
    /// How its checklist is used.
    pub form: Option<Form>,
    /// The boxes, each with whether it is ticked.
    pub boxes: Vec<(&'m Act, bool)>,
    /// The fields, each with whether it is answered.
    pub fields: Vec<(AskedField<'m>, bool)>,
    /// What is wanted.
    pub wanted: Wanted<'m>,
    /// Who may do it; `None` if anybody may.
    pub by: Option<Vec<Symbol>>,
}

/// What is wanted at an open node, when its boxes are ticked and its fields are answered.
#[derive(Debug, Clone)]
pub enum Wanted<'m> {
    /// To say that it is done, and perhaps one of some texts.
    Work {
        /// The texts of which one may be said.
        says: Vec<&'m Text>,
    },
    /// To approve or to reject.
    Approval,
    /// Something outside to happen: one of some texts, or just it.
    Event {
        /// The texts.
        says: Vec<&'m Text>,
    },
    /// Items to be listed.
    Items,
    /// To say which of these texts hold; each starts a branch.
    Branches(Vec<&'m Text>),
}

/// Something that may happen at any time.
#[derive(Debug, Clone)]
pub struct Anytimes<'m> {
    /// The flow that says so.
    pub flow: Path,
    /// The call inside which it lies; empty for the case itself.
    pub address: String,
    /// Which of the flow's lines, from 0.
    pub index: usize,
    /// The line.
    pub line: &'m Anytime,
}

/// The nodes that are open, outer scopes first.
#[must_use]
pub fn open_now<'m>(program: &Program<'m>, state: &State) -> Vec<Open<'m>> {
    let opened = |(path, position): (&Path, &Position)| {
        let at = At::new(path, position.node);
        let node = program.node(&at)?.node;
        let mut open = Open {
            address: program.address(&at),
            warnings: Vec::new(),
            form: None,
            boxes: Vec::new(),
            fields: Vec::new(),
            wanted: Wanted::Work { says: texts_of(node) },
            by: super::who::may_do(program, state, &at),
            at,
        };
        match &position.doing {
            Doing::Work(work) => {
                let answered = |field: AskedField<'m>| {
                    let done = work.answered.contains(&field.name);
                    (field, done)
                };
                open.warnings = warnings(node).collect();
                open.form = node.work.form;
                open.boxes = boxes(node).map(|(index, act)| (act, work.ticked.contains(&index))).collect();
                open.fields = asked(program, &open.at).into_iter().map(answered).collect();
                open.wanted = wanted(node);
            }
            // What was to be done there is done.
            Doing::Chosen(_) => {}
            _ => return None,
        }
        Some(open)
    };
    state.scopes.iter().filter_map(opened).collect()
}

fn wanted(node: &Node) -> Wanted<'_> {
    match &node.kind {
        NodeKind::Approval { .. } => Wanted::Approval,
        NodeKind::Wait { .. } => Wanted::Event { says: texts_of(node) },
        NodeKind::Each { .. } => Wanted::Items,
        NodeKind::Parallel { branches, .. } => Wanted::Branches(
            branches
                .iter()
                .filter_map(|branch| match &branch.guard {
                    Guard::Says(text) => Some(text),
                    _ => None,
                })
                .collect(),
        ),
        _ => Wanted::Work { says: texts_of(node) },
    }
}

fn warnings(node: &Node) -> impl Iterator<Item = &Text> {
    node.work.acts.iter().filter_map(|act| match act {
        Act::Warning(text) => Some(text),
        _ => None,
    })
}

/// What may happen at any time, and has not happened yet.
#[must_use]
pub fn anytime_now<'m>(program: &Program<'m>, state: &State) -> Vec<Anytimes<'m>> {
    let mut found = Vec::new();
    for flow in state.began.keys().filter(|flow| state.scopes.contains_key(flow)) {
        let Some(graph) = program.graph(flow) else { continue };
        let address = match flow.out() {
            Some((caller, Step::Call(call))) => program.address(&At::new(&caller, call)),
            _ => String::new(),
        };
        for (index, line) in graph.flow.anytime.iter().enumerate() {
            if !state.fired.contains(&(flow.clone(), index)) {
                found.push(Anytimes { flow: flow.clone(), address: address.clone(), index, line });
            }
        }
    }
    found
}
