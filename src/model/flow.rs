//! The flow as written: nodes in their order, their clauses and ways.

use super::{Ask, ClockRef, Common, Cond, Ident, Name, Period, Point, Quantity, Ref, Text};
use crate::source::{Place, Span};

/// A flow, or the statement that it is still open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// `flow unset "…"`: why there is none yet.
    pub unset: Option<Text>,
    /// The default clock of its limits, with the place of the clause.
    pub clock: Option<ClockRef>,
    /// The default consequence of its limits.
    pub late: Vec<LateLine>,
    /// What starts a case.
    pub starts: Vec<Start>,
    /// The nodes in written order.
    pub nodes: Vec<Node>,
    /// What may happen at any time.
    pub anytime: Vec<Anytime>,
    /// Notes, citations, accepted deviations.
    pub common: Common,
    /// The whole flow.
    pub at: Place,
    /// Its keyword.
    pub head: Place,
    /// Whether a piece of it could not be read.
    pub broken: bool,
}

/// What starts a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The event.
    pub on: StartOn,
    /// The channels by which it comes.
    pub via: Vec<Ref>,
    /// How many come, and how often.
    pub expects: Option<(Quantity, Period)>,
    /// Notes, citations, accepted deviations.
    pub common: Common,
    /// Where it stands.
    pub at: Place,
}

/// The event that starts a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartOn {
    /// Something happens.
    Event(Text),
    /// Another procedure has ended, perhaps in a given end.
    After(Ref),
}

/// `anytime when "…" -> withdrawn`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anytime {
    /// The event.
    pub when: Text,
    /// Where it leads.
    pub to: Target,
    /// Notes, citations, accepted deviations.
    pub common: Common,
    /// Where it stands.
    pub at: Place,
}

/// One node of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its name; `None` where it is missing.
    pub ident: Option<Ident>,
    /// Its text.
    pub title: Option<Text>,
    /// What it is.
    pub kind: NodeKind,
    /// Its clauses.
    pub work: Work,
    /// The whole node.
    pub at: Place,
    /// Keyword and name, the place that findings point at.
    pub head: Place,
    /// Whether a piece of it, not of what lies inside it, could not be read.
    pub broken: bool,
}

impl Node {
    /// The place that a finding about the node points at: its name, else its head.
    #[must_use]
    pub fn span(&self) -> Span {
        self.ident.as_ref().map_or(self.head.0, Ident::span)
    }

    /// Its name for messages.
    #[must_use]
    pub fn label(&self) -> &str {
        self.ident.as_ref().map_or("?", |ident| ident.name.as_str())
    }

    /// The blocks of nodes directly inside it, in written order.
    pub fn blocks(&self) -> impl Iterator<Item = &[Node]> {
        let (branches, items): (&[Branch], &[Node]) = match &self.kind {
            NodeKind::Parallel { branches, .. } => (branches, &[]),
            NodeKind::Each { nodes, .. } => (&[], nodes),
            _ => (&[], &[]),
        };
        let items = (!items.is_empty()).then_some(items);
        branches.iter().map(|branch| branch.nodes.as_slice()).chain(items)
    }
}

/// Calls `visit` for every node of the list and everything inside it, in written order.
pub fn each_node<'n>(nodes: &'n [Node], visit: &mut impl FnMut(&'n Node)) {
    for node in nodes {
        visit(node);
        for block in node.blocks() {
            each_node(block, visit);
        }
    }
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// Work.
    Step,
    /// A choice.
    Decision,
    /// A decision to approve or reject.
    Approval {
        /// How many must approve; all if nothing is said.
        needs: Option<Count>,
    },
    /// Somebody outside acts, or time passes.
    Wait {
        /// `for 7 days`: a pure delay.
        delay: Option<Delay>,
    },
    /// Another procedure in the same case.
    Call {
        /// Which one.
        procedure: Callee,
    },
    /// Branches that run together.
    Parallel {
        /// The branches.
        branches: Vec<Branch>,
        /// How many must come together; `None` where it is missing.
        join: Option<Count>,
        /// The `join` clause.
        join_at: Place,
    },
    /// The block once for each item.
    Each {
        /// What is done with each item.
        nodes: Vec<Node>,
        /// How many items must be done; `None` where it is missing.
        join: Option<Count>,
        /// The `join` clause.
        join_at: Place,
    },
    /// A named outcome.
    End {
        /// Whether it is a failure.
        failed: bool,
    },
    /// A piece of the flow that could not be read, with the words in it.
    Broken(Vec<Name>),
}

/// All of them, any one, or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Count {
    /// All.
    All,
    /// Any one.
    Any,
    /// At least so many.
    Number(Quantity),
}

/// A pure delay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delay {
    /// How long.
    pub lasts: Quantity,
    /// On which calendar; all the time if nothing is said.
    pub on: Option<ClockRef>,
}

/// The procedure that a call names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Callee {
    /// By name.
    Name(Ref),
    /// By file, relative to the calling one.
    File(String, Place),
    /// Missing.
    Missing,
}

/// A branch of a parallel block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its name.
    pub ident: Option<Ident>,
    /// Its text.
    pub title: Option<Text>,
    /// When it is taken.
    pub guard: Guard,
    /// Its nodes.
    pub nodes: Vec<Node>,
    /// Notes, citations, accepted deviations.
    pub common: Common,
    /// The whole branch.
    pub at: Place,
    /// Keyword and name.
    pub head: Place,
    /// Whether a piece of it could not be read.
    pub broken: bool,
}

/// When a branch is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// Always.
    Always,
    /// If a condition holds.
    When(Cond),
    /// If a person says so: `branch b when "extra packing is needed"`.
    Says(Text),
    /// If no condition of the other branches holds.
    Otherwise,
}

/// The clauses of a node or routine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// Who does it: posts, or a system.
    pub by: Vec<Ref>,
    /// Who answers for it.
    pub accountable: Vec<Ref>,
    /// Who is asked.
    pub consults: Vec<Ref>,
    /// Who is told.
    pub informs: Vec<Ref>,
    /// By which channels.
    pub via: Vec<Ref>,
    /// With which systems.
    pub using: Vec<Ref>,
    /// Categories that are decided here.
    pub sets: Vec<Ref>,
    /// Records that are filled here.
    pub fills: Vec<Ref>,
    /// Records (in routines also indicators) that are read here.
    pub reads: Vec<Ref>,
    /// What the checklist shows, in written order.
    pub acts: Vec<Act>,
    /// Effort.
    pub takes: Option<Takes>,
    /// Limits, with the warnings and late lines that belong to them.
    pub limits: Vec<Limit>,
    /// `at` and `when late` lines with no `within` above them.
    pub stray_late: Vec<Place>,
    /// Ways on, in written order.
    pub ways: Vec<Way>,
    /// The form of the checklist.
    pub form: Option<Form>,
    /// Notes, citations, accepted deviations.
    pub common: Common,
}

impl Work {
    /// The fields asked here, in written order.
    pub fn asks(&self) -> impl Iterator<Item = &Ask> {
        self.acts.iter().filter_map(|act| match act {
            Act::Ask(ask) => Some(ask),
            _ => None,
        })
    }
}

/// One thing on the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A box.
    Do(Text),
    /// A field.
    Ask(Ask),
    /// A warning before the step.
    Warning(Text),
    /// A pause point.
    Pause(Text, Vec<Ref>),
}

/// The form of a checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Read each line, then do it.
    ReadDo,
    /// Do the work, then confirm.
    DoConfirm,
}

/// Effort: `10-30 min`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takes {
    /// At least.
    pub least: Quantity,
    /// At most; the same as `least` if one figure is written.
    pub most: Quantity,
}

/// `within 24h on office from case`, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// How long: a length of time, a parameter, a limit of a table, a hole.
    pub value: Quantity,
    /// On which calendar.
    pub on: Option<ClockRef>,
    /// Where the clock starts; the node's own enter if nothing is said.
    pub from: Option<Point>,
    /// Warnings before the limit.
    pub warns: Vec<Warn>,
    /// What happens when it is missed.
    pub late: Vec<LateLine>,
    /// Citations on its line.
    pub cites: Vec<Cite>,
    /// The `within` clause.
    pub at: Place,
}

/// `at 80% notify agent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warn {
    /// At which shares of the limit.
    pub shares: Vec<Quantity>,
    /// Who is told, and how.
    pub notify: Option<Action>,
    /// Citations on its line.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub at: Place,
}

/// `when late by 24h notify manager and -> escalate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateLine {
    /// How long after the limit.
    pub after: Option<Quantity>,
    /// How often it is repeated.
    pub every: Option<Quantity>,
    /// What happens.
    pub actions: Vec<Action>,
    /// Citations on its line.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub at: Place,
}

/// What happens when a limit is missed, or is about to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Posts are told.
    Notify(Vec<Party>, Vec<Ref>),
    /// The work is given to another post.
    HandOver(Party),
    /// The case goes elsewhere.
    Go(Go),
    /// Not readable.
    Broken,
}

/// A post, or the one above the doer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// The post that the doer reports to.
    Superior(Place),
    /// A post.
    Post(Ref),
}

/// A way on from a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// When it is taken.
    pub trigger: Trigger,
    /// Where it leads.
    pub go: Go,
    /// Citations on its line.
    pub cites: Vec<Cite>,
    /// The line.
    pub at: Place,
}

/// When a way is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// `-> t`
    Always,
    /// `otherwise -> t`
    Otherwise,
    /// `when priority is urgent -> t`
    When(Cond),
    /// `when "more facts needed" -> t`: a person answers; of a wait, an event.
    Says(Text),
    /// `when approved -> t`
    Approved,
    /// `when rejected -> t`
    Rejected,
    /// `when failed -> t`
    Failed,
    /// `when ended in refused -> t`
    Ended(Vec<Ref>),
}

/// `-> t at most 2 times then -> u`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Go {
    /// Where to.
    pub to: Target,
    /// How often, and where to go then.
    pub bound: Option<Bound>,
    /// Where it stands.
    pub at: Place,
}

/// Where a way leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a node or end.
    Node(Ref),
    /// To the end of the innermost branch or item.
    Join(Place),
    /// Missing.
    Missing(Place),
}

/// The bound of a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// How often the way may be taken; `None` for a hole or a missing number.
    pub times: Option<u32>,
    /// Where to go when it has been taken so often.
    pub then: Target,
    /// Where it stands.
    pub at: Place,
}

/// `cites iso10002 7.2, 7.3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// The standard.
    pub standard: Ref,
    /// The clauses.
    pub clauses: Vec<Ident>,
    /// Where it stands.
    pub at: Place,
}
