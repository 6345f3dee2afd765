//! The declarations of a file: everything but the head, the flow and its nodes.

use jiff::civil::{Date, Time, Weekday};

use super::{
    Cite, ClockRef, Common, Flow, Ident, Kpi, Name, Period, Point, Policy, Quantity, Record, Ref, Sla, Text, Training,
    Work,
};
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
    pub number: Option<(String, Place)>,
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

impl ClauseKind {
    /// The kind as the language writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ClauseKind::Procedure => "procedure",
            ClauseKind::Step => "step",
            ClauseKind::Branch => "branch",
            ClauseKind::Role => "role",
            ClauseKind::Channel => "channel",
            ClauseKind::Class => "class",
            ClauseKind::Deadline => "deadline",
            ClauseKind::Kpi => "kpi",
            ClauseKind::Record => "record",
            ClauseKind::Rule => "rule",
            ClauseKind::Control => "control",
            ClauseKind::Training => "training",
            ClauseKind::Review => "review",
            ClauseKind::Escalation => "escalation",
            ClauseKind::Contingency => "contingency",
            ClauseKind::Resource => "resource",
            ClauseKind::Incentive => "incentive",
            ClauseKind::Standard => "standard",
            ClauseKind::Case => "case",
            ClauseKind::Placeholder => "placeholder",
        }
    }
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
