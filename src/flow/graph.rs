//! The graph of one flow.

use rustc_hash::FxHashMap;

use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::{Flow, Name, Node, NodeKind, Point, Ref, Side, Target, Trigger};
use crate::source::{FileId, Span};

/// A node of the flow: its index in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The index as a list position.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a point of the graph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PointAt {
    /// The beginning of the case.
    Start,
    /// A node is entered or done. An end has only its enter; the enter of a block is its fork, its done the join.
    Node(NodeId, Side),
    /// Where ways lead whose target nobody knows. It counts as an end, so that one mistake is told once.
    Lost,
}

/// Which branch of which block a node stands in directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Inside {
    /// The parallel block or `each`.
    pub block: NodeId,
    /// The branch; 0 in an `each`.
    pub branch: usize,
}

/// A node of the flow with its points.
#[derive(Debug, Clone, Copy)]
pub struct FlowNode<'m> {
    /// The node as written.
    pub node: &'m Node,
    /// The block that it stands in.
    pub inside: Option<Inside>,
    /// Where it is entered.
    pub enter: NodeIndex,
    /// Where it is done; the same point as `enter` in an end.
    pub done: NodeIndex,
}

/// Why one point may follow another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EdgeKind<'m> {
    /// The node is worked on: from its enter to its done.
    Work,
    /// It falls through to what is written next.
    Next,
    /// `-> t`
    Go,
    /// `when … -> t`: a condition, an answer, an event, or an approval that was given or refused.
    When(&'m Trigger),
    /// `otherwise -> t`
    Otherwise,
    /// The bound of a way is used up.
    Exceeded,
    /// The limit is missed.
    Late,
    /// The called procedure failed.
    Failed,
    /// The called procedure ended in one of these.
    Ended(&'m [Ref]),
    /// Something that may happen at any time; drawn from the beginning of the case.
    Anytime,
    /// Into a branch, or into the items of an `each`.
    Branch(usize),
    /// Out of a branch, or out of an item, into the join.
    Sync(usize),
    /// Past an `each` for which no item was listed.
    Skip,
}

impl EdgeKind<'_> {
    /// Whether the way interrupts what is going on; such ways may leave a block.
    #[must_use]
    pub fn interrupts(self) -> bool {
        matches!(self, EdgeKind::Late | EdgeKind::Failed | EdgeKind::Anytime)
    }
}

/// An edge.
#[derive(Debug, Clone, Copy)]
pub struct Edge<'m> {
    /// Why.
    pub kind: EdgeKind<'m>,
    /// Whether the way may be taken only so many times: the bound, where it is known.
    pub bound: Option<Option<u32>>,
    /// The line that says so; the node's own place for a fall-through.
    pub at: Span,
    /// Whether its target names no node, and this is the one that was likely meant. It counts as reached, and proves
    /// no circle.
    pub guess: bool,
    /// Whether it leads into a block past its fork. No case goes there, so it proves no circle either.
    pub into: bool,
    /// Of a late line that comes once: the point from which its clock runs, if that is not its own node's enter. Only
    /// when that point is passed again may the way be gone again.
    pub once: Option<&'m Point>,
    /// Of the `then` of a late line that comes once: whether the line cannot come often enough to use its bound up. No
    /// case goes there.
    pub idle: bool,
}

/// A way that enters or leaves a block otherwise than through its fork and join.
#[derive(Debug, Clone, Copy)]
pub struct Jump<'m> {
    /// From which node; `None` for an `anytime` line.
    pub from: Option<NodeId>,
    /// To which node.
    pub to: NodeId,
    /// By which way.
    pub kind: EdgeKind<'m>,
    /// Whether it leads into a block; otherwise it leads out of one.
    pub into: bool,
    /// The block that is entered or left, the innermost one.
    pub block: NodeId,
    /// The line.
    pub at: Span,
}

/// A target that names no node of the flow.
#[derive(Debug, Clone, Copy)]
pub struct Unresolved<'m> {
    /// The target.
    pub target: &'m Target,
    /// The node that was likely meant.
    pub nearest: Option<NodeId>,
}

/// A flow as a graph of points.
#[derive(Debug, Clone)]
pub struct Graph<'m> {
    /// The file that it stands in.
    pub file: FileId,
    /// The flow as written.
    pub flow: &'m Flow,
    /// Points and edges.
    pub points: DiGraph<PointAt, Edge<'m>>,
    /// The nodes in reading order.
    pub nodes: Vec<FlowNode<'m>>,
    /// The nodes by name; of several with one name the first.
    pub by_name: FxHashMap<&'m Name, NodeId>,
    /// The beginning of the case.
    pub start: NodeIndex,
    /// Where ways lead whose target nobody knows.
    pub lost: NodeIndex,
    /// Ways into and out of blocks.
    pub jumps: Vec<Jump<'m>>,
    /// Targets that name no node.
    pub unresolved: Vec<Unresolved<'m>>,
    /// `-> join` outside any block.
    pub stray_joins: Vec<Span>,
    /// Whether a piece of the flow could not be read, so that ways may be there that the graph does not show.
    pub wild: bool,
}

impl<'m> Graph<'m> {
    /// A node by its id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&FlowNode<'m>> {
        self.nodes.get(id.index())
    }

    /// A node by its name.
    #[must_use]
    pub fn named(&self, name: &Name) -> Option<(NodeId, &FlowNode<'m>)> {
        let id = *self.by_name.get(name)?;
        Some((id, self.node(id)?))
    }

    /// The nodes with their ids, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &FlowNode<'m>)> {
        (0_u32..).map(NodeId).zip(&self.nodes)
    }

    /// What a point is.
    #[must_use]
    pub fn at(&self, point: NodeIndex) -> PointAt {
        self.points.node_weight(point).copied().unwrap_or(PointAt::Lost)
    }

    /// The node that a point belongs to.
    #[must_use]
    pub fn node_at(&self, point: NodeIndex) -> Option<(NodeId, &FlowNode<'m>)> {
        match self.at(point) {
            PointAt::Node(id, _) => self.node(id).map(|node| (id, node)),
            _ => None,
        }
    }

    /// Whether a point ends the case.
    #[must_use]
    pub fn is_end(&self, point: NodeIndex) -> bool {
        match self.at(point) {
            PointAt::Lost => true,
            PointAt::Start => false,
            PointAt::Node(id, _) => self.node(id).is_some_and(|node| matches!(node.node.kind, NodeKind::End { .. })),
        }
    }

    /// The ends of the flow, in reading order.
    pub fn ends(&self) -> impl Iterator<Item = (NodeId, &FlowNode<'m>)> {
        self.iter().filter(|(_, node)| matches!(node.node.kind, NodeKind::End { .. }))
    }

    /// The blocks around a node, from the outside in.
    #[must_use]
    pub fn around(&self, id: NodeId) -> Vec<Inside> {
        let mut chain = Vec::new();
        let mut at = self.node(id).and_then(|node| node.inside);
        while let Some(inside) = at {
            chain.push(inside);
            at = self.node(inside.block).and_then(|node| node.inside);
        }
        chain.reverse();
        chain
    }
}
