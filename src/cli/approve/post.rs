//! The post that approves.

use super::super::check::or_nearest;
use super::super::nearest::nearest;
use super::super::refusal::Refusal;
use super::super::run::texts;
use crate::model::{Body, Decl, DeclKind, Head, Ident, Name, Project, Ref, Role, Symbol};
use crate::say;
use crate::source::FileId;

/// A post as a file names it.
pub(super) struct Post<'p> {
    /// Its name there, behind the alias of its file if that has one.
    pub(super) reference: Ref,
    /// Its declaration.
    pub(super) symbol: Symbol,
    decl: &'p Decl,
    role: &'p Role,
}

impl<'p> Post<'p> {
    /// The post that is meant by a name, or by a title that only one post has.
    pub(super) fn find(project: &'p Project, file: FileId, given: &str) -> Result<Post<'p>, Refusal> {
        let posts = known(project, file);
        let name = Name::new(given.trim());
        let by_name = posts.iter().position(|post| *name.as_str() == post.reference.to_string());
        let titled = |post: &Post<'_>| post.decl.title.as_ref().is_some_and(|title| texts::is(title, given));
        let found: Vec<usize> = match by_name {
            Some(index) => vec![index],
            None => (0..).zip(&posts).filter(|(_, post)| titled(post)).map(|(index, _)| index).collect(),
        };
        let names: Vec<String> = posts.iter().map(|post| post.reference.to_string()).collect();
        match found.as_slice() {
            [one] => posts.into_iter().nth(*one).ok_or_else(|| unknown(given, &names)),
            [] => Err(unknown(given, &names)),
            several => {
                let several: Vec<String> =
                    several.iter().filter_map(|index| names.get(*index)).map(|name| format!("`{name}`")).collect();
                let (zh, en) = (several.join("、"), several.join(", "));
                Err(Refusal(say!(
                    "有几个岗位叫 `{given}`，写岗位的名称：{zh}",
                    "several posts are called `{given}`, write the name of one: {en}"
                )))
            }
        }
    }

    /// Whether it may: where posts say what they may do, one with `may approve`, or the owner, who answers for the
    /// document.
    pub(super) fn may_approve(&self, project: &Project, file: FileId, head: &Head) -> Result<(), Refusal> {
        let owner = head.owner.as_ref().and_then(|owner| project.find_kind(file, owner, DeclKind::Role));
        let is_owner = owner.is_some_and(|(symbol, _)| symbol == self.symbol);
        if self.role.may_approve || is_owner || !project.says_authority() {
            return Ok(());
        }
        let name = &self.reference;
        Err(Refusal(say!(
            "`{name}` 没有审批权限：在岗位里写 `may approve`，或由有权限的岗位或责任岗位批准",
            "`{name}` has no authority to approve: write `may approve` in the post, or let a post approve that may, or the owner"
        )))
    }
}

fn unknown(given: &str, names: &[String]) -> Refusal {
    let near = nearest(given, names.iter().map(String::as_str));
    Refusal(or_nearest(say!("规程里没有岗位 `{given}`", "there is no post `{given}` for this procedure"), near))
}

/// The posts that a file can name, by name.
fn known(project: &Project, file: FileId) -> Vec<Post<'_>> {
    let Some(scope) = project.scope_of(file) else { return Vec::new() };
    let ident = |name: &Name| Ident { name: name.clone(), ..Ident::default() };
    let own = scope.names.iter().filter_map(|(name, symbols)| Some((vec![ident(name)], *symbols.first()?)));
    let behind = scope.aliases.iter().flat_map(|(alias, other)| {
        let decls = project.module(*other).map(|module| module.file.decls.as_slice()).unwrap_or_default();
        decls.iter().enumerate().filter_map(move |(index, decl)| {
            let name = &decl.ident.as_ref()?.name;
            Some((vec![ident(alias), ident(name)], Symbol { file: *other, index }))
        })
    });
    let mut posts: Vec<Post<'_>> = own
        .chain(behind)
        .filter_map(|(parts, symbol)| {
            let decl = project.decl(symbol)?;
            let Body::Role(role) = &decl.body else { return None };
            Some(Post { reference: Ref { parts, ..Ref::default() }, symbol, decl, role })
        })
        .collect();
    posts.sort_by_cached_key(|post| post.reference.to_string());
    posts
}
