//! Posts that nobody holds: for nobody-does-it.

use indexmap::IndexMap;

use super::nobody_does_it::INFO;
use super::posts::{Post, doers, is_done_by_posts};
use crate::model::{Body, Symbol, Value, Work};
use crate::rules::{Context, Finding};
use crate::say;
use crate::source::{FileId, Span};

/// A post that nobody holds, with the work that is left undone.
struct Empty<'p> {
    post: Post<'p>,
    work: Vec<(&'p str, Span)>,
}

/// Looks for work that is done by such posts alone; told once for each post.
pub(super) fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut found: IndexMap<Symbol, Empty<'_>> = IndexMap::new();
    for view in &context.flows {
        for (_, node) in view.graph.iter().filter(|(_, node)| !node.node.broken && is_done_by_posts(&node.node.kind)) {
            look(context, view.graph.file, &node.node.work, node.node.label(), &mut found);
        }
    }
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        if let Body::Routine(routine) = &decl.body {
            look(context, file, &routine.work, decl.label(), &mut found);
        }
    }
    out.extend(found.values().filter_map(tell));
}

fn look<'p>(
    context: &Context<'p>,
    file: FileId,
    work: &'p Work,
    name: &'p str,
    found: &mut IndexMap<Symbol, Empty<'p>>,
) {
    let Some(posts) = doers(context, file, work) else { return };
    let is_empty = |post: &Post<'_>| {
        let count = post.role.count.as_ref().and_then(|count| context.project.value(post.symbol.file, count));
        matches!(count, Some(Value::Number(count)) if count.is_zero()) && !post.has_deputy(context)
    };
    let (Some(by), Some(first)) = (work.by.first(), posts.first()) else { return };
    // A system among them does it.
    if posts.len() == work.by.len() && posts.iter().all(is_empty) {
        let empty = found.entry(first.symbol).or_insert_with(|| Empty { post: *first, work: Vec::new() });
        empty.work.push((name, by.span()));
    }
}

fn tell(empty: &Empty<'_>) -> Option<Finding> {
    let (post, count) = (empty.post.decl.label(), empty.post.role.count.as_ref()?);
    let ((name, at), others) = empty.work.split_first()?;
    let message =
        say!("`{name}` 由 `{post}` 做，而这个岗位没有人", "`{name}` is done by `{post}`, and nobody holds that post");
    let finding = INFO.at(count.span(), message).also(*at, say!("由这个岗位做", "this post does it"));
    let finding = others
        .iter()
        .fold(finding, |finding, (name, at)| finding.also(*at, say!("`{name}` 也一样", "the same holds for `{name}`")));
    Some(finding.help(say!("写上实际的人数，或换一个岗位", "write how many there are, or name another post")))
}
