//! The one table of keywords and units: English, Chinese, other spellings that are read, help.
//!
//! The table is `grammar/keywords.tsv`. The keyword rules of the grammar are generated from it (a test proves that they
//! agree), and completion, help and the formatter's translation read it here.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::Kind;
use crate::labels::Lang;

/// What sort of word an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A noun or verb that stays free as a name.
    Word,
    /// A connecting word, which may not be a name.
    Reserved,
    /// A day of the week, which may be followed directly by another word.
    Weekday,
    /// A unit after a number.
    Unit,
}

/// One keyword or unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// The rule of the grammar, such as `kw_within`.
    pub rule: &'static str,
    /// The English spelling; of a unit, the one after numbers other than 1.
    pub en: &'static str,
    /// The English spelling after the number 1; the same as `en` where nothing differs.
    pub en_one: &'static str,
    /// The Chinese spelling.
    pub zh: &'static str,
    /// Other spellings that are read and never written.
    pub others: Vec<&'static str>,
    /// What sort of word it is.
    pub class: Class,
    /// What it is for, in English.
    pub help_en: &'static str,
    /// What it is for, in Chinese.
    pub help_zh: &'static str,
}

impl Keyword {
    /// The canonical spelling in `lang`; `one` says that a unit stands after the number 1.
    #[must_use]
    pub fn spelling(&self, lang: Lang, one: bool) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En if one => self.en_one,
            Lang::En => self.en,
        }
    }
}

/// The table as text, one entry a line.
pub const TABLE: &str = include_str!("../../grammar/keywords.tsv");

static KEYWORDS: LazyLock<Vec<Keyword>> = LazyLock::new(|| TABLE.lines().filter_map(parse_line).collect());

static BY_KIND: LazyLock<FxHashMap<Kind, usize>> = LazyLock::new(|| {
    let by_rule: FxHashMap<&str, usize> = KEYWORDS.iter().enumerate().map(|(at, word)| (word.rule, at)).collect();
    Kind::all_rules()
        .iter()
        .filter_map(|kind| by_rule.get(format!("{kind:?}").as_str()).map(|at| (*kind, *at)))
        .collect()
});

fn parse_line(line: &'static str) -> Option<Keyword> {
    if line.starts_with('#') {
        return None;
    }
    let mut cells = line.split('\t');
    let (rule, english, zh, others) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let class = match cells.next()? {
        "reserved" => Class::Reserved,
        "weekday" => Class::Weekday,
        "unit" => Class::Unit,
        _ => Class::Word,
    };
    // `yes/no` is one word; only a unit has a plural and a singular.
    let (en, en_one) = match english.split_once('/') {
        Some((many, one)) if class == Class::Unit => (many, one),
        _ => (english, english),
    };
    let others = if others == "-" { Vec::new() } else { others.split(',').collect() };
    Some(Keyword { rule, en, en_one, zh, others, class, help_en: cells.next()?, help_zh: cells.next()? })
}

/// Every keyword and unit, in the order of the table.
#[must_use]
pub fn all() -> &'static [Keyword] {
    &KEYWORDS
}

/// The entry behind a rule of the grammar, if that rule is a keyword or unit.
#[must_use]
pub fn of(kind: Kind) -> Option<&'static Keyword> {
    BY_KIND.get(&kind).and_then(|at| KEYWORDS.get(*at))
}
