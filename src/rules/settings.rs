//! The settings of rules: which there are, what their values are, and what a project set.

use indexmap::IndexMap;

use super::{Context, RuleInfo};
use crate::model::{ParamType, Value, read_value};
use crate::source::SettingValue;
use crate::time::Duration;

/// What the value of a setting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// A length of time as the language writes it: `"1 year"`.
    Duration,
    /// A list of words.
    Words,
    /// A whole number above 0.
    Number,
    /// A word and the one that replaces it.
    Pairs,
}

impl SettingKind {
    /// What belongs there, in words for a message.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            SettingKind::Duration => "\"1 year\"",
            SettingKind::Words => "[\"…\", \"…\"]",
            SettingKind::Number => "1, 2, 3, …",
            SettingKind::Pairs => "{ \"…\" = \"…\" }",
        }
    }
}

/// A setting of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The rule's name.
    pub rule: &'static str,
    /// The setting's name.
    pub name: &'static str,
    /// What its value is.
    pub kind: SettingKind,
}

/// Every setting. The page of the rule says what it does.
pub const SETTINGS: &[Setting] = &[
    Setting { rule: "no-retention", name: "at-least", kind: SettingKind::Duration },
    Setting { rule: "personal-data-unlimited", name: "at-most", kind: SettingKind::Duration },
    Setting { rule: "vague-word", name: "add", kind: SettingKind::Words },
    Setting { rule: "vague-word", name: "allow", kind: SettingKind::Words },
    Setting { rule: "step-too-long", name: "lines", kind: SettingKind::Number },
    Setting { rule: "step-too-long", name: "characters", kind: SettingKind::Number },
    Setting { rule: "step-too-long", name: "words", kind: SettingKind::Number },
    Setting { rule: "more-work-than-hours", name: "hours-a-week", kind: SettingKind::Number },
    Setting { rule: "forbidden-term", name: "replace", kind: SettingKind::Pairs },
];

impl Setting {
    /// Whether a value can be that of this setting.
    #[must_use]
    pub fn fits(&self, value: &SettingValue) -> bool {
        match self.kind {
            SettingKind::Duration => duration(value).is_some(),
            SettingKind::Words => matches!(value, SettingValue::Texts(_)),
            SettingKind::Number => matches!(value, SettingValue::Number(number) if *number > 0),
            SettingKind::Pairs => matches!(value, SettingValue::Pairs(_)),
        }
    }
}

impl<'p> Context<'p> {
    /// The length of time that the project set for a rule.
    #[must_use]
    pub fn set_duration(&self, rule: &RuleInfo, name: &str) -> Option<Duration> {
        duration(self.set(rule, name)?)
    }

    /// The words that the project set for a rule; none if it set none.
    #[must_use]
    pub fn set_words(&self, rule: &RuleInfo, name: &str) -> &'p [String] {
        match self.set(rule, name) {
            Some(SettingValue::Texts(words)) => words,
            _ => &[],
        }
    }

    /// The number that the project set for a rule.
    #[must_use]
    pub fn set_number(&self, rule: &RuleInfo, name: &str) -> Option<i64> {
        match self.set(rule, name)? {
            SettingValue::Number(number) if *number > 0 => Some(*number),
            _ => None,
        }
    }

    /// The words that the project replaces by others, for a rule.
    #[must_use]
    pub fn set_pairs(&self, rule: &RuleInfo, name: &str) -> Option<&'p IndexMap<String, String>> {
        match self.set(rule, name)? {
            SettingValue::Pairs(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// By name or by code, as everywhere else.
    fn set(&self, rule: &RuleInfo, name: &str) -> Option<&'p SettingValue> {
        let settings = &self.project.root.config.settings;
        let (settings, _) = settings.get(rule.name).or_else(|| settings.get(rule.code))?;
        settings.get(name).map(|(value, ..)| value)
    }
}

/// A length of time above nothing, as the language writes it.
fn duration(value: &SettingValue) -> Option<Duration> {
    let SettingValue::Text(text) = value else { return None };
    match read_value(ParamType::Duration, text)? {
        Value::Duration(duration) if duration.amount > rust_decimal::Decimal::ZERO => Some(duration),
        _ => None,
    }
}
