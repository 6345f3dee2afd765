//! The owner of a procedure or indicator has no part in it.

use rustc_hash::FxHashSet;

use super::parts::parts;
use super::posts::post;
use crate::model::{Body, Module, NodeKind, Ref, Symbol, each_flow, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "owner-without-part",
    code: "R09",
    group: Group::People,
    severity: Severity::Info,
    page: include_str!("owner_without_part.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    let parts: Vec<FxHashSet<Symbol>> = context.modules().map(|module| parts(context, module)).collect();
    for module in context.modules().filter(|module| has_work(module)) {
        let mut known = parts.get(module.id.index()).cloned().unwrap_or_default();
        // What is done in a procedure that it calls is done in it.
        each_flow(&module.file, &mut |flow| {
            each_node(&flow.nodes, &mut |node| {
                if let NodeKind::Call { procedure } = &node.kind
                    && let Some(callee) = context.project.callee(module.id, procedure)
                {
                    known.extend(parts.get(callee.index()).into_iter().flatten());
                }
            });
        });
        let mut told: FxHashSet<Symbol> = FxHashSet::default();
        let mut tell = |owner: &Ref, what: &str, is_kpi: bool| {
            let Some(post) = post(context, module.id, owner) else { return };
            if !known.contains(&post.symbol) && told.insert(post.symbol) {
                let name = post.decl.label();
                let message = match is_kpi {
                    true => say!(
                        "`{name}` 对指标 `{what}` 负责，在规程里却什么都不做，也不接收任何信息",
                        "`{name}` answers for the indicator `{what}`, and does, receives and reports nothing here"
                    ),
                    false => say!(
                        "`{name}` 对规程负责，在里面却什么都不做，也不接收任何信息",
                        "`{name}` answers for the procedure, and does, receives and reports nothing in it"
                    ),
                };
                out.push(INFO.at(owner.span(), message).help(say!(
                    "写明它做什么或收到什么，例如 `informs {name}`，或换一个负责的岗位",
                    "say what it does or receives, such as `informs {name}`, or name another owner"
                )));
            }
        };
        if let Some(head) = module.file.head.as_ref().filter(|head| !head.broken) {
            head.owner.iter().for_each(|owner| tell(owner, "", false));
        }
        for decl in module.file.decls.iter().filter(|decl| !decl.broken) {
            if let Body::Kpi(kpi) = &decl.body {
                kpi.owner.iter().for_each(|owner| tell(owner, decl.label(), true));
            }
        }
    }
}

/// Whether all of a file is known, and there is work in which a post could have a part.
fn has_work(module: &Module) -> bool {
    let file = &module.file;
    let mut work = file.decls.iter().any(|decl| matches!(decl.body, Body::Routine(_)));
    let mut whole = !module.is_unread() && !file.broken && !file.doubled;
    each_flow(file, &mut |flow| {
        work |= !flow.nodes.is_empty();
        whole &= !flow.broken && flow.unset.is_none();
        each_node(&flow.nodes, &mut |node| whole &= !node.broken && !matches!(node.kind, NodeKind::Broken(_)));
    });
    work && whole && !file.decls.iter().any(|decl| decl.broken)
}
