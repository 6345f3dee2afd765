//! Working units without a calendar of their own: the posts must work by one and the same.

use super::unit_missing::INFO;
use crate::labels::Say;
use crate::model::{Body, ClockRef, DeclKind, Quantity, Ref, Symbol};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::{FileId, Span};

/// Tells a limit whose posts work by no calendar, or by different ones. `by` is nothing where it is not known who acts.
pub(super) fn uncounted(
    context: &Context<'_>,
    file: FileId,
    quantity: &Quantity,
    by: Option<&[&Ref]>,
    help: impl Fn(&str) -> Say,
    out: &mut Vec<Finding>,
) {
    let Some(by) = by else { return };
    let mut calendars: Vec<(Symbol, String)> = Vec::new();
    let mut without: Option<Span> = None;
    for post in by {
        match works(context, file, post) {
            Works::By(calendar) if calendars.iter().all(|(known, _)| *known != calendar) => {
                calendars.push((calendar, post.to_string()));
            }
            Works::Lacking(post) => without = without.or(Some(post)),
            Works::By(_) | Works::Without => {}
            Works::Unknown => return,
        }
    }
    let message = match calendars.as_slice() {
        [_] => return,
        [(_, one), (_, other), ..] => say!(
            "`{one}` 和 `{other}` 的工作日历不同，不知道按哪一个计算",
            "`{one}` and `{other}` work by different calendars: which one counts?"
        ),
        [] => match by.first() {
            Some(post) => say!(
                "`{post}` 没有工作日历，这个时限无法计算",
                "`{post}` has no calendar, so nothing counts this limit"
            ),
            None => say!("没有工作日历可以计算这段时间", "no calendar counts this time"),
        },
    };
    let finding = INFO.at(quantity.span(), message).help(help(&a_calendar(context, file)));
    // Where a post of our own lacks its hours, it is told once, and not at each limit.
    out.push(match without.filter(|_| calendars.is_empty()) {
        Some(post) => finding.cause(post),
        None => finding,
    });
}

/// By which calendar a post works.
enum Works {
    By(Symbol),
    Without,
    /// A post of our own, declared at this place, and nobody says when it works.
    Lacking(Span),
    /// The post or its calendar is not known, or could not be read.
    Unknown,
}

fn works(context: &Context<'_>, file: FileId, post: &Ref) -> Works {
    let Some((symbol, [])) = context.project.find(file, post) else { return Works::Unknown };
    let Some(decl) = context.project.decl(symbol).filter(|decl| !decl.broken) else { return Works::Unknown };
    let Body::Role(role) = &decl.body else { return Works::Without };
    match &role.works {
        Some(ClockRef::Calendar(calendar)) => {
            let found = context.project.find_kind(symbol.file, calendar, DeclKind::Calendar);
            found.map_or(Works::Unknown, |(calendar, _)| Works::By(calendar))
        }
        None if !role.external => Works::Lacking(decl.span()),
        Some(ClockRef::Always) | None => Works::Without,
    }
}

/// A calendar to name as an example: the first one in scope.
fn a_calendar(context: &Context<'_>, file: FileId) -> String {
    let names = context.project.scope_of(file).into_iter().flat_map(|scope| &scope.names);
    let is_calendar =
        |symbol: &Symbol| context.project.decl(*symbol).is_some_and(|decl| matches!(decl.body, Body::Calendar(_)));
    let calendars = names.filter(|(_, symbols)| symbols.iter().any(is_calendar)).map(|(name, _)| name.as_str());
    calendars.min().unwrap_or("office").to_owned()
}
