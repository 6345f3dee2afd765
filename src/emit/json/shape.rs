//! The shape of a compiled procedure, head and declarations. The comments are what the schema says.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::declared_shape::{
    Calendar, Category, Channel, Control, Indicator, Parameter, Post, Record, ServiceLevel, Standard, System,
};
use super::flow_shape::{Flow, Routine};

/// A text by language, such as `{"zh": "退货规程", "en": "Returns"}`: in each language in which it was compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Texts(pub(super) BTreeMap<&'static str, String>);

/// A compiled service procedure.
///
/// Names such as those of posts, steps and records are ids: they are unique within their list, steps, branches and ends
/// together within the procedure. What is left out was not said.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Procedure")]
pub(super) struct Procedure {
    /// Where this schema lies, as seen from the document.
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    /// The version of this shape. It changes when something is removed or means something else.
    #[schemars(range(min = 1, max = 1))]
    pub(super) version: u32,
    /// The name of the procedure.
    pub(super) id: String,
    /// The file that it was compiled from, relative to the root of its project, with `/`.
    pub(super) file: String,
    /// Whether it was compiled in spite of errors.
    pub(super) errors: bool,
    /// What the document is, and who answers for it.
    pub(super) head: Head,
    /// The posts that it speaks of.
    pub(super) posts: Vec<Post>,
    /// The systems that it speaks of.
    pub(super) systems: Vec<System>,
    /// The channels that it speaks of.
    pub(super) channels: Vec<Channel>,
    /// The calendars that its clocks count.
    pub(super) calendars: Vec<Calendar>,
    /// The closed sets that cases fall in.
    pub(super) categories: Vec<Category>,
    /// The values that its owners set.
    pub(super) parameters: Vec<Parameter>,
    /// The flow of a case; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) flow: Option<Flow>,
    /// Work that recurs.
    pub(super) routines: Vec<Routine>,
    /// Tables of limits.
    pub(super) service_levels: Vec<ServiceLevel>,
    /// What is measured.
    pub(super) indicators: Vec<Indicator>,
    /// Documents and forms with their retention.
    pub(super) records: Vec<Record>,
    /// What must hold for every case.
    pub(super) controls: Vec<Control>,
    /// The standards that it answers to, with the clauses that it cites.
    pub(super) standards: Vec<Standard>,
    /// Notes on the whole.
    pub(super) notes: Vec<Texts>,
    /// Clauses that the procedure as a whole meets.
    pub(super) cites: Vec<Cite>,
}

/// The head of the document.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Head {
    /// Its title.
    pub(super) title: Texts,
    /// The document number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<String>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    /// Its status.
    pub(super) status: Status,
    /// The languages that it is written in, the source language first.
    pub(super) languages: Vec<String>,
    /// The post that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) owner: Option<String>,
    /// The post that wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<String>,
    /// The day from which it is in force, as `2026-11-21`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effective: Option<String>,
    /// How often it is reviewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) review: Option<Value>,
    /// The post that reviews it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reviewer: Option<String>,
    /// The numbers of the documents that it replaces.
    pub(super) supersedes: Vec<String>,
    /// Why it exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) purpose: Option<Texts>,
    /// What it applies to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scope: Option<Texts>,
    /// The posts that receive it.
    pub(super) distribution: Vec<String>,
    /// Who approved what.
    pub(super) approvals: Vec<Approval>,
    /// What changed.
    pub(super) history: Vec<Change>,
}

/// The state of a document.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    /// Not released yet.
    Draft,
    /// Released.
    Approved,
    /// No longer in force.
    Retired,
}

/// An approval.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Approval {
    /// The post.
    pub(super) by: String,
    /// The person who held it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) person: Option<String>,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on: Option<String>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) meaning: Option<Texts>,
    /// The hash of the content that was approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<String>,
}

/// A row of the change history.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Change {
    /// The version.
    pub(super) version: String,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on: Option<String>,
    /// The post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) by: Option<String>,
    /// What changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) what: Option<Texts>,
}

/// A value with its unit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Value {
    /// As the handbook says it.
    pub(super) text: Texts,
    /// What it is.
    pub(super) kind: ValueKind,
    /// How many of the unit; left out for texts, days and what is still open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) amount: Option<f64>,
    /// The unit: `s`, `min`, `h`, `d`, `weeks`, `working_hours`, `working_days`, `months`, `years` of a duration, the
    /// currency of an amount of money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
    /// The parameter that it was set by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parameter: Option<String>,
    /// The table of limits that gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) table: Option<LimitOf>,
}

/// A limit of a table.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct LimitOf {
    /// The table.
    pub(super) service_level: String,
    /// The limit.
    pub(super) limit: String,
}

/// What a value is.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ValueKind {
    /// A length of time.
    Duration,
    /// A bare number.
    Number,
    /// A share, in percent.
    Percent,
    /// Points of a score.
    Points,
    /// Money.
    Money,
    /// A day.
    Date,
    /// A text.
    Text,
    /// A limit of a table: which one depends on the case.
    Table,
    /// Known to be open.
    Open,
}

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Cite {
    /// The standard.
    pub(super) standard: String,
    /// The clause.
    pub(super) clause: String,
}
