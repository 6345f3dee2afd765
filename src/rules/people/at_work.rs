//! Who may act, and when they are at work.

use std::collections::BTreeSet;

use crate::model::{Body, DeclKind, Party, Ref, Symbol};
use crate::rules::Context;
use crate::rules::hours::Open;
use crate::source::FileId;

/// When one of several is at work: any of them may act, and their deputies for them. A system is always there. `None`
/// where that is not known: nobody is named, or one of them has no `works`, or could not be read.
pub(in crate::rules) fn hours_of(context: &Context<'_>, file: FileId, by: &[Ref]) -> Option<BTreeSet<Open>> {
    let mut found = BTreeSet::new();
    let mut unknown = by.is_empty();
    for reference in by {
        match context.project.find(file, reference) {
            Some((symbol, [])) => match hours(context, symbol) {
                Some(hours) => found.extend(hours),
                None => unknown = true,
            },
            _ => unknown = true,
        }
    }
    if found.contains(&Open::Always) {
        return Some(BTreeSet::from([Open::Always]));
    }
    (!unknown).then_some(found)
}

/// When a post, its deputies and their deputies are at work, or a system is there.
pub(in crate::rules) fn hours(context: &Context<'_>, post: Symbol) -> Option<BTreeSet<Open>> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::from([post]);
    let mut waiting = vec![post];
    let mut unknown = false;
    while let Some(symbol) = waiting.pop() {
        let decl = context.project.decl(symbol)?;
        match &decl.body {
            Body::System(_) => drop(found.insert(Open::Always)),
            Body::Role(role) if !decl.broken => {
                match role.works.as_ref().and_then(|works| context.open(symbol.file, works)) {
                    Some(open) => drop(found.insert(open)),
                    None => unknown = true,
                }
                for deputy in &role.deputies {
                    match context.project.find_kind(symbol.file, deputy, DeclKind::Role) {
                        Some((deputy, _)) if seen.insert(deputy) => waiting.push(deputy),
                        Some(_) => {}
                        None => unknown = true,
                    }
                }
            }
            _ => unknown = true,
        }
    }
    if found.contains(&Open::Always) {
        return Some(BTreeSet::from([Open::Always]));
    }
    (!unknown).then_some(found)
}

/// The one calendar by which those who do something work, whoever stands in for them; `None` if they have several, or
/// nobody knows.
pub(in crate::rules) fn own_calendar(context: &Context<'_>, file: FileId, by: &[Ref]) -> Option<Open> {
    let mut found = BTreeSet::new();
    for reference in by {
        let (symbol, decl) = context.project.find_kind(file, reference, DeclKind::Role)?;
        let Body::Role(role) = &decl.body else { return None };
        found.insert(context.open(symbol.file, role.works.as_ref()?)?);
    }
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}

/// The post that a party of a late line names: itself, or the one that all who do the work report to.
pub(in crate::rules) fn post_of(context: &Context<'_>, file: FileId, party: &Party, by: &[Ref]) -> Option<Symbol> {
    let role = |home: FileId, reference: &Ref| context.project.find_kind(home, reference, DeclKind::Role);
    match party {
        Party::Post(reference) => role(file, reference).map(|(symbol, _)| symbol),
        Party::Superior(_) => {
            let mut above = BTreeSet::new();
            for doer in by {
                let (symbol, decl) = role(file, doer)?;
                let Body::Role(post) = &decl.body else { return None };
                for superior in &post.reports_to {
                    above.insert(role(symbol.file, superior)?.0);
                }
            }
            let mut above = above.into_iter();
            above.next().filter(|_| above.next().is_none())
        }
    }
}
