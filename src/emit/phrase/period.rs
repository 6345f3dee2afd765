//! How often something recurs, in words.

use jiff::civil::Weekday;
use rust_decimal::Decimal;

use super::super::page::Page;
use crate::labels::fill;
use crate::model::{Period, Quantity, Value};

impl Page<'_> {
    /// A recurrence in words, such as `每月 5 日`.
    pub(in super::super) fn period(&self, period: &Period) -> String {
        let p = &self.w.period;
        match period {
            Period::Day => p.day.to_owned(),
            Period::Week(None) => p.week.to_owned(),
            Period::Week(Some(day)) => fill(p.weekday, &[self.weekday(*day)]),
            Period::Month(None) => p.month.to_owned(),
            Period::Month(Some(day)) => fill(p.month_day, &[&self.quantity(day)]),
            Period::Quarter => p.quarter.to_owned(),
            Period::Year(None) => p.year.to_owned(),
            Period::Year(Some((month, day))) => {
                let index = usize::try_from(*month).unwrap_or(0).saturating_sub(1);
                let month = self.w.months.get(index).copied().unwrap_or_default();
                fill(p.year_day, &[month, &day.to_string()])
            }
            Period::Every(quantity) => self.every(quantity),
            Period::Broken => self.w.blank.unreadable.to_owned(),
        }
    }

    /// Again and again after a length of time; one of a unit needs no figure.
    pub(in super::super) fn every(&self, quantity: &Quantity) -> String {
        let p = &self.w.period;
        match quantity.value {
            Value::Duration(duration) if duration.amount == Decimal::ONE => {
                fill(p.every_one, &[self.unit(duration.unit).0])
            }
            _ => fill(p.every, &[&self.quantity(quantity)]),
        }
    }

    /// A day of the week.
    pub(in super::super) fn weekday(&self, day: Weekday) -> &'static str {
        let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
        self.w.weekdays.get(index).copied().unwrap_or_default()
    }
}
