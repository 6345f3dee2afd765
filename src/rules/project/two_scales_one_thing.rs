//! Two scales for one thing.

use rustc_hash::FxHashMap;

use crate::model::{Body, Category, Decl};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "two-scales-one-thing",
    code: "P09",
    group: Group::Project,
    severity: Severity::Warning,
    page: include_str!("two_scales_one_thing.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut seen: FxHashMap<String, (&Decl, &Category)> = FxHashMap::default();
    let in_force = context.modules().filter(|module| !module.is_retired());
    for decl in in_force.flat_map(|module| &module.file.decls).filter(|decl| !decl.broken) {
        let Body::Category(category) = &decl.body else { continue };
        let Some(of) = category.of.as_ref().filter(|_| category.ranked) else { continue };
        let (first, known) = *seen.entry(of.source.trim().to_lowercase()).or_insert((decl, category));
        // A copy in another file is the same scale.
        if std::ptr::eq(first, decl) || levels(known).eq(levels(category)) {
            continue;
        }
        let (name, other, of) = (decl.label(), first.label(), of.source.trim());
        let (here, there) = (category.values.len(), known.values.len());
        out.push(
            INFO.at(
                decl.span(),
                say!(
                    "`{of}` 有两套分级：这里的 `{name}` 分 {here} 级，`{other}` 分 {there} 级",
                    "two scales for `{of}`: `{name}` with {here} levels here, `{other}` with {there}"
                ),
            )
            .also(first.span(), say!("另一套在这里", "the other scale"))
            .help(say!(
                "只留一套；确实分的是两样东西，就在 `of` 后面写清楚各是什么",
                "keep one of them; where they classify two things, say behind `of` which"
            )),
        );
    }
}

fn levels(category: &Category) -> impl Iterator<Item = &str> {
    category.values.iter().map(|value| value.title.source.trim())
}
