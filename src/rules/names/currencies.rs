//! One field compared in two currencies: nobody knows what one is worth in the other.

use super::unknown_value::INFO;
use crate::model::{AskType, Cond, Literal, Name, Quantity, Ref, Value};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::{FileId, Span};

/// Tells each comparison of a file in another currency than the first one with the same field.
pub(super) fn tell<'p>(context: &Context<'p>, file: FileId, conds: &[&'p Cond], out: &mut Vec<Finding>) {
    let mut first: Vec<(&Name, &str, Span)> = Vec::new();
    let mut found: Vec<(&Ref, &str, Span)> = Vec::new();
    for cond in conds {
        collect(cond, &mut |field, quantity| {
            let currency = compared(context, file, field, quantity);
            found.extend(currency.map(|currency| (field, currency, quantity.span())));
        });
    }
    for (field, currency, at) in found {
        match first.iter().find(|(name, ..)| *name == field.last()) {
            None => first.push((field.last(), currency, at)),
            Some((_, known, before)) if *known != currency => out.push(
                INFO.at(
                    at,
                    say!(
                        "`{field}` 前面按 {known} 比较，这里却按 {currency}",
                        "`{field}` is compared in {known} before, and in {currency} here"
                    ),
                )
                .also(*before, say!("这里按 {known} 比较", "here in {known}"))
                .help(say!("都用同一种货币", "use one currency for both")),
            ),
            Some(_) => {}
        }
    }
}

/// The currency in which an amount of money is compared.
fn compared<'p>(context: &Context<'p>, file: FileId, field: &Ref, quantity: &'p Quantity) -> Option<&'p str> {
    let is_money = context.project.field(file, field).is_some_and(|field| field.ty == AskType::Money);
    match context.project.value(file, quantity)? {
        Value::Money(_, currency) if is_money => Some(currency),
        _ => None,
    }
}

fn collect<'p>(cond: &'p Cond, visit: &mut impl FnMut(&'p Ref, &'p Quantity)) {
    match cond {
        Cond::Any(parts) | Cond::All(parts) => parts.iter().for_each(|part| collect(part, visit)),
        Cond::Compare(compare) => visit(&compare.field, &compare.value),
        Cond::Is(is) => {
            for value in &is.values {
                if let Literal::Quantity(quantity) = value {
                    visit(&is.field, quantity);
                }
            }
        }
        Cond::Broken => {}
    }
}
