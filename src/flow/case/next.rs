//! What may happen next in a case.

use super::fields::{AskedField, asked};
use super::place::{At, Path, Step};
use super::program::Program;
use super::state::{Doing, State};
use super::step::{boxes, texts_of};
use crate::model::{Act, Anytime, Guard, NodeKind, Symbol, Text};

/// A node that is open.
#[derive(Debug, Clone)]
pub struct Open<'m> {
    /// The node.
    pub at: At,
    /// Its address.
    pub address: String,
    /// What is wanted.
    pub wanted: Wanted<'m>,
    /// Who may do it; `None` if anybody may.
    pub by: Option<Vec<Symbol>>,
}

/// What is wanted at an open node.
#[derive(Debug, Clone)]
pub enum Wanted<'m> {
    /// Boxes to tick, fields to answer, and then perhaps one of some texts to say.
    Work {
        /// The boxes, each with whether it is ticked.
        boxes: Vec<(&'m Act, bool)>,
        /// The fields, each with whether it is answered.
        fields: Vec<(AskedField<'m>, bool)>,
        /// The texts of which one may be said.
        says: Vec<&'m Text>,
    },
    /// To approve or to reject.
    Approval {
        /// The fields, each with whether it is answered.
        fields: Vec<(AskedField<'m>, bool)>,
    },
    /// Something outside to happen: one of some texts, or just it.
    Event {
        /// The fields to answer with it, each with whether it is answered.
        fields: Vec<(AskedField<'m>, bool)>,
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
    let mut found = Vec::new();
    for (path, position) in &state.scopes {
        let at = At::new(path, position.node);
        let Some(node) = program.node(&at).map(|node| node.node) else { continue };
        let work = match &position.doing {
            Doing::Work(work) => work,
            Doing::Chosen(_) => {
                let wanted = Wanted::Work { boxes: Vec::new(), fields: Vec::new(), says: texts_of(node) };
                let by = super::who::may_do(program, state, &at);
                found.push(Open { address: program.address(&at), at, wanted, by });
                continue;
            }
            _ => continue,
        };
        let fields = || -> Vec<(AskedField<'m>, bool)> {
            let answered = |field: AskedField<'m>| {
                let done = work.answered.contains(&field.name);
                (field, done)
            };
            asked(program, &at).into_iter().map(answered).collect()
        };
        let wanted = match &node.kind {
            NodeKind::Approval { .. } => Wanted::Approval { fields: fields() },
            NodeKind::Wait { .. } => Wanted::Event { fields: fields(), says: texts_of(node) },
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
            _ => Wanted::Work {
                boxes: boxes(node)
                    .filter_map(|index| Some((node.work.acts.get(index)?, work.ticked.contains(&index))))
                    .collect(),
                fields: fields(),
                says: texts_of(node),
            },
        };
        let by = super::who::may_do(program, state, &at);
        found.push(Open { address: program.address(&at), at, wanted, by });
    }
    found
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
