//! Conditions that compare a field with a value of another kind.

use super::typed::{figure, kind_of, unfit};
use super::unknown_value::{INFO, no_such_value};
use crate::labels::Say;
use crate::model::{AskType, Body, Cmp, Compare, Cond, DeclKind, FieldOf, Is, Literal, Name, ParamValue, Ref};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::FileId;

/// Looks at every comparison of a condition.
pub(in crate::rules) fn condition(context: &Context<'_>, file: FileId, cond: &Cond, out: &mut Vec<Finding>) {
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
                    ParamValue::Set(quantity) => figure(name, ty, &quantity.value, at, written)?,
                    ParamValue::Unset(_) => return None,
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
