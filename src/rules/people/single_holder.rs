//! One post with one holder and no deputy does a step under a limit.

use rustc_hash::FxHashSet;

use rust_decimal::Decimal;

use super::posts::{each_limited, post};
use crate::model::{Count, NodeKind, Symbol, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "single-holder",
    code: "R11",
    group: Group::People,
    severity: Severity::Warning,
    page: include_str!("single_holder.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut told: FxHashSet<Symbol> = FxHashSet::default();
    each_limited(context, &mut |view, node| {
        let by = &node.work.by;
        let each_needed = matches!(node.kind, NodeKind::Approval { needs: None | Some(Count::All) });
        // Where any of several may do it, another is there.
        if by.len() != 1 && !each_needed {
            return;
        }
        for post in by.iter().filter_map(|name| post(context, view.graph.file, name)) {
            let role = post.role;
            let count = role.count.as_ref();
            let holders = count.and_then(|count| context.project.value(post.symbol.file, count));
            let alone = matches!(holders, Some(Value::Number(number)) if *number == Decimal::ONE);
            if alone && !post.has_deputy(context) && !role.external && !post.decl.broken && told.insert(post.symbol) {
                let (name, step) = (post.decl.label(), node.label());
                let (message, help) = match role.deputies.is_empty() {
                    true => (
                        say!(
                            "岗位 `{name}` 只有一人，又没有代理，却有时限要守",
                            "the post `{name}` has one holder and no deputy, and works under a limit"
                        ),
                        say!("写 `deputy …`，或增加人数", "write `deputy …`, or let more people hold the post"),
                    ),
                    false => (
                        say!(
                            "岗位 `{name}` 只有一人，代理写的是它自己，等于没有代理",
                            "the post `{name}` has one holder and is its own deputy, which is none"
                        ),
                        say!(
                            "在 `deputy` 后面写另一个岗位，或增加人数",
                            "write another post after `deputy`, or let more people hold the post"
                        ),
                    ),
                };
                out.push(
                    INFO.at(post.decl.span(), message)
                        .also(
                            node.span(),
                            say!("人不在时，`{step}` 就会超时", "while the holder is away, `{step}` waits"),
                        )
                        .help(help),
                );
            }
        }
    });
}
