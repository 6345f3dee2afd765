//! What a value must be beside a field of each type, in words.

use rust_decimal::Decimal;

use super::unknown_value::INFO;
use crate::labels::Say;
use crate::model::{AskType, Range, Ref, Value};
use crate::rules::Finding;
use crate::say;
use crate::source::Span;

/// A value that is no name, beside a field that is no closed set. `None` if they go together.
pub(super) fn figure(name: &Ref, ty: &AskType, value: &Value, at: Span, written: &str) -> Option<Finding> {
    match (ty, value) {
        (_, Value::Hole(_) | Value::Broken | Value::Name(_))
        | (AskType::Broken, _)
        | (AskType::Number(None), Value::Number(_) | Value::Points(_))
        // A bare number leaves the sign or the currency to the field.
        | (AskType::Percent, Value::Percent(_) | Value::Number(_))
        | (AskType::Money, Value::Money(..) | Value::Number(_))
        | (AskType::Duration, Value::Duration(_))
        | (AskType::Date, Value::Date(_))
        | (AskType::Text, Value::Text(_)) => None,
        (AskType::Number(Some(range)), Value::Number(number) | Value::Points(number)) => {
            on_scale(name, *range, *number, at)
        }
        (AskType::Duration, Value::Number(number)) => Some(
            INFO.at(at, say!("`{name}` 是时长，`{written}` 没有单位", "`{name}` is a length of time, `{written}` has no unit"))
                .help(say!("写上单位，例如 `{number}h`", "write the unit, for example `{number}h`")),
        ),
        _ => Some(unfit(name, ty, at, written)),
    }
}

fn on_scale(name: &Ref, range: Range, number: Decimal, at: Span) -> Option<Finding> {
    let Range { least, most, decimals } = range;
    let help = say!("写 {least} 到 {most} 之间的数", "write a number from {least} to {most}");
    if number < least || number > most {
        let message = say!("`{name}` 只能取 {least} 到 {most}", "`{name}` lies between {least} and {most}");
        return Some(INFO.at(at, message).help(help));
    }
    if number.normalize().scale() <= decimals {
        return None;
    }
    let step = Decimal::new(1, decimals);
    let message = match decimals {
        0 => say!("`{name}` 只取整数，不会是 {number}", "`{name}` is a whole number, never {number}"),
        _ => say!(
            "`{name}` 只有 {decimals} 位小数，不会是 {number}",
            "`{name}` goes in steps of {step} and is never {number}"
        ),
    };
    let (below, above) = (number.trunc_with_scale(decimals), number.trunc_with_scale(decimals) + step);
    Some(INFO.at(at, message).help(say!(
        "写 {below} 或 {above}，或在 `number` 后面写出更多位小数",
        "write {below} or {above}, or give the range after `number` more decimals"
    )))
}

pub(super) fn unfit(name: &Ref, ty: &AskType, at: Span, written: &str) -> Finding {
    let Kind { zh, en, help } = kind_of(ty);
    INFO.at(
        at,
        say!("`{name}` 是{zh}，不能和 `{written}` 比较", "`{name}` is {en} and cannot be compared with `{written}`"),
    )
    .help(help)
}

/// What a type is called, and what may be written beside it.
pub(super) struct Kind {
    zh: &'static str,
    en: &'static str,
    pub(super) help: Say,
}

pub(super) fn kind_of(ty: &AskType) -> Kind {
    let (zh, en, help) = match ty {
        AskType::Number(Some(Range { least, most, .. })) => {
            ("数字", "a number", say!("写 {least} 到 {most} 之间的数", "write a number from {least} to {most}"))
        }
        AskType::Percent => ("百分比", "a share", say!("写成例如 `80%`", "write for example `80%`")),
        AskType::Money => ("金额", "an amount of money", say!("写成例如 `200 CNY`", "write for example `200 CNY`")),
        AskType::Duration => ("时长", "a length of time", say!("写成例如 `24h`", "write for example `24h`")),
        AskType::Date => ("日期", "a day", say!("写成例如 `2026-03-01`", "write for example `2026-03-01`")),
        AskType::File => (
            "文件",
            "a file",
            say!(
                "文件不能比较；另问一个字段，例如 `as yes/no`",
                "a file cannot be compared: ask about it, for example `as yes/no`"
            ),
        ),
        AskType::Text => (
            "文字",
            "a text",
            say!(
                "在 `ask` 后面写明类型，例如 `as yes/no`、`as number` 或 `as one of …`；要比较文字就写引号",
                "give the `ask` its type, such as `as yes/no`, `as number` or `as one of …`; a text stands in quotes"
            ),
        ),
        _ => ("数字", "a number", say!("写成例如 `60`", "write for example `60`")),
    };
    Kind { zh, en, help }
}
