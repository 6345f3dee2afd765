//! Whether a call goes on to what is written next.

use super::assigned::goes_on_by;
use crate::flow::graph::{Edge, EdgeKind};
use crate::model::{Node, NodeKind, Project, each_node};
use crate::source::FileId;

/// Whether an edge falls through from a call that never does: each end of the called procedure has a line of its own.
pub(super) fn never_falls(project: &Project, file: FileId, node: &Node, edge: &Edge<'_>) -> bool {
    let falls = matches!(edge.kind, EdgeKind::Next | EdgeKind::Sync(_)) && edge.at == node.span();
    falls && every_end_has_a_line(project, file, node)
}

fn every_end_has_a_line(project: &Project, file: FileId, node: &Node) -> bool {
    let NodeKind::Call { procedure } = &node.kind else { return false };
    let callee = project.callee(file, procedure).and_then(|callee| project.module(callee));
    let Some(flow) = callee.and_then(|callee| callee.file.flow.as_ref()) else { return false };
    if flow.broken || flow.unset.is_some() {
        return false;
    }
    let (mut ends, mut open) = (0, 0);
    each_node(&flow.nodes, &mut |end| {
        if !matches!(end.kind, NodeKind::End { .. }) {
            return;
        }
        ends += 1;
        open += usize::from(goes_on_by(node, end, None));
    });
    ends > 0 && open == 0
}
