//! A flow, branch, block or category with nothing in it.

use crate::model::{Body, Module, NodeKind, each_node};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::Span;

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "empty-block",
    code: "F09",
    group: Group::Flow,
    severity: Severity::Error,
    page: include_str!("empty_block.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    out.extend(context.modules().filter_map(headed));
    for (_, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        if matches!(&decl.body, Body::Category(category) if category.values.is_empty()) {
            let name = decl.label();
            out.push(
                INFO.at(decl.span(), say!("类别 `{name}` 一个取值也没有", "the category `{name}` has no values"))
                    .help(say!("逐个写上取值，例如 `urgent \"紧急\"`", "list its values, such as `urgent \"Urgent\"`")),
            );
        }
    }
    for view in &context.flows {
        let flow = view.graph.flow;
        if flow.nodes.is_empty() && flow.unset.is_none() && !flow.broken {
            out.push(tell(flow.head.0, "flow"));
        }
        each_node(&flow.nodes, &mut |node| match &node.kind {
            NodeKind::Parallel { branches, .. } => {
                if branches.is_empty() && !node.broken {
                    out.push(tell(node.span(), node.label()));
                }
                for branch in branches.iter().filter(|branch| branch.nodes.is_empty() && !branch.broken) {
                    let name = branch.ident.as_ref().map_or("branch", |ident| ident.name.as_str());
                    out.push(tell(branch.ident.as_ref().map_or(branch.head.0, crate::model::Ident::span), name));
                }
            }
            NodeKind::Each { nodes, .. } if nodes.is_empty() && !node.broken => {
                out.push(tell(node.span(), node.label()))
            }
            _ => {}
        });
    }
}

/// A procedure that says nothing: a head, and neither a flow nor periodic work, trainings, conduct or indicators. What
/// could not be read may have been its flow.
fn headed(module: &Module) -> Option<Finding> {
    let file = &module.file;
    let head = file.head.as_ref().filter(|head| !head.broken)?;
    let speaks = |body: &Body| matches!(body, Body::Routine(_) | Body::Training(_) | Body::Policy(_) | Body::Kpi(_));
    let silent = file.flow.is_none() && !file.decls.iter().any(|decl| speaks(&decl.body));
    if !silent || file.broken || !file.mentions.is_empty() || module.is_unread() {
        return None;
    }
    let message = match &head.ident {
        Some(ident) => {
            let name = &ident.name;
            say!("规程 `{name}` 没有流程", "the procedure `{name}` has no flow")
        }
        None => say!("规程没有流程", "the procedure has no flow"),
    };
    Some(INFO.at(head.span(), message).help(say!(
        "写上 `flow {{ … }}`；流程还没定的写 `flow unset \"原因\"`；只供引用的共用文件不写文件头",
        "write `flow {{ … }}`, or `flow unset \"why\"` while it is open; a file that others share has no head"
    )))
}

fn tell(at: Span, name: &str) -> Finding {
    INFO.at(at, say!("`{name}` 里面什么都没有", "there is nothing in `{name}`")).help(say!(
        "写上步骤；还没有内容的流程写 `flow unset \"…\"`",
        "write its steps; a flow that is still open is `flow unset \"…\"`"
    ))
}
