//! The declarations of a file: everything but the head, the flow and its nodes.

use jiff::civil::{Date, Time, Weekday};

use super::{Cite, ClockRef, Cmp, Common, Cond, Flow, Ident, Name, Period, Point, Quantity, Ref, Text, Work};
use crate::source::{Place, Span};

/// One declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decl {
    /// Its name; `None` where it is missing.
    pub ident: Option<Ident>,
    /// Its text.
    pub title: Option<Text>,
    /// What it declares.
    pub body: Body,
    /// Notes, citations, accepted deviations.
    pub common: Common,
    /// The whole declaration.
    pub at: Place,
    /// Keyword and name.
    pub head: Place,
    /// Whether a piece of it could not be read.
    pub broken: bool,
}

impl Decl {
    /// The place that a finding about it points at: its name, else its head.
    #[must_use]
    pub fn span(&self) -> Span {
        self.ident.as_ref().map_or(self.head.0, Ident::span)
    }

    /// Its name for messages.
    #[must_use]
    pub fn label(&self) -> &str {
        self.ident.as_ref().map_or("?", |ident| ident.name.as_str())
    }
}

/// What a declaration declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A text that procedures answer to.
    Standard(Standard),
    /// A named value.
    Param(Param),
    /// Working time.
    Calendar(Calendar),
    /// A post.
    Role(Role),
    /// A way in.
    Channel(Channel),
    /// A tool.
    System(System),
    /// A closed set that cases fall in.
    Category(Category),
    /// A document or form.
    Record(Record),
    /// Limits by category.
    Sla(Sla),
    /// An indicator.
    Kpi(Box<Kpi>),
    /// A rule of conduct.
    Policy(Policy),
    /// Who is trained in what.
    Training(Box<Training>),
    /// An entry of the glossary.
    Term(Text),
    /// Periodic work.
    Routine(Box<Routine>),
}

/// The kind of a declaration, for messages and for what a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the kinds are those of `Body`")]
pub enum DeclKind {
    Standard,
    Param,
    Calendar,
    Role,
    Channel,
    System,
    Category,
    Record,
    Sla,
    Kpi,
    Policy,
    Training,
    Term,
    Routine,
}

impl Body {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> DeclKind {
        match self {
            Body::Standard(_) => DeclKind::Standard,
            Body::Param(_) => DeclKind::Param,
            Body::Calendar(_) => DeclKind::Calendar,
            Body::Role(_) => DeclKind::Role,
            Body::Channel(_) => DeclKind::Channel,
            Body::System(_) => DeclKind::System,
            Body::Category(_) => DeclKind::Category,
            Body::Record(_) => DeclKind::Record,
            Body::Sla(_) => DeclKind::Sla,
            Body::Kpi(_) => DeclKind::Kpi,
            Body::Policy(_) => DeclKind::Policy,
            Body::Training(_) => DeclKind::Training,
            Body::Term(_) => DeclKind::Term,
            Body::Routine(_) => DeclKind::Routine,
        }
    }
}

/// A text that procedures answer to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standard {
    /// Its number, `ISO 10002:2018`.
    pub number: Option<String>,
    /// Its edition.
    pub edition: Option<String>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
}

/// One clause of a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its id; `None` where it is missing.
    pub id: Option<Ident>,
    /// By which constructs it may be met.
    pub kind: Option<ClauseKind>,
    /// Its text.
    pub text: Option<Text>,
    /// Whether it need not be met.
    pub may: bool,
    /// Why it does not apply.
    pub excluded: Option<Text>,
    /// Where it stands.
    pub at: Place,
}

/// By which constructs a clause may be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the kinds are words of the language")]
pub enum ClauseKind {
    Procedure,
    Step,
    Branch,
    Role,
    Channel,
    Class,
    Deadline,
    Kpi,
    Record,
    Rule,
    Control,
    Training,
    Review,
    Escalation,
    Contingency,
    Resource,
    Incentive,
    Standard,
    Case,
    Placeholder,
}

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the types are words of the language")]
pub enum ParamType {
    Duration,
    Number,
    Percent,
    Points,
    Money,
    Date,
    Text,
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// Its type; `None` where it is missing.
    pub ty: Option<ParamType>,
    /// Its value, or why it is still open.
    pub value: ParamValue,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParamValue {
    /// Set.
    Set(Quantity),
    /// Still open, with the reason.
    Unset(Text),
}

/// Working time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// Weekly hours.
    pub hours: Vec<Hours>,
    /// Time zone with its place.
    pub timezone: Option<(String, Place)>,
    /// iCalendar files with holidays.
    pub holidays: Vec<(String, Place)>,
    /// Days on which it is closed.
    pub closed: Vec<DayRange>,
    /// Days on which it is open although the week says otherwise.
    pub extra: Vec<ExtraDay>,
    /// `open 24x7`.
    pub always: bool,
}

/// `open mon-fri 09:00-12:00, 13:30-18:00`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// On which days, in the order of the week.
    pub days: Vec<Weekday>,
    /// From when to when; the end may lie on the next day.
    pub spans: Vec<(Time, Time)>,
    /// Where it stands.
    pub at: Place,
}

/// `closed 2026-10-01..2026-10-07`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRange {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Where it stands.
    pub at: Place,
}

/// `open 2026-10-10 as mon`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraDay {
    /// The day.
    pub day: Date,
    /// Which day of the week it counts as.
    pub like: Option<Weekday>,
    /// Hours of its own.
    pub spans: Vec<(Time, Time)>,
    /// Where it stands.
    pub at: Place,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Role {
    /// Outside the organisation.
    pub external: bool,
    /// The post above.
    pub reports_to: Vec<Ref>,
    /// Who stands in.
    pub deputies: Vec<Ref>,
    /// When it works.
    pub works: Option<ClockRef>,
    /// How many hold it.
    pub count: Option<Quantity>,
    /// Whether it may approve.
    pub may_approve: bool,
    /// What else it may do.
    pub may: Vec<Ident>,
    /// The qualification that it needs.
    pub qualified: Vec<Text>,
    /// Its duties.
    pub duties: Vec<Text>,
}

/// A way in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Channel {
    /// Its hours.
    pub open: Option<ClockRef>,
}

/// A tool.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct System {
    /// The records that it holds.
    pub holds: Vec<Ref>,
}

/// A closed set that cases fall in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Category {
    /// What it classifies.
    pub of: Option<Text>,
    /// Whether its values are listed from the highest down.
    pub ranked: bool,
    /// Its values.
    pub values: Vec<CategoryValue>,
}

/// A value of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryValue {
    /// Its name; `None` where it is missing.
    pub ident: Option<Ident>,
    /// Its text.
    pub title: Text,
    /// Citations on its line.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub at: Place,
}

/// A document or form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Its fields.
    pub fields: Vec<Field>,
    /// How long it is kept, and by whom.
    pub kept: Option<(Quantity, Option<Ref>)>,
    /// Whether it holds personal data.
    pub personal: bool,
    /// How records are numbered.
    pub numbered: Option<String>,
    /// Who it is for.
    pub readers: Vec<Ref>,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// Its text.
    pub title: Option<Text>,
    /// Its type, if it is given.
    pub ty: Option<AskType>,
    /// Citations on its line.
    pub cites: Vec<Cite>,
}

/// `ask score "…" as number 0..100 optional`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its name; `None` where it is missing.
    pub ident: Option<Ident>,
    /// Its text.
    pub title: Option<Text>,
    /// Its type, if it is given.
    pub ty: Option<AskType>,
    /// Whether it may be left empty.
    pub optional: bool,
    /// Citations on its line.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub at: Place,
}

/// The type of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskType {
    /// Yes or no.
    YesNo,
    /// A number, perhaps in a range with so many decimals.
    Number(Option<Range>),
    /// A share.
    Percent,
    /// Money.
    Money,
    /// A length of time.
    Duration,
    /// One of these.
    OneOf(Vec<Ident>),
    /// A value of a category.
    Category(Ref),
    /// A day.
    Date,
    /// Free text.
    Text,
    /// A file.
    File,
    /// Not readable.
    Broken,
}

/// `0..100`; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least value.
    pub least: rust_decimal::Decimal,
    /// The greatest value.
    pub most: rust_decimal::Decimal,
    /// How many decimals the values have.
    pub decimals: u32,
}

/// Limits by category.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sla {
    /// The categories that it lists as axes.
    pub axes: Vec<Ref>,
    /// Its clock.
    pub clock: Option<ClockRef>,
    /// Waits during which the clock stands still.
    pub paused: Vec<Ref>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Which of two limits wins.
    pub combine: Option<Combine>,
}

/// Which of two limits wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// The shorter one.
    Shortest,
    /// The longer one.
    Longest,
}

/// One table of limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The category of its rows.
    pub axis: Option<Ref>,
    /// What its columns are.
    pub columns: Columns,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The header row.
    pub head: Place,
    /// The whole table.
    pub at: Place,
    /// Whether a piece of it could not be read.
    pub broken: bool,
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Columns {
    /// Limits, one a column.
    Limits(Vec<Ident>),
    /// The values of a second category, all for one limit.
    Values {
        /// The limit.
        limit: Ident,
        /// The second category.
        axis: Ref,
        /// Its values.
        values: Vec<Ident>,
    },
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The value of the category.
    pub value: Option<Ident>,
    /// The limits; `None` is `-`, no limit.
    pub cells: Vec<Option<Quantity>>,
    /// Citations at the end of the row.
    pub cites: Vec<Cite>,
    /// Where it stands.
    pub at: Place,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kpi {
    /// What it measures.
    pub measure: Option<(Measure, Place)>,
    /// Its target.
    pub target: Option<Threshold>,
    /// Its grades.
    pub grades: Vec<(Text, Threshold)>,
    /// When it warns.
    pub warn: Option<Threshold>,
    /// Its weight.
    pub weight: Option<Quantity>,
    /// How often it is measured.
    pub every: Option<Period>,
    /// Who answers for it.
    pub owner: Option<Ref>,
    /// Where its figures come from.
    pub source: Option<Text>,
    /// The routine or procedure that follows a missed target.
    pub when_missed: Vec<Ref>,
    /// Citations on the lines of target, grade and weight.
    pub cites: Vec<Cite>,
}

/// A comparison with a value: `>= 90 points`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The sign; `None` where it is missing.
    pub cmp: Option<Cmp>,
    /// The value.
    pub value: Quantity,
}

/// How values are summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// The mean.
    Average,
    /// The middle value.
    Median,
    /// Nine in ten are not above it.
    P90,
    /// The largest.
    Maximum,
}

/// What an indicator measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// The time between two points.
    Time {
        /// How it is summed up.
        statistic: Statistic,
        /// From here.
        from: Point,
        /// To here.
        to: Point,
        /// Of which cases; all if nothing is said.
        among: Option<CaseSet>,
    },
    /// The values of a field.
    Field {
        /// How they are summed up.
        statistic: Statistic,
        /// The field.
        field: Ref,
        /// Of which cases.
        among: Option<CaseSet>,
    },
    /// A share of cases.
    Share {
        /// Which cases.
        of: CaseSet,
        /// Among which.
        among: CaseSet,
    },
    /// A number of cases.
    Count(CaseSet),
    /// A figure that somebody reports.
    Value(Ref),
    /// Not readable.
    Broken,
}

/// `cases where accepted is yes ending in closed`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseSet {
    /// With this property.
    pub condition: Option<Cond>,
    /// That ended in one of these.
    pub ends: Vec<Ref>,
}

/// A rule of conduct.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// The posts that it binds.
    pub applies_to: Vec<Ref>,
    /// What it says, in written order.
    pub says: Vec<(Modal, Text, Vec<Cite>)>,
    /// What checks it.
    pub checked_by: Vec<Ref>,
}

/// How strongly a policy speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the language")]
pub enum Modal {
    Must,
    MustNot,
    Should,
}

/// Who is trained in what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Training {
    /// The posts that are trained.
    pub for_whom: Vec<Ref>,
    /// Who trains them.
    pub by: Vec<Ref>,
    /// Once, before the first step.
    pub once: bool,
    /// How often.
    pub every: Option<Period>,
    /// How long it lasts.
    pub lasts: Option<Quantity>,
    /// What it covers.
    pub covers: Vec<Text>,
    /// Its tests.
    pub tests: Vec<Test>,
    /// The pass mark of the whole.
    pub pass: Option<Threshold>,
    /// How often it may be taken again, and what happens then.
    pub when_failed: Option<(Option<Quantity>, Option<Text>)>,
    /// The records that it fills.
    pub fills: Vec<Ref>,
}

/// A test of a training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What is tested.
    pub title: Text,
    /// Its weight.
    pub weight: Option<Quantity>,
    /// Its pass mark.
    pub pass: Option<Threshold>,
}

/// Periodic work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routine {
    /// How often.
    pub every: Period,
    /// After which event, and for how long.
    pub from: Option<RoutineStart>,
    /// For how long.
    pub lasts: Option<Quantity>,
    /// Its clauses.
    pub work: Work,
    /// Its flow, if it has one.
    pub flow: Option<Flow>,
}

/// The event after which a routine runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoutineStart {
    /// An event in words.
    Event(Text),
    /// The end of another procedure.
    After(Point),
}

/// `rule approve before carry_out because "…"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// What it asks for.
    pub kind: ControlKind,
    /// Why.
    pub because: Option<Text>,
    /// Notes, citations, accepted deviations.
    pub common: Common,
    /// The whole rule.
    pub at: Place,
    /// Whether a piece of it could not be read.
    pub broken: bool,
}

/// What a control asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ControlKind {
    /// The first is done before the second is entered.
    Before(Ident, Ident),
    /// Every way from the first passes the second.
    LeadsTo(Ident, Ident),
    /// They are done by different people.
    DifferentPeople(Vec<Ident>),
    /// Not readable.
    Broken(Vec<Name>),
}
