//! What binds a post beside its steps: rules of conduct, and courses.

use serde::Serialize;

use super::super::links::linked;
use super::super::page::Page;
use super::conduct::{said, training_when};
use crate::model::{Body, Decl, DeclKind, Ref, Symbol};

/// A rule of conduct or a course, as the page of a post tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Held {
    title: String,
    /// What the rule says; when the course is held.
    says: Vec<String>,
}

/// The same as a procedure knows it.
pub(super) struct Binding<'p> {
    /// The posts that it names.
    pub(super) posts: &'p [Ref],
    pub(super) is_course: bool,
    title: String,
    says: Vec<String>,
    /// Whether the procedure itself declares it.
    is_own: bool,
}

impl<'p> Binding<'p> {
    /// Those of a procedure and of the shared files that it uses. What another procedure declares is told there.
    pub(super) fn all(page: &Page<'p>) -> Vec<Binding<'p>> {
        let kinds = [DeclKind::Policy, DeclKind::Training].into_iter();
        let all = kinds.flat_map(|kind| page.decls(kind).into_iter().chain(page.used_decls(kind)));
        all.filter_map(|(symbol, decl)| Binding::of(page, symbol, decl)).collect()
    }

    fn of(page: &Page<'p>, symbol: Symbol, decl: &'p Decl) -> Option<Binding<'p>> {
        let is_own = symbol.file == page.module.id;
        if !is_own && page.project.module(symbol.file)?.file.head.is_some() {
            return None;
        }
        let (posts, says, is_course) = match &decl.body {
            Body::Policy(policy) => (&policy.applies_to, said(page, policy), false),
            Body::Training(training) => (&training.for_whom, vec![training_when(page, training)], true),
            _ => return None,
        };
        Some(Binding { posts, is_course, title: page.decl_title(decl), says, is_own })
    }

    /// As the page of a post tells it, from which this way leads to the handbook.
    pub(super) fn held(&self, handbook: &str) -> Held {
        let title = if self.is_own { linked(&self.title, handbook) } else { self.title.clone() };
        Held { title, says: self.says.iter().filter(|line| !line.is_empty()).cloned().collect() }
    }
}
