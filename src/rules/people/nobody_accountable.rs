//! Several posts do it, or a system does, and nobody answers for it.

use crate::flow::{FlowNode, Graph, NodeId};
use crate::model::{Body, DeclKind, NodeKind, Ref, Work};
use crate::rules::{Context, Finding, Group, RuleInfo, Severity};
use crate::say;
use crate::source::{FileId, Span};

/// What the rule is.
pub static INFO: RuleInfo = RuleInfo {
    name: "nobody-accountable",
    code: "R02",
    group: Group::People,
    severity: Severity::Warning,
    page: include_str!("nobody_accountable.md"),
};

/// Looks for it.
pub fn check(context: &Context<'_>, out: &mut Vec<Finding>) {
    for view in &context.flows {
        for (id, node) in view.graph.iter() {
            // Those who approve answer for their own decision.
            if !matches!(node.node.kind, NodeKind::Approval { .. }) && !node.node.broken {
                let is_work = matches!(node.node.kind, NodeKind::Step | NodeKind::Decision);
                let watched = !is_work || block_answers(&view.graph, id, node);
                tell(context, view.graph.file, &node.node.work, watched, (node.node.span(), node.node.label()), out);
            }
        }
    }
    for (file, decl) in context.decls().filter(|(_, decl)| !decl.broken) {
        if let Body::Routine(routine) = &decl.body {
            tell(context, file, &routine.work, false, (decl.span(), decl.label()), out);
        }
    }
}

/// Whether somebody answers for a block around a node, or is named to do it.
fn block_answers(graph: &Graph<'_>, id: NodeId, node: &FlowNode<'_>) -> bool {
    let answers = |block: &FlowNode<'_>| !block.node.work.accountable.is_empty() || !block.node.work.by.is_empty();
    node.inside.is_some() && graph.around(id).iter().any(|it| graph.node(it.block).is_some_and(answers))
}

fn tell(
    context: &Context<'_>,
    file: FileId,
    work: &Work,
    watched: bool,
    (at, name): (Span, &str),
    out: &mut Vec<Finding>,
) {
    if !work.accountable.is_empty() {
        return;
    }
    let is_system = |name: &Ref| context.project.find_kind(file, name, DeclKind::System).is_some();
    let message = match work.by.as_slice() {
        [] => return,
        // A system answers for nothing.
        systems if systems.iter().all(is_system) => {
            if watched {
                return;
            }
            say!("`{name}` 由系统自动完成，没有写谁负责", "a system does `{name}`, and nobody answers for it")
        }
        [_] => return,
        several => {
            let count = several.len();
            say!("`{name}` 由 {count} 个岗位做，没有写谁负责", "{count} posts do `{name}`, and none answers for it")
        }
    };
    out.push(INFO.at(at, message).help(say!("写上 `accountable …`", "write `accountable …`")));
}
