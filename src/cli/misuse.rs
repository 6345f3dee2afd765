//! Arguments that cannot be used, told in Chinese. The English words are clap's own.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// The whole message in Chinese; `None` where clap says something that has no words here.
pub(super) fn in_chinese(error: &Error) -> Option<String> {
    let mut said = format!("错误：{}\n", what(error)?);
    for tip in tips(error) {
        said.push_str(&format!("\n  提示：{tip}\n"));
    }
    if let Some(usage) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        said.push_str(&format!("\n用法：{}\n", usage.trim().trim_start_matches("Usage:").trim()));
    }
    said.push_str("\n详细说明见 `--help`");
    Some(said)
}

fn what(error: &Error) -> Option<String> {
    let argument = || list(error, ContextKind::InvalidArg).map(|names| names.join("`、`"));
    let value = || text(error, ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => match argument()? {
            option if option.starts_with('-') => format!("没有选项 `{option}`"),
            other => format!("多余的参数 `{other}`"),
        },
        ErrorKind::InvalidSubcommand => format!("没有命令 `{}`", text(error, ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 `{}`", argument()?),
        ErrorKind::InvalidValue if value()?.is_empty() => format!("`{}` 后面缺少值", argument()?),
        ErrorKind::InvalidValue => format!("`{}` 不能取 `{}`", argument()?, value()?),
        ErrorKind::ValueValidation => {
            let (argument, value) = (argument()?, value()?);
            match shape(&argument) {
                Some(shape) => format!("`{argument}` 不能取 `{value}`，应写{shape}"),
                None => format!("`{argument}` 不能取 `{value}`：{}", error.source()?),
            }
        }
        ErrorKind::TooManyValues => format!("`{}` 多了一个值 `{}`", argument()?, value()?),
        ErrorKind::ArgumentConflict => match list(error, ContextKind::PriorArg)?.join("`、`") {
            prior if prior == argument()? => format!("`{prior}` 只能写一次"),
            prior => format!("`{}` 不能和 `{prior}` 一起用", argument()?),
        },
        ErrorKind::InvalidUtf8 => "参数里有不是 UTF-8 的字符".to_owned(),
        _ => return None,
    })
}

/// What the values of an argument look like that the program reads itself.
fn shape(argument: &str) -> Option<&'static str> {
    match argument.split(' ').next()? {
        "--lang" => Some(" `zh` 或 `en`"),
        "--today" => Some("日期，例如 `2026-11-21`"),
        "--at" => Some("时间，例如 `2026-11-21T09:30` 或 `2026-11-21T09:30:00+08:00`"),
        "--late" => Some("第几条时限、第几条超时规定，例如 `1` 或 `1.2`"),
        "[FIELD=VALUE]..." => Some("`字段=值`，例如 `cost=200 CNY`"),
        "--rule" => Some("规则和级别（off、info、warning 或 error），例如 `vague-word=off`"),
        _ => None,
    }
}

fn tips(error: &Error) -> Vec<String> {
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = suggested.into_iter().filter_map(|kind| list(error, kind)).flatten();
    let mut tips: Vec<String> = near.map(|near| format!("是不是 `{near}`？")).collect();
    if tips.is_empty()
        && let Some(values) = [ContextKind::ValidValue, ContextKind::ValidSubcommand]
            .into_iter()
            .find_map(|kind| list(error, kind).filter(|values| !values.is_empty()))
    {
        tips.push(format!("可以写 `{}`", values.join("`、`")));
    }
    tips
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn list(error: &Error, kind: ContextKind) -> Option<Vec<String>> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(vec![text.clone()]),
        ContextValue::Strings(texts) => Some(texts.clone()),
        _ => None,
    }
}
