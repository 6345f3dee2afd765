//! Two tables give one limit and nothing says which wins.

use crate::model::{Body, Columns, Name};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;
use rustc_hash::FxHashMap;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "tables-without-combine",
    code: "T13",
    group: Group::Time,
    severity: Severity::Error,
    page: include_str!("tables_without_combine.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for (_, decl) in context.decls() {
        let Body::Sla(sla) = &decl.body else { continue };
        if sla.combine.is_some() || decl.broken {
            continue;
        }
        let mut first: FxHashMap<&Name, Span> = FxHashMap::default();
        for table in &sla.tables {
            let names = match &table.columns {
                Columns::Limits(names) => names.as_slice(),
                Columns::Values { limit, .. } => std::slice::from_ref(limit),
            };
            let twice = names.iter().find(|name| first.contains_key(&name.name));
            if let Some(name) = twice
                && let Some(other) = first.get(&name.name)
            {
                let limit = &name.name;
                out.push(
                    INFO.at(
                        table.head.0,
                        say!(
                            "两张表都给出 `{limit}`，没有写取哪一个",
                            "two tables give `{limit}`, and nothing says which wins"
                        ),
                    )
                    .also(*other, say!("另一张表在这里", "the other table is here"))
                    .help(say!(
                        "写 `combine shortest` 或 `combine longest`",
                        "write `combine shortest` or `combine longest`"
                    )),
                );
                break;
            }
            for name in names {
                first.insert(&name.name, table.head.0);
            }
        }
    }
}
