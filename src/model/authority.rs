//! What posts may do.

use super::{Body, Project};

impl Project {
    /// Whether any post says what it may do. Only then does it mean something that another one does not.
    #[must_use]
    pub fn says_authority(&self) -> bool {
        let decls = self.modules.iter().flat_map(|module| &module.file.decls);
        let mut named = decls.filter(|decl| !decl.broken && decl.ident.is_some());
        named.any(|decl| matches!(&decl.body, Body::Role(role) if role.may_approve || !role.may.is_empty()))
    }
}
