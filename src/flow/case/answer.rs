//! An answer to what a step asks.

use std::fmt;

use jiff::civil::Date;

use super::event::Refusal;
use crate::flow::cond::Seen;
use crate::flow::measure::{day, figure};
use crate::model::{AskType, Name, ParamType, Project, Value, read_value};
use crate::source::FileId;

/// A typed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// A number, a share, money, a length of time.
    Value(Value),
    /// A value of a category or of a choice.
    Name(Name),
    /// A day.
    Date(Date),
    /// Free text.
    Text(String),
    /// A file: the SHA-256 of its content, and its name.
    File {
        /// In hexadecimal.
        hash: String,
        /// As it was called.
        name: String,
    },
}

impl Answer {
    /// Reads an answer of a type.
    ///
    /// # Errors
    /// If the text is no answer of that type; the refusal says what may be written.
    pub fn read(project: &Project, file: FileId, ty: &AskType, text: &str) -> Result<Answer, Refusal> {
        let text = text.trim();
        let wrong = || Refusal::WrongValue { written: text.to_owned(), ty: ty.clone() };
        if text.is_empty() {
            return Err(wrong());
        }
        match ty {
            AskType::YesNo => yes_no(text).map(Answer::YesNo).ok_or_else(wrong),
            AskType::OneOf(_) | AskType::Category(_) => {
                let wanted = Name::new(text);
                let values = project.values_of(file, ty).unwrap_or_default();
                let found = values.into_iter().find(|value| *value == wanted);
                found.map(Answer::Name).ok_or_else(wrong)
            }
            AskType::Number(range) => match read_value(ParamType::Number, text) {
                Some(Value::Number(number)) if range.is_none_or(|range| range.contains(number)) => {
                    Ok(Answer::Value(Value::Number(number)))
                }
                _ => Err(wrong()),
            },
            AskType::Percent => {
                // The sign may be left out: what is asked is a share.
                let read = |text: &str| read_value(ParamType::Percent, text);
                read(text).or_else(|| read(&format!("{text}%"))).map(Answer::Value).ok_or_else(wrong)
            }
            AskType::Money => read_value(ParamType::Money, text).map(Answer::Value).ok_or_else(wrong),
            AskType::Duration => read_value(ParamType::Duration, text).map(Answer::Value).ok_or_else(wrong),
            AskType::Date => match read_value(ParamType::Date, text) {
                Some(Value::Date(date)) => Ok(Answer::Date(date)),
                _ => Err(wrong()),
            },
            AskType::File => file_of(text).ok_or_else(wrong),
            AskType::Text | AskType::Broken => Ok(Answer::Text(text.to_owned())),
        }
    }

    /// The answer as conditions see it.
    pub(super) fn seen(&self) -> Seen {
        match self {
            Answer::YesNo(yes) => Seen::YesNo(*yes),
            Answer::Value(Value::Money(number, currency)) => Seen::Money(*number, currency.clone()),
            Answer::Value(Value::Duration(length)) => Seen::Time(length.figure(), length.unit.reckoning()),
            Answer::Value(value) => figure(value).map_or(Seen::Unknown, Seen::Number),
            Answer::Name(name) => Seen::Name(name.as_str().to_owned()),
            Answer::Date(date) => Seen::Number(day(*date).into()),
            Answer::Text(text) => Seen::Text(text.clone()),
            Answer::File { .. } => Seen::Unknown,
        }
    }
}

/// As it can be read again.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::YesNo(true) => f.write_str("yes"),
            Answer::YesNo(false) => f.write_str("no"),
            Answer::Value(Value::Percent(number)) => write!(f, "{}%", number.normalize()),
            Answer::Value(Value::Money(number, currency)) => write!(f, "{number} {currency}"),
            Answer::Value(Value::Duration(duration)) => duration.fmt(f),
            Answer::Value(Value::Number(number)) => number.fmt(f),
            Answer::Value(_) => Ok(()),
            Answer::Name(name) => name.fmt(f),
            Answer::Date(date) => date.fmt(f),
            Answer::Text(text) => f.write_str(text),
            Answer::File { hash, name } => write!(f, "sha256:{hash} {name}"),
        }
    }
}

/// Yes and no as people write them.
fn yes_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "是" | "对" | "true" => Some(true),
        "no" | "n" | "否" | "不是" | "不" | "false" => Some(false),
        _ => None,
    }
}

/// `sha256:… name`.
fn file_of(text: &str) -> Option<Answer> {
    let (hash, name) = text.strip_prefix("sha256:")?.split_once(' ')?;
    let whole = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    (whole && !name.trim().is_empty())
        .then(|| Answer::File { hash: hash.to_ascii_lowercase(), name: name.trim().to_owned() })
}
