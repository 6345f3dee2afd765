//! Names that differ by case, width or look only.

use crate::model::{Ident, Name};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "lookalike-names",
    code: "N04",
    group: Group::Names,
    severity: Severity::Warning,
    page: include_str!("lookalike_names.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for module in context.modules() {
        let Some(scope) = context.project.scope_of(module.id) else { continue };
        let own = module.file.decls.iter().filter_map(|decl| decl.ident.as_ref());
        let mut names: Vec<(&Name, Span)> = own.map(|ident: &Ident| (&ident.name, ident.span())).collect();
        names.extend(scope.nodes.iter().filter_map(|(name, nodes)| Some((name, nodes.first()?.at))));
        names.sort_by_key(|(_, at)| *at);
        let mut seen: FxHashMap<String, (&Name, Span)> = FxHashMap::default();
        for (name, at) in names {
            match seen.get(&look(name)) {
                Some((other, first)) if *other != name => out.push(
                    INFO.at(at, say!("`{name}` 和 `{other}` 看起来一样", "`{name}` and `{other}` look alike"))
                        .also(*first, say!("另一个在这里", "the other one is here"))
                        .help(say!("换一个看得出区别的名称", "choose names that people can tell apart")),
                ),
                Some(_) => {}
                None => drop(seen.insert(look(name), (name, at))),
            }
        }
    }
}

/// What a name looks like: width and case are nothing, and letters that look like another are that one.
fn look(name: &Name) -> String {
    let plain = name.as_str().nfkc().flat_map(char::to_lowercase);
    plain.map(|sign| LOOKALIKES.iter().find(|(other, _)| *other == sign).map_or(sign, |(_, latin)| *latin)).collect()
}

/// Letters of other scripts that look like Latin ones, and figures that look like letters.
const LOOKALIKES: &[(char, char)] = &[
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('х', 'x'),
    ('у', 'y'),
    ('і', 'i'),
    ('ο', 'o'),
    ('α', 'a'),
    ('ν', 'v'),
    ('ρ', 'p'),
    ('1', 'l'),
    ('0', 'o'),
];
