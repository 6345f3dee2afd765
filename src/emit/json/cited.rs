//! Controls with what the flow says about them, and the standards that are cited.

use std::collections::{BTreeMap, BTreeSet};

use super::declared_shape::{Clause, Control, ControlKind, ControlResult, Standard};
use super::maker::Maker;
use crate::emit::view::{control_words, each_cite};
use crate::flow::{self, Graph, Values, build, leads_to, precedes};
use crate::model::{self, Body, DeclKind, Ident, Name, Symbol, each_flow};

/// The controls of the procedure.
pub(super) fn controls(maker: &Maker<'_, '_>) -> Vec<Control> {
    let file = maker.page.file();
    if file.controls.is_empty() {
        return Vec::new();
    }
    let mut flows: Vec<(Graph<'_>, Values<'_>)> = Vec::new();
    each_flow(file, &mut |flow| {
        let graph = build(maker.page.module.id, flow);
        let values = Values::of(maker.page.project, &graph);
        flows.push((graph, values));
    });
    let readable = |control: &&model::Control| !matches!(control.kind, model::ControlKind::Broken(_));
    let all = file.controls.iter().filter(readable);
    all.map(|control| {
        let (kind, steps) = match &control.kind {
            model::ControlKind::Before(first, second) => (ControlKind::Before, vec![first, second]),
            model::ControlKind::LeadsTo(first, second) => (ControlKind::LeadsTo, vec![first, second]),
            model::ControlKind::DifferentPeople(steps) => (ControlKind::DifferentPeople, steps.iter().collect()),
            model::ControlKind::Broken(_) => (ControlKind::DifferentPeople, Vec::new()),
        };
        Control {
            kind,
            text: maker.say(|page| control_words(page, control)),
            because: maker.maybe(control.because.as_ref()),
            result: if control.broken { ControlResult::Unproved } else { result(maker, &flows, kind, &steps) },
            steps: steps.iter().map(|step| step.name.to_string()).collect(),
            cites: maker.own_cites(&control.common),
        }
    })
    .collect()
}

fn result(
    maker: &Maker<'_, '_>,
    flows: &[(Graph<'_>, Values<'_>)],
    kind: ControlKind,
    steps: &[&Ident],
) -> ControlResult {
    let way = match kind {
        ControlKind::Before => precedes,
        ControlKind::LeadsTo => leads_to,
        ControlKind::DifferentPeople => return ControlResult::Unproved,
    };
    let [first, second] = steps else { return ControlResult::Unproved };
    let of_flow = |(graph, values): &(Graph<'_>, Values<'_>)| {
        let ((first, _), (second, _)) = (graph.named(&first.name)?, graph.named(&second.name)?);
        // A piece that could not be read may hold the way that breaks it.
        if graph.wild || maker.page.file().doubled {
            return None;
        }
        let control = flow::Control { project: maker.page.project, graph, values, first, second };
        Some(if way(control).is_some() { ControlResult::Broken } else { ControlResult::Proved })
    };
    flows.iter().find_map(of_flow).unwrap_or(ControlResult::Unproved)
}

/// The standards that the procedure cites.
pub(super) fn standards(maker: &Maker<'_, '_>) -> Vec<Standard> {
    let project = maker.page.project;
    let mut cited: BTreeMap<Symbol, BTreeSet<&Name>> = BTreeMap::new();
    each_cite(maker.page, &mut |cite| {
        let found = project.find_kind(cite.standard.span().file, &cite.standard, DeclKind::Standard);
        if let Some((symbol, _)) = found {
            cited.entry(symbol).or_default().extend(cite.clauses.iter().map(|clause| &clause.name));
        }
    });
    let all = cited.into_iter().filter_map(|(symbol, ids)| {
        let decl = project.decl(symbol)?;
        let Body::Standard(standard) = &decl.body else { return None };
        let clauses = standard.clauses.iter().filter_map(|clause| {
            let id = clause.id.as_ref().filter(|id| ids.contains(&id.name))?;
            Some(Clause { id: id.name.to_string(), text: maker.maybe(clause.text.as_ref()), may: clause.may })
        });
        Some(Standard {
            id: decl.label().to_owned(),
            title: maker.title(decl),
            number: standard.number.as_ref().map(|(number, _)| number.clone()),
            edition: standard.edition.clone(),
            clauses: clauses.collect(),
        })
    });
    all.collect()
}
