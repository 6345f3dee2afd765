//! Parameters: the values that the owners set, with their remarks.

use serde::Serialize;

use super::super::page::Page;
use super::common::{NoteView, notes};
use super::work::steps_where;
use crate::labels::fill;
use crate::model::{Body, DeclKind, Param, ParamValue, Quantity, Symbol, Value};

/// A parameter with its value.
#[derive(Debug, Serialize)]
pub(in super::super) struct ParamView {
    /// Its title, else its name.
    name: String,
    /// Its value, and whose limit it is.
    value: String,
    notes: Vec<NoteView>,
}

/// The parameters that the procedure speaks of.
pub(super) fn params(page: &Page<'_>) -> Vec<ParamView> {
    let all = page.decls(DeclKind::Param).into_iter();
    all.filter_map(|(symbol, decl)| {
        let Body::Param(param) = &decl.body else { return None };
        let name = page.decl_title(decl);
        let value = format!("{}{}", value(page, param), limit_of(page, symbol));
        Some(ParamView { name, value, notes: notes(page, &decl.common) })
    })
    .collect()
}

fn value(page: &Page<'_>, param: &Param) -> String {
    match &param.value {
        ParamValue::Set(quantity) => page.quantity(quantity),
        ParamValue::Unset(why) => fill(page.w.blank.open_because, &[&page.text(why)]),
    }
}

/// The steps whose limit a parameter sets, in brackets: they tell the reader what it is.
pub(super) fn limit_of(page: &Page<'_>, param: Symbol) -> String {
    let is_it = |quantity: &Quantity| match &quantity.value {
        Value::Name(name) => page.project.find(name.span().file, name).is_some_and(|(found, _)| found == param),
        _ => false,
    };
    let steps = steps_where(page, |work| work.limits.iter().any(|limit| is_it(&limit.value)));
    if steps.is_empty() { String::new() } else { fill(page.w.signs.paren, &[&steps]) }
}
