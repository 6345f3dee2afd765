//! `when failed` of a procedure that has no failing end.

use super::never_true::INFO;
use crate::model::{Module, NodeKind, Trigger, each_node};
use crate::rules::{Context, Finding, FlowView};
use crate::say;

/// Looks at the calls of a flow.
pub(super) fn check(context: &Context<'_>, view: &FlowView<'_>, out: &mut Vec<Finding>) {
    for (_, node) in view.graph.iter() {
        let NodeKind::Call { procedure } = &node.node.kind else { continue };
        let called = context.project.callee(view.graph.file, procedure).and_then(|id| context.project.module(id));
        let Some(called) = called.filter(|called| never_fails(called)) else { continue };
        let failed = node.node.work.ways.iter().find(|way| way.trigger == Trigger::Failed);
        let Some(way) = failed.filter(|_| !node.node.broken) else { continue };
        let name = called.file.procedure().map_or_else(|| called.path.clone(), |ident| ident.name.to_string());
        let head = called.file.head.as_ref().map_or(called.file.at.0, crate::model::Head::span);
        out.push(
            INFO.at(
                way.at.0,
                say!(
                    "`{name}` 没有失败的结束，这一行永远走不到",
                    "`{name}` has no failing end: this line is never followed"
                ),
            )
            .also(head, say!("被调用的规程", "the procedure that is called"))
            .help(say!(
                "删掉这一行，或在 `{name}` 里写明怎样算失败：`end failed …`",
                "take the line out, or say in `{name}` how it fails: `end failed …`"
            )),
        );
    }
}

/// Whether everything of a procedure's flow is known, and none of its ends is a failure.
fn never_fails(called: &Module) -> bool {
    let Some(flow) = called.file.flow.as_ref().filter(|flow| flow.unset.is_none() && !flow.broken) else {
        return false;
    };
    let mut sure = !called.is_unread() && !flow.nodes.is_empty();
    each_node(&flow.nodes, &mut |node| {
        sure &= !node.broken && !matches!(node.kind, NodeKind::End { failed: true } | NodeKind::Broken(_));
    });
    sure
}
