//! The shape of a compiled flow. The comments are what the schema says.

use schemars::JsonSchema;
use serde::Serialize;

use super::declared_shape::Field;
use super::shape::{Cite, Texts, Value};

/// A flow as a graph: steps in reading order, ways between them by id.
///
/// A case begins at `first`. Where a way or a step has no `target`, the flow does not say where it goes on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Flow {
    /// Why there is no flow yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unset: Option<Texts>,
    /// What starts a case.
    pub(super) starts: Vec<Start>,
    /// The step at which a case begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<String>,
    /// All steps, also those inside blocks.
    pub(super) steps: Vec<Step>,
    /// How it may end.
    pub(super) ends: Vec<End>,
    /// What may happen at any time.
    pub(super) anytime: Vec<Anytime>,
    /// Notes on the flow.
    pub(super) notes: Vec<Texts>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// Work that recurs.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Routine {
    /// How often, in words.
    pub(super) every: Texts,
    /// Its own clauses; it has no ways.
    pub(super) work: Step,
    /// Its flow, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) flow: Option<Flow>,
}

/// What starts a case.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Start {
    /// In words.
    pub(super) text: Texts,
    /// The procedure whose end starts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) after: Option<String>,
    /// The channels by which it comes.
    pub(super) via: Vec<String>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// Something that is done, decided or waited for.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Step {
    /// Its name.
    pub(super) id: String,
    /// What it is.
    pub(super) kind: StepKind,
    /// Its number in the handbook.
    pub(super) number: String,
    /// Its title.
    pub(super) title: Texts,
    /// The branch, or the `each`, directly around it.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub(super) within: Option<String>,
    /// Who does it, posts or a system; any one of several.
    pub(super) by: Vec<String>,
    /// Who answers for it, where that is said.
    pub(super) accountable: Vec<String>,
    /// Who is consulted.
    pub(super) consults: Vec<String>,
    /// Who is informed.
    pub(super) informs: Vec<String>,
    /// By which channels.
    pub(super) via: Vec<String>,
    /// With which systems.
    pub(super) using: Vec<String>,
    /// The categories that are decided here.
    pub(super) sets: Vec<String>,
    /// The records that are filled here.
    pub(super) fills: Vec<String>,
    /// The records and indicators that are read here.
    pub(super) reads: Vec<String>,
    /// Warnings before the step.
    pub(super) warnings: Vec<Texts>,
    /// The boxes of its checklist.
    pub(super) acts: Vec<Act>,
    /// The form of its checklist: `read-do` or `do-confirm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) form: Option<String>,
    /// What is asked.
    pub(super) asks: Vec<Field>,
    /// Its limits.
    pub(super) limits: Vec<Limit>,
    /// The effort: least and most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effort: Option<[Value; 2]>,
    /// The procedure that a call names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) calls: Option<String>,
    /// How many must approve; how many branches or items must be done: `all`, `any`, or a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) needs: Option<String>,
    /// How long a pure wait lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) delay: Option<Value>,
    /// The branches of a parallel block: they start together.
    pub(super) branches: Vec<Branch>,
    /// The first step of what is done with each item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<String>,
    /// The ways on, in the order in which they are tried; of a block, once it is done.
    pub(super) ways: Vec<Way>,
    /// Notes.
    pub(super) notes: Vec<Texts>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// What a step is.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum StepKind {
    /// Work.
    Step,
    /// A choice.
    Decision,
    /// A decision to approve or reject.
    Approval,
    /// Somebody outside acts, or time passes.
    Wait,
    /// Another procedure in the same case.
    Call,
    /// Branches that run together.
    Parallel,
    /// The block once for each item.
    Each,
    /// Periodic work.
    Routine,
}

/// A box of a checklist.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Act {
    /// What is to be done.
    pub(super) text: Texts,
    /// Whether all stop here until it is confirmed.
    pub(super) pause: bool,
}

/// A branch of a parallel block.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Branch {
    /// Its name.
    pub(super) id: String,
    /// Its number in the handbook.
    pub(super) number: String,
    /// Its title.
    pub(super) title: Texts,
    /// When it is taken.
    pub(super) when: When,
    /// Its first step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<String>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A way on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Way {
    /// When it is taken.
    pub(super) when: When,
    /// Where it leads.
    #[serde(flatten)]
    pub(super) to: Target,
    /// How often it may be taken in a case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bound: Option<Bound>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// Where a way leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Target {
    /// The id of a step or end; of the block, where `joins`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<String>,
    /// Whether the branch or item around it is done with this, and the block waits for the others.
    pub(super) joins: bool,
}

/// When a way or branch is taken.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct When {
    /// What decides.
    pub(super) kind: WhenKind,
    /// In words; left out where there is nothing to decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Texts>,
    /// The condition as a tree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) test: Option<Test>,
    /// The ends of a called procedure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) ends: Vec<String>,
}

/// What decides whether a way or branch is taken.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum WhenKind {
    /// Always.
    Always,
    /// If no other is.
    Otherwise,
    /// A condition over fields and categories.
    Condition,
    /// A person says so; of a wait, it has happened.
    Says,
    /// It was approved.
    Approved,
    /// It was rejected.
    Rejected,
    /// The called procedure failed or was cancelled.
    Failed,
    /// The called procedure ended in one of `ends`.
    Ended,
}

/// A condition as a tree.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Test {
    /// One of them holds.
    Any(Vec<Test>),
    /// All of them hold.
    All(Vec<Test>),
    /// A field has one of some values.
    Is(Has),
    /// A field has none of some values.
    IsNot(Has),
    /// A field compares with a value.
    Compares(Compares),
    /// It could not be read.
    Unreadable,
}

/// A field and some values.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Has {
    /// The field or category.
    pub(super) field: String,
    /// Its values: `yes`, `no`, a name or a text.
    pub(super) values: Vec<String>,
}

/// A field and a figure.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Compares {
    /// The field.
    pub(super) field: String,
    /// `>=`, `<=`, `>`, `<` or `=`.
    pub(super) sign: String,
    /// The figure.
    pub(super) value: Value,
}

/// The bound of a way.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Bound {
    /// How often the way may be taken; left out while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) times: Option<u32>,
    /// Where to go then.
    pub(super) then: Target,
}

/// A limit.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Limit {
    /// How long.
    pub(super) value: Value,
    /// What its clock counts: a calendar, or `always`.
    pub(super) clock: String,
    /// Where its clock starts.
    pub(super) from: Moment,
    /// Warnings before it.
    pub(super) warnings: Vec<Warning>,
    /// What happens when it is missed.
    pub(super) late: Vec<Late>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A moment of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Moment {
    /// The step; left out for the beginning of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) step: Option<String>,
    /// Whether its end is meant, not its start.
    pub(super) end: bool,
}

/// A warning before a limit.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Warning {
    /// At which shares of the limit.
    pub(super) at: Vec<Value>,
    /// What is done then.
    pub(super) actions: Vec<Action>,
}

/// What happens when a limit is missed.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Late {
    /// In words.
    pub(super) text: Texts,
    /// How long after the limit; at once where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) after: Option<Value>,
    /// How often it is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) every: Option<Value>,
    /// What is done.
    pub(super) actions: Vec<Action>,
}

/// What is done about a limit.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Action {
    /// Posts are told; `superior` is the post above whoever does the step.
    Notify {
        /// Who.
        posts: Vec<String>,
        /// By which channels.
        via: Vec<String>,
    },
    /// The step is handed over to a post, or to the `superior`.
    HandOver(String),
    /// The case goes on elsewhere.
    Go {
        /// Where to.
        #[serde(flatten)]
        to: Target,
        /// How often.
        #[serde(skip_serializing_if = "Option::is_none")]
        bound: Option<Bound>,
    },
    /// It could not be read.
    Unreadable,
}

/// A named outcome.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct End {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// Whether it is a failure.
    pub(super) failed: bool,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// What may happen at any time.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Anytime {
    /// What happens.
    pub(super) text: Texts,
    /// Where it leads.
    #[serde(flatten)]
    pub(super) to: Target,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}
