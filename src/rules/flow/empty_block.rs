//! A flow, branch or block with nothing in it.

use crate::model::{NodeKind, each_node};
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

fn tell(at: Span, name: &str) -> Finding {
    INFO.at(at, say!("`{name}` 里面什么都没有", "there is nothing in `{name}`")).help(say!(
        "写上步骤；还没有内容的流程写 `flow unset \"…\"`",
        "write its steps; a flow that is still open is `flow unset \"…\"`"
    ))
}
