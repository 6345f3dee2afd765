//! What an indicator is measured in.

use rust_decimal::Decimal;

use crate::labels::Say;
use crate::model::{AskType, Measure, Value};
use crate::rules::Context;
use crate::say;
use crate::source::FileId;

/// What the figures of an indicator are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Time,
    Percent,
    Number,
    Points,
    Money,
}

/// The unit of a measure, and the least and greatest figure that it can give, where they are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) unit: Unit,
    pub(super) least: Option<Decimal>,
    pub(super) most: Option<Decimal>,
}

impl Unit {
    /// The unit in which a value is written; `None` for what is still open or could not be read.
    pub(super) fn of(value: &Value) -> Option<Unit> {
        match value {
            Value::Duration(_) => Some(Unit::Time),
            Value::Percent(_) => Some(Unit::Percent),
            Value::Number(_) => Some(Unit::Number),
            Value::Points(_) => Some(Unit::Points),
            Value::Money(..) => Some(Unit::Money),
            _ => None,
        }
    }

    /// Whether a target in another unit makes sense here. Points measure any number, and a bare number leaves the sign
    /// or the currency to what is measured.
    pub(super) fn takes(self, other: Unit) -> bool {
        match self {
            Unit::Time => other == Unit::Time,
            Unit::Percent | Unit::Money => other == self || other == Unit::Number,
            Unit::Number | Unit::Points => matches!(other, Unit::Number | Unit::Points),
        }
    }

    pub(super) fn say(self) -> Say {
        match self {
            Unit::Time => say!("时长", "a length of time"),
            Unit::Percent => say!("百分比", "a share"),
            Unit::Number => say!("数", "a number"),
            Unit::Points => say!("分数", "points"),
            Unit::Money => say!("金额", "an amount of money"),
        }
    }

    /// How a value of this unit is written.
    pub(super) fn example(self) -> &'static str {
        match self {
            Unit::Time => "4h",
            Unit::Percent => "95%",
            Unit::Number => "10",
            Unit::Points => "90 points",
            Unit::Money => "200 CNY",
        }
    }
}

/// The scale of a measure; `None` where nobody knows what its figures are.
pub(super) fn scale(context: &Context<'_>, file: FileId, measure: &Measure) -> Option<Scale> {
    let unit = |unit: Unit| Some(Scale { unit, least: None, most: None });
    match measure {
        Measure::Time { .. } => unit(Unit::Time),
        Measure::Share { .. } => {
            Some(Scale { unit: Unit::Percent, least: Some(Decimal::ZERO), most: Some(Decimal::ONE_HUNDRED) })
        }
        Measure::Count(_) => Some(Scale { unit: Unit::Number, least: Some(Decimal::ZERO), most: None }),
        Measure::Field { field, .. } | Measure::Value(field) => match context.project.field(file, field)?.ty {
            AskType::Number(None) => unit(Unit::Number),
            AskType::Number(Some(range)) => {
                Some(Scale { unit: Unit::Number, least: Some(range.least), most: Some(range.most) })
            }
            AskType::Percent => unit(Unit::Percent),
            AskType::Money => unit(Unit::Money),
            AskType::Duration => unit(Unit::Time),
            _ => None,
        },
        Measure::Broken => None,
    }
}
