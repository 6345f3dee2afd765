//! An imported name hides one of the file.

use crate::model::Symbol;
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "import-hides-name",
    code: "N06",
    group: Group::Names,
    severity: Severity::Error,
    page: include_str!("import_hides_name.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        let Some(scope) = context.project.scope_of(module.id) else { continue };
        for (line, target) in
            module.file.uses.iter().zip(context.project.uses.get(module.id.index()).into_iter().flatten())
        {
            let Some(other) = target.and_then(|id| context.project.module(id)).filter(|_| line.alias.is_none()) else {
                continue;
            };
            for ident in other.file.decls.iter().filter_map(|decl| decl.ident.as_ref()) {
                let foreign = |symbol: &&Symbol| symbol.file != other.id;
                // The first that bears the name is the file's own, or that of an earlier `use`.
                let Some(first) = scope.names.get(&ident.name).into_iter().flatten().find(foreign) else { continue };
                let earlier = first.file == module.id || first.file < other.id;
                let Some(own) = context.project.decl(*first).filter(|_| earlier) else { continue };
                let (name, path) = (&ident.name, &other.path);
                let at = if first.file == module.id { own.span() } else { line.at.0 };
                out.push(
                    INFO.at(at, say!("`{name}` 与 `{path}` 中的名称相同", "`{name}` is also a name of `{path}`"))
                        .also(ident.span(), say!("引入的名称在这里", "the imported name is here"))
                        .help(say!("改一个名称，或用 `use … as x` 引入", "rename one of them, or write `use … as x`")),
                );
            }
        }
    }
}
