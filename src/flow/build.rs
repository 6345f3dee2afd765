//! From the written flow to its graph.

use rustc_hash::FxHashMap;

use petgraph::graph::{DiGraph, NodeIndex};

use super::graph::{Edge, EdgeKind, FlowNode, Graph, Inside, Jump, NodeId, PointAt, Unresolved};
use super::idle;
use crate::model::{Action, Bound, Branch, Flow, Go, LateLine, Limit, Name, Node, NodeKind, Side, Target, Trigger};
use crate::source::{FileId, Span};

/// Builds the graph of a flow. Never fails: a target that names no node leads to the lost point.
#[must_use]
pub fn build(file: FileId, flow: &Flow) -> Graph<'_> {
    let mut points = DiGraph::new();
    let start = points.add_node(PointAt::Start);
    let lost = points.add_node(PointAt::Lost);
    let mut graph = Graph {
        file,
        flow,
        points,
        nodes: Vec::new(),
        by_name: FxHashMap::default(),
        start,
        lost,
        jumps: Vec::new(),
        unresolved: Vec::new(),
        stray_joins: Vec::new(),
        wild: flow.broken,
    };
    // The nodes first, so that a way may lead to one that is written later.
    let tops = place(&mut graph, &flow.nodes, None);
    if let Some(first) = tops.first().and_then(|id| graph.node(*id)).copied() {
        graph.points.add_edge(start, first.enter, plain(EdgeKind::Next, first.node.span()));
    }
    connect(&mut graph, &tops, None);
    for line in &flow.anytime {
        let edge = plain(EdgeKind::Anytime, line.at.0);
        let from = graph.start;
        lead(&mut graph, Source { point: from, node: None, inside: None }, &line.to, edge);
    }
    idle::mark(&mut graph);
    graph
}

fn plain(kind: EdgeKind<'_>, at: Span) -> Edge<'_> {
    Edge { kind, bound: None, at, guess: false, into: false, once: None, idle: false }
}

/// Gives every node of a block, and everything inside it, its points; returns the block's own nodes.
fn place<'m>(graph: &mut Graph<'m>, nodes: &'m [Node], inside: Option<Inside>) -> Vec<NodeId> {
    let mut placed = Vec::new();
    for node in nodes {
        let id = NodeId(u32::try_from(graph.nodes.len()).unwrap_or(u32::MAX));
        let enter = graph.points.add_node(PointAt::Node(id, Side::Start));
        let done = match node.kind {
            NodeKind::End { .. } => enter,
            _ => graph.points.add_node(PointAt::Node(id, Side::End)),
        };
        graph.nodes.push(FlowNode { node, inside, enter, done });
        graph.wild |= node.broken;
        if let Some(ident) = &node.ident {
            graph.by_name.entry(&ident.name).or_insert(id);
        } else {
            graph.wild = true;
        }
        placed.push(id);
        match &node.kind {
            NodeKind::Parallel { branches, .. } => {
                for (branch, written) in branches.iter().enumerate() {
                    graph.wild |= written.broken;
                    place(graph, &written.nodes, Some(Inside { block: id, branch }));
                }
            }
            NodeKind::Each { nodes, .. } => drop(place(graph, nodes, Some(Inside { block: id, branch: 0 }))),
            _ => {}
        }
    }
    placed
}

/// Where ways start: a point, its node, and the block around it.
#[derive(Clone, Copy)]
struct Source {
    point: NodeIndex,
    node: Option<NodeId>,
    inside: Option<Inside>,
}

/// Draws the edges of the nodes of one block, in written order.
fn connect(graph: &mut Graph<'_>, block: &[NodeId], inside: Option<Inside>) {
    for (at, id) in block.iter().enumerate() {
        let Some(flow_node) = graph.node(*id).copied() else { continue };
        let next = block.get(at + 1).and_then(|next| graph.node(*next)).map(|next| next.enter);
        inner(graph, *id, flow_node);
        if matches!(flow_node.node.kind, NodeKind::End { .. }) {
            continue;
        }
        let follows = outgoing(graph, *id, flow_node, inside);
        if follows {
            fall_through(graph, flow_node, next, inside);
        }
    }
}

fn fall_through(graph: &mut Graph<'_>, from: FlowNode<'_>, next: Option<NodeIndex>, inside: Option<Inside>) {
    let at = from.node.span();
    match (next, inside) {
        (Some(next), _) => {
            graph.points.add_edge(from.done, next, plain(EdgeKind::Next, at));
            let end = graph.node_at(next).filter(|(_, node)| matches!(node.node.kind, NodeKind::End { .. }));
            if let (Some((to, _)), Some(inside)) = (end, inside) {
                let block = inside.block;
                graph.jumps.push(Jump { from: None, to, kind: EdgeKind::Next, into: false, block, at });
            }
        }
        (None, Some(inside)) => sync(graph, from.done, inside, plain(EdgeKind::Sync(inside.branch), at)),
        // The last node of a flow with no way on: nothing-follows tells it.
        (None, None) => {}
    }
}

fn sync<'m>(graph: &mut Graph<'m>, from: NodeIndex, inside: Inside, edge: Edge<'m>) {
    if let Some(block) = graph.node(inside.block) {
        let done = block.done;
        graph.points.add_edge(from, done, edge);
    }
}

/// What lies between the enter and the done of a node.
fn inner<'m>(graph: &mut Graph<'m>, id: NodeId, flow_node: FlowNode<'m>) {
    let FlowNode { node, enter, done, .. } = flow_node;
    let at = node.span();
    match &node.kind {
        NodeKind::End { .. } => {}
        NodeKind::Parallel { branches, .. } => {
            for (branch, written) in branches.iter().enumerate() {
                enter_branch(graph, id, branch, &written.nodes, branch_place(written));
            }
            if branches.is_empty() {
                graph.points.add_edge(enter, done, plain(EdgeKind::Skip, at));
            }
        }
        NodeKind::Each { nodes, .. } => {
            enter_branch(graph, id, 0, nodes, at);
            graph.points.add_edge(enter, done, plain(EdgeKind::Skip, at));
        }
        _ => drop(graph.points.add_edge(enter, done, plain(EdgeKind::Work, at))),
    }
}

fn branch_place(branch: &Branch) -> Span {
    branch.ident.as_ref().map_or(branch.head.0, crate::model::Ident::span)
}

fn enter_branch(graph: &mut Graph<'_>, block: NodeId, branch: usize, nodes: &[Node], at: Span) {
    let inside = Inside { block, branch };
    let own: Vec<NodeId> = graph.iter().filter(|(_, node)| node.inside == Some(inside)).map(|(id, _)| id).collect();
    let Some(fork) = graph.node(block).map(|node| (node.enter, node.done)) else { return };
    debug_assert_eq!(own.len(), nodes.len());
    match own.first().and_then(|first| graph.node(*first)).map(|first| first.enter) {
        Some(first) => drop(graph.points.add_edge(fork.0, first, plain(EdgeKind::Branch(branch), at))),
        None => drop(graph.points.add_edge(fork.0, fork.1, plain(EdgeKind::Sync(branch), at))),
    }
    connect(graph, &own, Some(inside));
}

/// Draws the ways of a node; returns whether it also falls through.
fn outgoing<'m>(graph: &mut Graph<'m>, id: NodeId, flow_node: FlowNode<'m>, inside: Option<Inside>) -> bool {
    let FlowNode { node, enter, done, .. } = flow_node;
    let from_enter = Source { point: enter, node: Some(id), inside };
    let from_done = Source { point: done, node: Some(id), inside };
    let mut follows = true;
    for way in &node.work.ways {
        let (from, kind) = match &way.trigger {
            Trigger::Always => (from_done, EdgeKind::Go),
            Trigger::Otherwise => (from_done, EdgeKind::Otherwise),
            Trigger::When(_) | Trigger::Says(_) | Trigger::Approved => (from_done, EdgeKind::When(&way.trigger)),
            Trigger::Rejected => (from_enter, EdgeKind::When(&way.trigger)),
            Trigger::Failed => (from_enter, EdgeKind::Failed),
            Trigger::Ended(ends) => (from_done, EdgeKind::Ended(ends)),
        };
        follows &= matches!(kind, EdgeKind::Failed | EdgeKind::Ended(_))
            || (matches!(way.trigger, Trigger::Rejected) && !has_approved(node));
        go(graph, from, &way.go, plain(kind, way.at.0));
    }
    for limit in &node.work.limits {
        late(graph, from_enter, limit);
    }
    if matches!(node.kind, NodeKind::Broken(_)) {
        // What cannot be read may lead anywhere, also to an end.
        let lost = graph.lost;
        graph.points.add_edge(done, lost, plain(EdgeKind::Go, node.span()));
    } else if node.broken {
        let lost = graph.lost;
        graph.points.add_edge(done, lost, plain(EdgeKind::Go, node.span()));
    }
    follows
}

/// An approval without a way for `approved` is told by missing-outcome; it then goes on as if it fell through.
fn has_approved(node: &Node) -> bool {
    node.work.ways.iter().any(|way| matches!(way.trigger, Trigger::Approved | Trigger::Always | Trigger::Otherwise))
}

fn late<'m>(graph: &mut Graph<'m>, from: Source, limit: &'m Limit) {
    let flow: &'m Flow = graph.flow;
    let lines: &'m [LateLine] = if limit.late.is_empty() { &flow.late } else { &limit.late };
    for line in lines {
        let once = limit.from.as_ref().filter(|_| line.every.is_none());
        for action in &line.actions {
            if let Action::Go(target) = action {
                go(graph, from, target, Edge { once, ..plain(EdgeKind::Late, line.at.0) });
            }
        }
    }
}

fn go<'m>(graph: &mut Graph<'m>, from: Source, way: &'m Go, edge: Edge<'m>) {
    let bound = way.bound.as_ref().map(|bound| bound.times);
    lead(graph, from, &way.to, Edge { bound, ..edge });
    if let Some(Bound { then, .. }) = &way.bound {
        lead(graph, from, then, Edge { kind: EdgeKind::Exceeded, ..edge });
    }
}

/// Draws one edge to a target.
fn lead<'m>(graph: &mut Graph<'m>, from: Source, target: &'m Target, edge: Edge<'m>) {
    match target {
        Target::Join(at) => match from.inside {
            Some(inside) => sync(graph, from.point, inside, Edge { kind: join_kind(edge.kind, inside), ..edge }),
            None => {
                graph.stray_joins.push(at.0);
                let lost = graph.lost;
                graph.points.add_edge(from.point, lost, edge);
            }
        },
        Target::Node(reference) => {
            let found = reference.single().and_then(|name| graph.by_name.get(name)).copied();
            match found {
                Some(to) => to_node(graph, from, to, edge),
                None => {
                    let nearest = nearest(graph, reference.first());
                    graph.unresolved.push(Unresolved { target, nearest });
                    let lost = graph.lost;
                    graph.points.add_edge(from.point, lost, edge);
                    if let Some(likely) = nearest.and_then(|id| graph.node(id)).map(|node| node.enter) {
                        graph.points.add_edge(from.point, likely, Edge { guess: true, ..edge });
                    }
                }
            }
        }
        Target::Missing(_) => {
            graph.wild = true;
            let lost = graph.lost;
            graph.points.add_edge(from.point, lost, edge);
        }
    }
}

/// A plain way to the join is a synchronisation; one with a condition stays what it is, so that coverage sees it.
fn join_kind(kind: EdgeKind<'_>, inside: Inside) -> EdgeKind<'_> {
    match kind {
        EdgeKind::Go | EdgeKind::Next => EdgeKind::Sync(inside.branch),
        other => other,
    }
}

fn to_node<'m>(graph: &mut Graph<'m>, from: Source, to: NodeId, edge: Edge<'m>) {
    let Some(target) = graph.node(to).map(|node| node.enter) else { return };
    let here = from.inside.map(|inside| {
        let mut chain = graph.around(inside.block);
        chain.push(inside);
        chain
    });
    let here = here.unwrap_or_default();
    let there = graph.around(to);
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    graph.points.add_edge(from.point, target, Edge { into: there.len() > shared, ..edge });
    if let Some(entered) = there.get(shared..).and_then(<[Inside]>::last) {
        let block = entered.block;
        graph.jumps.push(Jump { from: from.node, to, kind: edge.kind, into: true, block, at: edge.at });
    } else if let Some(left) = here.get(shared..).and_then(<[Inside]>::last).or_else(|| ends_inside(graph, to, &there))
    {
        let block = left.block;
        graph.jumps.push(Jump { from: from.node, to, kind: edge.kind, into: false, block, at: edge.at });
    }
}

/// The block around an end: coming to it ends the case, and with it everything else in the block.
fn ends_inside<'i>(graph: &Graph<'_>, to: NodeId, around: &'i [Inside]) -> Option<&'i Inside> {
    let is_end = graph.node(to).is_some_and(|node| matches!(node.node.kind, NodeKind::End { .. }));
    around.last().filter(|_| is_end)
}

/// The node whose name is nearest to one that nobody bears.
fn nearest(graph: &Graph<'_>, name: &Name) -> Option<NodeId> {
    let names = graph.by_name.iter().map(|(known, id)| (known.as_str(), *id));
    crate::model::nearest(name.as_str(), names)
}
