//! What a figure measures, and the units behind numbers.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::time::{Duration, Unit};

/// What a figure measures. Figures of one kind are in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Kind {
    /// Elapsed time, in seconds.
    Time,
    /// Open hours of a calendar.
    WorkingHours,
    /// Open days of a calendar.
    WorkingDays,
    /// Calendar months.
    Months,
    /// A share.
    Percent,
    /// Money, by its currency.
    Money(&'static str),
    /// A number of things, or of nothing that is known here.
    Plain,
}

impl Kind {
    /// The kind and amount of a length of time, as figures are counted.
    pub fn of(duration: Duration) -> Option<(Kind, Decimal)> {
        let months = |each: i64| Some((Kind::Months, duration.amount.checked_mul(Decimal::from(each))?));
        match duration.unit {
            Unit::WorkingHours => Some((Kind::WorkingHours, duration.amount)),
            Unit::WorkingDays => Some((Kind::WorkingDays, duration.amount)),
            Unit::Months => months(1),
            Unit::Years => months(12),
            _ => Some((Kind::Time, Decimal::from(duration.seconds()?))),
        }
    }
}

/// A unit: its spelling, what it measures, how many of the common unit it is.
pub(super) struct UnitWord {
    pub spelling: Vec<char>,
    pub kind: Kind,
    pub factor: Decimal,
}

/// The units, the longest spelling first.
static UNITS: LazyLock<Vec<UnitWord>> = LazyLock::new(|| {
    let mut units = Vec::new();
    for line in include_str!("units.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(kind), Some(factor), Some(spellings)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let Some(factor) = factor.parse::<Decimal>().ok() else { continue };
        let kind = match kind {
            "time" => Kind::Time,
            "hours" => Kind::WorkingHours,
            "days" => Kind::WorkingDays,
            "months" => Kind::Months,
            "percent" => Kind::Percent,
            currency => Kind::Money(currency),
        };
        let spellings = spellings.split(' ').map(|word| word.replace('~', " ").chars().collect());
        units.extend(spellings.map(|spelling| UnitWord { spelling, kind, factor }));
    }
    units.sort_by_key(|unit: &UnitWord| std::cmp::Reverse(unit.spelling.len()));
    units
});

/// The unit at the beginning of some signs, the longest that fits. A Latin one must end there as a word does.
pub(super) fn unit_at(signs: &[char]) -> Option<&'static UnitWord> {
    UNITS.iter().find(|unit| {
        let end = unit.spelling.len();
        let is_latin = unit.spelling.last().is_some_and(char::is_ascii_alphabetic);
        let goes_on = signs.get(end).is_some_and(char::is_ascii_alphanumeric);
        signs.starts_with(&unit.spelling) && !(is_latin && goes_on)
    })
}

/// The currency of a sign or word in front of a number.
pub(super) fn currency_before(signs: &[char]) -> Option<Kind> {
    let ends = |word: &str| {
        let word: Vec<char> = word.chars().collect();
        signs.ends_with(&word)
    };
    let spaced = |word: &str| ends(word) || ends(&format!("{word} "));
    match signs.last()? {
        '¥' | '￥' => Some(Kind::Money("CNY")),
        '$' => Some(Kind::Money("USD")),
        '€' => Some(Kind::Money("EUR")),
        '£' => Some(Kind::Money("GBP")),
        _ if spaced("rmb") || spaced("cny") || spaced("人民币") => Some(Kind::Money("CNY")),
        _ if spaced("usd") => Some(Kind::Money("USD")),
        _ if spaced("eur") => Some(Kind::Money("EUR")),
        _ => None,
    }
}
