//! Conditions that compare a field with a value of another kind.

use rust_decimal::Decimal;

use super::unknown_value::{INFO, no_such_value};
use crate::labels::Say;
use crate::model::{AskType, Body, Cmp, Compare, Cond, DeclKind, FieldOf, Is, Literal, Name, Range, Ref, Value};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::{FileId, Span};

/// Looks at every comparison of a condition.
pub(super) fn condition(context: &Context<'_>, file: FileId, cond: &Cond, out: &mut Vec<Finding>) {
    match cond {
        Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| condition(context, file, part, out)),
        Cond::Is(is) => {
            if let Some(field) = field(context, file, &is.field) {
                is.values.iter().for_each(|value| out.extend(named(context, file, is, &field, value)));
            }
        }
        Cond::Compare(compare) => {
            if let Some(field) = field(context, file, &compare.field) {
                out.extend(ordered(context, file, compare, &field));
            }
        }
        Cond::Broken => {}
    }
}

/// A field whose type is known here. A field of a shared record that no step of the file asks counts as a text, but
/// may be asked as something else where it is asked.
fn field(context: &Context<'_>, file: FileId, reference: &Ref) -> Option<FieldOf> {
    let field = context.project.field(file, reference)?;
    if field.ty != AskType::Text {
        return Some(field);
    }
    let asks = context.project.scope_of(file).and_then(|scope| scope.asks.get(reference.last()));
    match asks {
        Some(asks) => asks.iter().all(|ask| ask.ty == AskType::Text).then_some(field),
        None => None,
    }
}

fn is_incomplete(context: &Context<'_>, file: FileId) -> bool {
    context.project.scope_of(file).is_none_or(|scope| scope.incomplete)
}

/// `field is value`.
fn named(context: &Context<'_>, file: FileId, is: &Is, field: &FieldOf, literal: &Literal) -> Option<Finding> {
    let at = literal.at().0;
    let (name, written) = (&is.field, context.text(at));
    let finding = match (&field.ty, literal) {
        (AskType::Broken, _)
        | (AskType::YesNo, Literal::Yes(_) | Literal::No(_))
        | (AskType::Text, Literal::Text(..)) => return None,
        (AskType::YesNo, _) => INFO
            .at(
                at,
                say!(
                    "`{name}` 只能是 `yes` 或 `no`，不能是 `{written}`",
                    "`{name}` is `yes` or `no`, never `{written}`"
                ),
            )
            .help(say!("写 `yes` 或 `no`", "write `yes` or `no`")),
        (AskType::OneOf(_) | AskType::Category(_), _) => {
            let values = context.project.values_of(file, &field.ty)?;
            let value = match literal {
                Literal::Name(ident) => ident.name.clone(),
                Literal::Text(text, _) => Name::new(text),
                _ => Name::new(written),
            };
            if values.contains(&value) {
                return None;
            }
            let finding = no_such_value(context, at, &name.to_string(), &value, &values);
            return Some(finding.also(field.at, say!("取值在这里定义", "its values are defined here")));
        }
        (ty, Literal::Name(ident)) => {
            let reference = Ref { parts: vec![ident.clone()], at: ident.at };
            match context.project.find_kind(file, &reference, DeclKind::Param).map(|(_, decl)| &decl.body) {
                Some(Body::Param(param)) => match &param.value {
                    crate::model::ParamValue::Set(quantity) => figure(name, ty, &quantity.value, at, written)?,
                    crate::model::ParamValue::Unset(_) => return None,
                },
                // A parameter may be declared where something could not be read.
                _ if context.is_mentioned(file, &ident.name) || is_incomplete(context, file) => return None,
                _ => unfit(name, ty, at, written),
            }
        }
        (ty, Literal::Quantity(quantity)) => figure(name, ty, context.project.value(file, quantity)?, at, written)?,
        (ty, Literal::Yes(_) | Literal::No(_) | Literal::Text(..)) => unfit(name, ty, at, written),
    };
    Some(finding.also(field.at, say!("在这里定义", "it is defined here")))
}

/// `field >= value`.
fn ordered(context: &Context<'_>, file: FileId, compare: &Compare, field: &FieldOf) -> Option<Finding> {
    let (name, sign, at) = (&compare.field, compare.cmp.sign(), compare.value.span());
    let written = context.text(at);
    let finding = match &field.ty {
        AskType::YesNo | AskType::OneOf(_) | AskType::Category(_) => INFO
            .at(
                compare.at.0,
                say!("`{name}` 的取值不能用 `{sign}` 比较", "the values of `{name}` cannot be compared with `{sign}`"),
            )
            .cause(at)
            .help(values_help(context, file, name, field)),
        AskType::Text if compare.cmp != Cmp::Equal => INFO
            .at(
                compare.at.0,
                say!(
                    "`{name}` 是文字，不能用 `{sign}` 比较",
                    "`{name}` is a text and cannot be compared with `{sign}`"
                ),
            )
            .cause(at)
            .help(kind_of(&AskType::Text).help),
        ty => figure(name, ty, context.project.value(file, &compare.value)?, at, written)?,
    };
    Some(finding.also(field.at, say!("在这里定义", "it is defined here")))
}

fn values_help(context: &Context<'_>, file: FileId, name: &Ref, field: &FieldOf) -> Say {
    let first = context.project.values_of(file, &field.ty).and_then(|values| values.first().cloned());
    let value = first.map_or_else(|| "yes".to_owned(), |first| first.to_string());
    say!("用 `is`，例如 `{name} is {value}`", "write `is`, for example `{name} is {value}`")
}

/// A value that is no name, beside a field that is no closed set. `None` if they go together.
fn figure(name: &Ref, ty: &AskType, value: &Value, at: Span, written: &str) -> Option<Finding> {
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

fn unfit(name: &Ref, ty: &AskType, at: Span, written: &str) -> Finding {
    let Kind { zh, en, help } = kind_of(ty);
    INFO.at(
        at,
        say!("`{name}` 是{zh}，不能和 `{written}` 比较", "`{name}` is {en} and cannot be compared with `{written}`"),
    )
    .help(help)
}

/// What a type is called, and what may be written beside it.
struct Kind {
    zh: &'static str,
    en: &'static str,
    help: Say,
}

fn kind_of(ty: &AskType) -> Kind {
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
