//! Where a case stands.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::answer::Answer;
use super::place::{At, Path};
use crate::flow::graph::NodeId;
use crate::model::{Name, Symbol};
use crate::source::FileId;

/// The state of a case. Everything in it follows from the case's events.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// The open scopes, each with where it stands.
    pub scopes: BTreeMap<Path, Position>,
    /// The answers, by the scope that they belong to.
    pub values: BTreeMap<(Path, Slot), Answer>,
    /// When each node was last entered and done.
    pub marks: BTreeMap<(Path, NodeId), Mark>,
    /// When the case, and each called procedure, began.
    pub began: BTreeMap<Path, Stamp>,
    /// How often each bounded way was taken: by the scope of the circle that it bounds, its node, and where its line
    /// begins.
    pub taken: BTreeMap<(Path, NodeId, u32), u32>,
    /// The clocks of limits that have something to say.
    pub clocks: BTreeMap<(Path, NodeId, usize), Clock>,
    /// The items of each open `each`.
    pub items: BTreeMap<(Path, NodeId), Vec<String>>,
    /// The posts to which blocks and calls were handed over, while what is inside them goes on.
    pub handed: BTreeMap<(Path, NodeId), Symbol>,
    /// The `anytime` lines that have fired, by the flow that they belong to.
    pub fired: BTreeSet<(Path, usize)>,
    /// How many stamps were given.
    pub stamps: u64,
    /// The moment of the last event. What happens next is not earlier.
    pub last: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// Where a scope stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// At which node.
    pub node: NodeId,
    /// What is going on there.
    pub doing: Doing,
}

/// What is going on at a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Doing {
    /// Somebody works on it, or something is waited for.
    Work(Work),
    /// Its branches or items run; so many were taken.
    Block(usize),
    /// The called procedure runs.
    Called,
    /// The block has joined, or the called procedure has ended: its end, and whether that is a failure. A person says
    /// which way to go.
    Chosen(Option<(String, bool)>),
    /// The branch or item has come to its join.
    Arrived,
    /// It is done, and no way leads on.
    Stuck(Fault),
}

/// Work that has begun.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Work {
    /// The boxes that are ticked, by their index among the node's acts.
    pub ticked: BTreeSet<usize>,
    /// The fields that were answered since the node was entered.
    pub answered: BTreeSet<Name>,
    /// What those fields were before, where they had a value.
    pub before: BTreeMap<Name, Answer>,
    /// Who approved, and who rejected: for which post, person, approved.
    pub votes: Vec<(Symbol, String, bool)>,
    /// The post that it was handed over to.
    pub handed_to: Option<Symbol>,
    /// Where one of several approvers gave its answer away: for which post of the approval, and to which.
    pub seats: BTreeMap<Symbol, Symbol>,
}

/// A field of a case: shared between its procedures, or of one of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The shared file that declares it; `None` for a field of one procedure.
    pub shared: Option<FileId>,
    /// Its name.
    pub name: Name,
}

/// A moment of a case. Stamps compare in the order in which things happened, also within one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Its place among the stamps of the case.
    pub order: u64,
    /// The moment that the event gives.
    pub moment: Timestamp,
}

/// When a node was entered and done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark {
    /// Last entered.
    pub entered: Option<Stamp>,
    /// Last done.
    pub done: Option<Stamp>,
    /// The people who did it the last time: those who said that it is done, who approved, who listed the items.
    pub by: Vec<String>,
}

/// The clock of one limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// What started it.
    pub started: Stamp,
    /// When each of its lines last fired since.
    pub fired: BTreeMap<DueId, Stamp>,
    /// Late lines whose hand-over or way waits for the node to be entered.
    pub pending: Vec<usize>,
}

/// A line of a limit, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueId {
    /// Of the shares at which a warning is given.
    Warning(usize),
    /// Of the late lines.
    Late(usize),
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The end.
    pub end: NodeId,
    /// Whether it is a failure.
    pub failed: bool,
    /// When.
    pub at: Stamp,
}

impl State {
    /// The work that is open in a scope.
    #[must_use]
    pub fn work(&self, path: &Path) -> Option<&Work> {
        match &self.scopes.get(path)?.doing {
            Doing::Work(work) => Some(work),
            _ => None,
        }
    }

    /// The post to which an open node was handed over.
    #[must_use]
    pub fn handed_to(&self, at: &At) -> Option<Symbol> {
        match self.work(&at.path) {
            Some(work) => work.handed_to,
            None => self.handed.get(&(at.path.clone(), at.node)).copied(),
        }
    }

    pub(super) fn work_mut(&mut self, path: &Path) -> Option<&mut Work> {
        match &mut self.scopes.get_mut(path)?.doing {
            Doing::Work(work) => Some(work),
            _ => None,
        }
    }

    /// Whether the case cannot go on, and where.
    pub fn stuck(&self) -> impl Iterator<Item = (&Path, NodeId, Fault)> {
        self.scopes.iter().filter_map(|(path, position)| match position.doing {
            Doing::Stuck(fault) => Some((path, position.node, fault)),
            _ => None,
        })
    }
}

/// Why a case cannot go on. A procedure without errors never comes here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Nothing follows the node.
    NothingFollows,
    /// No line matches the case.
    NotCovered,
    /// A condition cannot be decided, because a value in it is still open.
    Undecided,
    /// The way leads to a node that does not exist.
    NoTarget,
    /// The way leads into a block from outside.
    IntoBlock,
    /// The bound of the way is still open.
    OpenBound,
    /// Nobody acts, and the case goes round for ever, or calls itself without end.
    Endless,
}
