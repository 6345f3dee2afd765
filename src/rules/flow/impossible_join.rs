//! A join that is missing, or asks for more than there is.

use crate::labels::Say;
use crate::model::{Count, NodeKind, Value};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use rust_decimal::Decimal;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "impossible-join",
    code: "F24",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("impossible_join.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (_, node) in view.graph.iter() {
            let name = node.node.label();
            match &node.node.kind {
                NodeKind::Parallel { join: None, .. } | NodeKind::Each { join: None, .. } if !node.node.broken => out
                    .push(
                        INFO.at(
                            node.node.span(),
                            say!("`{name}` 没有写怎样汇合", "`{name}` does not say how its branches join"),
                        )
                        .help(say!(
                            "写 `join all`、`join any` 或 `join 2`",
                            "write `join all`, `join any` or `join 2`"
                        )),
                    ),
                NodeKind::Parallel { branches, join: Some(join), join_at, .. } => {
                    let there = branches.len();
                    if let Some(asked) = asked(context, view.graph.file, join)
                        && (asked > Decimal::from(there) || asked < Decimal::ONE)
                        && !node.node.broken
                    {
                        let branches = if there == 1 { "branch" } else { "branches" };
                        out.push(
                            INFO.at(
                                join_at.0,
                                say!(
                                    "`{name}` 有 {there} 个分支，却要 {asked} 个汇合",
                                    "`{name}` has {there} {branches} and asks for {asked}"
                                ),
                            )
                            .help(bounds(there)),
                        );
                    }
                }
                NodeKind::Each { join: Some(join), .. } => {
                    if let Some(asked) = asked(context, view.graph.file, join)
                        && asked < Decimal::ONE
                        && !node.node.broken
                    {
                        let message = say!(
                            "`{name}` 要 {asked} 项汇合，一项都还没做就会往下走",
                            "`{name}` asks for {asked} items, and goes on before any of them is done"
                        );
                        let help =
                            say!("写 `join all`、`join any` 或 `join 2`", "write `join all`, `join any` or `join 2`");
                        out.push(INFO.at(node.node.span(), message).help(help));
                    }
                }
                NodeKind::Approval { needs: Some(needs) } => {
                    let there = node.node.work.by.len();
                    if let Some(asked) = asked(context, view.graph.file, needs)
                        && (asked > Decimal::from(there) || asked < Decimal::ONE)
                        && there > 0
                        && !node.node.broken
                    {
                        let posts = if there == 1 { "post" } else { "posts" };
                        let help = match asked < Decimal::ONE {
                            true => bounds(there),
                            false => {
                                say!("最多写 {there}，或增加审批岗位", "write at most {there}, or name more posts")
                            }
                        };
                        out.push(
                            INFO.at(
                                node.node.span(),
                                say!(
                                    "`{name}` 由 {there} 个岗位审批，却要 {asked} 个批准",
                                    "`{name}` is decided by {there} {posts} and needs {asked}"
                                ),
                            )
                            .help(help),
                        );
                    }
                }
                _ => {}
            }
        }
    }
}

/// What may be written where there are so many.
fn bounds(there: usize) -> Say {
    match there {
        0 | 1 => say!("写 1", "write 1"),
        _ => say!("写 1 到 {there}", "write a number from 1 to {there}"),
    }
}

fn asked(context: &Context<'_>, file: crate::source::FileId, count: &Count) -> Option<Decimal> {
    let Count::Number(quantity) = count else { return None };
    match context.project.value(file, quantity) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}
