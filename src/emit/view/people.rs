//! Posts, and the matrix of responsibilities.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::flatten::{Paragraph, paragraphs};
use super::super::links::linked;
use super::super::page::Page;
use super::common::{Fact, NoteView, cites, facts, notes_in};
use super::work::each_work;
use crate::labels::fill;
use crate::model::{Body, ClockRef, Decl, DeclKind, Ref, Role, Symbol, Work};

/// Posts that act, and who answers for what.
#[derive(Debug, Serialize)]
pub(in super::super) struct PeopleView {
    posts: Vec<PostView>,
    /// The header of the matrix: the posts, and the systems that do a step by themselves.
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

#[derive(Debug, Serialize)]
pub(in super::super) struct PostView {
    pub(super) title: String,
    duties: Vec<Paragraph>,
    facts: Vec<Fact>,
    notes: Vec<NoteView>,
    /// The way to the page of what the post does, where there is one.
    path: Option<String>,
    /// The same in words.
    to_page: String,
}

/// A column of the matrix: posts first, then systems, then names that nobody declares.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in super::super) struct Column(
    pub(in super::super) u8,
    pub(in super::super) Option<Symbol>,
    pub(in super::super) String,
);

impl PeopleView {
    pub(in super::super) fn of(page: &Page<'_>) -> Self {
        let posts = page.decls(DeclKind::Role).into_iter().filter_map(|(_, decl)| post(page, decl, None)).collect();
        let mut columns: BTreeMap<Column, String> = BTreeMap::new();
        each_work(page, &mut |_, work| {
            for reference in people(work) {
                columns.entry(column(page, reference)).or_insert_with(|| page.title(reference));
            }
        });
        let keys: Vec<&Column> = columns.keys().collect();
        let mut rows = Vec::new();
        each_work(page, &mut |stop, work| {
            if people(work).next().is_some() {
                let mut cells = vec![page.to_stop(stop, &format!("{} {}", stop.number, stop.title))];
                cells.extend(keys.iter().map(|key| letters(page, work, key)));
                rows.push(cells);
            }
        });
        let mut header = vec![page.w.people.raci_step.to_owned()];
        header.extend(columns.into_values());
        PeopleView { posts, header, rows }
    }
}

pub(in super::super) fn people(work: &Work) -> impl Iterator<Item = &Ref> {
    work.by.iter().chain(&work.accountable).chain(&work.consults).chain(&work.informs)
}

pub(in super::super) fn column(page: &Page<'_>, reference: &Ref) -> Column {
    let found = page.project.find(reference.span().file, reference).map(|(symbol, _)| symbol);
    let kind = found.and_then(|symbol| page.project.decl(symbol)).map(|decl| decl.body.kind());
    match kind {
        Some(DeclKind::Role) => Column(0, found, String::new()),
        Some(_) => Column(1, found, String::new()),
        None => Column(2, None, reference.to_string()),
    }
}

/// What a post is to a step: A answers for it, R does it, C is asked, I is told.
pub(in super::super) fn letters(page: &Page<'_>, work: &Work, key: &Column) -> String {
    let has = |references: &[Ref]| references.iter().any(|reference| column(page, reference) == *key);
    // One post alone answers for what it does; of several nobody does unless it is said. A system never does.
    let alone = work.accountable.is_empty() && work.by.len() == 1 && has(&work.by) && key.0 != 1;
    let letters = [
        (alone || has(&work.accountable), "A"),
        (has(&work.by), "R"),
        (has(&work.consults), "C"),
        (has(&work.informs), "I"),
    ];
    let letters: Vec<&str> = letters.into_iter().filter(|(is, _)| *is).map(|(_, letter)| letter).collect();
    letters.join("/")
}

/// A post with its duties, and who stands in, as it stands in this document; without one, in those of the procedure.
pub(super) fn post(page: &Page<'_>, decl: &Decl, document: Option<&str>) -> Option<PostView> {
    let Body::Role(role) = &decl.body else { return None };
    let w = &page.w.people;
    let entries = facts([
        (w.kind, if role.external { w.external.to_owned() } else { String::new() }),
        (w.superior, page.title_list(&role.reports_to)),
        (w.deputy, page.title_list(&role.deputies)),
        (w.hours, hours(page, role.works.as_ref())),
        (w.count, role.count.as_ref().map(|count| page.quantity(count)).unwrap_or_default()),
        (w.may, may(page, role)),
        (w.qualified, texts(page, &role.qualified)),
        (page.w.step.cites, cites(page, &decl.common.cites)),
    ]);
    let title = page.decl_title(decl);
    Some(PostView {
        title: title.clone(),
        duties: role.duties.iter().flat_map(|duty| paragraphs(&page.raw(duty))).collect(),
        facts: entries,
        notes: notes_in(page, &decl.common, document),
        to_page: page.post_page(decl).map(|path| linked(&fill(page.w.post.link, &[&title]), &path)).unwrap_or_default(),
        path: page.post_page(decl),
    })
}

fn texts(page: &Page<'_>, texts: &[crate::model::Text]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| page.text(text)).collect();
    texts.join(page.w.signs.semicolon)
}

fn may(page: &Page<'_>, role: &Role) -> String {
    let approve = role.may_approve.then(|| page.w.people.may_approve.to_owned());
    let rest = role.may.iter().map(|word| word.name.to_string());
    page.list(&approve.into_iter().chain(rest).collect::<Vec<_>>())
}

/// The hours of a post or channel: all the time, or those of a calendar.
pub(super) fn hours(page: &Page<'_>, clock: Option<&ClockRef>) -> String {
    match clock {
        None => String::new(),
        Some(ClockRef::Always) => page.w.means.always.to_owned(),
        Some(ClockRef::Calendar(calendar)) => page.title(calendar),
    }
}
