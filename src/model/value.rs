//! Typed values: quantities, periods, points in a flow, clocks.

use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;

use super::{Body, DeclKind, Ident, ParamValue, Project, Ref, Text};
use crate::source::{FileId, Place, Span};
use crate::time::{Duration, Unit};

/// A value as written where a number, a length of time, a share … may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub at: Place,
}

impl Quantity {
    /// Its place as a span.
    #[must_use]
    pub fn span(&self) -> Span {
        self.at.0
    }
}

/// What a quantity is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A length of time.
    Duration(Duration),
    /// A bare number.
    Number(Decimal),
    /// A share, `60%`.
    Percent(Decimal),
    /// Points of a score.
    Points(Decimal),
    /// An amount of money and its currency.
    Money(Decimal, String),
    /// A day.
    Date(Date),
    /// A text (of a parameter).
    Text(Text),
    /// A parameter, or a limit of a table.
    Name(Ref),
    /// Known to be open: `xx小时`. Keeps the unit if one is written.
    Hole(Option<HoleUnit>),
    /// Not readable; a mark of the tree stands here.
    Broken,
}

/// The unit written behind a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoleUnit {
    /// A unit of time.
    Time(Unit),
    /// Percent, points or money.
    Other,
}

/// A comparison sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cmp {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
    /// `=`
    Equal,
}

impl Cmp {
    /// Whether `left` compares so with `right`.
    #[must_use]
    pub fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Cmp::AtLeast => left >= right,
            Cmp::AtMost => left <= right,
            Cmp::Above => left > right,
            Cmp::Below => left < right,
            Cmp::Equal => left == right,
        }
    }

    /// The sign as the language writes it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Cmp::AtLeast => ">=",
            Cmp::AtMost => "<=",
            Cmp::Above => ">",
            Cmp::Below => "<",
            Cmp::Equal => "=",
        }
    }
}

/// How often something recurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Period {
    /// Every day.
    Day,
    /// Every week, perhaps on a given day.
    Week(Option<Weekday>),
    /// Every month, perhaps on a given day of the month.
    Month(Option<Quantity>),
    /// Every quarter.
    Quarter,
    /// Every year, perhaps on a given month and day.
    Year(Option<(i8, i8)>),
    /// After a length of time, again and again.
    Every(Quantity),
    /// Not readable.
    Broken,
}

/// The calendar that a clock counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockRef {
    /// All the time.
    Always,
    /// A calendar.
    Calendar(Ref),
}

/// Which end of a node is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// It is entered.
    Start,
    /// It is done.
    End,
}

/// A moment of a case: its beginning, or the start or end of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The node; `None` for the beginning of the case.
    pub node: Option<Ident>,
    /// Start or end. A name alone means the start.
    pub side: Side,
    /// What a point says that is neither start nor end, such as the outcome in `complaint.closed`.
    pub other: Option<Ident>,
    /// Where it stands.
    pub at: Place,
}

impl Project {
    /// The value of a quantity: that of its parameter if it names one. `None` for limits of tables and unknown names.
    #[must_use]
    pub fn value<'p>(&'p self, file: FileId, quantity: &'p Quantity) -> Option<&'p Value> {
        match &quantity.value {
            Value::Name(reference) => self.param(file, reference),
            value => Some(value),
        }
    }

    /// The value of a parameter, a hole if it has none yet; `None` if the name is that of something else.
    #[must_use]
    pub fn param(&self, file: FileId, reference: &Ref) -> Option<&Value> {
        match &self.find_kind(file, reference, DeclKind::Param)?.1.body {
            Body::Param(param) => match &param.value {
                ParamValue::Set(quantity) => Some(&quantity.value),
                ParamValue::Unset(_) => Some(&Value::Hole(None)),
            },
            _ => None,
        }
    }

    /// The length of time that a quantity is, by itself or by the parameter that it names.
    #[must_use]
    pub fn duration(&self, file: FileId, quantity: &Quantity) -> Option<Duration> {
        match self.value(file, quantity)? {
            Value::Duration(duration) => Some(*duration),
            _ => None,
        }
    }
}
