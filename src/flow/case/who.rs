//! Who may do what.

use super::event::Refusal;
use super::place::{At, Path};
use super::program::Program;
use super::state::{Doing, State, Work};
use crate::model::{Body, ControlKind, Name, NodeKind, Symbol};

/// The posts that may act at an open node; `None` if anybody may: at a wait, or where nobody is named.
///
/// A deputy may stand in. Work of customers, suppliers and systems is entered by whoever learns of it.
#[must_use]
pub fn may_do(program: &Program<'_>, state: &State, at: &At) -> Option<Vec<Symbol>> {
    let graph = program.graph(&at.path)?;
    let node = graph.node(at.node)?.node;
    if matches!(node.kind, NodeKind::Wait { .. }) {
        return None;
    }
    let own = match state.handed_to(at) {
        Some(post) => vec![post],
        None => {
            let named = program.symbols(graph.file, &node.work.by).filter(|posts| !posts.is_empty())?;
            state.work(&at.path).map_or_else(|| named.clone(), |work| seated(work, &named))
        }
    };
    let inside = |symbol: &Symbol| matches!(program.project.decl(*symbol).map(|decl| &decl.body), Some(Body::Role(role)) if !role.external);
    if !own.iter().any(inside) {
        return None;
    }
    let mut posts = own.clone();
    for post in own {
        let Some(Body::Role(role)) = program.project.decl(post).map(|decl| &decl.body) else { continue };
        let deputies = program.symbols(post.file, &role.deputies).unwrap_or_default();
        posts.extend(deputies);
    }
    posts.dedup();
    Some(posts)
}

/// The posts that answer an approval, with those in place of others to which these gave their answers.
fn seated(work: &Work, named: &[Symbol]) -> Vec<Symbol> {
    named.iter().map(|post| work.seats.get(post).copied().unwrap_or(*post)).collect()
}

/// The posts to which an open node belongs now: the one that it was handed over to, else those that are named.
#[must_use]
pub fn owners(program: &Program<'_>, state: &State, at: &At) -> Vec<Symbol> {
    if let Some(post) = state.handed_to(at) {
        return vec![post];
    }
    let named = program.graph(&at.path).and_then(|graph| Some((graph.file, &graph.node(at.node)?.node.work.by)));
    let named = named.and_then(|(file, by)| program.symbols(file, by)).unwrap_or_default();
    match state.work(&at.path) {
        Some(work) => seated(work, &named),
        None => named,
    }
}

/// The answer that an approver of several gives away: for which named post.
///
/// # Errors
/// The post does not answer here, or has answered; the other one answers here already.
pub(super) fn give_away(
    program: &Program<'_>,
    state: &State,
    at: &At,
    (role, to): (&str, &str),
    taker: Symbol,
) -> Result<Symbol, Refusal> {
    let giver = check(program, state, at, role)?;
    let work = state.work(&at.path).ok_or_else(|| Refusal::NotOpen(role.to_owned()))?;
    let seat = seat(program, work, at, giver).ok_or(Refusal::HasAnswered)?;
    if owners(program, state, at).contains(&taker) {
        return Err(Refusal::AnswersAlready(to.to_owned()));
    }
    let named = work.seats.iter().find(|(_, holds)| **holds == seat).map(|(named, _)| *named);
    Ok(named.unwrap_or(seat))
}

/// Whether a post may act at a node.
pub(super) fn check(program: &Program<'_>, state: &State, at: &At, role: &str) -> Result<Symbol, Refusal> {
    let file = program.graph(&at.path).map_or(program.file, |graph| graph.file);
    let posts = may_do(program, state, at);
    // Two files may call a post alike: then that one is meant that may act here.
    let meant = posts.iter().flatten().copied().find(|post| program.name(*post).as_str() == role);
    let post = meant.or_else(|| program.role(file, role)).ok_or_else(|| Refusal::NoSuchRole(role.to_owned()))?;
    match posts {
        Some(posts) if !posts.contains(&post) => {
            let by = posts.into_iter().map(|post| program.name(post)).collect();
            Err(Refusal::NotYours { role: role.to_owned(), by })
        }
        _ => Ok(post),
    }
}

/// The post for which somebody answers an approval: their own, else one that they stand in for; `None` if those that
/// they may answer for have answered.
pub(super) fn seat(program: &Program<'_>, work: &Work, at: &At, post: Symbol) -> Option<Symbol> {
    let graph = program.graph(&at.path)?;
    let named = match work.handed_to {
        Some(post) => vec![post],
        None => seated(work, &program.symbols(graph.file, &graph.node(at.node)?.node.work.by).unwrap_or_default()),
    };
    let free = |seat: &Symbol| !work.votes.iter().any(|(known, ..)| known == seat);
    let stands_in = |seat: &Symbol| match program.project.decl(*seat).map(|decl| &decl.body) {
        // What people outside decide is entered by whoever learns of it.
        Some(Body::Role(role)) => {
            role.external || program.symbols(seat.file, &role.deputies).is_some_and(|all| all.contains(&post))
        }
        _ => true,
    };
    let own = std::iter::once(post).filter(|post| named.is_empty() || named.contains(post));
    own.chain(named.iter().copied().filter(stands_in)).find(free)
}

/// Whether a post may approve, for itself or for people outside who may. Where no post of the project says who may,
/// those may that the approval names.
pub(super) fn may_approve(program: &Program<'_>, post: Symbol, seat: Option<Symbol>) -> bool {
    let may = |body: &Body| matches!(body, Body::Role(role) if role.may_approve);
    let said = program.project.modules.iter().flat_map(|module| &module.file.decls).any(|decl| may(&decl.body));
    let outside = |body: &Body| matches!(body, Body::Role(role) if role.external && role.may_approve);
    let body = |post: Symbol| program.project.decl(post).map(|decl| &decl.body);
    !said || body(post).is_some_and(may) || seat.and_then(body).is_some_and(outside)
}

/// Whether two names are those of one person: blanks around them, and small or capital letters, make no other one.
pub(super) fn is_one_person(a: &str, b: &str) -> bool {
    let folded = |name: &str| Name::new(name.trim()).as_str().to_lowercase();
    folded(a) == folded(b)
}

/// Another node that this person did, where a rule asks for different people. What was done in an item counts for what
/// comes after all items, and the other way round; two items are two cases of it. Who has answered an approval that is
/// still open has taken part in it.
pub(super) fn same_person(
    program: &Program<'_>,
    state: &State,
    at: &At,
    is_person: impl Fn(&String) -> bool,
) -> Option<Name> {
    let graph = program.graph(&at.path)?;
    let here = &graph.node(at.node)?.node.ident.as_ref()?.name;
    let file = &program.project.module(graph.file)?.file;
    let own = at.path.home();
    for control in &file.controls {
        let ControlKind::DifferentPeople(names) = &control.kind else { continue };
        if !names.iter().any(|name| name.name == *here) {
            continue;
        }
        for other in names.iter().filter(|name| name.name != *here) {
            let Some((id, _)) = graph.named(&other.name) else { continue };
            let same = |home: &Path| home.flow() == own.flow() && (home.is_in(&own) || own.is_in(home));
            let done = state
                .marks
                .iter()
                .any(|((home, node), mark)| *node == id && mark.by.iter().any(&is_person) && same(home));
            let answered = state.scopes.iter().any(|(path, position)| match &position.doing {
                Doing::Work(work) if position.node == id => {
                    work.votes.iter().any(|(_, by, _)| is_person(by)) && same(&path.home())
                }
                _ => false,
            });
            if done || answered {
                return Some(other.name.clone());
            }
        }
    }
    None
}

/// Whether a rule of the procedure needs a node to be done, so that it may not be left out.
pub(super) fn needed_by_rule(program: &Program<'_>, at: &At) -> Option<Name> {
    let graph = program.graph(&at.path)?;
    let here = &graph.node(at.node)?.node.ident.as_ref()?.name;
    let file = &program.project.module(graph.file)?.file;
    file.controls.iter().find_map(|control| match &control.kind {
        ControlKind::Before(first, second) if first.name == *here => Some(second.name.clone()),
        ControlKind::LeadsTo(first, second) if second.name == *here => Some(first.name.clone()),
        _ => None,
    })
}
