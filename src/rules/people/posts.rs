//! Posts, and who stands above whom.

use rustc_hash::FxHashSet;

use crate::model::{Body, Decl, DeclKind, NodeKind, Ref, Role, Symbol, Work};
use crate::rules::{Context, FlowView};
use crate::source::FileId;

/// More posts above one than this, and nothing is said: so deep is no organisation.
const MOST_ABOVE: usize = 64;

/// A post with its declaration.
#[derive(Clone, Copy)]
pub(super) struct Post<'p> {
    pub(super) symbol: Symbol,
    pub(super) decl: &'p Decl,
    pub(super) role: &'p Role,
}

/// What makes two declarations one post: name and title. A post without a title is that of its file.
pub(super) type Identity<'p> = (&'p str, Result<&'p str, FileId>);

impl<'p> Post<'p> {
    /// The post of a declaration, if it is one.
    fn of(symbol: Symbol, decl: &'p Decl) -> Option<Post<'p>> {
        match &decl.body {
            Body::Role(role) => Some(Post { symbol, decl, role }),
            _ => None,
        }
    }

    /// Files that do not see each other still tell of one organisation.
    pub(super) fn identity(&self) -> Identity<'p> {
        let title = self.decl.title.as_ref().map(|title| title.source.as_str());
        (self.decl.label(), title.ok_or(self.symbol.file))
    }

    /// The posts that it reports to.
    pub(super) fn superiors<'c>(&self, context: &'c Context<'p>) -> impl Iterator<Item = Post<'p>> + use<'p, 'c> {
        let file = self.symbol.file;
        self.role.reports_to.iter().filter_map(move |above| post(context, file, above))
    }

    /// Whether somebody else is named to stand in for it. A name that nobody declares may be somebody.
    pub(super) fn has_deputy(&self, context: &Context<'p>) -> bool {
        let other = |name: &Ref| post(context, self.symbol.file, name).is_none_or(|post| post.symbol != self.symbol);
        self.role.deputies.iter().any(other)
    }

    /// Whether it reports to another one, directly or through others. In a circle nobody is above anybody.
    pub(super) fn is_below(&self, context: &Context<'p>, other: &Post<'p>) -> bool {
        self.leads_to(context, other) && !other.leads_to(context, self)
    }

    /// Whether it reports to itself in the end.
    pub(super) fn is_in_circle(&self, context: &Context<'p>) -> bool {
        self.leads_to(context, self)
    }

    fn leads_to(&self, context: &Context<'p>, other: &Post<'p>) -> bool {
        let mut seen: FxHashSet<Symbol> = FxHashSet::from_iter([self.symbol]);
        let mut open = vec![*self];
        while let Some(next) = open.pop() {
            for above in next.superiors(context) {
                if above.symbol == other.symbol {
                    return true;
                }
                if seen.len() < MOST_ABOVE && seen.insert(above.symbol) {
                    open.push(above);
                }
            }
        }
        false
    }
}

/// The post that a name in a file means.
pub(super) fn post<'p>(context: &Context<'p>, file: FileId, name: &Ref) -> Option<Post<'p>> {
    let (symbol, decl) = context.project.find_kind(file, name, DeclKind::Role)?;
    Post::of(symbol, decl)
}

/// Every post that is declared and could be read, in the order of the files.
pub(super) fn all<'p>(context: &Context<'p>) -> impl Iterator<Item = Post<'p>> + use<'p> {
    context.modules().flat_map(|module| {
        let posts = module.file.decls.iter().enumerate().filter(|(_, decl)| !decl.broken && decl.ident.is_some());
        posts.filter_map(|(index, decl)| Post::of(Symbol { file: module.id, index }, decl))
    })
}

/// The posts that do some work, systems left out. `None` if one of them is not known.
pub(super) fn doers<'p>(context: &Context<'p>, file: FileId, work: &Work) -> Option<Vec<Post<'p>>> {
    let mut found = Vec::new();
    for name in &work.by {
        match post(context, file, name) {
            Some(post) if !post.decl.broken => found.push(post),
            _ if context.project.find_kind(file, name, DeclKind::System).is_some() => {}
            _ => return None,
        }
    }
    Some(found)
}

/// Whether a node is work that somebody does: a wait is for others, a call is done in the procedure that it calls.
pub(super) fn is_done_by_posts(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Step | NodeKind::Decision | NodeKind::Approval { .. })
}

/// Calls `visit` for every piece of work that has a limit of its own or stands in a block that has one.
pub(super) fn each_limited<'v, 'p>(
    context: &'v Context<'p>,
    visit: &mut impl FnMut(&'v FlowView<'p>, &'p crate::model::Node),
) {
    for view in &context.flows {
        for (id, node) in view.graph.iter() {
            if node.node.broken || !is_done_by_posts(&node.node.kind) {
                continue;
            }
            let in_block = || {
                view.graph
                    .around(id)
                    .iter()
                    .any(|inside| view.graph.node(inside.block).is_some_and(|block| !block.node.work.limits.is_empty()))
            };
            if !node.node.work.limits.is_empty() || in_block() {
                visit(view, node.node);
            }
        }
    }
}
