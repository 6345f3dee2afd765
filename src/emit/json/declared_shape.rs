//! The shape of what a procedure declares. The comments are what the schema says.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::{Cite, Texts, Value};

/// A post.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Post {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// Whether it is outside the organisation.
    pub(super) external: bool,
    /// The posts above it.
    pub(super) reports_to: Vec<String>,
    /// Who stands in.
    pub(super) deputies: Vec<String>,
    /// When it works: a calendar, or `always`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) works: Option<String>,
    /// How many hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) count: Option<Value>,
    /// Whether it may approve.
    pub(super) may_approve: bool,
    /// Its duties.
    pub(super) duties: Vec<Texts>,
    /// The qualifications that it needs.
    pub(super) qualified: Vec<Texts>,
    /// What it is to each step that names it.
    pub(super) raci: Vec<Raci>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// What a post is to a step.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Raci {
    /// The step or routine.
    pub(super) step: String,
    /// `R` does it, `A` answers for it, `C` is consulted, `I` is informed.
    pub(super) is: Vec<String>,
}

/// A system.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct System {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// The records that it holds.
    pub(super) holds: Vec<String>,
    /// What it is to each step that names it as doer.
    pub(super) raci: Vec<Raci>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A channel.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Channel {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// Its hours: a calendar, or `always`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) open: Option<String>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A calendar.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Calendar {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// Its time zone, such as `Asia/Shanghai`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) timezone: Option<String>,
    /// Whether it is open all the time.
    pub(super) always: bool,
    /// Its weekly hours.
    pub(super) hours: Vec<Hours>,
    /// iCalendar files with holidays.
    pub(super) holidays: Vec<String>,
    /// Days on which it is closed: first and last.
    pub(super) closed: Vec<[String; 2]>,
    /// Days on which it is open although the week says otherwise.
    pub(super) extra: Vec<Extra>,
}

/// Weekly hours.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Hours {
    /// Days of the week from 1, Monday, to 7.
    pub(super) days: Vec<i8>,
    /// From when to when, as `09:00`; an end that is not after its start lies on the next day.
    pub(super) spans: Vec<[String; 2]>,
}

/// An extra day.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Extra {
    /// The day.
    pub(super) day: String,
    /// The day of the week that it counts as, from 1, Monday.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) like: Option<i8>,
    /// Hours of its own.
    pub(super) spans: Vec<[String; 2]>,
}

/// A closed set that cases fall in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Category {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// Whether its values are listed from the highest down.
    pub(super) ranked: bool,
    /// Its values.
    pub(super) values: Vec<Choice>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A value to choose.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Choice {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
}

/// A parameter.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Parameter {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// Its value; left out while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<Value>,
    /// Why it is still open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) open: Option<Texts>,
}

/// Tables of limits.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ServiceLevel {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// What its clock counts where it says so: a calendar, or `always`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) clock: Option<String>,
    /// The waits during which its clock stands still.
    pub(super) paused: Vec<String>,
    /// Which of several limits counts: `shortest` or `longest`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) combine: Option<String>,
    /// Every cell of its tables.
    pub(super) limits: Vec<TableLimit>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A cell of a table.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TableLimit {
    /// The limit.
    pub(super) limit: String,
    /// For which cases: the value of each category of the table.
    pub(super) case: BTreeMap<String, String>,
    /// How long; left out where there is no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<Value>,
    /// Clauses that its row meets.
    pub(super) cites: Vec<Cite>,
}

/// An indicator.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Indicator {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// What it measures, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) measure: Option<Texts>,
    /// Its target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<Threshold>,
    /// Its grades.
    pub(super) grades: Vec<Grade>,
    /// When it warns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) warn: Option<Threshold>,
    /// Its weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) weight: Option<Value>,
    /// How often it is measured, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) every: Option<Texts>,
    /// The post that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) owner: Option<String>,
    /// Where its figures come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<Texts>,
    /// The routines or procedures that follow a missed target.
    pub(super) when_missed: Vec<String>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A comparison with a value.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Threshold {
    /// `>=`, `<=`, `>`, `<` or `=`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sign: Option<String>,
    /// The value.
    pub(super) value: Value,
}

/// A grade of an indicator.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Grade {
    /// Its title.
    pub(super) title: Texts,
    /// From where it holds.
    pub(super) threshold: Threshold,
}

/// A document or form.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Record {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// Its fields.
    pub(super) fields: Vec<Field>,
    /// How it is numbered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) numbered: Option<String>,
    /// How long it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kept: Option<Value>,
    /// The post that keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kept_by: Option<String>,
    /// Whether it holds personal data.
    pub(super) personal: bool,
    /// The posts that it is for.
    pub(super) readers: Vec<String>,
    /// The steps and routines that fill it.
    pub(super) filled_in: Vec<String>,
    /// The steps and routines that read it.
    pub(super) read_in: Vec<String>,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A field of a record, or a question of a step.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Field {
    /// Its name.
    pub(super) id: String,
    /// Its title, or the question.
    pub(super) title: Texts,
    /// What kind of answer it takes.
    #[serde(rename = "type")]
    pub(super) ty: FieldType,
    /// The least and the greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) range: Option<Range>,
    /// The answers to choose from.
    pub(super) options: Vec<Choice>,
    /// The category whose values are the answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) category: Option<String>,
    /// Whether it must be answered.
    pub(super) required: bool,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// A range of numbers; both ends belong to it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Range {
    /// The least.
    pub(super) least: f64,
    /// The greatest.
    pub(super) most: f64,
    /// How many decimals the numbers have.
    pub(super) decimals: u32,
}

/// The type of an answer.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FieldType {
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// A share, in percent.
    Percent,
    /// Money.
    Money,
    /// A length of time.
    Duration,
    /// One of its options.
    Choice,
    /// A day.
    Date,
    /// Free text.
    Text,
    /// A file.
    File,
}

/// A control.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Control {
    /// What it asks for.
    pub(super) kind: ControlKind,
    /// The steps that it names, in its order.
    pub(super) steps: Vec<String>,
    /// What it asks for, in words.
    pub(super) text: Texts,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) because: Option<Texts>,
    /// What the check says about it.
    pub(super) result: ControlResult,
    /// Clauses that it meets.
    pub(super) cites: Vec<Cite>,
}

/// What a control asks for.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ControlKind {
    /// The first is done before the second is entered.
    Before,
    /// Every way from the first passes the second.
    LeadsTo,
    /// They are done by different people.
    DifferentPeople,
}

/// What the check says about a control.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ControlResult {
    /// It holds for every case that the flow allows.
    Proved,
    /// It can be kept; whether it is shows in each case.
    Possible,
    /// There is a way that breaks it.
    Broken,
    /// There is a way that breaks it, and that was accepted as a deviation.
    Accepted,
    /// Nothing was proved: there was no check, it is switched off, or errors stand in its way.
    Unproved,
}

/// A standard.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Standard {
    /// Its name.
    pub(super) id: String,
    /// Its title.
    pub(super) title: Texts,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<String>,
    /// Its edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) edition: Option<String>,
    /// The clauses that the procedure cites.
    pub(super) clauses: Vec<Clause>,
}

/// A clause of a standard.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Clause {
    /// Its id in the standard.
    pub(super) id: String,
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Texts>,
    /// Whether it need not be met.
    pub(super) may: bool,
}
