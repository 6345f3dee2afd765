//! Controls with what the check says about them, and the standards that are cited.

use std::collections::{BTreeMap, BTreeSet};

use super::declared_shape::{Clause, Control, ControlKind, ControlResult, Standard};
use super::maker::Maker;
use crate::emit::checked::Verdict;
use crate::emit::view::{control_words, each_cite};
use crate::model::{self, Body, DeclKind, Name, Symbol};

/// The controls of the procedure.
pub(super) fn controls(maker: &Maker<'_, '_>) -> Vec<Control> {
    let readable = |control: &&model::Control| !matches!(control.kind, model::ControlKind::Broken(_));
    let all = maker.page.file().controls.iter().filter(readable);
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
            result: match maker.checked.map(|checked| checked.verdict(control)) {
                Some(Verdict::Proved) => ControlResult::Proved,
                Some(Verdict::Possible) => ControlResult::Possible,
                Some(Verdict::Refuted) => ControlResult::Broken,
                Some(Verdict::Accepted) => ControlResult::Accepted,
                Some(Verdict::Unproved) | None => ControlResult::Unproved,
            },
            steps: steps.iter().map(|step| step.name.to_string()).collect(),
            cites: maker.own_cites(&control.common),
        }
    })
    .collect()
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
