//! The pages of posts: what one does, over all procedures.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::links::linked;
use super::super::page::Page;
use super::super::phrase::FlowOf;
use super::super::shelf::{Link, Shelf, posts_of};
use super::conduct::routine_when;
use super::held::{Binding, Held};
use super::people::{PostView, post};
use super::work::{Task, each_task};
use crate::labels::{Lang, Words, fill};
use crate::model::{Decl, DeclKind, Name, Node, NodeKind, Ref, Work};
use crate::source::relative;

/// The posts of a language with what they do.
#[derive(Debug, Serialize)]
pub(in super::super) struct Posts {
    #[serde(serialize_with = "super::super::render::words")]
    w: &'static Words,
    /// Whether the documents were built in spite of errors.
    errors: bool,
    posts: Vec<Post>,
    /// The places of posts in the list.
    #[serde(skip)]
    known: BTreeMap<Name, usize>,
}

/// A post with what it does.
#[derive(Debug, Serialize)]
pub(in super::super) struct Post {
    #[serde(serialize_with = "super::super::render::words")]
    w: &'static Words,
    errors: bool,
    pub(in super::super) title: String,
    pub(in super::super) heading: String,
    /// Its page.
    #[serde(skip)]
    pub(in super::super) path: String,
    /// The way to it from the list of posts.
    link: String,
    /// What its own declaration says.
    post: PostView,
    procedures: Vec<Part>,
    /// The rules of conduct that bind it, and its courses.
    conduct: Vec<Held>,
    courses: Vec<Held>,
    /// In how many steps it has a part.
    steps: usize,
}

/// What a post does in one procedure.
#[derive(Debug, Serialize)]
struct Part {
    title: String,
    link: String,
    rows: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct RowView {
    step: String,
    part: String,
    within: String,
    via: String,
    late: String,
    records: String,
}

/// What a procedure says of one of its posts.
#[derive(Debug)]
pub(in super::super) struct PostRow {
    name: Name,
    path: String,
    post: PostView,
    part: Part,
    conduct: Vec<Held>,
    courses: Vec<Held>,
}

impl Posts {
    /// No post yet.
    pub(in super::super) fn new(lang: Lang, errors: bool) -> Self {
        Posts { w: Words::of(lang), errors, posts: Vec::new(), known: BTreeMap::new() }
    }

    /// Adds what a procedure says of a post.
    pub(in super::super) fn add(&mut self, row: PostRow) {
        let at = *self.known.entry(row.name).or_insert_with(|| {
            let title = row.post.title.clone();
            self.posts.push(Post {
                w: self.w,
                errors: self.errors,
                heading: fill(self.w.post.title_of, &[&title]),
                title,
                link: row.path.clone(),
                path: row.path.clone(),
                post: row.post,
                procedures: Vec::new(),
                conduct: Vec::new(),
                courses: Vec::new(),
                steps: 0,
            });
            self.posts.len() - 1
        });
        if let Some(post) = self.posts.get_mut(at) {
            post.steps += row.part.rows.len();
            if !row.part.rows.is_empty() {
                post.procedures.push(row.part);
            }
            // What a shared file declares comes with every procedure that uses it.
            for (known, new) in [(&mut post.conduct, row.conduct), (&mut post.courses, row.courses)] {
                for held in new {
                    if !known.contains(&held) {
                        known.push(held);
                    }
                }
            }
        }
    }

    /// The posts in the order in which the procedures name them.
    pub(in super::super) fn each(&self) -> &[Post] {
        &self.posts
    }
}

/// What a page says of each of its posts that has a page of its own.
pub(in super::super) fn rows(page: &Page<'_>, shelf: &Shelf, link: &Link) -> Vec<PostRow> {
    if !shelf.has_posts(page.lang) {
        return Vec::new();
    }
    let mut found: Vec<PostRow> = Vec::new();
    page.plainly(|page| {
        each_task(page, &mut |task| {
            let mut told: Vec<&Name> = Vec::new();
            for (_, decl) in posts_of(page.project, task.work) {
                let Some(name) = decl.ident.as_ref().map(|ident| &ident.name) else { continue };
                let Some(path) = shelf.post(name, page.lang).filter(|_| !told.contains(&name)) else { continue };
                told.push(name);
                let row = row(page, task, name, &relative(path, &link.handbook));
                if let Some(known) = of_post(&mut found, page, decl, path, link) {
                    known.part.rows.push(row);
                }
            }
        });
        for binding in Binding::all(page) {
            for post in binding.posts {
                let Some((_, decl)) = page.project.find_kind(post.span().file, post, DeclKind::Role) else { continue };
                let Some(path) = shelf.post(post.last(), page.lang) else { continue };
                let Some(known) = of_post(&mut found, page, decl, path, link) else { continue };
                let all = if binding.is_course { &mut known.courses } else { &mut known.conduct };
                all.push(binding.held(&known.part.link));
            }
        }
    });
    found
}

/// What is known of a post so far, or the beginning of it.
fn of_post<'f>(
    found: &'f mut Vec<PostRow>,
    page: &Page<'_>,
    decl: &Decl,
    path: &str,
    link: &Link,
) -> Option<&'f mut PostRow> {
    let name = &decl.ident.as_ref()?.name;
    let at = match found.iter().position(|known| known.name == *name) {
        Some(at) => at,
        None => {
            let (title, link) = (page.procedure(page.module.id), relative(path, &link.handbook));
            found.push(PostRow {
                name: name.clone(),
                path: path.to_owned(),
                post: post(page, decl, Some(path))?,
                part: Part { title, link, rows: Vec::new() },
                conduct: Vec::new(),
                courses: Vec::new(),
            });
            found.len() - 1
        }
    };
    found.get_mut(at)
}

fn row(page: &Page<'_>, task: Task<'_, '_>, name: &Name, path: &str) -> RowView {
    let Task { stop, work, flow, node, routine } = task;
    let step = format!("{} {}", stop.number, stop.title);
    let flow = flow.map(FlowOf::from).unwrap_or_default();
    // Who is only asked or told fills in nothing, and is not late.
    let acts = work.by.iter().chain(&work.accountable).any(|post| post.last() == name);
    let own = work.limits.iter().filter(|_| acts);
    let limits: Vec<_> = own.map(|limit| page.limit(limit, &work.by, flow, stop.order)).collect();
    let join = |texts: Vec<String>| texts.join(page.w.signs.semicolon);
    let when = routine.filter(|_| acts).map(|routine| routine_when(page, routine));
    RowView {
        step: match page.anchor(stop) {
            Some(anchor) => linked(&step, &format!("{path}#{anchor}")),
            None => step,
        },
        part: parts(page, work, node, name),
        within: join(when.into_iter().chain(limits.iter().map(|limit| limit.text.clone())).collect()),
        via: page.title_list(&work.via),
        late: join(limits.into_iter().flat_map(|limit| limit.consequences).collect()),
        records: if acts { page.title_list(&work.fills) } else { String::new() },
    }
}

/// What a post is to a step.
fn parts(page: &Page<'_>, work: &Work, node: Option<&Node>, name: &Name) -> String {
    let w = &page.w.post;
    let is = |posts: &[Ref]| posts.iter().any(|post| post.last() == name);
    let does = match node.map(|node| &node.kind) {
        Some(NodeKind::Approval { .. }) => w.approves,
        Some(NodeKind::Wait { .. }) => w.follows,
        _ => w.does,
    };
    let all = [
        (is(&work.by), does),
        (is(&work.accountable), w.accountable),
        (is(&work.consults), w.consulted),
        (is(&work.informs), w.informed),
    ];
    let words: Vec<String> = all.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned()).collect();
    page.list(&words)
}
