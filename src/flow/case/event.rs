//! What happens in a case, what follows from it, and why something may not happen.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::place::{At, Path};
use super::state::Fault;
use crate::flow::Measure;
use crate::flow::graph::NodeId;
use crate::model::{AskType, Name, Symbol};
use crate::source::Span;

/// Something that happened in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub moment: Timestamp,
    /// Who says so.
    pub person: String,
    /// In which post, by its name in the procedure.
    pub role: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What happened. Nodes are named by their address: `check`, `contact[2]` in the second item, `refund/check` in a
/// called procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum What {
    /// The case begins.
    Started,
    /// A field is answered; an empty value takes the answer back.
    Answered {
        /// The node.
        at: String,
        /// The field.
        field: String,
        /// The answer.
        value: String,
    },
    /// A box is ticked, counted from 1.
    Ticked {
        /// The node.
        at: String,
        /// The box.
        #[serde(rename = "box")]
        number: usize,
    },
    /// Work is done.
    Done {
        /// The node.
        at: String,
        /// The texts that hold, of those that a person decides.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        says: Vec<String>,
        /// Whether the boxes that are still open are confirmed with it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        confirmed: bool,
    },
    /// What a wait waits for has happened, or its time has passed.
    Happened {
        /// The wait.
        at: String,
        /// Which of its events; none if it has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        says: Option<String>,
    },
    /// Something that may happen at any time.
    Anytime {
        /// Its text.
        says: String,
        /// The call inside which it happened; empty for the case itself.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        at: String,
    },
    /// A share of a limit is used.
    Warned {
        /// The node that it limits.
        at: String,
        /// Which of its limits, from 1.
        limit: usize,
        /// Which of the limit's warnings, from 1: each share is one.
        warning: usize,
    },
    /// A limit is missed.
    Late {
        /// The node that it limits.
        at: String,
        /// Which of its limits, from 1.
        limit: usize,
        /// Which of the limit's late lines, from 1.
        line: usize,
    },
    /// The items of an `each` are listed.
    Listed {
        /// The `each`.
        at: String,
        /// The items.
        items: Vec<String>,
    },
    /// A step is left out.
    Skipped {
        /// The step.
        at: String,
        /// Why.
        because: String,
    },
    /// Somebody approves.
    Approved {
        /// The approval.
        at: String,
        /// A remark.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        because: String,
    },
    /// Somebody rejects.
    Rejected {
        /// The approval.
        at: String,
        /// Why.
        because: String,
    },
    /// The work is given to another post.
    HandedOver {
        /// The node.
        at: String,
        /// The post.
        to: String,
        /// Why.
        because: String,
    },
}

impl What {
    /// The address of the node that it happens to; `None` for the case itself.
    #[must_use]
    pub fn at(&self) -> Option<&str> {
        match self {
            What::Started => None,
            What::Answered { at, .. }
            | What::Ticked { at, .. }
            | What::Done { at, .. }
            | What::Happened { at, .. }
            | What::Anytime { at, .. }
            | What::Warned { at, .. }
            | What::Late { at, .. }
            | What::Listed { at, .. }
            | What::Skipped { at, .. }
            | What::Approved { at, .. }
            | What::Rejected { at, .. }
            | What::HandedOver { at, .. } => Some(at.as_str()).filter(|at| !at.is_empty()),
        }
    }
}

/// What followed from an event, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A node is entered.
    Entered(At),
    /// A node is done.
    Done(At),
    /// A way was taken from a node, by the line at the place.
    Went(At, Span),
    /// The bound of that way was used up.
    BoundUsedUp(At, Span),
    /// A branch is taken.
    Branch(At, usize),
    /// Work that was open is given up.
    GivenUp(At),
    /// Posts are told that a limit is near or missed, by the line at the place.
    Told(At, Span),
    /// The work goes to another post.
    HandedOver(At, Symbol),
    /// A late line waits until its node is entered.
    Waits(At, Span),
    /// A called procedure ended.
    CallEnded(At, NodeId),
    /// The case ended.
    Ended(NodeId),
    /// The case cannot go on.
    Stuck(At, Fault),
}

/// Why an event may not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The case has already begun.
    HasBegun,
    /// The case has not begun.
    NotBegun,
    /// The case has ended.
    HasEnded,
    /// Something later has happened already.
    TooEarly {
        /// When the last event was.
        last: Timestamp,
    },
    /// Nothing is going on at that address.
    NotOpen(String),
    /// The node is open but this cannot happen to it.
    NotHere(String),
    /// The node asks no such field.
    NoSuchField(Name),
    /// The node has no such box.
    NoSuchBox(usize),
    /// It is no value of the field's type.
    WrongValue {
        /// What was written.
        written: String,
        /// The type.
        ty: AskType,
    },
    /// It is an amount that the conditions of the procedure cannot be compared with.
    OtherMeasure {
        /// What was written.
        written: String,
        /// What they measure the field in.
        wanted: Measure,
    },
    /// Fields that must be answered first.
    Unanswered(Vec<Name>),
    /// Boxes that must be ticked first, from 1.
    Unticked(Vec<usize>),
    /// One of these texts must be said; none is said, or too many, or another.
    Say(Vec<String>),
    /// No such `anytime` line, or it has fired already.
    NoSuchAnytime(String),
    /// The limit is not running, has no such line, or the line has fired.
    NotDue,
    /// No post of that name.
    NoSuchRole(String),
    /// The post does not do this.
    NotYours {
        /// The post that tried.
        role: String,
        /// Those that may.
        by: Vec<Name>,
    },
    /// The post may not approve.
    MayNotApprove(String),
    /// That post, or that person, has answered this approval already.
    HasAnswered,
    /// The post that an approval is to be given to is one of those that answer it.
    AnswersAlready(String),
    /// The person did something that another person must do: the other node.
    SamePerson {
        /// Who.
        person: String,
        /// What they did.
        did: Name,
    },
    /// A rule of the procedure needs the step.
    NeededByRule(Name),
    /// A reason is needed.
    NoReason,
    /// Nobody is named.
    Nobody,
    /// Going on like this, the case would be stuck: where, and why.
    WouldBeStuck(At, Fault),
}

/// Shorthand for a place in a case.
impl At {
    /// A node in a scope.
    #[must_use]
    pub fn new(path: &Path, node: NodeId) -> At {
        At { path: path.clone(), node }
    }
}
