//! Values in words: lengths of time, shares, amounts, parameters, holes.

use rust_decimal::Decimal;

use super::super::page::{Page, has_one_limit};
use crate::labels::fill;
use crate::model::{Body, Cmp, DeclKind, HoleUnit, ParamValue, Quantity, Ref, Threshold, Value};
use crate::time::{Duration, Unit};

impl Page<'_> {
    /// A value in words. A parameter reads as its value, a limit of a table as the table and its column.
    pub(in super::super) fn quantity(&self, quantity: &Quantity) -> String {
        match &quantity.value {
            Value::Name(reference) => self.named_value(reference),
            other => self.plain(other),
        }
    }

    fn plain(&self, value: &Value) -> String {
        let w = self.w;
        match value {
            Value::Duration(duration) => self.duration(*duration),
            Value::Number(number) => figure(*number),
            Value::Percent(share) => format!("{}%", figure(*share)),
            Value::Points(points) => fill(w.value.points, &[&figure(*points)]),
            Value::Money(amount, currency) => {
                let currency = if currency == "CNY" { w.value.yuan } else { currency };
                fill(w.value.money, &[&figure(*amount), currency])
            }
            Value::Date(date) => date.to_string(),
            Value::Text(text) => self.text(text),
            Value::Name(reference) => reference.to_string(),
            Value::Hole(Some(HoleUnit::Time(unit))) => fill(w.blank.open_unit, &[self.unit(*unit).1]),
            Value::Hole(_) => w.blank.open.to_owned(),
            Value::Broken => w.blank.unreadable.to_owned(),
        }
    }

    fn named_value(&self, reference: &Ref) -> String {
        let file = reference.span().file;
        if let Some((_, decl)) = self.project.find_kind(file, reference, DeclKind::Param)
            && let Body::Param(param) = &decl.body
        {
            return match &param.value {
                ParamValue::Set(quantity) => self.plain(&quantity.value),
                // Within a sentence: the reason stands with the parameter and among the open points.
                ParamValue::Unset(_) if decl.title.is_some() => {
                    let title = self.decl_title(decl);
                    let title = self.said(&title);
                    format!("{title}{}", fill(self.w.signs.paren, &[self.w.blank.open]))
                }
                ParamValue::Unset(why) => fill(self.w.blank.open_because, &[&self.text(why)]),
            };
        }
        match self.project.find(file, reference) {
            Some((symbol, [limit])) => match self.project.decl(symbol) {
                // A table with one limit needs no name for it.
                Some(table) if has_one_limit(table) => fill(self.w.time.only_table, &[&self.decl_title(table)]),
                Some(table) => fill(self.w.time.table, &[&self.decl_title(table), &self.limit_title(table, limit)]),
                None => reference.to_string(),
            },
            _ => reference.to_string(),
        }
    }

    /// A length of time in words, such as "2 working days".
    pub(in super::super) fn duration(&self, duration: Duration) -> String {
        let (one, many) = self.unit(duration.unit);
        let unit = if duration.amount == Decimal::ONE { one } else { many };
        fill(self.w.value.duration, &[&figure(duration.amount), unit])
    }

    /// The words for one and for several of a unit.
    pub(super) fn unit(&self, unit: Unit) -> (&'static str, &'static str) {
        let u = &self.w.unit;
        match unit {
            Unit::Seconds => (u.second, u.seconds),
            Unit::Minutes => (u.minute, u.minutes),
            Unit::Hours => (u.hour, u.hours),
            Unit::Days => (u.day, u.days),
            Unit::Weeks => (u.week, u.weeks),
            Unit::WorkingHours => (u.working_hour, u.working_hours),
            Unit::WorkingDays => (u.working_day, u.working_days),
            Unit::Months => (u.month, u.months),
            Unit::Years => (u.year, u.years),
        }
    }

    /// A comparison in words, such as "≥ 90 points".
    pub(in super::super) fn threshold(&self, threshold: &Threshold) -> String {
        let sign = threshold.cmp.map_or("", sign);
        format!("{sign} {}", self.quantity(&threshold.value)).trim().to_owned()
    }

    /// Effort: one figure, or from and to.
    pub(in super::super) fn effort(&self, least: &Quantity, most: &Quantity) -> String {
        match (&least.value, &most.value) {
            (Value::Duration(from), Value::Duration(to)) if from != to => {
                format!("{}–{}", figure(from.amount), self.duration(*to))
            }
            _ => self.quantity(most),
        }
    }
}

/// A comparison sign as people write it.
pub(super) fn sign(cmp: Cmp) -> &'static str {
    match cmp {
        Cmp::AtLeast => "≥",
        Cmp::AtMost => "≤",
        other => other.sign(),
    }
}

/// A number without zeros at its end.
pub(super) fn figure(number: Decimal) -> String {
    number.normalize().to_string()
}
