//! Limits that lie over others: those that count from an earlier point to a later node, and those of blocks.

use petgraph::graph::NodeIndex;

use super::figures::{Figure, Figures, figures};
use crate::flow::{FlowNode, NodeId, point_of, span_covers};
use crate::model::{Limit, Name, NodeKind};
use crate::rules::{Context, FlowView};

/// A limit that lies over other nodes.
pub(super) struct Outer<'v, 'p> {
    /// The node at which it stands, and ends.
    pub home: NodeId,
    /// That node.
    pub node: &'v FlowNode<'p>,
    /// Where it starts.
    pub from: NodeIndex,
    /// The limit.
    pub limit: &'p Limit,
    /// Its figures.
    pub figures: Figures<'p>,
}

/// The limits of a flow that lie over others, in reading order.
pub(super) fn outers<'v, 'p>(context: &Context<'p>, view: &'v FlowView<'p>) -> Vec<Outer<'v, 'p>> {
    let graph = &view.graph;
    let mut found = Vec::new();
    for (home, node) in graph.iter().filter(|(_, node)| !node.node.broken) {
        let is_block = matches!(node.node.kind, NodeKind::Parallel { .. } | NodeKind::Each { .. });
        for limit in &node.node.work.limits {
            let from = match &limit.from {
                Some(point) => point_of(graph, point),
                None => is_block.then_some(node.enter),
            };
            let Some(from) = from else { continue };
            let figures = figures(context, graph, limit, &node.node.work.by);
            if !figures.all.is_empty() {
                found.push(Outer { home, node, from, limit, figures });
            }
        }
    }
    found
}

impl<'p> Outer<'_, 'p> {
    /// Whether a node surely lies in it: its clock runs whenever the node is worked on.
    pub(super) fn covers(&self, view: &FlowView<'_>, at: NodeId) -> bool {
        if self.limit.from.is_some() {
            return at != self.home && span_covers(&view.graph, self.limit, self.home, at);
        }
        view.graph.around(at).iter().any(|inside| inside.block == self.home)
    }

    /// The figure that a case on any way may have. Where a way depends on the category of a table, a case of one value
    /// may never go it: then only the longest figure is sure.
    pub(super) fn sure(&self, view: &FlowView<'_>) -> Option<&Figure<'p>> {
        let sorts = |name: &Name| view.values.variables.iter().any(|variable| variable.name == name);
        if self.axes().iter().any(|axis| sorts(axis)) { self.figures.longest() } else { self.figures.shortest() }
    }

    /// The categories of its table.
    fn axes(&self) -> Vec<&'p Name> {
        let tables = self.figures.table.into_iter().flat_map(|(_, sla)| &sla.tables);
        let second = |table: &'p crate::model::Table| match &table.columns {
            crate::model::Columns::Values { axis, .. } => Some(axis),
            crate::model::Columns::Limits(_) => None,
        };
        tables.flat_map(|table| table.axis.iter().chain(second(table))).map(|axis| axis.last()).collect()
    }

    /// Whether its clock stands still in a wait.
    pub(super) fn is_paused_in(&self, node: &FlowNode<'_>) -> bool {
        let Some(ident) = &node.node.ident else { return false };
        let waits = self.figures.table.into_iter().flat_map(|(_, sla)| &sla.paused);
        matches!(node.node.kind, NodeKind::Wait { .. }) && waits.into_iter().any(|wait| *wait.last() == ident.name)
    }
}
