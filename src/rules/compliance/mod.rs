//! C: compliance.

pub mod consequence_broken;
pub mod idle_accept;
mod met_by;
pub mod order_broken;
pub mod same_person_both;
pub mod unknown_clause;

use crate::model::{Control, Module};
use crate::rules::{Context, FlowView};

/// The controls of all files with the flow that they are about: the first whose nodes they name.
fn controls<'v, 'p>(context: &'v Context<'p>) -> impl Iterator<Item = (&'p Module, &'v FlowView<'p>, &'p Control)> {
    context.modules().flat_map(move |module| {
        let controls = module.file.controls.iter().filter(|control| !control.broken);
        controls.filter_map(move |control| {
            let mut views = context.flows.iter().filter(|view| view.graph.file == module.id && !view.graph.wild);
            let view = views.find(|view| names(control).all(|name| view.graph.by_name.contains_key(name)))?;
            Some((module, view, control))
        })
    })
}

fn names(control: &Control) -> impl Iterator<Item = &crate::model::Name> {
    use crate::model::ControlKind;
    let (pair, list): ([Option<&crate::model::Ident>; 2], &[crate::model::Ident]) = match &control.kind {
        ControlKind::Before(a, b) | ControlKind::LeadsTo(a, b) => ([Some(a), Some(b)], &[]),
        ControlKind::DifferentPeople(names) => ([None, None], names),
        ControlKind::Broken(_) => ([None, None], &[]),
    };
    pair.into_iter().flatten().chain(list).map(|ident| &ident.name)
}
