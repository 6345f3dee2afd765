//! Courses that stand in other files and train posts that act in the procedure.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::page::Page;
use super::super::shelf::Link;
use super::conduct::training_when;
use super::work::each_work;
use crate::labels::fill;
use crate::model::{Body, DeclKind, Ref, Symbol, Training};

/// A course that is described elsewhere.
#[derive(Debug, Serialize)]
pub(in super::super) struct CourseView {
    text: String,
    /// The procedure that describes it; empty where no procedure does.
    place: String,
    link: Option<Link>,
}

/// The courses of other files for the posts that do something here, in the order of the files.
pub(super) fn courses(page: &Page<'_>) -> Vec<CourseView> {
    let mut acting: BTreeSet<Symbol> = BTreeSet::new();
    each_work(page, &mut |_, work| {
        let posts = work.by.iter().filter_map(|post| page.project.find_kind(post.span().file, post, DeclKind::Role));
        acting.extend(posts.map(|(symbol, _)| symbol));
    });
    let told: BTreeSet<Symbol> = page
        .decls(DeclKind::Training)
        .into_iter()
        .chain(page.used_decls(DeclKind::Training))
        .map(|(symbol, _)| symbol)
        .collect();
    page.trainings()
        .filter(|symbol| !told.contains(symbol))
        .filter_map(|symbol| course(page, symbol, &acting))
        .collect()
}

fn course(page: &Page<'_>, symbol: Symbol, acting: &BTreeSet<Symbol>) -> Option<CourseView> {
    let decl = page.project.decl(symbol)?;
    let Body::Training(training) = &decl.body else { return None };
    let posts = here(page, training, acting);
    if posts.is_empty() {
        return None;
    }
    let w = &page.w.conduct;
    let parts = [fill(w.course, &[&page.decl_title(decl), &page.list(&posts)]), training_when(page, training)];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(page.w.signs.comma);
    let is_procedure = page.project.module(symbol.file).is_some_and(|module| module.file.head.is_some());
    let place = if is_procedure { fill(w.course_in, &[&page.procedure(symbol.file)]) } else { String::new() };
    Some(CourseView { text, place, link: page.link_to(symbol.file) })
}

/// The posts of a course that do something in the procedure.
fn here(page: &Page<'_>, training: &Training, acting: &BTreeSet<Symbol>) -> Vec<String> {
    let acts = |post: &&Ref| {
        let found = page.project.find_kind(post.span().file, post, DeclKind::Role);
        found.is_some_and(|(symbol, _)| acting.contains(&symbol))
    };
    training.for_whom.iter().filter(acts).map(|post| page.title(post)).collect()
}
