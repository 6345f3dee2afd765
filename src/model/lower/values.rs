//! Quantities, dates, periods, points, clocks.

use std::str::FromStr;

use jiff::civil::{Date, Time, Weekday};
use rust_decimal::Decimal;

use super::Lower;
use crate::model::{
    ClockRef, Cmp, Expect, FaultKind, HoleUnit, Ident, Name, Period, Point, Quantity, Side, Threshold, Value,
};
use crate::syntax::{Kind, Node};
use crate::time::{Duration, Unit};

impl Lower {
    /// The first quantity among the children of a clause; broken where it is missing.
    pub(super) fn quantity_in(&mut self, clause: Node<'_>) -> Quantity {
        self.quantities(clause).into_iter().next().unwrap_or(Quantity { value: Value::Broken, at: self.place(clause) })
    }

    /// All quantities among the children of a clause.
    pub(super) fn quantities(&mut self, clause: Node<'_>) -> Vec<Quantity> {
        let found: Vec<Node<'_>> = clause.children().filter(|child| child.kind() == Kind::quantity).collect();
        found.into_iter().map(|node| self.quantity(node)).collect()
    }

    pub(super) fn quantity(&mut self, node: Node<'_>) -> Quantity {
        let at = self.place(node);
        let mut parts = node.children();
        let first = parts.next();
        let second = parts.next();
        let value = match first.map(|leaf| (leaf.kind(), leaf)) {
            Some((Kind::date, leaf)) => self.date(leaf).map_or(Value::Broken, Value::Date),
            Some((Kind::r#ref, leaf)) => Value::Name(self.reference(leaf)),
            Some((Kind::hole, _)) => Value::Hole(second.map(|unit| match time_unit(unit.kind()) {
                Some(unit) => HoleUnit::Time(unit),
                None => HoleUnit::Other,
            })),
            Some((Kind::number, leaf)) => self.measured(number(leaf.text()), second),
            _ => Value::Broken,
        };
        Quantity { value, at }
    }

    fn measured(&mut self, amount: Option<Decimal>, unit: Option<Node<'_>>) -> Value {
        let Some(amount) = amount else { return Value::Broken };
        let Some(unit) = unit else { return Value::Number(amount) };
        match unit.kind() {
            Kind::percent_sign => Value::Percent(amount),
            Kind::u_points => Value::Points(amount),
            Kind::currency => Value::Money(amount, currency(unit.text())),
            Kind::odd_unit => {
                self.fault(FaultKind::MinutesOrMonths, self.place(unit));
                Value::Broken
            }
            kind => time_unit(kind).map_or(Value::Broken, |unit| Value::Duration(Duration { amount, unit })),
        }
    }

    /// A quantity that must be a length of time, a parameter or a hole.
    pub(super) fn duration_in(&mut self, clause: Node<'_>) -> Quantity {
        let quantity = self.quantity_in(clause);
        self.expect(quantity, Expect::Duration)
    }

    /// Tells a value of the wrong type and breaks it, so that nothing is concluded from it.
    pub(super) fn expect(&mut self, mut quantity: Quantity, expect: Expect) -> Quantity {
        let fits = match (&quantity.value, expect) {
            (Value::Name(_) | Value::Hole(_) | Value::Broken, _)
            | (Value::Duration(_), Expect::Duration)
            | (Value::Number(_), Expect::Number)
            | (Value::Percent(_), Expect::Percent)
            | (Value::Date(_), Expect::Date) => true,
            (Value::Number(_), Expect::Duration) => {
                self.fault(FaultKind::UnitMissing, quantity.at);
                quantity.value = Value::Broken;
                true
            }
            _ => false,
        };
        if !fits {
            self.fault(FaultKind::WrongType(expect), quantity.at);
            quantity.value = Value::Broken;
        }
        quantity
    }

    /// A limit: a length of time in units that a clock can count.
    pub(super) fn clock_duration_in(&mut self, clause: Node<'_>) -> Quantity {
        let mut quantity = self.duration_in(clause);
        if let Value::Duration(duration) = quantity.value
            && duration.unit.is_calendar()
        {
            self.fault(FaultKind::CalendarUnit, quantity.at);
            quantity.value = Value::Broken;
        }
        quantity
    }

    pub(super) fn date(&mut self, leaf: Node<'_>) -> Option<Date> {
        let written = ascii_digits(leaf.text());
        let mut parts = written.split('-');
        let year = parts.next().and_then(|part| part.parse().ok());
        let month = parts.next().and_then(|part| part.parse().ok());
        let day = parts.next().and_then(|part| part.parse().ok());
        let date = year.zip(month).zip(day).and_then(|((year, month), day)| Date::new(year, month, day).ok());
        if date.is_none() {
            self.fault(FaultKind::NoSuchDay, self.place(leaf));
        }
        date
    }

    pub(super) fn date_in(&mut self, clause: Node<'_>) -> Option<Date> {
        clause.child(Kind::date).and_then(|leaf| self.date(leaf))
    }

    pub(super) fn time_of_day(&mut self, leaf: Node<'_>) -> Option<Time> {
        let written = ascii_digits(leaf.text()).replace('：', ":");
        let (hour, minute) = written.split_once(':')?;
        // 24:00 is how people write the end of a day.
        let time = match (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?) {
            (24, 0) => Some(Time::midnight()),
            (hour, minute) => Time::new(hour, minute, 0, 0).ok(),
        };
        if time.is_none() {
            self.fault(FaultKind::NoSuchTime, self.place(leaf));
        }
        time
    }

    /// A clock among the children of a clause: `24x7` or a calendar.
    pub(super) fn clock_in(&self, clause: Node<'_>) -> Option<ClockRef> {
        clause.children().find_map(|child| match child.kind() {
            Kind::always => Some(ClockRef::Always),
            Kind::r#ref => Some(ClockRef::Calendar(self.reference(child))),
            _ => None,
        })
    }

    pub(super) fn threshold_in(&mut self, clause: Node<'_>) -> Threshold {
        let cmp = clause.child(Kind::cmp).and_then(|sign| comparison(sign.text()));
        Threshold { cmp, value: self.quantity_in(clause) }
    }

    /// A recurrence: the children of an `every` clause or of a routine's head.
    pub(super) fn period(&mut self, node: Node<'_>) -> Period {
        let word = node.children().find(|child| {
            matches!(child.kind(), Kind::kw_day | Kind::kw_week | Kind::kw_month | Kind::kw_quarter | Kind::kw_year)
        });
        match word.map(Node::kind) {
            Some(Kind::kw_day) => Period::Day,
            Some(Kind::kw_week) => Period::Week(node.children().find_map(|child| weekday(child.kind()))),
            Some(Kind::kw_month) => {
                let day = node.has(Kind::kw_on_day).then(|| self.quantity_in(node));
                Period::Month(day)
            }
            Some(Kind::kw_quarter) => Period::Quarter,
            Some(Kind::kw_year) => Period::Year(node.child(Kind::month_day).and_then(|leaf| self.month_day(leaf))),
            _ if node.has(Kind::quantity) => {
                let quantity = self.quantity_in(node);
                Period::Every(self.expect(quantity, Expect::Duration))
            }
            _ => Period::Broken,
        }
    }

    fn month_day(&mut self, leaf: Node<'_>) -> Option<(i8, i8)> {
        let written = ascii_digits(leaf.text());
        let (month, day) = written.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // 2024 was a leap year: 29 February is a day that some years have.
        if Date::new(2024, month, day).is_err() {
            self.fault(FaultKind::NoSuchDay, self.place(leaf));
            return None;
        }
        Some((month, day))
    }

    pub(super) fn point(&self, node: Node<'_>) -> Point {
        let mut point = Point { node: None, side: Side::Start, other: None, at: self.place(node) };
        for part in node.children() {
            match part.kind() {
                Kind::name => point.node = Some(self.ident(part)),
                Kind::kw_pt_end => point.side = Side::End,
                Kind::member => point.other = Some(Ident { name: Name::new(part.text()), at: self.place(part) }),
                _ => {}
            }
        }
        point
    }
}

/// A number as written, with ASCII or full-width digits.
pub(super) fn number(written: &str) -> Option<Decimal> {
    Decimal::from_str(&ascii_digits(written)).ok()
}

/// How many decimals a number is written with.
pub(super) fn decimals(written: &str) -> u32 {
    let written = ascii_digits(written);
    written.split_once('.').map_or(0, |(_, digits)| u32::try_from(digits.len()).unwrap_or(0))
}

fn ascii_digits(written: &str) -> String {
    written
        .chars()
        .map(|sign| match sign {
            '０'..='９' => char::from_digit(sign as u32 - '０' as u32, 10).unwrap_or(sign),
            '．' => '.',
            other => other,
        })
        .collect()
}

fn currency(written: &str) -> String {
    if written == "元" { "CNY".to_owned() } else { written.to_owned() }
}

pub(super) fn comparison(sign: &str) -> Option<Cmp> {
    Some(match sign {
        ">=" | "≥" | "＞＝" | "＞=" => Cmp::AtLeast,
        "<=" | "≤" | "＜＝" | "＜=" => Cmp::AtMost,
        ">" | "＞" => Cmp::Above,
        "<" | "＜" => Cmp::Below,
        "=" | "==" | "＝" => Cmp::Equal,
        _ => return None,
    })
}

pub(super) fn time_unit(kind: Kind) -> Option<Unit> {
    Some(match kind {
        Kind::u_seconds => Unit::Seconds,
        Kind::u_minutes => Unit::Minutes,
        Kind::u_hours => Unit::Hours,
        Kind::u_days => Unit::Days,
        Kind::u_weeks => Unit::Weeks,
        Kind::u_working_hours => Unit::WorkingHours,
        Kind::u_working_days => Unit::WorkingDays,
        Kind::u_months => Unit::Months,
        Kind::u_years => Unit::Years,
        _ => return None,
    })
}

pub(super) fn weekday(kind: Kind) -> Option<Weekday> {
    Some(match kind {
        Kind::kw_mon => Weekday::Monday,
        Kind::kw_tue => Weekday::Tuesday,
        Kind::kw_wed => Weekday::Wednesday,
        Kind::kw_thu => Weekday::Thursday,
        Kind::kw_fri => Weekday::Friday,
        Kind::kw_sat => Weekday::Saturday,
        Kind::kw_sun => Weekday::Sunday,
        _ => return None,
    })
}
